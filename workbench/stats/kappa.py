"""Cohen's kappa for each pair of annotators, plain and weighted.

Cohen 1960 (plain) and 1968 (weighted): with o the shares of the units that both judged by what
the two said, and e those of chance from the margins of the same units, kappa = 1 - sum(v o) /
sum(v e), v the disagreement 1 - w.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Part, Resampled, resample_parts
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

    With a seed, also 95% intervals over resamples of the articles, the same for all pairs. Raises
    ValueError for sets of labels and for weights that do not fit the values.
    """
    disagreement = 1 - agreement_weights(ratings, weights)
    columns = np.ascontiguousarray(ratings.codes.T)
    common = [
        _Common.of(columns, pair, ratings.cluster) for pair in combinations(range(len(columns)), 2)
    ]
    kappas = [_kappa(ratings, one, weights, disagreement) for one in common]
    if seed is not None:
        defined = [at for at, kappa in enumerate(kappas) if kappa.value is not None]
        parts = [common[at].by_article(disagreement, len(ratings.articles)) for at in defined]
        drawn = resample_parts(parts, _kappas(disagreement), seed=seed, replicates=replicates)
        for at, resampled in zip(defined, drawn, strict=True):
            kappas[at] = replace(kappas[at], resampled=resampled)
    return {kappa.pair: kappa for kappa in kappas}


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


@dataclass(frozen=True, eq=False)
class _Common:
    """What two annotators said of the units that both have judged, and their articles."""

    pair: tuple[int, int]
    first: Codes
    second: Codes
    cluster: NDArray[np.intp]

    @classmethod
    def of(cls, columns: Codes, pair: tuple[int, int], cluster: NDArray[np.intp]) -> _Common:
        a, b = (columns[one] for one in pair)
        both = np.flatnonzero((a >= 0) & (b >= 0))
        return cls(pair, a[both].astype(np.intp), b[both].astype(np.intp), cluster[both])

    def by_article(self, disagreement: Floats, n_articles: int) -> Part:
        """The summed disagreement of the units, what the first said and what the second said."""
        q = len(disagreement)
        by_unit = disagreement[self.first, self.second]
        apart = np.bincount(self.cluster, weights=by_unit, minlength=n_articles)
        said = (
            np.bincount(self.cluster * q + one, minlength=n_articles * q).reshape(n_articles, q)
            for one in (self.first, self.second)
        )
        places = np.flatnonzero(np.bincount(self.cluster, minlength=n_articles))
        return Part(places, np.column_stack([apart, *said])[places])


def _kappa(ratings: Ratings, common: _Common, weights: Weights, disagreement: Floats) -> Kappa:
    a, b, n_values = common.first, common.second, len(ratings.values)
    counted = np.bincount(a * n_values + b, minlength=n_values * n_values)
    confusion = counted.reshape(n_values, n_values)
    value, why = None, None
    if not len(a):
        why = NO_COMMON_UNIT
    elif (value := weighted_kappa(confusion, disagreement)) is None:
        why = BOTH_ALWAYS_THE_SAME
    agreement = float(np.trace(confusion) / len(a)) if len(a) else None
    first, second = (ratings.annotators[one] for one in common.pair)
    return Kappa((first, second), weights, value, why, NO_INTERVAL, len(a), agreement, confusion)


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
