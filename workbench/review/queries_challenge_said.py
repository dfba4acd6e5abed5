"""Reads of the challenge file: what became of rulings, and what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workbench.core.db import db
from workbench.projects.models import Membership
from workbench.review.models import BulkRuling, Comment, Discussion, Ruling
from workbench.review.places import Place
from workbench.review.queries_places import among, place_in


@dataclass(frozen=True)
class Remark:
    """A comment, as a lead reads it."""

    seat: str
    made_at: datetime
    text: str


@dataclass(frozen=True)
class Talked:
    """A discussion; `remarks` are the oldest first."""

    state: str
    remarks: tuple[Remark, ...]


def withdrawals_on(places: Sequence[Place]) -> dict[int, str]:
    """Who took rulings on these units back, by the ruling's id."""
    rows = db.session.execute(
        select(Ruling.id, Membership.seat)
        .join(Membership, Membership.id == Ruling.withdrawn_by_id)
        .where(among(Ruling, places))
    )
    return {row.id: row.seat for row in rows}


def bulk_rules(ids: Collection[int]) -> dict[int, str]:
    """By which rule bulk rulings were made, by their ids."""
    rows = db.session.execute(select(BulkRuling.id, BulkRuling.rule).where(BulkRuling.id.in_(ids)))
    return {row.id: row.rule for row in rows}


def talks_on(places: Sequence[Place]) -> dict[Place, Talked]:
    """What was said about those of these units that were discussed."""
    begun = db.session.execute(
        select(
            Discussion.id,
            Discussion.round_id,
            Discussion.article_id,
            Discussion.paragraph_id,
            Discussion.state,
        ).where(among(Discussion, places))
    ).all()
    said: dict[int, list[Remark]] = defaultdict(list)
    for row in db.session.execute(
        select(Comment.discussion_id, Membership.seat, Comment.made_at, Comment.text)
        .join(Membership, Membership.id == Comment.membership_id)
        .where(Comment.discussion_id.in_([one.id for one in begun]))
        .order_by(Comment.id)
    ):
        said[row.discussion_id].append(Remark(row.seat, row.made_at, row.text))
    return {place_in(one): Talked(one.state, tuple(said[one.id])) for one in begun}
