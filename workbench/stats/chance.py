"""Agreement corrected for chance, beside alpha: what each field has come to expect.

All share one form, (pa - pe) / (1 - pe), and the observed share pa: the agreeing share of the
pairs of judgments in each unit with two or more, averaged over these units. They differ in what
they take for chance. With pi_k the share of value k in a unit, averaged over all units judged,
q the number of values offered, w the weights of agreement and W their sum:

- Fleiss (1971; with one value a unit missing, Gwet 2014), for two annotators Scott's pi (1955):
  pe = sum w_kl pi_k pi_l, all annotators as one;
- Conger (1980), for two annotators Cohen's kappa (1960): each annotator's own shares;
- Brennan & Prediger (1981), also Randolph's free-marginal kappa: pe = W / q²;
- Gwet (2008, AC1; 2014, AC2): pe = W / (q (q - 1)) sum pi_k (1 - pi_k).

Weights and missing judgments: Gwet 2014, Handbook of Inter-Rater Reliability, chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import resample
from workbench.stats.estimate import Estimate
from workbench.stats.measured import NO_INTERVAL, NOTHING_TO_COMPARE, measured
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Codes, Ratings, Value, show
from workbench.stats.weights import Weights, agreement_weights

Floats = NDArray[np.float64]
Coefficient = Literal[
    "fleiss_kappa", "scott_pi", "conger_kappa", "brennan_prediger", "gwet_ac1", "gwet_ac2"
]

#: Cells of counts held at once: 512 KB, which stay close to the processor.
_CELLS = 1 << 16
ONE_VALUE = "Only one value was offered, so nothing else could have been chosen."
NO_VARIATION = (
    "All judgments say the same. Without variation, agreement cannot be told from chance, so this "
    "coefficient is undefined."
)
ALL_OR_NONE = (
    "All judgments say {value}, or none does. Without variation, agreement cannot be told from "
    "chance, so this coefficient is undefined."
)
FOR_TWO = "Scott's pi is for two annotators; Fleiss' kappa is the same for more."


def chance_corrected(
    ratings: Ratings,
    coefficient: Coefficient,
    *,
    weights: Weights = "identity",
    seed: int | None = None,
    replicates: int = 2000,
) -> Estimate:
    """One of the coefficients above over all annotators.

    Gwet's and Brennan & Prediger's depend on the values offered, not only on those used: hand
    them in with the ratings. Theirs stay defined where all judgments are equal (then 1), the
    others do not. With a seed, also the 95% interval over resamples of the articles.

    Raises ValueError for sets of labels, for weights that do not fit the values, and for AC1 with
    any: that is AC2.
    """
    if coefficient == "gwet_ac1" and weights != "identity":
        raise ValueError("Gwet's AC1 has no weights; with them it is AC2.")
    pairable = Pairable.of(ratings)
    table = agreement_weights(ratings, weights)
    sums = _sums(ratings, table, by_annotator=coefficient == "conger_kappa")
    statistic = _statistic(coefficient, table)
    why = _why_not(ratings, pairable, coefficient)
    resampled = NO_INTERVAL
    value: float | None = None
    if why is None:
        value = float(statistic(sums.sum(axis=0, keepdims=True))[0])
        if np.isnan(value):
            value, why = None, NO_VARIATION
        elif seed is not None:
            resampled = resample(sums, statistic, seed=seed, replicates=replicates)
    return measured(
        coefficient,
        ratings,
        pairable,
        value,
        why,
        distance=weights,
        seed=seed,
        resampled=resampled,
    )


def category_kappas(ratings: Ratings) -> dict[Value, Estimate]:
    """Fleiss' kappa of each value against all others, without intervals (Fleiss 1971, p. 381)."""
    found = {}
    for code, value in enumerate(ratings.values):
        codes = np.where(ratings.codes < 0, -1, ratings.codes == code).astype(np.int8)
        binary = replace(ratings, values=(0, 1), offered=(0, 1), codes=codes)
        estimate = chance_corrected(binary, "fleiss_kappa")
        if estimate.why_undefined == NO_VARIATION:
            estimate = replace(estimate, why_undefined=ALL_OR_NONE.format(value=show(value)))
        found[value] = estimate
    return found


def _why_not(ratings: Ratings, pairable: Pairable, coefficient: Coefficient) -> str | None:
    if not pairable.n_units:
        return NOTHING_TO_COMPARE
    if coefficient == "scott_pi" and len(ratings.annotators) > 2:
        return FOR_TWO
    if len(ratings.values) < 2:
        return ONE_VALUE if ratings.offered is not None else NO_VARIATION
    return None


def _sums(ratings: Ratings, weights: Floats, *, by_annotator: bool) -> Floats:
    """By article: units with two judgments, their summed agreement, units judged, the shares of
    each value in them, and, if asked for, how often each annotator gave each value."""
    n_articles, q = len(ratings.articles), len(ratings.values)
    columns = np.ascontiguousarray(ratings.codes.T)
    total = np.zeros((n_articles, 3 + q))
    step = max(1, _CELLS // (q + 1))
    for start in range(0, len(ratings.units), step):
        part = slice(start, start + step)
        per_unit = _per_unit(columns[:, part], weights)
        for column, figures in enumerate(per_unit.T):
            total[:, column] += np.bincount(ratings.cluster[part], figures, minlength=n_articles)
    if not by_annotator:
        return total
    return np.hstack([total, *(_given(own, ratings.cluster, n_articles, q) for own in columns)])


def _per_unit(columns: Codes, weights: Floats) -> Floats:
    """The same columns for each unit of (annotators, units)."""
    q, n_units = len(weights), columns.shape[1]
    # The first cell of each unit counts those that are missing.
    cell = np.arange(1, n_units * (q + 1) + 1, q + 1) + columns
    counted = np.bincount(cell.ravel(), minlength=n_units * (q + 1))
    counts = counted.reshape(n_units, q + 1)[:, 1:].astype(np.float64)
    m = counts.sum(axis=1)
    pairs = m * (m - 1)
    agreeing = np.einsum("uv,uv->u", counts, counts @ weights) - m
    agreement = np.divide(agreeing, pairs, out=np.zeros(n_units), where=pairs > 0)
    shares = counts / np.maximum(m, 1)[:, None]
    return np.column_stack([pairs > 0, agreement, m > 0, shares])


def _given(codes: Codes, article: NDArray[np.intp], n_articles: int, q: int) -> Floats:
    """How often one annotator gave each value, (articles, values)."""
    judged = np.flatnonzero(codes >= 0)
    cell = article[judged] * q + codes[judged]
    return np.bincount(cell, minlength=n_articles * q).reshape(n_articles, q).astype(np.float64)


def _statistic(coefficient: Coefficient, weights: Floats) -> Callable[[Floats], Floats]:
    n_values = len(weights)
    chance = {
        "fleiss_kappa": _pooled_chance,
        "scott_pi": _pooled_chance,
        "conger_kappa": _own_chance,
        "brennan_prediger": _even_chance,
        "gwet_ac1": _gwet_chance,
        "gwet_ac2": _gwet_chance,
    }[coefficient]

    def statistic(sums: Floats) -> Floats:
        compared, judged = sums[:, 0], sums[:, 2]
        observed = _share(sums[:, 1], compared)
        shares = _share(sums[:, 3 : 3 + n_values], judged[:, None])
        given = sums[:, 3 + n_values :]
        by_annotator = given.reshape(len(sums), given.shape[1] // n_values, n_values)
        expected = chance(shares, by_annotator, weights)
        left = 1 - expected
        corrected = np.full(len(sums), np.nan)
        is_defined = (left > 1e-12) & (compared > 0)
        np.divide(observed - expected, left, out=corrected, where=is_defined)
        return corrected

    return statistic


def _share(part: Floats, whole: Floats) -> Floats:
    share: Floats = part / np.where(whole > 0, whole, 1)
    return share


def _pooled_chance(shares: Floats, given: Floats, weights: Floats) -> Floats:
    expected: Floats = np.einsum("rk,rk->r", shares @ weights, shares)
    return expected


def _own_chance(shares: Floats, given: Floats, weights: Floats) -> Floats:
    """The mean over pairs of annotators of the agreement by chance of the two.

    Conger's, written with the covariances of the annotators' shares as Gwet (2014) has it; who
    judged nothing does not count.
    """
    number = given.sum(axis=2, keepdims=True)
    own = np.divide(given, number, out=np.zeros_like(given), where=number > 0)
    present = np.count_nonzero(number[:, :, 0] > 0, axis=1)
    together = own.sum(axis=1)
    every = np.einsum("rk,rk->r", together @ weights, together)
    same = np.einsum("rak,rak->r", own @ weights, own)
    expected: Floats = (every - same) / np.maximum(present * (present - 1), 1)
    return expected


def _even_chance(shares: Floats, given: Floats, weights: Floats) -> Floats:
    return np.full(len(shares), weights.sum() / weights.size)


def _gwet_chance(shares: Floats, given: Floats, weights: Floats) -> Floats:
    q = len(weights)
    expected: Floats = weights.sum() / (q * (q - 1)) * (shares * (1 - shares)).sum(axis=1)
    return expected
