"""Which article comes next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Waiting(Protocol):
    """What of an assignment decides about its turn."""

    @property
    def id(self) -> int: ...
    @property
    def round_id(self) -> int: ...
    @property
    def state(self) -> str: ...


One = TypeVar("One", bound=Waiting)


def next_open(own: Sequence[One], current: One) -> One | None:
    """The next open one of `own` (in the annotator's order) when `current` is left; None if none.

    First what follows in the same round, then what was passed over there, then other rounds.
    """
    at = next(place for place, one in enumerate(own) if one.id == current.id)
    later, earlier = own[at + 1 :], own[:at]
    same = [one for one in (*later, *earlier) if one.round_id == current.round_id]
    others = [one for one in (*later, *earlier) if one.round_id != current.round_id]
    return next((one for one in (*same, *others) if one.state == "open"), None)
