"""Links, and what was answered about passages and links, are the same as columns and documents."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import update

from tests.annotate.generated import QUESTIONS, random_draft
from tests.make import Study, make_judgment, make_study, rich_codebook
from workbench.annotate.columns import Columns
from workbench.annotate.document import MarkedLink
from workbench.annotate.models import Judgment
from workbench.annotate.queries import Judged, done_in_round
from workbench.annotate.queries_columns import columns_in_round
from workbench.annotate.ties import Ties, roles_of, ties_of
from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question, as_values
from workbench.core.db import db, writing

Said = Counter[tuple[object, ...]]


def said_in(ties: Ties, places: list[tuple[int, str]]) -> Said:
    """Each tie by its unit, its seat, its members and what was answered about it."""
    found: Said = Counter()
    assert (np.diff(ties.tie) >= 0).all()
    for n, row in enumerate(ties.row.tolist()):
        mine = ties.tie == n
        members = zip(ties.role[mine], ties.start[mine], ties.end[mine], strict=True)
        answers = frozenset(
            one for one, bit in ties.layout.bits.items() if ties.words[bit // 63, n] >> bit % 63 & 1
        )
        found[(*places[row], frozenset(map(tuple, members)), answers)] += 1
    return found


def places_of(columns: Columns) -> list[tuple[int, str]]:
    return [
        (int(unit), columns.seats[seat])
        for unit, seat in zip(columns.unit, columns.seat, strict=True)
    ]


@pytest.fixture
def study(app: Flask) -> Study:
    """Random answers of two to everything in paragraphs full of passages and links."""
    random = Random(11)
    texts = [["A title", "Two aides claimed it, the boats are back and so is the quarrel."] * 4]
    made = make_study(codebook=rich_codebook(), texts=texts)
    for annotator in range(2):
        for paragraph in range(1, len(texts[0]) + 1):
            text = texts[0][paragraph - 1]
            draft = random_draft(random, made.questions, text)
            make_judgment(made, annotator=annotator, paragraph=paragraph, document=draft)
    with writing():  # the form would not have let these be done
        db.session.execute(update(Judgment).values(is_done=True))
    return made


def made_in(question: Question, judged: list[Judged]) -> Said:
    """The same from documents."""
    roles = roles_of(question, QUESTIONS)
    bits = {
        (one.key, value)
        for one in question.attributes
        if not one.is_text
        for value in (FLAG[:1] if one.is_flag else one.value_ids())
    }
    found: Said = Counter()
    for one in judged:
        document = one.document
        for made in document.links if question.is_links else document.spans:
            members = made.members if isinstance(made, MarkedLink) else (made,)
            places = frozenset((roles.index(m.value), m.start, m.end) for m in members)
            given = ((key, value) for key, some in made.attributes for value in as_values(some))
            found[one.unit_id, one.seat, places, frozenset(given) & bits] += 1
    return found


@pytest.mark.parametrize("key", ["parts", "attribution"])
def test_what_is_compared_is_what_stands_in_the_documents(study: Study, key: str) -> None:
    question = next(one for one in study.questions if one.key == key)
    columns = columns_in_round(study.round.id, study.questions)
    found = said_in(ties_of(question, columns), places_of(columns))
    assert found == made_in(question, done_in_round(study.round.id, study.questions))
    assert found.total() > 5
    assert any(answers for *_, answers in found)


def test_nothing_made_is_nothing_read(app: Flask) -> None:
    study = make_study(codebook=rich_codebook())
    columns = columns_in_round(study.round.id, study.questions)
    for question in study.questions:
        if not question.is_answered:
            assert len(ties_of(question, columns)) == 0
