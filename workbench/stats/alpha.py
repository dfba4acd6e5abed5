"""Krippendorff's alpha, for all values together, for each value and for each label.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: with n_uc the
judgments of unit u that carry value c, m_u = sum of n_uc >= 2, n_c their sum over
units, N = sum of n_c and D the squared distances,
Do = sum_u [n_u' D n_u / (m_u - 1)] / N, De = n' D n / (N (N - 1)), alpha = 1 - Do / De.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample, resample_each
from workbench.stats.disagreement import (
    CustomDistance,
    Disagreement,
    Distance,
    FixedDistance,
    disagreement,
)
from workbench.stats.estimate import Estimate
from workbench.stats.measured import NO_INTERVAL, NOTHING_TO_COMPARE, measured
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings, Value, show

Floats = NDArray[np.float64]

ALPHA = "krippendorff_alpha"
_BINARY = FixedDistance(np.not_equal)
#: How a distance of one's own is called.
CUSTOM = "custom"


@dataclass(frozen=True)
class LabelAlpha:
    """Agreement on one label of a set, carried or not.

    `n_positive` judgments of pairable units carry the label, the share
    `prevalence` of them (None where no unit is pairable).
    """

    label: str
    alpha: Estimate
    prevalence: float | None
    n_positive: int


def krippendorff_alpha(
    ratings: Ratings,
    distance: Distance | CustomDistance,
    *,
    seed: int | None = None,
    replicates: int = 2000,
) -> Estimate:
    """Alpha over all values (Krippendorff 2011, sections C to E).

    With a seed, also the 95% interval over `replicates` resamples of the
    articles; without, no interval. Units with one annotator drop out. Without
    variation alpha is undefined. One dissent among otherwise equal values gives
    exactly 0: that is right.

    Raises ValueError for a distance that does not fit the values.
    """
    rule = disagreement(ratings, distance)
    pairable = Pairable.of(ratings)
    value, resampled = _alpha(pairable, rule, seed, replicates)
    why = None if value is not None else _why_undefined(pairable, ratings.values)
    name = CUSTOM if callable(distance) else distance
    return measured(
        ALPHA, ratings, pairable, value, why, distance=name, seed=seed, resampled=resampled
    )


def category_alphas(ratings: Ratings) -> dict[Value, Estimate]:
    """Nominal alpha of each value against all others, without intervals.

    From the one coincidence matrix o: 1 - (N - 1)(n_c - o_cc) / (n_c (N - n_c));
    the worked figures are in Krippendorff 1980, p. 139. A value that all or none
    of the judgments carry has no alpha.
    """
    pairable = Pairable.of(ratings)
    counts, coincidences = pairable.pooled().counts()[0], pairable.pooled().coincidences()[0]
    # Row c sums to n_c, so the rest of the row is n_c - o_cc, and exactly 0 in full agreement.
    np.fill_diagonal(coincidences, 0)
    mismatches, total = coincidences.sum(axis=1), counts.sum()
    estimates: dict[Value, Estimate] = {}
    for code, value in enumerate(ratings.values):
        n = counts[code]
        alpha, why = None, _why_no_category(value, n, total)
        if why is None:
            alpha = float(1 - (total - 1) * mismatches[code] / (n * (total - n)))
        estimates[value] = measured(ALPHA, ratings, pairable, alpha, why, distance="nominal")
    return estimates


def label_alphas(
    ratings: Ratings, values: Sequence[str], *, seed: int | None = None, replicates: int = 2000
) -> dict[str, LabelAlpha]:
    """For ratings that are label sets: binary alpha of each of `values`, carried or not.

    With a seed, also intervals, all from the same resamples. Raises ValueError
    where the values of the ratings are not sets.
    """
    pairable = Pairable.of(ratings)
    total = int(pairable.m.sum())
    carried = [pairable.recoded(_carries(ratings, label), n_values=2) for label in values]
    found: dict[str, LabelAlpha] = {}
    for label, one, drawn in zip(values, carried, _drawn(carried, seed, replicates), strict=True):
        result = _value(one, _BINARY)
        positive = int(one.pooled().counts()[0, 1])
        why = None if result is not None else _why_no_category(label, positive, total)
        estimate = measured(
            ALPHA,
            ratings,
            pairable,
            result,
            why,
            distance="nominal",
            seed=seed,
            resampled=drawn if result is not None else NO_INTERVAL,
        )
        found[label] = LabelAlpha(label, estimate, positive / total if total else None, positive)
    return found


def _drawn(carried: Sequence[Pairable], seed: int | None, replicates: int) -> list[Resampled]:
    """The intervals of binary alphas, all from the same resamples."""
    if seed is None or not carried or not carried[0].n_units:
        return [NO_INTERVAL] * len(carried)
    sums = [_sums(one, _BINARY) for one in carried]
    alphas, width = _alphas(2, _BINARY), sums[0].shape[1]

    def of_place(place: int) -> Callable[[Floats], Floats]:
        return lambda rows: alphas(rows[:, place * width : (place + 1) * width])

    statistics = [of_place(place) for place in range(len(sums))]
    return resample_each(np.hstack(sums), statistics, seed=seed, replicates=replicates)


def alpha_sums(
    ratings: Ratings, distance: Distance | CustomDistance
) -> tuple[Floats, Callable[[Floats], Floats]]:
    """What alpha is made of: sums over articles, shape (articles, columns), and alpha of them.

    The function takes any number of rows of sums, shape (rows, columns), and gives one alpha for
    each, NaN without variation. Resampling, leaving out and live views all start from here.

    Raises ValueError for a distance that does not fit the values.
    """
    pairable, rule = Pairable.of(ratings), disagreement(ratings, distance)
    return _sums(pairable, rule), _alphas(pairable.n_values, rule)


def _sums(pairable: Pairable, rule: Disagreement) -> Floats:
    return np.hstack([pairable.counts(), rule.sums(pairable)])


def _alphas(n_values: int, rule: Disagreement) -> Callable[[Floats], Floats]:
    def alphas(sums: Floats) -> Floats:
        counts = sums[:, :n_values]
        observed = rule.observed(counts, sums[:, n_values:])
        expected = rule.expected(counts)
        ratio = np.full(len(sums), np.nan)
        scaled = (counts.sum(axis=1) - 1) * observed
        np.divide(scaled, expected, out=ratio, where=expected > 0)
        return 1 - ratio

    return alphas


def _alpha(
    pairable: Pairable, rule: Disagreement, seed: int | None, replicates: int
) -> tuple[float | None, Resampled]:
    value = _value(pairable, rule)
    if value is None or seed is None:
        return value, NO_INTERVAL
    alphas = _alphas(pairable.n_values, rule)
    return value, resample(_sums(pairable, rule), alphas, seed=seed, replicates=replicates)


def _value(pairable: Pairable, rule: Disagreement) -> float | None:
    if not pairable.n_units:
        return None
    value = float(_alphas(pairable.n_values, rule)(_sums(pairable.pooled(), rule))[0])
    return None if np.isnan(value) else value


def _carries(ratings: Ratings, label: str) -> NDArray[np.int8]:
    return np.array([label in one for one in ratings.sets()], dtype=np.int8)


def _why_undefined(pairable: Pairable, values: Sequence[Value]) -> str:
    if not pairable.n_units:
        return NOTHING_TO_COMPARE
    if np.count_nonzero(pairable.pooled().counts()) > 1:
        return "The distance tells none of the values apart that were given, so alpha is undefined."
    only = show(values[int(pairable.slots[0, 0])])
    return (
        f"All judgments that can be compared say the same ({only}). Without variation, "
        "agreement cannot be told from chance, so alpha is undefined."
    )


def _why_no_category(value: Value, n: float, total: float) -> str | None:
    if not total:
        return NOTHING_TO_COMPARE
    if 0 < n < total:
        return None
    which = "All" if n else "None"
    return (
        f"{which} of the judgments that can be compared carry {show(value)}. Without "
        "variation, agreement cannot be told from chance, so alpha is undefined."
    )
