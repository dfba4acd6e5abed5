"""Cohen's kappa for each pair of annotators, plain and weighted.

Cohen 1960 (plain) and 1968 (weighted): with o the shares of the units that both judged by what
the two said, and e those of chance from the margins of the same units, kappa = 1 - sum(v o) /
sum(v e), v the disagreement 1 - w.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample
from workbench.stats.measured import NO_INTERVAL
from workbench.stats.ratings import Codes, Ratings
from workbench.stats.weights import Weights, agreement_weights

Floats = NDArray[np.float64]

NO_COMMON_UNIT = "The two have judged no unit in common."
BOTH_ALWAYS_THE_SAME = (
    "Both gave one and the same value throughout. Without variation, agreement cannot be told from "
    "chance, so kappa is undefined."
)


@dataclass(frozen=True, eq=False)
class Kappa:
    """Kappa of two annotators; `value` is None exactly where `why_undefined` has a sentence.

    `confusion` has shape (values, values): how many units the first called this and the second
    that. `agreement` is the share of equal values, None without common units.
    """

    pair: tuple[Hashable, Hashable]
    weights: Weights
    value: float | None
    why_undefined: str | None
    resampled: Resampled
    n_units: int
    agreement: float | None
    confusion: NDArray[np.intp]


def pairwise_kappas(
    ratings: Ratings,
    *,
    weights: Weights = "identity",
    seed: int | None = None,
    replicates: int = 2000,
) -> dict[tuple[Hashable, Hashable], Kappa]:
    """Kappa of every pair of annotators on the units that both judged.

    With a seed, also 95% intervals over resamples of the articles. Raises ValueError for sets of
    labels and for weights that do not fit the values.
    """
    disagreement = 1 - agreement_weights(ratings, weights)
    return {
        (ratings.annotators[a], ratings.annotators[b]): _kappa(
            ratings, (a, b), weights, disagreement, seed, replicates
        )
        for a, b in combinations(range(len(ratings.annotators)), 2)
    }


def weighted_kappa(confusion: NDArray[np.generic], disagreement: Floats) -> float | None:
    """Kappa of one confusion matrix under any weights of disagreement (Cohen 1968).

    Both of shape (values, values); the weights are 0 on the diagonal. None without variation.
    """
    value = float(_kappas(disagreement)(_sums_of(confusion.astype(np.float64), disagreement))[0])
    return None if np.isnan(value) else value


def mean_kappa(kappas: dict[tuple[Hashable, Hashable], Kappa]) -> float | None:
    """Light's kappa: the mean over the pairs (Light 1971); those that are undefined are left out.

    None where no pair is defined.
    """
    defined = [kappa.value for kappa in kappas.values() if kappa.value is not None]
    return float(np.mean(defined)) if defined else None


def _kappa(
    ratings: Ratings,
    pair: tuple[int, int],
    weights: Weights,
    disagreement: Floats,
    seed: int | None,
    replicates: int,
) -> Kappa:
    a, b = (ratings.codes[:, one] for one in pair)
    both = (a >= 0) & (b >= 0)
    a, b, n_values = a[both].astype(np.intp), b[both].astype(np.intp), len(ratings.values)
    counted = np.bincount(a * n_values + b, minlength=n_values * n_values)
    confusion = counted.reshape(n_values, n_values)
    value, why, resampled = None, None, NO_INTERVAL
    if not len(a):
        why = NO_COMMON_UNIT
    elif (value := weighted_kappa(confusion, disagreement)) is None:
        why = BOTH_ALWAYS_THE_SAME
    elif seed is not None:
        sums = _by_article(ratings.cluster[both], a, b, disagreement)
        resampled = resample(sums, _kappas(disagreement), seed=seed, replicates=replicates)
    agreement = float(np.mean(a == b)) if len(a) else None
    first, second = (ratings.annotators[one] for one in pair)
    return Kappa((first, second), weights, value, why, resampled, len(a), agreement, confusion)


def _by_article(cluster: Codes, a: Codes, b: Codes, disagreement: Floats) -> Floats:
    """The summed disagreement of the units, what the first said and what the second said."""
    articles, article = np.unique(cluster, return_inverse=True)
    n, n_values = len(articles), len(disagreement)
    apart = np.bincount(article, weights=disagreement[a, b], minlength=n)
    said = (
        np.bincount(article * n_values + one, minlength=n * n_values).reshape(n, n_values)
        for one in (a, b)
    )
    return np.column_stack([apart, *said])


def _sums_of(confusion: Floats, disagreement: Floats) -> Floats:
    """The same of one confusion matrix, as one row."""
    apart = (confusion * disagreement).sum()
    return np.hstack([apart, confusion.sum(axis=1), confusion.sum(axis=0)])[None, :]


def _kappas(disagreement: Floats) -> Callable[[Floats], Floats]:
    def statistic(sums: Floats) -> Floats:
        rows, columns = np.split(sums[:, 1:], 2, axis=1)
        observed = sums[:, 0] * rows.sum(axis=1)
        expected = np.einsum("rk,rk->r", rows @ disagreement, columns)
        ratio = np.full(len(sums), np.nan)
        np.divide(observed, expected, out=ratio, where=expected > 0)
        return 1 - ratio

    return statistic
