"""How one annotator stands to the rest. A figure here is about the question, not the person."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import CustomDistance, Distance
from workbench.stats.estimate import Estimate
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

Counts = NDArray[np.intp]


@dataclass(frozen=True)
class AgainstTheRest:
    """One annotator beside all others on the units that both judged.

    `without` is alpha of the others alone: where it is clearly higher, this annotator reads the
    question differently. `agreement` is the share of pairs with another's judgment that are equal,
    `bias` how far their grade lies above (or below) that of the others on average, in steps of the
    scale; None where no unit is shared, and the bias where there are no grades. `confusion` has
    shape (values, values): own value by another's, in pairs of judgments.
    """

    annotator: Hashable
    without: Estimate
    agreement: float | None
    bias: float | None
    n_units: int
    confusion: Counts


def against_the_rest(
    ratings: Ratings, distance: Distance | CustomDistance, *, is_scale: bool = False
) -> tuple[AgainstTheRest, ...]:
    """Every annotator against all others (leave-one-out: Krippendorff 2004, section 11.5).

    `is_scale` says that the values stand in an order, one step from each to the next. Without
    intervals. Raises ValueError for a distance that does not fit the values.
    """
    return tuple(_one(ratings, at, distance, is_scale) for at in range(len(ratings.annotators)))


def pair_counts(ratings: Ratings) -> Counts:
    """How often two judgments of one unit carry which values, shape (values, values).

    Each pair of judgments counts once, above and below the diagonal alike (symmetric), so the
    upper triangle with the diagonal sums to the number of pairs.
    """
    q = len(ratings.values)
    counts = np.zeros((q, q), dtype=np.intp)
    for first, second in Pairable.of(ratings).pairs():
        counts += np.bincount(first.astype(np.intp) * q + second, minlength=q * q).reshape(q, q)
    together = counts + counts.T
    np.fill_diagonal(together, np.diagonal(counts))
    return together


def _one(
    ratings: Ratings, at: int, distance: Distance | CustomDistance, is_scale: bool
) -> AgainstTheRest:
    codes = ratings.codes.astype(np.intp)
    own, others = codes[:, at], np.delete(codes, at, axis=1)
    names = tuple(name for place, name in enumerate(ratings.annotators) if place != at)
    rest = replace(ratings, annotators=names, codes=np.delete(ratings.codes, at, axis=1))
    q = len(ratings.values)
    confusion = np.zeros((q, q), dtype=np.intp)
    for column in others.T:
        confusion += _table(own, column, q)
    shared = (own >= 0) & (others >= 0).any(axis=1)
    n_pairs = int(confusion.sum())
    bias = _bias(own[shared], others[shared]) if is_scale and shared.any() else None
    return AgainstTheRest(
        annotator=ratings.annotators[at],
        without=krippendorff_alpha(rest, distance),
        agreement=float(np.trace(confusion) / n_pairs) if n_pairs else None,
        bias=bias,
        n_units=int(shared.sum()),
        confusion=confusion,
    )


def _table(first: Counts, second: Counts, q: int) -> Counts:
    both = (first >= 0) & (second >= 0)
    counted: Counts = np.bincount(first[both] * q + second[both], minlength=q * q)
    return counted.reshape(q, q)


def _bias(own: Counts, others: Counts) -> float:
    """The mean over units of the own code less the mean of the others' codes."""
    there = others >= 0
    means = np.where(there, others, 0).sum(axis=1) / there.sum(axis=1)
    return float((own - means).mean())
