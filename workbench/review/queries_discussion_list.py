"""The list of discussions that somebody may read; a fixed number of queries for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from workbench.assign.models import Round
from workbench.core.db import db
from workbench.corpus.models import Article
from workbench.corpus.queries_paragraphs import number_paragraphs
from workbench.projects.models import Membership
from workbench.review.models import Comment, Discussion, Notice
from workbench.review.queries_discussions import News, readable_by, unseen

PER_PAGE = 50
STATES = ("open", "resolved")
_OWN = Comment.discussion_id == Discussion.id


@dataclass(frozen=True)
class Listed:
    """One discussion in the list; `number` None is the article as a whole."""

    id: int
    round_name: str
    article_title: str
    language: str
    number: int | None
    state: str
    n_comments: int
    last_at: datetime
    news: tuple[News, ...]


@dataclass(frozen=True)
class Listing:
    """A page of them, what is new first, then the newest word first."""

    shown: tuple[Listed, ...]
    n_found: int
    page: int
    n_pages: int


def list_discussions(
    reader: Membership, *, round_id: int | None = None, state: str = "", page: int = 1
) -> Listing:
    """What somebody may read, of a round or state if asked; a page out of range is the nearest.

    What is new to them stands among the open ones, resolved or not: its notice leads there.
    """
    wanted = [
        readable_by(reader),
        true() if round_id is None else Discussion.round_id == round_id,
        _in_state(state, reader),
    ]
    n_found = db.session.scalar(select(func.count()).select_from(Discussion).where(*wanted)) or 0
    n_pages = max(1, -(-n_found // PER_PAGE))
    page = min(max(page, 1), n_pages)
    rows = _rows(_page(reader, wanted, (page - 1) * PER_PAGE))
    numbers = _numbers([row.paragraph_id for row in rows if row.paragraph_id])
    news: dict[int, list[News]] = defaultdict(list)
    for one in unseen(reader.id, [row.id for row in rows]):
        news[one.discussion_id].append(one)
    shown = tuple(
        Listed(
            row.id,
            row.name,
            row.title,
            row.language,
            numbers.get(row.paragraph_id),
            row.state,
            row.n_comments,
            row.last_at,
            tuple(news[row.id]),
        )
        for row in rows
    )
    return Listing(shown, n_found, page, n_pages)


def _is_new(reader: Membership) -> ColumnElement[bool]:
    return Discussion.id.in_(
        select(Notice.discussion_id).where(
            Notice.membership_id == reader.id, Notice.seen_at.is_(None)
        )
    )


def _in_state(state: str, reader: Membership) -> ColumnElement[bool]:
    if state not in STATES:
        return true()
    asked = Discussion.state == state
    return asked | _is_new(reader) if state == "open" else asked


def _page(reader: Membership, wanted: Sequence[ColumnElement[bool]], skip: int) -> Sequence[int]:
    """The ids of fifty discussions in their order."""
    # Comments are only ever added, so the newest has the highest number. The index has it: of ten
    # thousand discussions no comment is read.
    newest = select(func.max(Comment.id)).where(_OWN).scalar_subquery()
    return db.session.scalars(
        select(Discussion.id)
        .where(*wanted)
        .order_by(_is_new(reader).desc(), newest.desc(), Discussion.id.desc())
        .offset(skip)
        .limit(PER_PAGE)
    ).all()


def _rows(ids: Sequence[int]) -> list[Any]:
    """What the list says of these discussions, in their order."""
    n_comments = select(func.count()).where(_OWN).scalar_subquery()
    last_at = select(func.max(Comment.made_at)).where(_OWN).scalar_subquery()
    rows = db.session.execute(
        select(
            Discussion.id,
            Discussion.paragraph_id,
            Discussion.state,
            Round.name,
            Article.title,
            Article.language,
            n_comments.label("n_comments"),
            last_at.label("last_at"),
        )
        .join(Round, Round.id == Discussion.round_id)
        .join(Article, Article.id == Discussion.article_id)
        .where(Discussion.id.in_(ids))
    )
    by_id = {row.id: row for row in rows}
    return [by_id[one] for one in ids]


def _numbers(paragraph_ids: Sequence[int]) -> dict[int | None, int]:
    numbered = number_paragraphs(paragraph_ids)
    return {row[0]: row[1] for row in db.session.execute(select(numbered.c.id, numbered.c.number))}
