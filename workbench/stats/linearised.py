"""Gwet's standard errors, to compare with what other programs print.

Gwet 2014, Handbook of Inter-Rater Reliability, chapter 5: units count as independent, which the
paragraphs of an article are not. Our own intervals resample articles (see `bootstrap`).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.stats.jackknife import student_t
from workbench.stats.ratings import Ratings

Floats = NDArray[np.float64]


def standard_error(
    ratings: Ratings, coefficient: Literal["gwet_ac1", "krippendorff_alpha"]
) -> float | None:
    """The linearised standard error, unweighted and nominal; None where the figure is undefined,
    and for a single unit."""
    influence = _of_ac1 if coefficient == "gwet_ac1" else _of_alpha
    return influence(_counts(ratings))


def alpha_interval(ratings: Ratings, alpha: float) -> tuple[float, float] | None:
    """Nominal alpha with Student's t on the units that can be compared."""
    error = standard_error(ratings, "krippendorff_alpha")
    n = int(np.count_nonzero(_counts(ratings).sum(axis=1) >= 2))
    if error is None or n < 2:
        return None
    reach = student_t(0.975, n - 1) * error
    return alpha - reach, min(1.0, alpha + reach)


def _counts(ratings: Ratings) -> Floats:
    """How many annotators gave which value, shape (units, values)."""
    unit, annotator = np.nonzero(ratings.codes >= 0)
    n_values = len(ratings.values)
    cell = unit * n_values + ratings.codes[unit, annotator]
    counted = np.bincount(cell, minlength=len(ratings.units) * n_values)
    return counted.reshape(len(ratings.units), n_values).astype(np.float64)


def _of_ac1(counts: Floats) -> float | None:
    m = counts.sum(axis=1)
    is_compared = m >= 2
    n, q = counts.shape
    if q < 2 or not is_compared.any():
        return None
    own = (counts * (counts - 1)).sum(axis=1) / np.maximum(m * (m - 1), 1)
    observed = own.sum() / is_compared.sum()
    shares = counts / m[:, None]
    average = shares.mean(axis=0)
    chance = (average * (1 - average)).sum() / (q - 1)
    value = (observed - chance) / (1 - chance)
    own_chance = shares @ (1 - average) / (q - 1)
    scaled = n / is_compared.sum() * (own - chance * is_compared) / (1 - chance)
    return _error(scaled, own_chance, chance, value)


def _of_alpha(counts: Floats) -> float | None:
    counts = counts[counts.sum(axis=1) >= 2]
    if np.count_nonzero(counts.any(axis=0)) < 2:
        return None
    m = counts.sum(axis=1)
    mean = m.mean()
    agreeing = (counts * (counts - 1)).sum(axis=1) / (mean * (m - 1))
    small = 1 / m.sum()
    observed = (1 - small) * agreeing.mean() + small
    shares = (counts / mean).mean(axis=0)
    chance = float(np.square(shares).sum())
    value = (observed - chance) / (1 - chance)
    longer = (m - mean) / mean
    own = agreeing - observed * longer
    own_chance = counts @ shares / mean - chance * longer
    return _error((own - chance) / (1 - chance), own_chance, chance, value)


def _error(own: Floats, own_chance: Floats, chance: float, value: float) -> float | None:
    n = len(own)
    if n < 2:
        return None
    moved = own - 2 * (1 - value) * (own_chance - chance) / (1 - chance)
    return float(np.sqrt(np.square(moved - value).sum() / (n * (n - 1))))
