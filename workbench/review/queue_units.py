"""The disputed units of a round, paragraphs and articles as a whole together. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.layout import Flags, Integers
from workbench.core.errors import NotFound
from workbench.review.queue_disputes import Disputes, Floats
from workbench.review.queue_facts import Facts
from workbench.review.queue_filters import NOTHING_THERE, Filters

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Units:
    """One entry each, in reading order; `paragraph` is 0 for an article as a whole."""

    parts: Disputes
    wholes: Disputes
    facts: Facts

    @property
    def n_shared(self) -> int:
        """Units that two or more finished, whether or not they differ."""
        return len(self.parts.unit) + len(self.wholes.unit)

    @cached_property
    def article(self) -> Integers:
        return self._column(lambda one: one.article)

    @cached_property
    def paragraph(self) -> Integers:
        return self._paragraph[self._reading]

    @cached_property
    def n_seats(self) -> Integers:
        return self._column(lambda one: one.n_seats)

    @cached_property
    def entropy(self) -> Floats:
        return self._column(lambda one: one.entropy)

    @cached_property
    def most_entropy(self) -> float:
        """The most of all units of the round."""
        return max(float(one.entropy.max(initial=0)) for one in (self.parts, self.wholes))

    @cached_property
    def rarity(self) -> Integers:
        return self._column(lambda one: one.rarity)

    @cached_property
    def outlet(self) -> Integers:
        return self.facts.of_article(self.article)[0]

    @cached_property
    def story(self) -> Integers:
        return self.facts.of_article(self.article)[1]

    @cached_property
    def state(self) -> dict[str, Flags]:
        """Of each state that a filter can ask for, which units are in it."""
        place = self.article, self.paragraph
        ruled, legitimate = self.facts.ruled.holds(*place), self.facts.legitimate.holds(*place)
        return {
            "open": ~(ruled | legitimate),
            "ruled": ruled,
            "legitimate": legitimate,
            "discussed": self.facts.discussed.holds(*place),
            "all": np.ones(len(self.article), dtype=bool),
        }

    @cached_property
    def is_flagged(self) -> Flags:
        return self.facts.flagged.holds(self.article, self.paragraph)

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions that can differ."""
        return (*self.parts.keys, *self.wholes.keys)

    @cached_property
    def seats(self) -> tuple[str, ...]:
        """Who judged anything."""
        return tuple(sorted({*self.parts.seats, *self.wholes.seats}))

    def on(self, key: str) -> Flags:
        """Where a question differs."""
        return self._column(lambda one: one.on(key))

    def with_value(self, key: str, value: str) -> Flags:
        """Where somebody gave a value."""
        return self._column(lambda one: one.with_value(key, value))

    def by_seat(self, seat: str, key: str = "") -> Flags:
        """Where a seat's answer to a disputed question, or to this one, is apart."""
        unit, who = self.apart_on(key)
        found = np.zeros(len(self.article), dtype=bool)
        found[unit[who == self.seats.index(seat)]] = True
        return found

    def apart_on(self, key: str = "") -> tuple[Integers, Integers]:
        """Who stands apart where, once each: (entries,) places of units, and of seats in `seats`.

        Apart is an answer to a disputed question, or to this one, that not more than half of those
        asked gave; where nobody has such a majority, everybody's is.
        """
        place = np.empty_like(self._reading)
        place[self._reading] = np.arange(len(place))
        pairs, before = [], 0
        for one in (self.parts, self.wholes):
            unit, seat = one.apart_on(key)
            own = np.cumsum(one.is_disputed)[unit] - 1 + before
            known = np.array([self.seats.index(name) for name in one.seats], dtype=np.int64)
            pairs.append(place[own] * len(self.seats) + known[seat])
            before += int(one.is_disputed.sum())
        unit, seat = np.divmod(np.unique(np.concatenate(pairs)), max(len(self.seats), 1))
        return unit, seat

    def source(self, at: int) -> tuple[Disputes, int]:
        """What is known of one of them, and its place there."""
        place = int(self._reading[at])
        n_parts = int(self.parts.is_disputed.sum())
        one, own = (self.parts, place) if place < n_parts else (self.wholes, place - n_parts)
        return one, int(np.flatnonzero(one.is_disputed)[own])

    def order(self, sort: str) -> Integers:
        """Their places in another order; those that are alike in it stay in reading order."""
        keys: dict[str, tuple[Any, ...]] = {
            "matters": (-self.entropy,),
            "rare": (-self.entropy, self.rarity),
            "reading": (np.arange(len(self.article)),),
        }
        return np.lexsort(keys[sort]).astype(np.int64)

    def masks(self, filters: Filters) -> dict[str, Flags]:
        """What each filter lets through.

        Raises NotFound for a question, an annotator, an outlet or a story that the round has not.
        """
        key, (_, outlets, stories) = filters.question, self.facts.articles
        known = (
            not key or key in self.keys,
            not filters.annotator or filters.annotator in self.seats,
            filters.outlet is None or filters.outlet in outlets,
            filters.story is None or filters.story in stories,
        )
        if not all(known):
            raise NotFound(NOTHING_THERE)
        everything = np.ones(len(self.article), dtype=bool)
        pair = [self.with_value(key, value) for value in filters.between]
        return {
            "question": self.on(key) if key else everything,
            "between": np.logical_and.reduce(pair) if pair else everything,
            "annotator": self.by_seat(filters.annotator, key) if filters.annotator else everything,
            "outlet": everything if filters.outlet is None else self.outlet == filters.outlet,
            "story": everything if filters.story is None else self.story == filters.story,
            "flag": self.is_flagged if filters.is_flagged else everything,
            "state": self.state[filters.state],
        }

    @cached_property
    def _paragraph(self) -> Integers:
        """Before they are in order: all paragraphs, then all wholes."""
        return np.concatenate(
            [
                self.parts.unit[self.parts.is_disputed],
                np.zeros(int(self.wholes.is_disputed.sum()), dtype=np.int64),
            ]
        )

    @cached_property
    def _reading(self) -> Integers:
        article = self._joined(lambda one: one.article)
        position = self.facts.position_of(self._paragraph)
        return np.lexsort((position, article)).astype(np.int64)

    def _joined(self, read: Callable[[Disputes], NDArray[T]]) -> NDArray[T]:
        both = (self.parts, self.wholes)
        return np.concatenate([read(one)[one.is_disputed] for one in both])

    def _column(self, read: Callable[[Disputes], NDArray[T]]) -> NDArray[T]:
        return self._joined(read)[self._reading]
