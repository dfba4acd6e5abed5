"""Columns say of every judgment what its document says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.annotate.generated import QUESTIONS, WHOLE, random_draft
from tests.make import NOW, Study, make_judgment, make_study, rich_codebook
from workbench.annotate import queries_marked, queries_numbers
from workbench.annotate.columns import Columns, columns_of
from workbench.annotate.columns_marked import Passages
from workbench.annotate.document import Document
from workbench.annotate.layout import WORD, Chosen, Integers, Layout, n_words
from workbench.annotate.models import Judgment, Link, Span
from workbench.annotate.queries import Judged, done_in_round
from workbench.annotate.queries_circumstances import circumstances_of
from workbench.annotate.queries_columns import Judgeable, columns_in_round
from workbench.codebook.questions import Question, list_questions
from workbench.codebook.reading import read_codebook
from workbench.core.db import db, writing

TEXTS = [["A title", "Two aides claimed it.", "The boats are back."], ["Again", "Nobody knows."]]
Said = dict[tuple[int, str], tuple[Any, ...]]


def said_in(columns: Columns) -> Said:
    """By unit and seat: article, version, what was chosen, the passages and the links, each with
    what was answered about it."""
    layout, passages, links = columns.layout, columns.passages, columns.links
    kind = {code: one for one, code in layout.links.items()}
    marked, members = places(columns, passages), places(columns, links.members)
    about = answers(layout.about_passages, passages.words)
    own = answers(layout.about_links, links.words)
    return {
        (int(columns.unit[row]), columns.seats[columns.seat[row]]): (
            int(columns.article[row]),
            int(columns.version[row]),
            {one for one in layout.bits if columns.chosen(*one)[row]},
            [(marked[n], about[n]) for n in np.flatnonzero(passages.row == row)],
            [
                (kind[links.code[n]], own[n], [members[m] for m in tied_by(columns, n)])
                for n in np.flatnonzero(links.row == row)
            ],
        )
        for row in range(len(columns))
    }


def places(columns: Columns, passages: Passages) -> list[tuple[Any, ...]]:
    """Of each passage its dimension, value, start and end."""
    marks = {code: one for one, code in columns.layout.marks.items()}
    each = zip(passages.code.tolist(), passages.start, passages.end, strict=True)
    return [(*marks[code], int(start), int(end)) for code, start, end in each]


def tied_by(columns: Columns, link: int) -> list[int]:
    found: list[int] = np.flatnonzero(columns.links.members.row == link).tolist()
    return found


def answers(bits: Mapping[Chosen, int], words: Integers) -> list[set[Chosen]]:
    """What was answered about each passage or link."""
    return [
        {one for one, bit in bits.items() if word[bit // WORD] >> bit % WORD & 1}
        for word in words.T
    ]


@pytest.fixture
def study(app: Flask) -> Study:
    """Random answers of three to everything, two thirds of them done, one assignment skipped."""
    random = Random(6)
    made = make_study(codebook=rich_codebook(), annotators=("Ada", "Ben", "Cem"), texts=TEXTS)
    for annotator in range(3):
        for article, texts in enumerate(TEXTS):
            for paragraph in range(len(texts) + 1):
                questions = made.questions if paragraph else made.whole
                text = texts[paragraph - 1] if paragraph else ""
                place = {"annotator": annotator, "article": article, "paragraph": paragraph}
                draft = random_draft(random, questions, text)
                make_judgment(made, document=draft, **place)
    with writing():
        # An unfinished one is missing; the form would not have let these be done.
        db.session.execute(update(Judgment).where(Judgment.id % 3 > 0).values(is_done=True))
        skipped = made.assignment(2, 1)
        skipped.state, skipped.skip_reason = "skipped", "other"
    return made


@pytest.mark.parametrize("dense", [queries_numbers._DENSE, 0])
@pytest.mark.parametrize("unit", ["paragraph", "article"])
def test_what_is_read_as_columns_is_what_is_read_as_documents(
    study: Study, unit: Judgeable, dense: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries_numbers, "_DENSE", dense)
    questions = study.questions if unit == "paragraph" else study.whole
    documents = done_in_round(study.round.id, questions, unit=unit)
    assert documents
    read = columns_in_round(study.round.id, questions, unit=unit)
    assert said_in(read) == said_in(columns_of(documents, questions))
    if unit == "paragraph":
        passages = [one for *_, some, _ in said_in(read).values() for one in some]
        links = [one for *_, some in said_in(read).values() for one in some]
        assert any(about for _, about in passages)
        assert any(about and len(tied) >= 2 for _, about, tied in links)
    assert list(read.judgment) == sorted(read.judgment)


@pytest.mark.parametrize("dense", [queries_numbers._DENSE, 0])
def test_what_the_questions_do_not_know_is_left_out(
    study: Study, dense: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links name their members by numbers that count the unknown ones too."""
    monkeypatch.setattr(queries_numbers, "_DENSE", dense)
    questions = [
        replace(one, values=one.values[1:], attributes=one.attributes[:1]) if one.is_spans else one
        for one in study.questions
    ]
    read = said_in(columns_in_round(study.round.id, questions))
    documents = done_in_round(study.round.id, questions)
    assert read == said_in(columns_of(documents, questions))
    roles = {role for *_, links in read.values() for *_, tied in links for _, role, *_ in tied}
    assert roles == {"cue", "content"}


def test_a_passage_saved_while_others_are_read_is_left_for_the_next_time(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some databases show in the middle of reading what has been saved since its beginning."""
    whole = columns_in_round(study.round.id, study.questions)
    read = queries_marked.rows_of_judgments

    def reading_before(rows: Any, owner: Any, *rest: Any, **named: Any) -> Any:
        found, row = read(rows, owner, *rest, **named)
        half = slice(len(row) // 2 if owner in (Span.judgment_id, Link.judgment_id) else None)
        return found[:, half], row[half]

    monkeypatch.setattr(queries_marked, "rows_of_judgments", reading_before)
    found = columns_in_round(study.round.id, study.questions)
    assert len(found.passages) == len(whole.passages) // 2
    assert 0 < len(found.links.members) < len(whole.links.members)


def test_some_assignments_can_be_read_alone(study: Study) -> None:
    everything = said_in(columns_in_round(study.round.id, study.questions))
    one = study.assignment(1, 0)
    alone = columns_in_round(study.round.id, study.questions, assignments=[one.id])
    seat = one.membership.seat
    assert said_in(alone) == {
        place: said
        for place, said in everything.items()
        if place[1] == seat and said[0] == one.article_id
    }
    assert len(said_in(alone)) not in (0, len(everything))


def test_a_round_without_answers_has_empty_columns(app: Flask) -> None:
    made = make_study()
    found = columns_in_round(made.round.id, made.questions)
    assert len(found) == 0
    assert found.words.shape == (1, 0)
    assert found.units.tolist() == []


def test_the_judgments_that_are_kept_keep_their_passages(study: Study) -> None:
    columns = columns_in_round(study.round.id, study.questions)
    kept = columns.seat == 1
    expected = {
        place: said for place, said in said_in(columns).items() if place[1] == columns.seats[1]
    }
    assert said_in(columns.only(kept)) == expected
    assert any(passages for *_, passages, _ in expected.values())
    assert any(links for *_, links in expected.values())


def test_more_values_than_one_number_has_bits() -> None:
    values = ", ".join(f"{{id: v{n}, title: V {n}}}" for n in range(100))
    sheet = read_codebook(
        "{format: workbench-codebook/1, id: wide, title: Wide, dimensions: ["
        f"{{id: many, title: Many, type: multi, max: 100, values: [{values}]}}, "
        f"{{id: one, title: One, type: single, values: [{values}]}}]}}"
    )
    questions = list_questions(sheet)
    assert n_words(Layout.of(questions).bits) == 4
    (many, one) = questions
    said = columns_of([wide(many, ("v0", "v62", "v63", "v99"), one, "v98")], questions)
    chosen = {key for key in said.layout.bits if said.chosen(*key)[0]}
    expected = {("many", value) for value in ("v0", "v62", "v63", "v99")}
    assert chosen == expected | {("one", "v98")}


def wide(many: Question, several: tuple[str, ...], one: Question, single: str) -> Judged:
    return Judged("A", 1, 1, Document({many.key: several, one.key: single}, is_done=True))


def test_questions_of_both_units_have_a_layout() -> None:
    assert {key for key, _ in Layout.of(QUESTIONS).bits} >= {"frames", "tone.government", "loaded"}
    assert Layout.of(WHOLE).marks == {}


def test_circumstances_stand_beside_their_judgments(study: Study) -> None:
    later = NOW + timedelta(days=3, hours=1)
    with writing():
        chosen = select(Judgment.id).where(Judgment.is_done, Judgment.paragraph_id.is_not(None))
        first, second, *_ = db.session.scalars(chosen.order_by(Judgment.id))
        for judgment_id, told in (
            (first, {"saw_outlet": True, "active_ms": 7_000}),
            (second, {"saw_premarks": True, "active_ms": None, "saved_at": later}),
        ):
            db.session.execute(update(Judgment).where(Judgment.id == judgment_id).values(**told))
    columns = columns_in_round(study.round.id, study.questions)
    found = circumstances_of(study.round.id, columns)
    at, beside = (list(columns.judgment).index(one) for one in (first, second))
    assert found.saw_outlet.sum() == found.saw_outlet[at] == 1
    assert found.saw_premarks.sum() == found.saw_premarks[beside] == 1
    assert (found.active_ms[at], found.active_ms[beside]) == (7_000, -1)
    assert found.day[beside] - found.day[at] == 3
    assert date(1970, 1, 1) + timedelta(days=int(found.day[at])) == NOW.date()
