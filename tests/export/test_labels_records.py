"""Records that cannot be true beside each other, or beside what the project has, are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.export.bringing import (
    bring_in,
    every_type,
    export,
    make_every_type,
    make_fresh,
    records,
    written,
)
from tests.make import TEXTS, make_judgment, make_span, make_study
from workbench.annotate.models import Revision
from workbench.core.db import db, writing
from workbench.projects.models import Project

Lines = list[dict[str, Any]]
#: The lines: A-01's paragraphs 1 and 2 of the first article and A-02's draft of the second, both on
#: the article; then the second article, which A-02 has skipped.
FIRST, FULL, DRAFT, WHOLE, OTHER, A_01, SKIPPED, SKIPPED_TOO = range(8)


@pytest.fixture
def lines(app: Flask) -> Lines:
    """What `make_every_type` exports, and an empty project of its codebook and articles."""
    make_every_type()
    found = records(export(app, "harbour"))
    make_fresh([every_type()], targets=())
    assert [(one["annotator"], one["unit"], one["status"]) for one in found] == [
        ("A-01", "paragraph", "submitted"),
        ("A-01", "paragraph", "submitted"),
        ("A-02", "paragraph", "draft"),
        ("A-01", "article", "submitted"),
        ("A-02", "article", "draft"),
        ("A-01", "paragraph", "done"),
        ("A-02", "paragraph", "skipped"),
        ("A-02", "paragraph", "skipped"),
    ]
    return found


def refusals(app: Flask, folder: Path, lines: Lines, slug: str = "fresh") -> list[str]:
    """The sentences about wrong lines, each from its number on; nothing may have been stored."""
    before = export(app, slug)
    result = bring_in(app, written(lines), folder, slug)
    assert result.exit_code == 2
    assert export(app, slug) == before
    return [
        one.split(", ", 1)[1].replace(str(folder), "")
        for one in result.stderr.splitlines()
        if one.startswith("wrong")
    ]


def change(number: int, **changes: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[number].update(changes)


def answer(number: int, **labels: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[number]["labels"].update(labels)


def mark(number: int, span: int, **changes: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[number]["spans"][span].update(changes)


def relate(number: int, relation: int, **changes: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[number]["relations"][relation].update(changes)


SHA = "ab" * 32
WRONG: list[tuple[Callable[[Lines], None], str]] = [
    (
        change(FULL, status="done"),
        "line 2: One of this and /labels.jsonl, line 1 ",
    ),
    (
        change(SKIPPED, status="draft"),
        "line 8: One of this and /labels.jsonl, line 7 ",
    ),
    (change(FULL, recognised_outlet="no"), "line 2: Of whether the outlet was recognised it says"),
    (change(FULL, paragraph_index=1), "line 2: The paragraph has other words in this project"),
    (change(FULL, text_sha256=SHA), "line 2: “text” and “text_sha256” do not belong together."),
    (change(FULL, demo=True), "line 2: This is from a sample project"),
    (
        change(FULL, codebook={"id": "x", "version": 4, "sha256": SHA}),
        "line 2: The project has no codebook version abababababab… (version 4 of the file).",
    ),
    (change(FULL, answered_under=7), "line 2: It was answered under version 7, which"),
    (change(WHOLE, spans=[{}]), "line 4: An article as a whole has neither passages nor ties."),
    (answer(FULL, frames=["none", "power"]), "line 2: “No frame” stands alone"),
    (answer(FULL, main_frame="law"), "line 2: Main frame: cannot be so after the other answers"),
    (answer(FULL, codable="no"), "line 2: Frames: cannot be so after the other answers"),
    (answer(FULL, tone=-1), "line 2: “tone” is asked about each target"),
    (answer(FULL, tone={"mayor": -1}), "line 2: “tone” is not asked about “mayor”."),
    (answer(FULL, tone={"union": 7}), "line 2: Tone · the union: “7” is none of its values."),
    (answer(FULL, unsure="maybe"), "line 2: Hard to decide: “maybe” is none of its values."),
    (answer(FULL, reason=["a"]), "line 2: Reason: write plain text."),
    (
        mark(FULL, 0, text="Two aids"),
        "line 2: The passage “Two aides” has other words",
    ),
    (mark(FULL, 0, label="cues"), "line 2: Sourcing: “cues” is none of its labels."),
    (mark(FULL, 0, origin="guessed"), "line 2: A marked passage has an unknown origin."),
    (mark(FULL, 0, attributes={"role": "x"}), "line 2: Source “Two aides” · Naming: choose"),
    (mark(FULL, 0, attributes={"camp": "pier"}), "line 2: The codebook does not ask “camp” here."),
    (mark(FULL, 1, id="s1"), "line 2: Two passages have one id"),
    (mark(FULL, 1, colour="red"), "line 2: “colour” is no key of a passage."),
    (
        relate(FULL, 0, source=["s9"]),
        "line 2: A tie names the passage “s9”, which the",
    ),
    (relate(FULL, 0, source=["s2"]), "line 2: The passage “s2” is tied as what it is not labelled"),
    (relate(FULL, 0, source=["s1", "s1"]), "line 2: A tie names a passage twice."),
    (relate(FULL, 0, speaker=["s1"]), "line 2: “speaker” is no role of this tie"),
    (relate(FULL, 0, type="sourcing"), "line 2: “sourcing” is answered with passages"),
    (relate(FULL, 1, cue=[]), "line 2: Attribution"),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_wrong_record_is_named(
    app: Flask, lines: Lines, tmp_path: Path, spoil: Callable[[Lines], None], sentence: str
) -> None:
    spoil(lines)
    said = refusals(app, tmp_path, lines)
    assert len(said) == 1
    assert said[0].startswith(sentence)


def test_without_text_only_labels_come_in(app: Flask, lines: Lines, tmp_path: Path) -> None:
    """Judgments that lack a word that the codebook demands are not whole without it."""
    bare = [dict(line) for line in lines]
    for line in bare:
        for key in ("title", "text", "note", "recognised_as"):
            del line[key]
        for span in line["spans"]:
            del span["text"]
            span["attributes"].pop("role", None)
        line["labels"].pop("reason", None)
        line["labels"].pop("summary", None)
    result = bring_in(app, written(bare), tmp_path, "fresh", "--skip-bad")
    assert "line 2: Reason: write an answer." in result.stderr
    assert "Judgments stored: 7 (wrong lines: 1, " in result.stderr
    again = records(export(app, "fresh"))
    assert [line["spans"] for line in again] == [[]] * 7
    assert again[0]["recognised_outlet"] == "guess"


def test_a_round_keeps_its_codebook_and_its_articles_their_state(
    app: Flask, lines: Lines, tmp_path: Path
) -> None:
    assert bring_in(app, written(lines[:1]), tmp_path, "fresh").exit_code == 0
    changed = [line | {"status": "done", "recognised_outlet": None} for line in lines[1:2]]
    said = refusals(app, tmp_path, changed)
    assert said == [
        "line 1: The article is submitted for this annotator here, and not so in the file."
    ]
    said = refusals(app, tmp_path, [lines[1] | {"recognised_as": "The Quay"}])
    assert said == ["line 1: Of whether the outlet was recognised the project has another answer."]
    assert bring_in(app, written(lines[1:]), tmp_path, "fresh").exit_code == 0
    assert [line | {"project": "harbour"} for line in records(export(app, "fresh"))] == lines


def test_what_comes_in_is_in_the_log(app: Flask, lines: Lines, tmp_path: Path) -> None:
    before = db.session.scalars(select(Revision.document)).all()
    bring_in(app, written(lines), tmp_path, "fresh")
    db.session.commit()
    logged = db.session.scalars(
        select(Revision.document).where(Revision.idempotency_key.like("import:%"))
    ).all()
    assert len(logged) == len(lines)
    assert set(logged) <= set(before)  # the same canonical documents
    numbers = select(Revision.number).where(Revision.idempotency_key.like("import:%"))
    assert sorted(db.session.scalars(numbers)) == sorted(line["revision"] for line in lines)


@pytest.mark.parametrize(("saw_outlet", "is_refused"), [(False, True), (True, False)])
def test_nobody_marks_half_of_a_name_that_was_hidden(
    app: Flask, tmp_path: Path, saw_outlet: bool, is_refused: bool
) -> None:
    study = make_study(texts=[TEXTS])
    paragraph = study.paragraph(2)
    span = make_span(paragraph.text, "aides claimed")
    labels = {"frames": ["conflict"], "attributed": "yes"}
    make_judgment(study, paragraph=2, document={"labels": labels, "spans": [span]})
    line = records(export(app, "harbour"))[0]
    with writing():
        start = paragraph.text.index("Two aides")
        paragraph.masks = [[start, start + len("Two aides"), "outlet", "by_hand"]]
    line |= {"annotator": "A-02", "saw_outlet": saw_outlet}
    result = bring_in(app, written([line]), tmp_path, "harbour")
    assert (result.exit_code == 2) is is_refused
    assert ("ends inside a name that the round hides" in result.stderr) is is_refused


def test_judgments_of_the_sample_stay_in_samples(app: Flask, lines: Lines, tmp_path: Path) -> None:
    invented = [line | {"demo": True} for line in lines]
    assert len(refusals(app, tmp_path, invented)) == len(lines)
    with writing():
        project = db.session.scalars(select(Project).where(Project.slug == "fresh")).one()
        project.is_demo = True
    assert bring_in(app, written(invented), tmp_path, "fresh").exit_code == 0
