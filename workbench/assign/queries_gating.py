"""Rounds that are closed to an annotator for now, which only a room above knows: it hands it in.

A round is closed while something has to be passed before it. Closed are its articles that are not
submitted, to their annotator, for reading and for writing; what was submitted stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import false, select

from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import Conflict, Forbidden
from workbench.core.wording import later

CLOSED = later(
    "This round opens to you once you have passed its test, which you find on “My articles”. What "
    "you answered before is kept."
)

#: Adds to a statement on Assignment, as its last column, whether the round is closed.
Ask = Callable[[Any], Any]
#: Why articles must not be handed out in a round, "" where nothing speaks against it.
GivenAway = Callable[[int, Collection[int]], str]


@dataclass(frozen=True)
class _Known:
    ask: Ask
    given_away: GivenAway


_known: list[_Known] = []


def register(*, ask: Ask, given_away: GivenAway) -> None:
    """Take over how gates are found, and what keeps an article out of a gated round."""
    _known[:] = [_Known(ask, given_away)]


def asking_closed(statement: Any) -> Any:
    """A statement on Assignment with one more column at its end: whether the round is closed.

    It is asked in the statement that finds the assignment anyway: no query more.
    """
    return _known[0].ask(statement) if _known else statement.add_columns(false())


def refuse_closed(*, is_closed: bool) -> None:
    """Raises Forbidden where the statement has found the round closed."""
    if is_closed:
        raise Forbidden(str(CLOSED), code="gated")


def closed_rounds(membership_id: int) -> set[int]:
    """The rounds of an annotator that wait for something."""
    own = select(Assignment.round_id).where(Assignment.membership_id == membership_id)
    return {row[0] for row in db.session.execute(asking_closed(own)) if row[1]}


def refuse_given_away(round_id: int, article_ids: Collection[int]) -> None:
    """Raises Conflict, naming it, for an article whose answers the gate's training tells."""
    sentence = _known[0].given_away(round_id, article_ids) if _known and article_ids else ""
    if sentence:
        raise Conflict(sentence)
