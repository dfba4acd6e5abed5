"""Reads of rulings. What leaves are plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from workbench.annotate.document import Document
from workbench.core.db import db
from workbench.projects.models import Membership
from workbench.review.models import Ruling
from workbench.review.places import Place
from workbench.review.rulings import read_stored


@dataclass(frozen=True)
class Ruled:
    """A ruling as it is stored; see `models.Ruling` for the parts."""

    id: int
    place: Place
    number: int
    is_parked: bool
    is_current: bool
    outcome: str
    left_open: tuple[str, ...]
    method: str
    reason: str | None
    sentence: str
    document: Document
    codebook_version_id: int
    #: The lead's pseudonym, "" once their seat is gone.
    seat: str
    made_at: datetime
    withdrawn_at: datetime | None
    bulk_id: int | None


def at(place: Place) -> ColumnElement[bool]:
    """The rulings on one unit."""
    on_paragraph = Ruling.paragraph_id == place.paragraph_id
    on_article = and_(Ruling.article_id == place.article_id, Ruling.paragraph_id.is_(None))
    is_paragraph = place.paragraph_id is not None
    return and_(Ruling.round_id == place.round_id, on_paragraph if is_paragraph else on_article)


def select_rulings() -> Any:
    """Rows for `as_ruled`."""
    return select(Ruling, Membership.seat).outerjoin(
        Membership, Membership.id == Ruling.membership_id
    )


def as_ruled(row: Any) -> Ruled:
    """One row of `select_rulings`."""
    ruling, seat = row
    return Ruled(
        id=ruling.id,
        place=Place(ruling.round_id, ruling.article_id, ruling.paragraph_id),
        number=ruling.number,
        is_parked=ruling.is_parked,
        is_current=ruling.is_current,
        outcome=ruling.outcome,
        left_open=tuple(ruling.left_open),
        method=ruling.method,
        reason=ruling.reason,
        sentence=ruling.sentence,
        document=read_stored(ruling.document),
        codebook_version_id=ruling.codebook_version_id,
        seat=seat or "",
        made_at=ruling.made_at,
        withdrawn_at=ruling.withdrawn_at,
        bulk_id=ruling.bulk_id,
    )


def rulings_at(place: Place) -> list[Ruled]:
    """Every ruling on a unit, oldest first, with those that were withdrawn or came too late."""
    rows = db.session.execute(select_rulings().where(at(place)).order_by(Ruling.id))
    return [as_ruled(row) for row in rows]


def last_number(place: Place) -> int:
    """How many rulings a unit has had, those that came too late apart; 0 for none."""
    return (
        db.session.scalar(select(func.max(Ruling.number)).where(at(place), ~Ruling.is_parked)) or 0
    )


def current_of(rulings: Sequence[Ruled]) -> Ruled | None:
    """The one in force among the rulings on a unit."""
    return next((one for one in rulings if one.is_current), None)
