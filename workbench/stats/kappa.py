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
from workbench.stats.ratings import Ratings
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
    table = agreement_weights(ratings, weights)
    statistic = _kappas(1 - table)
    return {
        (ratings.annotators[a], ratings.annotators[b]): _kappa(
            ratings, (a, b), weights, statistic, seed, replicates
        )
        for a, b in combinations(range(len(ratings.annotators)), 2)
    }


def weighted_kappa(confusion: NDArray[np.generic], disagreement: Floats) -> float | None:
    """Kappa of one confusion matrix under any weights of disagreement (Cohen 1968).

    Both of shape (values, values); the weights are 0 on the diagonal. None without variation.
    """
    value = float(_kappas(disagreement)(confusion.astype(np.float64).reshape(1, -1))[0])
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
    statistic: Callable[[Floats], Floats],
    seed: int | None,
    replicates: int,
) -> Kappa:
    sums = _confusions(ratings, *pair)
    n_values = len(ratings.values)
    confusion = sums.sum(axis=0).reshape(n_values, n_values).astype(np.intp)
    n_units = int(confusion.sum())
    value, why, resampled = None, None, NO_INTERVAL
    if not n_units:
        why = NO_COMMON_UNIT
    elif np.isnan(found := float(statistic(sums.sum(axis=0, keepdims=True))[0])):
        why = BOTH_ALWAYS_THE_SAME
    else:
        value = found
        if seed is not None:
            resampled = resample(sums, statistic, seed=seed, replicates=replicates)
    agreement = float(np.trace(confusion) / n_units) if n_units else None
    first, second = (ratings.annotators[one] for one in pair)
    return Kappa((first, second), weights, value, why, resampled, n_units, agreement, confusion)


def _confusions(ratings: Ratings, first: int, second: int) -> Floats:
    """By article how often the two gave each pair of values, shape (articles, values²)."""
    n_values = len(ratings.values)
    a, b = (ratings.codes[:, one].astype(np.intp) for one in (first, second))
    both = (a >= 0) & (b >= 0)
    articles, article = np.unique(ratings.cluster[both], return_inverse=True)
    cell = (article * n_values + a[both]) * n_values + b[both]
    shape = len(articles), n_values * n_values
    counted = np.bincount(cell, minlength=shape[0] * shape[1])
    return counted.reshape(shape).astype(np.float64)


def _kappas(disagreement: Floats) -> Callable[[Floats], Floats]:
    n_values = len(disagreement)

    def statistic(sums: Floats) -> Floats:
        table = sums.reshape(len(sums), n_values, n_values)
        rows, columns = table.sum(axis=2), table.sum(axis=1)
        observed = np.einsum("rkl,kl->r", table, disagreement) * rows.sum(axis=1)
        expected = np.einsum("rk,kl,rl->r", rows, disagreement, columns)
        ratio = np.full(len(sums), np.nan)
        np.divide(observed, expected, out=ratio, where=expected > 0)
        return 1 - ratio

    return statistic
