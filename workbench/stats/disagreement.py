"""Observed and expected disagreement for each kind of distance.

Distances are squared differences, as in Krippendorff 2011, section D.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings, Value, show
from workbench.stats.sets import jaccard, masi, set_distances

Distance = Literal["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"]
#: A distance of one's own, already squared where it is meant so; 0 for equal values.
CustomDistance = Callable[[Value, Value], float]
Floats = NDArray[np.float64]
Integers = NDArray[np.integer[Any]]
Between = Callable[[Integers, Integers], NDArray[Any]]

# Cells of the distance matrix held at once: 32 MB however many distinct sets there are.
_CELLS = 1 << 22
# Its rows held at once: the fewer, the less is computed both ways.
_ROWS = 256


class Disagreement(Protocol):
    """What alpha needs of a distance: sums that add up over articles, and how to read them."""

    def sums(self, pairable: Pairable) -> Floats:
        """Sums over the units of each cluster, shape (clusters, columns)."""

    def observed(self, counts: Floats, sums: Floats) -> Floats:
        """N times Do for each row of counts (rows, values) and sums (rows, columns)."""

    def expected(self, counts: Floats) -> Floats:
        """N (N - 1) times De for each row of counts, shape (rows,); 0 without variation."""

    def given(self, counts: Floats) -> Between:
        """The distance between two values where they were used so often, counts (values,)."""


class FixedDistance:
    """A distance between two values that does not depend on how often they were used."""

    def __init__(self, between: Between) -> None:
        self.between = between

    def per_unit(self, pairable: Pairable) -> Floats:
        """For each unit the distances over all ordered pairs / (m_u - 1), shape (units,)."""
        total = np.zeros(pairable.n_units)
        for first, second in pairable.pairs():
            total[: len(first)] += self.between(first, second)
        total *= 2
        total /= pairable.m - 1
        return total

    def sums(self, pairable: Pairable) -> Floats:
        return pairable.by_cluster(self.per_unit(pairable))[:, None]

    def observed(self, counts: Floats, sums: Floats) -> Floats:
        return sums[:, 0]

    def expected(self, counts: Floats) -> Floats:
        used = np.flatnonzero(counts.any(axis=0))
        counts = counts[:, used]
        step = max(1, min(_ROWS, _CELLS // max(1, len(used))))
        total = np.zeros(len(counts))
        for start in range(0, len(used), step):
            own, later = used[start : start + step], used[start:]
            distances = self.between(own[:, None], later).astype(np.float64)
            # A distance is the same both ways, so what lies behind stands for both.
            distances[:, len(own) :] *= 2
            total += _row_products(counts[:, start : start + step] @ distances, counts[:, start:])
        return total

    def given(self, counts: Floats) -> Between:
        return self.between


class OrdinalDistance:
    """Distance between two ranks: the judgments from one to the other, each end counted half.

    That is the difference of their mid-ranks, squared (Krippendorff 2011, section
    D). It moves with the counts, so the coincidences themselves must be summed:
    values * (values - 1) / 2 columns for each article. That is meant for scales
    of some dozen steps; a slider of 101 needs 400 MB for 5,000 articles.
    """

    def __init__(self, n_values: int) -> None:
        self.lower, self.upper = np.triu_indices(n_values, k=1)

    def sums(self, pairable: Pairable) -> Floats:
        both_ways: Floats = 2 * pairable.coincidences()[:, self.lower, self.upper]
        return both_ways

    def observed(self, counts: Floats, sums: Floats) -> Floats:
        ranks = _centred_ranks(counts)
        distances = np.square(ranks[:, self.lower] - ranks[:, self.upper])
        return _row_products(sums, distances)

    def expected(self, counts: Floats) -> Floats:
        spread = _row_products(counts, np.square(_centred_ranks(counts)))
        expected: Floats = 2 * counts.sum(axis=1) * spread
        return expected

    def given(self, counts: Floats) -> Between:
        return _interval(_centred_ranks(counts[None])[0])


def disagreement(ratings: Ratings, distance: Distance | CustomDistance) -> Disagreement:
    """The disagreement of these ratings under a distance.

    Raises ValueError, with a sentence for a person, for an unknown distance and
    for one that does not fit the values (ordinal: numbers, or values offered in
    order; interval: numbers; ratio: numbers from 0 on; masi, jaccard: label sets), and for one of
    one's own that is negative, not symmetrical, or not 0 between equal values.
    """
    if callable(distance):
        return FixedDistance(_custom(ratings, distance))
    if distance == "nominal":
        return FixedDistance(np.not_equal)
    if distance == "ordinal":
        return _ordinal(ratings)
    if distance == "interval":
        return FixedDistance(_interval(_numbers(ratings, distance)))
    if distance == "ratio":
        return FixedDistance(_ratio(_numbers(ratings, distance)))
    if distance not in get_args(Distance):
        known = ", ".join(get_args(Distance))
        raise ValueError(f"There is no distance {distance!r}; choose one of {known}.")
    return FixedDistance(set_distances(ratings.sets(), masi if distance == "masi" else jaccard))


def _ordinal(ratings: Ratings) -> OrdinalDistance:
    if any(isinstance(value, frozenset) for value in ratings.values):
        raise ValueError("Sets of labels have no order; choose masi or jaccard.")
    if ratings.offered is None and any(isinstance(value, str) for value in ratings.values):
        raise ValueError("An ordinal distance needs the values in order; hand in the values.")
    return OrdinalDistance(len(ratings.values))


def _numbers(ratings: Ratings, distance: str) -> Floats:
    for value in ratings.values:
        if not isinstance(value, int | float):
            raise ValueError(
                f"The distance {distance} needs numbers; {show(value)!r} is not a number."
            )
        if distance == "ratio" and value < 0:
            raise ValueError(f"A ratio scale starts at 0; {value!r} is below it.")
    return np.array(ratings.values, dtype=np.float64)


def _custom(ratings: Ratings, distance: CustomDistance) -> Between:
    table = np.array([[distance(a, b) for b in ratings.values] for a in ratings.values])
    table = table.reshape(len(ratings.values), len(ratings.values)).astype(np.float64)
    if not (np.isfinite(table).all() and (table >= 0).all()):
        raise ValueError("A distance is a number from 0 on.")
    if np.diagonal(table).any() or not np.array_equal(table, table.T):
        raise ValueError("A distance is 0 between equal values, and the same both ways.")

    def between(i: Integers, j: Integers) -> Floats:
        found: Floats = table[i, j]
        return found

    return between


def _interval(numbers: Floats) -> Between:
    def between(i: Integers, j: Integers) -> Floats:
        return np.square(numbers[i] - numbers[j])

    return between


def _ratio(numbers: Floats) -> Between:
    def between(i: Integers, j: Integers) -> Floats:
        total = numbers[i] + numbers[j]
        share = np.divide(numbers[i] - numbers[j], total, out=np.zeros_like(total), where=total > 0)
        return np.square(share)

    return between


def _row_products(left: Floats, right: Floats) -> Floats:
    products: Floats = np.einsum("rc,rc->r", left, right)
    return products


def _centred_ranks(counts: Floats) -> Floats:
    """The mid-rank of each value less the mean rank, which is half of all judgments."""
    ranks: Floats = np.cumsum(counts, axis=1) - counts / 2
    ranks -= counts.sum(axis=1, keepdims=True) / 2
    return ranks
