"""Agreement on a scale, a step more or less allowed."""

from __future__ import annotations

import numpy as np

from workbench.stats.disagreement import FixedDistance
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings


def within_steps(ratings: Ratings, steps: int = 1) -> float | None:
    """Share of pairs of judgments of one unit at most so many grades apart.

    Values must have been offered in order. Pooled as percent agreement is, each unit weighing as
    many judgments as it has; with `steps` 0 it is the same. None where nothing is compared.
    """
    pairable = Pairable.of(ratings)
    if not pairable.n_units:
        return None
    apart = FixedDistance(lambda one, other: np.abs(np.subtract(one, other, dtype=int)) > steps)
    return float(1 - apart.per_unit(pairable).sum() / pairable.m.sum())
