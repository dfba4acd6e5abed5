"""Links of many units as columns of numbers, and which of them are partners (see `links`)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Integers
from workbench.stats.passages import Span
from workbench.stats.ratings import in_order

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
#: The members of a link.
Link = Sequence[Span]


@dataclass(frozen=True, eq=False)
class Partners:
    """Pairs of links, by their places, the one by the annotator who comes first before the other.

    `near` is how close they are, in (0, 1]; `is_equal` whether all their members are the same.
    """

    first: Integers
    second: Integers
    near: Floats
    is_equal: Flags

    def __len__(self) -> int:
        return len(self.first)

    def only(self, kept: Flags) -> Partners:
        """Those that are kept."""
        return Partners(self.first[kept], self.second[kept], self.near[kept], self.is_equal[kept])


@dataclass(frozen=True, eq=False)
class _Members:
    """Those of one link and role that overlap made one, in the order of links and roles."""

    tie: Integers
    role: Integers
    start: Integers
    end: Integers


@dataclass(frozen=True, eq=False)
class Tying:
    """Units, who has read each, and the links made in them.

    Of each unit `cluster` is the article that it is resampled with; `read` (units, annotators) says
    who has looked, be it without making a link. Of each link `unit` and `who` are places; one entry
    a member in `tie` (the place of its link), `role`, `start` and `end` (code points, exclusive).
    """

    annotators: tuple[Hashable, ...]
    cluster: Integers
    read: Flags
    unit: Integers
    who: Integers
    tie: Integers
    role: Integers
    start: Integers
    end: Integers

    @classmethod
    def of(
        cls,
        tied: Mapping[Any, Mapping[Any, Sequence[Link]]],
        clusters: Mapping[Any, Hashable] | None = None,
    ) -> Tying:
        """Of units by key: what every annotator who has read it tied in it."""
        annotators = in_order({who for own in tied.values() for who in own})
        place = {who: n for n, who in enumerate(annotators)}
        roles: dict[str, int] = {}
        articles: dict[Hashable, int] = {}
        read = np.zeros((len(tied), len(annotators)), dtype=bool)
        links: list[tuple[int, int]] = []
        members: list[tuple[int, int, int, int]] = []
        for n, own in enumerate(tied.values()):
            for who, made in own.items():
                read[n, place[who]] = True
                for link in made:
                    members.extend(
                        (len(links), roles.setdefault(label, len(roles)), start, end)
                        for start, end, label in link
                    )
                    links.append((n, place[who]))
        named = [unit if clusters is None else clusters[unit] for unit in tied]
        cluster = [articles.setdefault(one, len(articles)) for one in named]
        return cls(
            annotators,
            np.array(cluster, dtype=np.int64),
            read,
            *np.array(links, dtype=np.int64).reshape(-1, 2).T,
            *np.array(members, dtype=np.int64).reshape(-1, 4).T,
        )

    def __len__(self) -> int:
        return len(self.unit)

    @cached_property
    def n_made(self) -> Integers:
        """How many links each annotator made in each unit, shape (units, annotators)."""
        made = np.zeros(self.read.shape, dtype=np.int64)
        np.add.at(made, (self.unit, self.who), 1)
        return made

    @cached_property
    def partners(self) -> Partners:
        """All pairs of partners by two annotators, each once."""
        alike = self._alike
        return alike.only(self.who[alike.first] != self.who[alike.second])

    @cached_property
    def is_repeated(self) -> Flags:
        """Of each link whether its annotator has made the very same before in this unit."""
        alike = self._alike
        own = alike.is_equal & (self.who[alike.first] == self.who[alike.second])
        found = np.zeros(len(self), dtype=bool)
        found[alike.second[own]] = True
        return found

    @cached_property
    def _alike(self) -> Partners:
        """Links of one unit with the same roles that share a code point in each, whoever made them:
        by place those of one annotator."""
        own, n, n_roles = self._members, len(self), self._n_roles
        i, j = _overlapping(self.unit[own.tie] * n_roles + own.role, own.start, own.end)
        shared = np.minimum(own.end[i], own.end[j]) - np.maximum(own.start[i], own.start[j])
        same = (own.start[i] == own.start[j]) & (own.end[i] == own.end[j])
        # By annotator, and then by place.
        rank = np.empty(n, dtype=np.int64)
        by_rank = np.argsort(self.who, kind="stable")
        rank[by_rank] = np.arange(n)
        one, other = rank[own.tie[i]], rank[own.tie[j]]
        named = np.minimum(one, other) * n + np.maximum(one, other)
        pair, place = np.unique(named, return_inverse=True)
        first, second = (by_rank[one] for one in np.divmod(pair, max(1, n)))
        n_met = np.bincount(
            _distinct(place * n_roles + own.role[i]) // n_roles, minlength=len(pair)
        )
        roles = np.bincount(_distinct(own.tie * n_roles + own.role) // n_roles, minlength=n)
        common, n_same = (np.bincount(place, weights=one) for one in (shared, same))
        size = np.bincount(own.tie, weights=own.end - own.start, minlength=n)
        members = np.bincount(own.tie, minlength=n)
        return Partners(
            first,
            second,
            common / (size[first] + size[second] - common),
            (n_same == members[first]) & (n_same == members[second]),
        ).only((n_met == roles[first]) & (n_met == roles[second]))

    @property
    def _n_roles(self) -> int:
        return int(self.role.max(initial=0)) + 1

    @cached_property
    def _members(self) -> _Members:
        line = self.tie * self._n_roles + self.role
        line *= int(self.end.max(initial=0)) + 1
        order = np.argsort(line + self.start, kind="stable")
        reach = np.maximum.accumulate((line + self.end)[order])
        is_first = np.append(True, (line + self.start)[order][1:] >= reach[:-1])[: len(order)]
        firsts = np.flatnonzero(is_first)
        lasts = np.append(firsts[1:], len(order))[: len(firsts)] - 1
        kept = order[firsts]
        return _Members(
            self.tie[kept], self.role[kept], self.start[kept], reach[lasts] - line[kept]
        )


def _distinct(numbers: Integers) -> Integers:
    """Each number once; they come nearly in order, which `np.unique` makes nothing of."""
    ordered = np.sort(numbers, kind="stable")
    distinct: Integers = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return distinct


def _overlapping(line: Integers, start: Integers, end: Integers) -> tuple[Integers, Integers]:
    """The places of all pairs of stretches that lie on one line and share a point."""
    order = np.lexsort((start, line))
    stride = int(end.max(initial=0)) + 1
    at = line[order] * stride + start[order]
    beyond = np.searchsorted(at, line[order] * stride + end[order])
    n = beyond - np.arange(len(at)) - 1
    one = np.repeat(np.arange(len(at)), n)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(n) - n, n)
    return order[one], order[other]
