"""What was exported comes in again exactly: into a fresh project, and into its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.make import (
    NOW,
    TARGETS,
    Study,
    make_document,
    make_draft,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
    short_codebook,
)
from workbench.assign.actions import skip, submit
from workbench.assign.models import Assignment
from workbench.assign.recognising import Recognition
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.queries import get_version
from workbench.codebook.reading import read_codebook
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.models import Article
from workbench.corpus.preparing import prepare
from workbench.projects.actions import create_project
from workbench.projects.models import Membership, Project

GIVEN = Path(__file__).parent.parent / "given"
TEXTS = (
    ("Old enemies sign", "Two aides claimed the “truce” would hold until spring. 🙂 Nobody knew."),
    ("Ferry dues fall", "The ferry sails at noon."),
)


@cache
def every_type() -> Codebook:
    return read_codebook((GIVEN / "every_type.yaml").read_text("utf-8"))


def run(app: Flask, *arguments: str | Path) -> Result:
    db.session.commit()
    result: Result = app.test_cli_runner().invoke(args=list(map(str, arguments)))
    return result


def export(app: Flask, slug: str) -> bytes:
    result = run(app, "export", "judgments", "--project", slug)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes


def bring_in(app: Flask, data: bytes, folder: Path, slug: str, *options: str) -> Result:
    path = folder / "labels.jsonl"
    path.write_bytes(data)
    return run(app, "labels", "import", "--project", slug, *options, path)


def under(data: bytes, slug: str) -> bytes:
    """The same file as a project of this name writes it."""
    return b"".join(
        line.replace(b'"project":"harbour"', f'"project":"{slug}"'.encode())
        for line in data.splitlines(keepends=True)
    )


def make_fresh(
    codebooks: Sequence[Codebook],
    texts: Sequence[Sequence[str]] = TEXTS,
    targets: Sequence[tuple[str, str]] = TARGETS,
) -> Project:
    """The same articles and codebook, and nobody in it."""
    with writing():
        project = create_project("fresh", "Fresh", targets=targets, now=NOW)
        for codebook in codebooks:
            publish(project.id, codebook, now=NOW)
        for number, some in enumerate(texts, start=1):
            draft = make_draft(list(some), name=f"article-{number}.txt")
            add_article(project.id, prepare(draft), story="The accord", now=NOW)
    return project


def mark(text: str, words: str, value: str, **attributes: Any) -> dict[str, Any]:
    return make_span(text, words, value) | {"attributes": attributes}


def tie(*spans: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    members = [{key: one[key] for key in ("value", "start", "end")} for one in spans]
    return {"dimension": "attribution", "members": members, "attributes": attributes}


def every_answer(text: str, **changes: Any) -> dict[str, Any]:
    """Each type of question answered; the paragraph is the second of the first article."""
    source = mark(text, "Two aides", "source", naming="1", role="Aides")
    cue = mark(text, "claimed", "cue") | {"origin": "premark_accepted"}
    content = mark(text, "the “truce” would hold", "content") | {"origin": "premark_edited"}
    return {
        "labels": {
            "codable": "yes",
            "frames": ["conflict", "power"],
            "main_frame": "power",
            "tone.government": "-1",
            "voice.government": "source",
            "tone.union": "absent",
            "unsure": "yes",
            "reason": "Whose words\nare these?",
        },
        "spans": [source, cue, content, mark(text, "🙂", "content")],
        "links": [
            tie(source, cue, content, quote_type="indirect", camp="pier"),
            tie(cue, mark(text, "🙂", "content"), quote_type="direct"),
        ],
        "note": "„Truce“ in quotes.",
        "flag": True,
        "done": True,
    } | changes


WHOLE = {
    "labels": {
        "genre": "report",
        "conflict_sides": "yes",
        "conflict_blame": "no",
        "conflict_winner": "no",
        "article_frame": "power",
        "summary": "A deal.",
    },
    "done": True,
}


def make_every_type() -> Study:
    """One article submitted, one open, one skipped; drafts and finished judgments in each."""
    study = make_study(texts=TEXTS, targets=(), codebook=every_type())
    text = study.paragraph(2).text
    plain = {"codable": "no", "tone.government": "0", "tone.union": "1", "voice.union": "author"}
    made = [
        make_judgment(study, paragraph=2, document=every_answer(text)),
        make_judgment(study, paragraph=1, document={"labels": plain, "done": True}),
        make_judgment(study, paragraph=0, document=WHOLE),
        make_judgment(study, annotator=1, paragraph=2, document={"labels": {"codable": "yes"}}),
        make_judgment(study, annotator=1, paragraph=0, document={"labels": {"genre": "opinion"}}),
        make_judgment(study, article=1, paragraph=1, document={"labels": plain, "done": True}),
        make_judgment(study, annotator=1, article=1, document={"labels": plain, "done": True}),
        make_judgment(study, annotator=1, article=1, paragraph=2, document={"labels": plain}),
    ]
    make_judgment(
        study,
        paragraph=2,
        document=every_answer(text, note="Read again."),
        base_revision=made[0].revision,
    )
    with writing():
        submit(study.assignment(), now=NOW, recognition=Recognition("guess", "The „Slipway“"))
        skip(study.assignment(1, 1), "conflict", "", now=NOW)
    return study


def test_every_type_of_question_comes_in_again(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    before = export(app, "harbour")
    make_fresh([every_type()], targets=())
    result = bring_in(app, before, tmp_path, "fresh")
    assert result.exit_code == 0, result.stderr
    assert "Judgments stored: 8" in result.stderr
    assert export(app, "fresh") == under(before, "fresh")


def test_the_other_codebooks_come_in_again(app: Flask, tmp_path: Path) -> None:
    study = make_study(texts=TEXTS, targets=(), codebook=rich_codebook())
    text = study.paragraph(2).text
    parts = make_span(text, "Two aides") | {
        "dimension": "parts",
        "attributes": {"naming": "unnamed", "grounds": ["fear"], "gloss": "Whose?"},
    }
    labels = {"frames": ["conflict"], "main": "conflict", "attributed": "yes", "remark": "Hearsay."}
    make_judgment(study, paragraph=2, document={"labels": labels, "spans": [parts]})
    whole = make_document(labels={"gist": "A deal.", "topics": ["conflict"]})
    make_judgment(study, paragraph=0, document=whole)
    before = export(app, "harbour")
    make_fresh([rich_codebook()], targets=())
    assert bring_in(app, before, tmp_path, "fresh").exit_code == 0
    assert export(app, "fresh") == under(before, "fresh")


def test_into_its_own_project_nothing_is_stored_twice(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    before = export(app, "harbour")
    result = bring_in(app, before, tmp_path, "harbour")
    assert result.exit_code == 0, result.stderr
    assert "Judgments stored: 0 (wrong lines: 0, there already: 8)" in result.stderr
    assert export(app, "harbour") == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("note", "Other words."),
        ("flag", False),
        ("revision", 7),
        ("saved_at", "2026-11-20T14:03:23Z"),
        ("saw_premarks", True),
        ("active_ms", 5),
    ],
)
def test_what_stands_is_never_overwritten(
    app: Flask, tmp_path: Path, key: str, value: object
) -> None:
    make_every_type()
    before = export(app, "harbour")
    changed = [json.loads(line) for line in before.splitlines()]
    changed[1][key] = value
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in changed)
    result = bring_in(app, lines, tmp_path, "harbour")
    assert result.exit_code == 2
    assert "line 2: This annotator has judged this differently here." in result.stderr
    assert export(app, "harbour") == before
    beside = bring_in(app, lines, tmp_path, "harbour", "--round", "From elsewhere")
    assert beside.exit_code == 0, beside.stderr
    assert export(app, "harbour").startswith(before)


def test_people_from_a_file_are_seats_that_nobody_signs_in_to(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    project = make_fresh([every_type()], targets=())
    bring_in(app, export(app, "harbour"), tmp_path, "fresh")
    members = db.session.scalars(
        select(Membership).where(Membership.project_id == project.id).order_by(Membership.seat)
    ).all()
    assert [(one.seat, one.recorded_as, one.person_id) for one in members] == [
        ("A-01", "A-01", None),
        ("A-02", "A-02", None),
    ]


def test_an_article_that_was_skipped_is_skipped_again(app: Flask, tmp_path: Path) -> None:
    make_every_type()
    project = make_fresh([every_type()], targets=())
    bring_in(app, export(app, "harbour"), tmp_path, "fresh")
    states = db.session.execute(
        select(Membership.seat, Article.title, Assignment.state)
        .join(Assignment, Assignment.membership_id == Membership.id)
        .join(Article, Article.id == Assignment.article_id)
        .where(Membership.project_id == project.id)
        .order_by(Membership.seat, Article.id)
    ).all()
    assert [tuple(row) for row in states] == [
        ("A-01", "Old enemies sign", "submitted"),
        ("A-01", "Ferry dues fall", "open"),
        ("A-02", "Old enemies sign", "open"),
        ("A-02", "Ferry dues fall", "skipped"),
    ]


def test_answers_under_an_older_version_keep_it(app: Flask, tmp_path: Path) -> None:
    make_judgment(make_study(texts=TEXTS))
    newer = short_codebook().model_copy(update={"title": "Second"})
    project = make_fresh([short_codebook(), newer])
    version = get_version(project.id, 2)
    line = json.loads(under(export(app, "harbour"), "fresh"))
    line["codebook"] = {"id": newer.id, "version": 2, "sha256": version.sha256}
    result = bring_in(app, json.dumps(line).encode(), tmp_path, "fresh")
    assert result.exit_code == 0, result.stderr
    assert json.loads(export(app, "fresh")) == line
    line["answered_under"], line["codebook"]["version"] = 1, 3  # numbers of another history
    line["annotator"] = "A-09"
    line["codebook"]["sha256"] = get_version(project.id, 1).sha256
    result = bring_in(app, json.dumps(line).encode(), tmp_path, "fresh", "--round", "Other")
    assert result.exit_code == 0, result.stderr
    line["answered_under"] = 2
    result = bring_in(app, json.dumps(line).encode(), tmp_path, "fresh", "--round", "Third")
    assert "line 1: It was answered under version 2, which" in result.stderr


def test_lines_of_the_golden_file_are_known_where_they_came_from(
    app: Flask, harbour: Project, golden: bytes, tmp_path: Path
) -> None:
    """Two of its judgments say that they are done, and lack answers: rows written by hand."""
    result = bring_in(app, golden, tmp_path, "harbour", "--skip-bad", "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "would be stored: 0 (wrong lines: 2, there already: 3)" in result.stderr
