"""Reads of the export room: plain rows, a few articles at a time, in one snapshot.

Memory depends on the size of a page of articles, never on that of the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, text

from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment, Round
from workbench.assign.queries import list_rounds
from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import list_questions
from workbench.codebook.reading import parse_stored
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.export.naming import Sheet
from workbench.export.queries_parts import read_documents
from workbench.export.records import Entry, Source
from workbench.projects.models import Membership, Target

# Tables rather than classes: the ORM would take a third of the time for rows it does not keep.
_article, _outlet, _story, _paragraph, _membership, _assignment, _judgment = (
    db.metadata.tables[model.__tablename__]
    for model in (Article, Outlet, Story, Paragraph, Membership, Assignment, Judgment)
)

#: About 1,000 judgments a page with 30 paragraphs and 3 annotators: enough to hide the cost of
#: its queries, few enough to stay at some megabytes.
ARTICLES_PER_PAGE = 12


@dataclass(frozen=True)
class Choice:
    """Which judgments to read; `round_id` None means all rounds."""

    round_id: int | None = None
    done_only: bool = False
    with_text: bool = True


@dataclass(frozen=True)
class Totals:
    """What a project has to export."""

    judgments: int
    done: int
    annotators: int
    paragraphs: int


def choose(project_id: int, round_name: str, *, done_only: bool, without_text: bool) -> Choice:
    """The choice that a person named; "" is every round. Raises NotFound for an unknown round."""
    if not round_name:
        return Choice(None, done_only, not without_text)
    rounds = {found.name: found.id for found in list_rounds(project_id)}
    if round_name not in rounds:
        known = ", ".join(rounds) or "none"
        raise NotFound(f"There is no round {round_name!r}. The project's rounds: {known}.")
    return Choice(rounds[round_name], done_only, not without_text)


def count_totals(project_id: int) -> Totals:
    """Stored judgments, those that are done, and the people and paragraphs behind them."""
    row = db.session.execute(
        select(
            func.count(Judgment.id),
            func.coalesce(
                func.sum(case((Judgment.is_done & (Assignment.state != "skipped"), 1), else_=0)), 0
            ),
            func.count(Assignment.membership_id.distinct()),
            func.count(Judgment.paragraph_id.distinct()),
        )
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.project_id == project_id)
    ).one()
    return Totals(*(int(number) for number in row))


def read_entries(project_id: int, choice: Choice) -> Iterator[Entry]:
    """The chosen judgments in the order of round, article, paragraph and seat.

    Those of an article as a whole follow those of its paragraphs.

    Everything is read in one snapshot: begin with no transaction open, read to the end, then end
    the transaction.
    """
    _open_snapshot()
    sheets = read_sheets(project_id)
    for round_id, name in _list_rounds(project_id, choice):
        after = 0
        while sources := _read_sources(round_id, after):
            yield from _read_page(round_id, name, sources, sheets, choice)
            after = sources[-1].id


def _open_snapshot() -> None:
    # On SQLite every transaction is a snapshot; PostgreSQL would begin a new one each statement.
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def read_sheets(project_id: int) -> dict[int, Sheet]:
    """The project's codebook versions with their questions, by id."""
    targets = [
        (key, title)
        for key, title in db.session.execute(
            select(Target.key, Target.title)
            .where(Target.project_id == project_id)
            .order_by(Target.position)
        )
    ]
    versions = db.session.execute(
        select(
            CodebookVersion.id,
            CodebookVersion.number,
            CodebookVersion.sha256,
            CodebookVersion.document,
        ).where(CodebookVersion.project_id == project_id)
    )
    sheets: dict[int, Sheet] = {}
    for version_id, number, sha256, document in versions:
        codebook = parse_stored(sha256, document)
        sheets[version_id] = Sheet(
            codebook.id,
            number,
            sha256,
            list_questions(codebook, targets),
            list_questions(codebook, targets, "article"),
        )
    return sheets


def _list_rounds(project_id: int, choice: Choice) -> list[tuple[int, str]]:
    statement = select(Round.id, Round.name).where(Round.project_id == project_id)
    if choice.round_id is not None:
        statement = statement.where(Round.id == choice.round_id)
    return [(row.id, row.name) for row in db.session.execute(statement.order_by(Round.id))]


def _read_sources(round_id: int, after: int) -> list[Source]:
    """The next articles of the round by id, those without a judgment included."""
    is_assigned = (
        select(_assignment.c.id)
        .where(_is_in_round(round_id), _assignment.c.article_id == _article.c.id)
        .exists()
    )
    rows = db.session.execute(
        select(
            _article.c.id,
            _article.c.key,
            _article.c.title,
            _article.c.language,
            _article.c.published,
            _outlet.c.name,
            _story.c.title,
        )
        .outerjoin(_outlet, _outlet.c.id == _article.c.outlet_id)
        .outerjoin(_story, _story.c.id == _article.c.story_id)
        .where(_article.c.id > after, is_assigned)
        .order_by(_article.c.id)
        .limit(ARTICLES_PER_PAGE)
    )
    return [Source._make(row) for row in rows]


def _is_in_round(round_id: int) -> ColumnElement[bool]:
    # `+ 0` keeps the index on rounds out of it: SQLite would walk the whole round for each page,
    # where the index on articles leads straight to the few assignments of the page.
    return _assignment.c.round_id + 0 == round_id


def _read_page(
    round_id: int,
    round_name: str,
    sources: Sequence[Source],
    sheets: dict[int, Sheet],
    choice: Choice,
) -> Iterator[Entry]:
    by_id = {source.id: source for source in sources}
    condition = _is_in_round(round_id) & _assignment.c.article_id.in_(list(by_id))
    if choice.done_only:
        condition &= _judgment.c.is_done & (_assignment.c.state != "skipped")
    # Sorted here, because databases disagree about the order of letters and hyphens, and of nulls.
    rows = sorted(
        db.session.execute(_judgments(condition, with_text=choice.with_text)).all(),
        key=lambda row: (row.article_id, row.position is None, row.position, row.seat),
    )
    documents = read_documents(rows, condition, sheets)
    for row in rows:
        yield Entry(
            round_name=round_name,
            sheet=sheets[row.codebook_version_id],
            answered_under=sheets[row.answered_version_id].number,
            source=by_id[row.article_id],
            position=row.position,
            kind=row.kind,
            text=row.text,
            text_sha256=row.sha256,
            article_offset=row.article_offset,
            seat=row.seat,
            state=row.state,
            document=documents[row.id],
            revision=row.revision,
            saved_at=row.saved_at,
            saw_outlet=row.saw_outlet,
            saw_premarks=row.saw_premarks,
            saw_others=row.saw_others,
            recognised_outlet=row.recognised,
            recognised_as=row.recognised_as,
            active_ms=row.active_ms,
        )


def _judgments(condition: ColumnElement[bool], *, with_text: bool) -> Select[Any]:
    # Joined with the seat and not with the person: a seat outlives the person who held it.
    return (
        select(
            _judgment.c.id,
            _judgment.c.codebook_version_id,
            _judgment.c.answered_version_id,
            _judgment.c.revision,
            _judgment.c.is_done,
            _judgment.c.is_flagged,
            _judgment.c.note,
            _judgment.c.saved_at,
            _judgment.c.saw_outlet,
            _judgment.c.saw_premarks,
            _judgment.c.saw_others,
            _judgment.c.active_ms,
            _assignment.c.article_id,
            _assignment.c.state,
            _assignment.c.recognised,
            _assignment.c.recognised_as,
            _membership.c.seat,
            _paragraph.c.position,
            _paragraph.c.kind,
            (_paragraph.c.text if with_text else literal("")).label("text"),
            _paragraph.c.sha256,
            _paragraph.c.article_offset,
        )
        .join(_assignment, _assignment.c.id == _judgment.c.assignment_id)
        .join(_membership, _membership.c.id == _assignment.c.membership_id)
        .outerjoin(_paragraph, _paragraph.c.id == _judgment.c.paragraph_id)
        .where(condition)
    )
