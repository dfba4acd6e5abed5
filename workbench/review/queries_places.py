"""Reads of units by their places: many cost what one costs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Paragraph
from workbench.review.places import Place

NO_SUCH_UNIT = "This round has no such paragraph or article."


def among(table: Any, places: Sequence[Place]) -> ColumnElement[bool]:
    """The rows on these units, which are of one round, and all paragraphs or all whole articles."""
    first = places[0]
    if first.paragraph_id is None:
        is_wanted = and_(
            table.article_id.in_([one.article_id for one in places]), table.paragraph_id.is_(None)
        )
    else:
        is_wanted = table.paragraph_id.in_([one.paragraph_id for one in places])
    return and_(table.round_id == first.round_id, is_wanted)


def place_in(row: Any) -> Place:
    """Of a row that has the three columns."""
    return Place(row.round_id, row.article_id, row.paragraph_id)


def find_places(round_id: int, kind: str, ids: Sequence[int]) -> list[Place]:
    """These units of the round, of the kind that addresses say: `paragraphs`, or `articles` as a
    whole. Raises NotFound where one is none."""
    if kind == "articles":
        _check_given_out(round_id, ids)
        return [Place(round_id, one, None) for one in ids]
    rows = db.session.execute(
        select(Paragraph.id, Paragraph.article_id).where(
            Paragraph.id.in_(ids), Paragraph.is_annotatable
        )
    )
    home = {row.id: row.article_id for row in rows}
    if not home.keys() >= set(ids):
        raise NotFound(NO_SUCH_UNIT)
    _check_given_out(round_id, home.values())
    return [Place(round_id, home[one], one) for one in ids]


def _check_given_out(round_id: int, article_ids: Collection[int]) -> None:
    given_out = db.session.scalars(
        select(Assignment.article_id)
        .where(Assignment.round_id == round_id, Assignment.article_id.in_(article_ids))
        .distinct()
    )
    if not set(given_out) >= set(article_ids):
        raise NotFound(NO_SUCH_UNIT)
