"""Reads of rulings. What leaves are plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from workbench.annotate.document import Document
from workbench.core.db import db
from workbench.projects.models import Membership
from workbench.review.models import Ruling
from workbench.review.places import Place
from workbench.review.queries_places import among
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
    return among(Ruling, [place])


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
    return rulings_on([place])[place]


def rulings_on(places: Sequence[Place]) -> dict[Place, list[Ruled]]:
    """The same of each of these units (see `queries_places.among`)."""
    found: dict[Place, list[Ruled]] = {place: [] for place in places}
    for row in db.session.execute(
        select_rulings().where(among(Ruling, places)).order_by(Ruling.id)
    ):
        one = as_ruled(row)
        found[one.place].append(one)
    return found


def last_number(place: Place) -> int:
    """How many rulings a unit has had, those that came too late apart; 0 for none."""
    return (
        db.session.scalar(select(func.max(Ruling.number)).where(at(place), ~Ruling.is_parked)) or 0
    )


def current_of(rulings: Sequence[Ruled]) -> Ruled | None:
    """The one in force among the rulings on a unit."""
    return next((one for one in rulings if one.is_current), None)
