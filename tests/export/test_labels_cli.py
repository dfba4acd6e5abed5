"""Labels made elsewhere come in by the short form; wrong lines are named, and nothing is halved."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.make import NOW, make_draft, make_study
from workbench.annotate.models import Judgment, Revision
from workbench.assign.models import Assignment, Round
from workbench.codebook.actions import publish
from workbench.codebook.reading import read_codebook
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.preparing import prepare
from workbench.projects.actions import create_project
from workbench.projects.models import Membership, Project

CODEBOOK = """
id: two-questions
title: "Two questions"
dimensions:
  - id: bias
    title: "Bias"
    type: single
    export: label_bias
    values:
      - {id: "yes", title: "Biased", export: "Biased"}
      - {id: "no", title: "Not biased", export: "Non-biased"}
  - id: opinion
    title: "Opinion"
    type: ordinal
    optional: true
    agreement: {distances: [interval, nominal]}
    values:
      - {id: "0", title: "Factual"}
      - {id: "1", title: "Mixed"}
      - {id: "2", title: "Opinion"}
  - id: words
    title: "Words"
    type: spans
    values:
      - {id: biased, title: "Biased words"}
"""
SENTENCES = ("The so-called deal 👍🏽 held.", "The ferry sails.", "Dues rose by two percent.")
#: Ratings of three sentences by three raters, in the order of the raters; None is missing.
BIAS = {"s1": "Biased Biased Biased", "s2": "Non-biased Non-biased Biased"}
BIAS |= {"s3": "Non-biased Non-biased Non-biased"}
OPINION: dict[str, Sequence[int | None]] = {"s1": (2, 2, 1), "s2": (0, None, 0), "s3": (0, 0, 0)}
RATERS = ("1", "2", "Rater three, of the press")


@pytest.fixture
def project(app: Flask) -> Project:
    """Three articles of one sentence, known to their file as s1, s2, s3; nobody in it."""
    with writing():
        made = create_project("bias", "Bias", targets=(), now=NOW)
        publish(made.id, read_codebook(CODEBOOK), now=NOW)
        for number, text in enumerate(SENTENCES, start=1):
            draft = make_draft((text,), title=f"s{number}", source_id=f"s{number}")
            add_article(made.id, prepare(draft), now=NOW)
    return made


def ratings() -> list[dict[str, Any]]:
    made = []
    for article, given in BIAS.items():
        for number, (rater, bias) in enumerate(zip(RATERS, given.split(), strict=True)):
            labels: dict[str, Any] = {"label_bias": bias}
            if OPINION[article][number] is not None:
                labels["opinion"] = OPINION[article][number]
            made.append({"article": article, "paragraph": 0, "annotator": rater, "labels": labels})
    return made


def one(**changes: Any) -> dict[str, Any]:
    return ratings()[0] | changes


def run(app: Flask, *arguments: str | Path) -> Result:
    db.session.commit()
    result: Result = app.test_cli_runner().invoke(args=list(map(str, arguments)))
    return result


def bring_in(
    app: Flask, folder: Path, lines: Sequence[dict[str, Any] | bytes], *options: str
) -> Result:
    path = folder / "labels.jsonl"
    data = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    path.write_bytes(b"\n".join(data) + b"\n")
    return run(app, "labels", "import", "--project", "bias", *options, path)


def count(table: Any) -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_ratings_made_elsewhere_are_measured(app: Flask, project: Project, tmp_path: Path) -> None:
    """By hand: 1 - (2 / 9) / (2·4·5 / 72) = .60; 1 - (2 / 8) / (94 / 56) = .85."""
    result = bring_in(app, tmp_path, ratings())
    assert result.exit_code == 0, result.stderr
    assert "Judgments stored: 9 (wrong lines: 0, there already: 0)" in result.stderr
    assert "who cannot sign in: 3" in result.stderr
    assert "Round made: Imported" in result.stderr
    report = run(app, "agreement", "report", "--project", "bias").stdout
    assert re.search(r"^Bias +nominal .* \.60 ", report, re.MULTILINE), report
    assert re.search(r"^Opinion +interval .* \.85 ", report, re.MULTILINE), report


def test_a_question_that_a_rater_left_open_is_missing_and_comes_in_again(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    """Also one that the codebook wants answered: of s2 two ratings of bias are left, which differ,
    of eight in all, four and four. 1 - (2 / 8) / (2·4·4 / 56) = .56."""
    lines = ratings()
    del lines[5]["labels"]["label_bias"]
    lines[3]["labels"] = {"label_bias": "Biased"}
    result = bring_in(app, tmp_path, lines)
    assert result.exit_code == 0, result.stderr
    assert "Left open in some judgments, and missing in every figure: Bias (1)." in result.stderr
    assert "Judgments stored: 9" in result.stderr
    report = run(app, "agreement", "report", "--project", "bias").stdout
    assert re.search(r"^Bias +nominal +3 .* \.56 ", report, re.MULTILINE), report
    out = run(app, "export", "judgments", "--project", "bias").stdout
    again = bring_in(app, tmp_path, [line.encode() for line in out.splitlines()])
    assert "Judgments stored: 0 (wrong lines: 0, there already: 9)" in again.stderr


def test_a_name_that_cannot_be_a_seat_gets_a_pseudonym(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    bring_in(app, tmp_path, ratings()[:3])
    bring_in(app, tmp_path, ratings())
    members = db.session.execute(select(Membership.seat, Membership.recorded_as)).all()
    seats = {row.recorded_as: row.seat for row in members}
    assert len(members) == 3  # the second file found them again
    assert (seats["1"], seats["2"]) == ("1", "2")
    assert re.fullmatch("A-[2-9A-Z]{4}", seats[RATERS[2]])
    assert RATERS[2] not in run(app, "export", "judgments").stdout


def test_the_same_lines_again_store_nothing(app: Flask, project: Project, tmp_path: Path) -> None:
    bring_in(app, tmp_path, ratings())
    again = bring_in(app, tmp_path, ratings())
    assert (again.exit_code, count(Judgment), count(Revision)) == (0, 9, 9)
    assert "Judgments stored: 0 (wrong lines: 0, there already: 9)" in again.stderr


@pytest.mark.parametrize("bias", ["Biased", "yes"])
@pytest.mark.parametrize("opinion", [2, "2", 2.0])
@pytest.mark.parametrize("name", ["label_bias", "bias"])
def test_values_by_name_by_id_and_as_numbers(
    app: Flask, project: Project, tmp_path: Path, name: str, bias: str, opinion: object
) -> None:
    result = bring_in(app, tmp_path, [one(labels={name: bias, "opinion": opinion})])
    assert result.exit_code == 0, result.stderr
    line = json.loads(run(app, "export", "judgments").stdout)
    assert line["labels"] == {"label_bias": "Biased", "opinion": 2}
    assert (line["status"], line["round"], line["annotator"]) == ("submitted", "Imported", "1")


WRONG: list[tuple[dict[str, Any] | bytes, str]] = [
    (b"{", "This is no JSON"),
    (one(article="s9"), "no article “s9”"),
    (one(paragraph=1), "This paragraph (boilerplate) is not annotated"),
    (one(paragraph=7), "has 2 paragraphs, none at this place"),
    (one(text="The so-called deal."), "the hashes differ"),
    (one(labels={"label_bias": "maybe"}), "Bias: “maybe” is none of its values."),
    (one(labels={"label_bias": True}), "Bias: “True” is none of its values."),
    (one(labels={"label_bias": ["Biased"]}), "is none of its values."),
    (one(labels={"label_bias": None}), "Bias: “None” is none of its values."),
    (one(labels={"bias": "no", "label_bias": "Biased"}), "answered twice, differently"),
    (one(labels={"biased": "Biased"}), "does not ask “biased” here"),
    (one(labels={}), "Nothing is answered here."),
    (one(labels={"label_bias": "Biased", "opinion": 0.5}), "“0.5” is none"),
    (one(labels={"label_bias": "Biased", "opinion": 10**18}), "is none of its values"),
    (one(paragraph=None), "asks nothing of an article as a whole"),
    (one(note="a" * 5_001), "The note is longer than"),
    (one(relations=[{"type": "words"}]), "answered with passages, not with ties"),
    (one(spans=[{"dimension": "tone"}]), "no passages or ties called “tone”"),
    (one(spans=["text"]), "Each passage must be an object."),
]
PLACES: list[tuple[Any, Any, str]] = [
    (0, 999, "outside the paragraph"),
    (-1, 3, "outside the paragraph"),
    (3, 3, "outside the paragraph"),
    ("0", 3, "outside the paragraph"),
    (0, 10**30, "too large"),
    (0, 20, "ends inside a visible character"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_line_is_named_and_nothing_is_stored(
    app: Flask, project: Project, tmp_path: Path, wrong: dict[str, Any] | bytes, sentence: str
) -> None:
    result = bring_in(app, tmp_path, [ratings()[4], b"", wrong])
    assert result.exit_code == 2
    assert "line 3: " in result.stderr
    assert sentence in result.stderr
    assert "Nothing was imported." in result.stderr
    assert [count(table) for table in (Judgment, Membership, Round)] == [0, 0, 0]


@pytest.mark.parametrize(("start", "end", "sentence"), PLACES)
def test_a_passage_that_cannot_be(
    app: Flask, project: Project, tmp_path: Path, start: Any, end: Any, sentence: str
) -> None:
    span = {"dimension": "words", "label": "biased", "start": start, "end": end}
    result = bring_in(app, tmp_path, [one(spans=[span])])
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_words_of_a_file_cannot_command_the_terminal(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    result = bring_in(app, tmp_path, [one(labels={"label_bias": "\x1b[31m"})])
    assert "Bias: “\ufffd[31m” is none of its values." in result.stderr
    assert "\x1b" not in result.stderr


def test_a_file_without_lines_is_said_to_be_one(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    result = bring_in(app, tmp_path, [b"", b"  "])
    assert result.exit_code == 2
    assert "There is no line to read. Nothing was imported." in result.stderr


def test_two_names_of_one_person_are_not_two_people(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    bring_in(app, tmp_path, [one(annotator=RATERS[2])])
    db.session.commit()
    seat = db.session.scalars(select(Membership.seat)).one()
    both = [one(article="s2", annotator=name) for name in (RATERS[2], seat)]
    result = bring_in(app, tmp_path, both)
    assert result.exit_code == 2
    assert "are one person in this project" in result.stderr
    assert count(Judgment) == 1


def test_a_passage_that_can(app: Flask, project: Project, tmp_path: Path) -> None:
    span = {"dimension": "words", "label": "biased", "start": 4, "end": 13}
    result = bring_in(app, tmp_path, [one(spans=[span])])
    assert result.exit_code == 0, result.stderr
    line = json.loads(run(app, "export", "judgments").stdout)
    assert [(s["text"], s["origin"]) for s in line["spans"]] == [("so-called", "manual")]


def test_the_good_lines_alone_are_stored_on_request(
    app: Flask, project: Project, tmp_path: Path
) -> None:
    lines = [*ratings(), b"no JSON", ratings()[0]]
    result = bring_in(app, tmp_path, lines, "--skip-bad")
    assert result.exit_code == 0
    assert "line 10: This is no JSON" in result.stderr
    assert re.search(r"line 11: This annotator judges this in .*, line 1 already", result.stderr)
    assert "Judgments stored: 9 (wrong lines: 2, there already: 0)" in result.stderr


def test_a_dry_run_stores_nothing(app: Flask, project: Project, tmp_path: Path) -> None:
    result = bring_in(app, tmp_path, ratings(), "--dry-run")
    assert result.exit_code == 0
    assert "would be stored: 9 " in result.stderr
    assert [count(table) for table in (Judgment, Membership, Round)] == [0, 0, 0]


def test_into_a_round_of_the_leads_choice(app: Flask, project: Project, tmp_path: Path) -> None:
    bring_in(app, tmp_path, ratings()[:3], "--round", "Study 1")
    bring_in(app, tmp_path, ratings()[3:], "--round", "Study 1")
    db.session.commit()
    rounds = db.session.scalars(select(Round)).all()
    assert [(r.name, r.kind, r.mask_outlet, r.has_premarks) for r in rounds] == [
        ("Study 1", "production", False, False)
    ]
    rows = db.session.execute(
        select(Assignment.state, Assignment.position).order_by(Assignment.position)
    ).all()
    assert [tuple(row) for row in rows] == [("submitted", n) for n in (1, 2, 3) for _ in RATERS]


def test_lines_that_contradict_each_other(app: Flask, project: Project, tmp_path: Path) -> None:
    draft = one(article="s2", status="done")
    handed_in = one(article="s2", status="submitted", paragraph=None)
    result = bring_in(app, tmp_path, [draft, handed_in])
    assert result.exit_code == 2  # there is but one unit here that can be judged
    record = one(article="s2", annotator="2", status="draft", labels={})
    result = bring_in(app, tmp_path, [draft, record, record])
    assert "line 3: This annotator judges this" in result.stderr


def test_a_lead_is_no_annotator(app: Flask, tmp_path: Path) -> None:
    study = make_study("bias")
    line = {"article": study.articles[0].key, "paragraph": 0, "annotator": "L-01", "labels": {}}
    result = bring_in(app, tmp_path, [line])
    assert "L-01 is a lead here" in result.stderr


def test_nobody_hands_them_new_work(app: Flask, project: Project, tmp_path: Path) -> None:
    bring_in(app, tmp_path, ratings())
    result = run(app, "assign", "--project", "bias", "--round", "Next", "--annotators", "1")
    assert result.exit_code == 2
    assert "never signs in" in result.stderr


def test_two_files_and_a_mark_of_their_order(app: Flask, project: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    lines = [json.dumps(line).encode() + b"\r\n" for line in ratings()]
    first.write_bytes(b"\xef\xbb\xbf" + b"".join(lines[:4]))
    second.write_bytes(b"".join(lines[4:]))
    result = run(app, "labels", "import", "--project", "bias", first, second)
    assert result.exit_code == 0, result.stderr
    assert count(Judgment) == 9
