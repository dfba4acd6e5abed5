"""Percent agreement and prevalence: what has to be read beside alpha."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from workbench.stats.disagreement import FixedDistance
from workbench.stats.measured import NOTHING_TO_COMPARE
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings, Value

# Beyond 95/5, chance alone agrees so often that a coefficient says little.
MOST_COMMON = 0.95


@dataclass(frozen=True)
class PercentAgreement:
    """Observed agreement as shares in [0, 1], in both definitions in use.

    `pooled` counts every judgment alike, `unit_mean` every unit alike; they
    differ where units have different numbers of judgments, so say which one is
    shown. Both are None where `why_undefined` holds a sentence.
    """

    pooled: float | None
    unit_mean: float | None
    why_undefined: str | None
    n_pairable: int


def percent_agreement(ratings: Ratings) -> PercentAgreement:
    """Share of pairs of judgments of one unit that are equal; sets must match exactly.

    Pooled: the 1 - Do of nominal alpha, each unit weighing as many judgments as
    it has (Krippendorff 2004, p. 230). Mean over units: the share of agreeing
    pairs in each unit, averaged (Fleiss 1971; Gwet 2014).
    """
    pairable = Pairable.of(ratings)
    if not pairable.n_units:
        return PercentAgreement(None, None, NOTHING_TO_COMPARE, 0)
    # For one unit the sum is m_u times the share of its pairs that differ.
    differing = FixedDistance(np.not_equal).per_unit(pairable)
    return PercentAgreement(
        pooled=float(1 - differing.sum() / pairable.m.sum()),
        unit_mean=float(1 - np.mean(differing / pairable.m)),
        why_undefined=None,
        n_pairable=pairable.n_units,
    )


def positive_agreement(ratings: Ratings) -> dict[Value, float | None]:
    """Of the judgments with a value, the share that another judgment of the unit joins.

    The specific agreement of Cicchetti & Feinstein 1990, for two annotators 2a / (2a + b + c);
    for more, over all ordered pairs, each unit weighing as many judgments as it has. None for a
    value that nobody gave.
    """
    pairable = Pairable.of(ratings)
    if not pairable.n_units:
        return {}
    pooled = pairable.pooled()
    counts, together = pooled.counts()[0], np.diagonal(pooled.coincidences()[0])
    return {
        value: float(same / n) if n else None
        for value, same, n in zip(ratings.values, together, counts, strict=True)
    }


def prevalence(ratings: Ratings) -> dict[Value, float]:
    """Share of each value among the judgments that alpha rests on (those of pairable units).

    Values that were offered but not used have 0. Empty where no unit is pairable.
    """
    pairable = Pairable.of(ratings)
    if not pairable.n_units:
        return {}
    shares = pairable.pooled().counts()[0] / pairable.m.sum()
    return dict(zip(ratings.values, shares.tolist(), strict=True))


def is_informative(shares: Collection[float]) -> bool:
    """Whether a coefficient on values with these shares (`prevalence`) says something.

    False where the commonest value holds more than 95%, or nothing was compared.
    For one label of a set hand in both shares: carried and not carried.
    """
    return bool(shares) and max(shares) <= MOST_COMMON
