"""Rounds that are closed to an annotator for now, which only a room above knows: it hands it in.

A round is closed while something has to be passed before it. Closed are its articles that are not
submitted, to their annotator, for reading and for writing; what was submitted stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, select

from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import Conflict, Forbidden
from workbench.core.wording import later

CLOSED = later(
    "This round opens to you once you have passed its test, which you find on “My articles”. What "
    "you answered before is kept."
)

#: Why articles must not be handed out in a round, "" where nothing speaks against it.
GivenAway = Callable[[int, Collection[int]], str]


@dataclass(frozen=True)
class _Known:
    waits: ColumnElement[bool]
    given_away: GivenAway


_known: list[_Known] = []


def register(*, waits: ColumnElement[bool], given_away: GivenAway) -> None:
    """Take over how gates are found: a condition on Assignment, true where its annotator has still
    something to pass, and what keeps an article out of a gated round."""
    _known[:] = [_Known(waits, given_away)]


def is_closed() -> ColumnElement[bool]:
    """The condition on Assignment, to be asked in the statement that finds it: no query more."""
    if not _known:
        return false()
    return and_(Assignment.state != "submitted", _known[0].waits)


def refuse_closed(*, is_closed: bool) -> None:
    """Raises Forbidden where the statement has found the round closed."""
    if is_closed:
        raise Forbidden(str(CLOSED), code="gated")


def closed_rounds(membership_id: int) -> set[int]:
    """The rounds of an annotator that wait for something."""
    return set(
        db.session.scalars(
            select(Assignment.round_id).where(
                Assignment.membership_id == membership_id, is_closed()
            )
        )
    )


def refuse_given_away(round_id: int, article_ids: Collection[int]) -> None:
    """Raises Conflict, naming it, for an article whose answers the gate's training tells."""
    sentence = _known[0].given_away(round_id, article_ids) if _known and article_ids else ""
    if sentence:
        raise Conflict(sentence)
