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


def find_places(round_ids: Sequence[int], kind: str, ids: Sequence[int]) -> list[Place]:
    """These units in each of these rounds that has them, unit by unit.

    `kind` is as addresses say it: `paragraphs`, or `articles` as a whole. Raises NotFound where a
    unit is in none of the rounds.
    """
    home = {one: one for one in ids} if kind == "articles" else _articles_of(ids)
    if not home.keys() >= set(ids):
        raise NotFound(NO_SUCH_UNIT)
    given_out = _given_out(round_ids, home.values())
    found = []
    for one in ids:
        rounds = [round_id for round_id in round_ids if (round_id, home[one]) in given_out]
        if not rounds:
            raise NotFound(NO_SUCH_UNIT)
        paragraph_id = None if kind == "articles" else one
        found += [Place(round_id, home[one], paragraph_id) for round_id in rounds]
    return found


def _articles_of(paragraph_ids: Sequence[int]) -> dict[int, int]:
    """The article of each of those that can be annotated."""
    rows = db.session.execute(
        select(Paragraph.id, Paragraph.article_id).where(
            Paragraph.id.in_(paragraph_ids), Paragraph.is_annotatable
        )
    )
    return {row.id: row.article_id for row in rows}


def _given_out(round_ids: Sequence[int], article_ids: Collection[int]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        select(Assignment.round_id, Assignment.article_id)
        .where(Assignment.round_id.in_(round_ids), Assignment.article_id.in_(article_ids))
        .distinct()
    )
    return {(row.round_id, row.article_id) for row in rows}
