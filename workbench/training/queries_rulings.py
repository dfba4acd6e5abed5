"""The rulings that a training set can be made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import case, select

from workbench.assign.models import Round
from workbench.codebook.questions import Question, as_values
from workbench.core.db import db
from workbench.corpus.models import Article, Paragraph
from workbench.projects.models import Membership
from workbench.review.models import Ruling
from workbench.review.queries_rulings import Ruled, as_ruled
from workbench.review.rulings import read_stored
from workbench.training.models import TrainingItem, TrainingSet
from workbench.training.queries import numbers_of
from workbench.training.rules import has_right_answer

PER_PAGE = 30


@dataclass(frozen=True)
class Wanted:
    """What the chooser is narrowed to; None or "" where it is not."""

    round_id: int | None = None
    question: str = ""
    value: str = ""
    reason: str = ""
    page: int = 1


@dataclass(frozen=True)
class Candidate:
    """A ruling in force, with what it is about."""

    ruled: Ruled
    round_name: str
    article_title: str
    language: str
    number: int | None
    text: str


@dataclass(frozen=True)
class Found:
    """A page of candidates, and how many there are."""

    candidates: tuple[Candidate, ...]
    total: int
    page: int
    n_pages: int


def find_rulings(
    chosen: TrainingSet,
    paragraph_questions: Sequence[Question],
    article_questions: Sequence[Question],
    wanted: Wanted,
) -> Found:
    """The rulings in force on the set's codebook version that are not in the set yet."""
    rows = db.session.execute(_in_reach(chosen, wanted)).all()
    ids = [row.id for row in rows if _fits(row, wanted, paragraph_questions, article_questions)]
    n_pages = max(1, -(-len(ids) // PER_PAGE))
    page = min(max(1, wanted.page), n_pages)
    shown = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(tuple(_candidates(shown)), len(ids), page, n_pages)


def can_be_added(
    chosen: TrainingSet,
    ruling_ids: Sequence[int],
    paragraph_questions: Sequence[Question],
    article_questions: Sequence[Question],
) -> list[Ruled]:
    """Those of the rulings that can still be picked, in the order given."""
    rows = db.session.execute(_in_reach(chosen, Wanted()).where(Ruling.id.in_(ruling_ids))).all()
    fitting = {
        row.id for row in rows if _fits(row, Wanted(), paragraph_questions, article_questions)
    }
    found = {one.ruled.id: one.ruled for one in _candidates(list(fitting))}
    return [found[one] for one in dict.fromkeys(ruling_ids) if one in found]


def count_by_version(project_id: int) -> dict[int, int]:
    """How many rulings are in force by codebook version id."""
    rows = db.session.scalars(
        select(Ruling.codebook_version_id)
        .join(Round, Round.id == Ruling.round_id)
        .where(Round.project_id == project_id, Ruling.is_current)
    )
    counted: dict[int, int] = {}
    for version_id in rows:
        counted[version_id] = counted.get(version_id, 0) + 1
    return counted


def _in_reach(chosen: TrainingSet, wanted: Wanted) -> Any:
    taken = select(TrainingItem.ruling_id).where(TrainingItem.set_id == chosen.id)
    # Of ten thousand rulings most of the bytes are documents: only those that are looked at.
    is_looked_at = bool(wanted.question)
    document = case((Ruling.outcome != "answer", Ruling.document), else_="")
    statement = (
        select(
            Ruling.id,
            Ruling.paragraph_id,
            Ruling.outcome,
            Ruling.left_open,
            (Ruling.document if is_looked_at else document).label("document"),
        )
        .join(Round, Round.id == Ruling.round_id)
        .where(
            Round.project_id == chosen.project_id,
            Ruling.is_current,
            Ruling.codebook_version_id == chosen.codebook_version_id,
            Ruling.id.not_in(taken),
        )
        .order_by(Ruling.id.desc())
    )
    if wanted.round_id is not None:
        statement = statement.where(Ruling.round_id == wanted.round_id)
    if wanted.reason:
        statement = statement.where(Ruling.reason == wanted.reason)
    for words in (wanted.question, wanted.value):
        if words:  # the document is JSON: what it does not even hold need not be read
            statement = statement.where(
                Ruling.document.contains(json.dumps(words, ensure_ascii=False), autoescape=True)
            )
    return statement


def _fits(
    row: Any, wanted: Wanted, on_paragraph: Sequence[Question], on_article: Sequence[Question]
) -> bool:
    questions = on_article if row.paragraph_id is None else on_paragraph
    if row.outcome != "answer":
        ruled = read_stored(row.document)
        if not has_right_answer(questions, ruled, row.left_open):
            return False
    if not wanted.question:
        return True
    given = _given(orjson.loads(row.document), wanted.question)
    return wanted.value in given if wanted.value else bool(given)


def _given(document: dict[str, Any], question: str) -> set[str]:
    """What a stored document answers to a question: values, or labels of passages."""
    answer = document["labels"].get(question)
    given = set(as_values(tuple(answer) if isinstance(answer, list) else answer))
    given |= {one["value"] for one in document["spans"] if one["dimension"] == question}
    ties = (one for one in document.get("links", ()) if one["dimension"] == question)
    return given | {role["value"] for one in ties for role in one["members"]}


def _candidates(ruling_ids: Sequence[int]) -> list[Candidate]:
    rows = db.session.execute(
        select(Ruling, Membership.seat, Round.name, Article.title, Article.language, Paragraph.text)
        .outerjoin(Membership, Membership.id == Ruling.membership_id)
        .join(Round, Round.id == Ruling.round_id)
        .join(Article, Article.id == Ruling.article_id)
        .outerjoin(Paragraph, Paragraph.id == Ruling.paragraph_id)
        .where(Ruling.id.in_(ruling_ids))
        .order_by(Ruling.id.desc())
    ).all()
    numbers = numbers_of({row[0].paragraph_id for row in rows if row[0].paragraph_id is not None})
    return [
        Candidate(
            as_ruled((row[0], row[1])),
            row[2],
            row[3],
            row[4],
            numbers.get(row[0].paragraph_id or 0),
            row[5] or "",
        )
        for row in rows
    ]
