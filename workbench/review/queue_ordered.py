"""The disputed units of a round in reading order, as long as nobody saves anything. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.layout import Flags, Integers
from workbench.review.queue_disputes import Disputes, Floats
from workbench.review.queue_facts import Some

T = TypeVar("T", bound=np.generic)
#: The article as a whole comes after its paragraphs.
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Ordered:
    """Paragraphs and articles as a whole together, one entry each; `paragraph` is 0 for a whole.

    `positions` are (paragraph id, position in its article) in the order of the ids, shape (2,
    paragraphs); `flagged` is what somebody flagged.
    """

    parts: Disputes
    wholes: Disputes
    positions: Integers
    flagged: Some
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def article(self) -> Integers:
        return self.column(lambda one: one.article)

    @cached_property
    def paragraph(self) -> Integers:
        return self._paragraph[self._reading]

    @cached_property
    def n_seats(self) -> Integers:
        return self.column(lambda one: one.n_seats)

    @cached_property
    def entropy(self) -> Floats:
        return self.column(lambda one: one.entropy)

    @cached_property
    def most_entropy(self) -> float:
        """The most of all units of the round."""
        return max(float(one.entropy.max(initial=0)) for one in (self.parts, self.wholes))

    @cached_property
    def rarity(self) -> Integers:
        return self.column(lambda one: one.rarity)

    @cached_property
    def is_flagged(self) -> Flags:
        return self.flagged.holds(self.article, self.paragraph)

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Who judged anything."""
        return tuple(sorted({*self.parts.seats, *self.wholes.seats}))

    def order(self, sort: str) -> Integers:
        """Their places in another order; those that are alike in it stay in reading order."""
        keys: dict[str, Callable[[], tuple[Any, ...]]] = {
            "matters": lambda: (-self.entropy,),
            "rare": lambda: (-self.entropy, self.rarity),
            "reading": lambda: (np.arange(len(self.article)),),
        }
        found: Integers = self._keep("order", sort, lambda: np.lexsort(keys[sort]()))
        return found

    def apart_on(self, key: str = "") -> tuple[Integers, Integers]:
        """Who stands apart where, once each: (entries,) places of units, and of seats in `seats`.

        Apart is an answer to a disputed question, or to this one, that not more than half of those
        asked gave; where nobody has such a majority, everybody's is.
        """
        found: tuple[Integers, Integers] = self._keep("apart", key, lambda: self._apart_on(key))
        return found

    def source(self, at: int) -> tuple[Disputes, int]:
        """What is known of one of them, and its place there."""
        place = int(self._reading[at])
        one, own = (
            (self.parts, place) if place < self._n_parts else (self.wholes, place - self._n_parts)
        )
        return one, int(np.flatnonzero(one.is_disputed)[own])

    def column(self, read: Callable[[Disputes], NDArray[T]]) -> NDArray[T]:
        """What is read of both kinds of unit, of those that are disputed."""
        return self._joined(read)[self._reading]

    def _apart_on(self, key: str) -> tuple[Integers, Integers]:
        place = np.empty_like(self._reading)
        place[self._reading] = np.arange(len(place))
        pairs, before = [], 0
        for one in (self.parts, self.wholes):
            unit, seat = one.apart_on(key)
            own = np.cumsum(one.is_disputed)[unit] - 1 + before
            known = np.array([self.seats.index(name) for name in one.seats], dtype=np.int64)
            pairs.append(place[own] * len(self.seats) + known[seat])
            before = self._n_parts
        unit, seat = np.divmod(np.unique(np.concatenate(pairs)), max(len(self.seats), 1))
        return unit, seat

    def _keep(self, name: str, key: str, compute: Callable[[], Any]) -> Any:
        if (name, key) not in self._kept:
            self._kept[name, key] = compute()
        return self._kept[name, key]

    @cached_property
    def _n_parts(self) -> int:
        return int(self.parts.is_disputed.sum())

    @cached_property
    def _paragraph(self) -> Integers:
        """Before they are in order: all paragraphs, then all wholes."""
        none = np.zeros(int(self.wholes.is_disputed.sum()), dtype=np.int64)
        return np.concatenate([self.parts.unit[self.parts.is_disputed], none])

    @cached_property
    def _reading(self) -> Integers:
        ids, position = self.positions
        at = np.searchsorted(ids, self._paragraph).clip(max=max(len(ids) - 1, 0))
        position = np.where(self._paragraph == 0, _LAST, np.append(position, 0)[at])
        return np.lexsort((position, self._joined(lambda one: one.article))).astype(np.int64)

    def _joined(self, read: Callable[[Disputes], NDArray[T]]) -> NDArray[T]:
        both = (self.parts, self.wholes)
        return np.concatenate([read(one)[one.is_disputed] for one in both])
