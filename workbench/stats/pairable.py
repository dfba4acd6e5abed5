"""The units that two or more annotators judged, packed for sums over pairs of judgments.

Every statistic of this room is a function of sums over units (counts of values,
distances between the judgments of one unit). Summed by article they also carry
the bootstrap, which weights articles (see `bootstrap`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Codes, Ratings

#: Annotators from whom on every unit is sorted by itself.
_MANY = 64


@dataclass(frozen=True, eq=False)
class Pairable:
    """Pairable units, those with the most judgments first.

    `slots` has shape (judgments, units): column u holds the codes of unit u and
    then -1. So the units with more than j judgments are the first columns of
    row j, and no pair has to be masked. `m` (units,) is the number of judgments,
    `cluster` (units,) the article, counted from 0 over the articles present.
    """

    slots: Codes
    m: NDArray[np.intp]
    cluster: NDArray[np.intp]
    n_values: int
    n_clusters: int
    n_annotators: int

    @classmethod
    def of(cls, ratings: Ratings) -> Pairable:
        """Drop the units with fewer than two judgments and pack the rest."""
        columns = np.ascontiguousarray(ratings.codes.T)
        m = np.count_nonzero(columns >= 0, axis=0)
        # Small numbers are sorted by counting.
        fewest_last = (len(columns) - m).astype(np.min_scalar_type(len(columns)))
        units = np.argsort(fewest_last, kind="stable")[: np.count_nonzero(m >= 2)]
        columns, m = np.take(columns, units, axis=1), m[units]
        n_annotators = np.count_nonzero((columns >= 0).any(axis=1))
        n_clusters, cluster = _renumbered(ratings.cluster[units], len(ratings.articles))
        return cls(
            # Sorted, so that the order of the annotators cannot change a rounding.
            slots=_falling(columns)[: m.max(initial=0)],
            m=m,
            cluster=cluster,
            n_values=len(ratings.values),
            n_clusters=n_clusters,
            n_annotators=int(n_annotators),
        )

    @property
    def n_units(self) -> int:
        return len(self.m)

    def pooled(self) -> Pairable:
        """The same units as one single cluster, for sums over all of them."""
        return replace(self, cluster=np.zeros_like(self.cluster), n_clusters=1)

    def recoded(self, new_code: NDArray[np.int8], n_values: int) -> Pairable:
        """The same judgments with code c replaced by `new_code[c]`, none of them missing."""
        return replace(self, slots=new_code[self.slots], n_values=n_values)

    def judgments(self) -> Iterator[Codes]:
        """One slot after another: the codes of the units that have it (a first part of all)."""
        for j, codes in enumerate(self.slots):
            yield codes[: np.count_nonzero(self.m > j)]

    def pairs(self) -> Iterator[tuple[Codes, Codes]]:
        """Each pair of judgments of one unit once, as two equally long columns of codes.

        Entry u belongs to unit u; units that lack the pair lie beyond the end.
        """
        for j, second in enumerate(self.judgments()):
            for first in self.slots[:j]:
                yield first[: len(second)], second

    def by_cluster(self, per_unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of a figure per unit, shape (clusters,)."""
        total = np.bincount(self.cluster, weights=per_unit, minlength=self.n_clusters)
        return total.astype(np.float64, copy=False)

    def counts(self) -> NDArray[np.float64]:
        """How many judgments carry each value, shape (clusters, values)."""
        cells = self.n_clusters * self.n_values
        total = np.zeros(cells)
        for codes in self.judgments():
            cell = self.cluster[: len(codes)] * self.n_values + codes
            total += np.bincount(cell, minlength=cells)
        return total.reshape(self.n_clusters, self.n_values)

    def coincidences(self) -> NDArray[np.float64]:
        """Coincidences, shape (clusters, values, values).

        Cell (c, k) is the sum over units of the ordered pairs (c, k) / (m_u - 1),
        so that row c sums to the judgments with value c (Krippendorff 2011, section C).
        """
        shape = self.n_clusters, self.n_values, self.n_values
        total = np.zeros(np.prod(shape, dtype=np.intp))
        weight = 1 / (self.m - 1)
        for first, second in self.pairs():
            n = len(first)
            row = self.cluster[:n] * self.n_values + first
            cell = row * self.n_values + second
            total += np.bincount(cell, weights=weight[:n], minlength=len(total))
        one_way = total.reshape(shape)
        return one_way + one_way.transpose(0, 2, 1)


def _renumbered(cluster: NDArray[np.intp], n: int) -> tuple[int, NDArray[np.intp]]:
    """How many of `n` clusters there are units of, and these counted from 0."""
    is_there = np.bincount(cluster, minlength=n) > 0
    return int(is_there.sum()), (np.cumsum(is_there) - 1)[cluster]


def _falling(columns: Codes) -> Codes:
    """Each unit's codes (axis 0) from the highest to the lowest.

    By swapping neighbours, whole rows at a time (odd-even transposition sort, Knuth 5.3.4): for a
    handful of judgments many times faster than to sort every unit by itself.
    """
    if len(columns) > _MANY:
        return np.sort(columns, axis=0)[::-1]
    for turn in range(len(columns)):
        upper = columns[turn % 2 : len(columns) - 1 : 2]
        lower = columns[turn % 2 + 1 :: 2]
        least = np.minimum(upper, lower)
        np.maximum(upper, lower, out=upper)
        lower[:] = least
    return columns
