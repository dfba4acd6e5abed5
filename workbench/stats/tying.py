"""Links of many units as columns of numbers, and which of them are one and the same (see `links`).

Nearly all links stand with their partners alone: each is a partner of every other one and nobody
has two. These are found all at once; what is left is joined one by one, by the rule itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Integers
from workbench.stats.links import Link, groups, link_of
from workbench.stats.passages import Span
from workbench.stats.ratings import in_order

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Partners:
    """Pairs of links by different annotators that are partners; `is_equal` in all their members."""

    first: Integers
    second: Integers
    is_equal: Flags


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
        """All pairs of partners, each once."""
        i, j = self._meeting
        one, other = self.tie[i], self.tie[j]
        first, second = np.minimum(one, other), np.maximum(one, other)
        pair, place = np.unique(first * len(self) + second, return_inverse=True)
        met = _distinct(place * self._n_roles + self.role[i]) // self._n_roles
        same = (self.start[i] == self.start[j]) & (self.end[i] == self.end[j])
        n_met, n_same = (np.bincount(found, minlength=len(pair)) for found in (met, place[same]))
        first, second = pair // max(1, len(self)), pair % max(1, len(self))
        roles = np.bincount(
            _distinct(self.tie * self._n_roles + self.role) // self._n_roles, minlength=len(self)
        )
        members = np.bincount(self.tie, minlength=len(self))
        are = (n_met == roles[first]) & (n_met == roles[second])
        is_equal = (n_same == members[first]) & (n_same == members[second])
        return Partners(first[are], second[are], is_equal[are])

    @cached_property
    def plain(self) -> Flags:
        """Of each link whether it stands with its partners alone, shape (links,)."""
        n = len(self)
        size = np.bincount(self._component, minlength=n)
        pairs = np.bincount(self._component[self.partners.first], minlength=n)
        is_plain = (pairs == size * (size - 1) // 2) & ~self._within_itself
        plain: Flags = is_plain[self._component]
        return plain

    @cached_property
    def group(self) -> Integers:
        """Of each link the number of its group, counted from 0."""
        group, n = self._component.copy(), len(self)
        for ties in self.tangled():
            for joined in self.joined(ties):
                group[joined], n = n, n + 1
        return np.unique(group, return_inverse=True)[1].astype(np.int64)

    def tangled(self) -> Iterator[list[int]]:
        """The links that are not plain, those together that hang together."""
        left = np.flatnonzero(~self.plain)
        left = left[np.argsort(self._component[left], kind="stable")]
        bounds = np.flatnonzero(np.diff(self._component[left], prepend=-1, append=-1))
        for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            yield left[start:end].tolist()

    def joined(self, ties: Sequence[int]) -> list[list[int]]:
        """Some links of one unit in groups, one by one."""
        own: dict[int, list[int]] = {}
        for tie in ties:
            own.setdefault(int(self.who[tie]), []).append(tie)
        found = groups({who: [self.link(tie) for tie in some] for who, some in own.items()})
        return [[own[who][place] for who, place in group.items()] for group in found]

    def link(self, tie: int) -> Link:
        """The members of one link."""
        start, end = np.searchsorted(self._ordered[0], (tie, tie + 1))
        mine = self._ordered[1][start:end]
        members = zip(self.start[mine], self.end[mine], self.role[mine], strict=True)
        return link_of(Span(int(begin), int(stop), str(role)) for begin, stop, role in members)

    @property
    def _n_roles(self) -> int:
        return int(self.role.max(initial=0)) + 1

    @cached_property
    def _ordered(self) -> tuple[Integers, Integers]:
        """The members in the order of their links: the links, and the places of the members."""
        order = np.argsort(self.tie, kind="stable")
        return self.tie[order], order

    @cached_property
    def _meeting(self) -> tuple[Integers, Integers]:
        """Pairs of members of one role that share a code point, by different annotators."""
        line = self.unit[self.tie] * self._n_roles + self.role
        i, j = _overlapping(line, self.start, self.end)
        apart = self.who[self.tie[i]] != self.who[self.tie[j]]
        return i[apart], j[apart]

    @cached_property
    def _within_itself(self) -> Flags:
        """Of each component whether a link in it has members of one role that overlap."""
        i, _ = _overlapping(self.tie * self._n_roles + self.role, self.start, self.end)
        found = np.zeros(len(self), dtype=bool)
        found[self._component[self.tie[i]]] = True
        return found

    @cached_property
    def _component(self) -> Integers:
        """Of each link the first of those that hang together with it through partners."""
        component = np.arange(len(self))
        first, second = self.partners.first, self.partners.second
        while True:
            least = np.minimum(component[first], component[second])
            if (least == np.maximum(component[first], component[second])).all():
                return component
            np.minimum.at(component, first, least)
            np.minimum.at(component, second, least)


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
