"""Disputed units with what is known of them now, and what filters let through. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.annotate.layout import Flags, Integers
from workbench.core.errors import NotFound
from workbench.review.queue_facts import Facts
from workbench.review.queue_filters import NOTHING_THERE, Filters
from workbench.review.queue_ordered import Ordered


@dataclass(frozen=True, eq=False)
class Units:
    """One entry each, as in `ordered`."""

    ordered: Ordered
    facts: Facts

    def __len__(self) -> int:
        return len(self.ordered.article)

    @property
    def n_shared(self) -> int:
        """Units that two or more finished, whether or not they differ."""
        return len(self.ordered.parts.unit) + len(self.ordered.wholes.unit)

    @cached_property
    def outlet(self) -> Integers:
        return self.facts.of_article(self.ordered.article)[0]

    @cached_property
    def story(self) -> Integers:
        return self.facts.of_article(self.ordered.article)[1]

    @cached_property
    def state(self) -> dict[str, Flags]:
        """Of each state that a filter can ask for, which units are in it."""
        place = self.ordered.article, self.ordered.paragraph
        ruled, legitimate = self.facts.ruled.holds(*place), self.facts.legitimate.holds(*place)
        return {
            "open": ~(ruled | legitimate),
            "ruled": ruled,
            "legitimate": legitimate,
            "discussed": self.facts.discussed.holds(*place),
            "all": self._everything,
        }

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions that can differ."""
        return (*self.ordered.parts.keys, *self.ordered.wholes.keys)

    def on(self, key: str) -> Flags:
        """Where a question differs."""
        return self.ordered.column(lambda one: one.on(key))

    def with_value(self, key: str, value: str) -> Flags:
        """Where somebody gave a value."""
        return self.ordered.column(lambda one: one.with_value(key, value))

    def by_seat(self, seat: str, key: str = "") -> Flags:
        """Where a seat's answer to a disputed question, or to this one, is apart."""
        unit, who = self.ordered.apart_on(key)
        found = np.zeros(len(self), dtype=bool)
        found[unit[who == self.ordered.seats.index(seat)]] = True
        return found

    def masks(self, filters: Filters) -> dict[str, Flags]:
        """What each filter lets through.

        Raises NotFound for a question, an annotator, an outlet or a story that the round has not.
        """
        key, (_, outlets, stories) = filters.question, self.facts.articles
        known = (
            not key or key in self.keys,
            not filters.annotator or filters.annotator in self.ordered.seats,
            filters.outlet is None or filters.outlet in outlets,
            filters.story is None or filters.story in stories,
        )
        if not all(known):
            raise NotFound(NOTHING_THERE)
        every = self._everything
        pair = [self.with_value(key, value) for value in filters.between]
        return {
            "question": self.on(key) if key else every,
            "between": np.logical_and.reduce(pair) if pair else every,
            "annotator": self.by_seat(filters.annotator, key) if filters.annotator else every,
            "outlet": every if filters.outlet is None else self.outlet == filters.outlet,
            "story": every if filters.story is None else self.story == filters.story,
            "flag": self.ordered.is_flagged if filters.is_flagged else every,
            "state": self.state[filters.state],
        }

    @cached_property
    def _everything(self) -> Flags:
        return np.ones(len(self), dtype=bool)
