"""Whether annotators answer as they did before: agreement with their own hidden repeats.

Stability is the weakest kind of reliability (Krippendorff 2004, Content Analysis, section 11.1:
test-retest): who is not stable cannot agree with others either, but who is may still read the
question in a way of their own.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import CustomDistance, Distance
from workbench.stats.estimate import Estimate
from workbench.stats.ratings import Ratings
from workbench.stats.restrict import restricted

FIRST, AGAIN = "first", "again"
NOTHING_TWICE = "Nothing was answered a second time yet, so there is nothing to compare."


@dataclass(frozen=True)
class Stability:
    """One annotator's first answers beside their own second ones.

    `n_units` were answered twice, the share `agreement` of them the same way; None where there are
    none. Of alpha, the two occasions are the two "annotators".
    """

    annotator: Hashable
    alpha: Estimate
    agreement: float | None
    n_units: int


def stability(
    ratings: Ratings,
    distance: Distance | CustomDistance,
    *,
    seed: int | None = None,
    replicates: int = 2000,
) -> tuple[Stability, ...]:
    """Alpha of every annotator with themselves.

    In `ratings` the columns are pairs (annotator, occasion), the occasion "first" or "again", and
    a unit is the same unit both times. With a seed, also intervals over resamples of the articles.

    Raises ValueError for other columns, and for a distance that does not fit the values.
    """
    columns = _columns(ratings)
    return tuple(
        _one(annotator, _of(ratings, columns, annotator), distance, seed, replicates)
        for annotator in dict.fromkeys(who for who, _ in columns)
    )


def _columns(ratings: Ratings) -> list[tuple[Hashable, str]]:
    columns: list[tuple[Hashable, str]] = []
    for name in ratings.annotators:
        if not (isinstance(name, tuple) and len(name) == 2 and name[1] in (FIRST, AGAIN)):
            raise ValueError(f"{name!r} is not a pair of an annotator and “{FIRST}” or “{AGAIN}”.")
        columns.append(name)
    return columns


def _of(ratings: Ratings, columns: list[tuple[Hashable, str]], annotator: Hashable) -> Ratings:
    return restricted(ratings, np.array([who == annotator for who, _ in columns]))


def _one(
    annotator: Hashable,
    own: Ratings,
    distance: Distance | CustomDistance,
    seed: int | None,
    replicates: int,
) -> Stability:
    alpha = krippendorff_alpha(own, distance, seed=seed, replicates=replicates)
    twice = own.codes[(own.codes >= 0).sum(axis=1) == 2]
    if not len(twice):
        alpha = replace(alpha, why_undefined=NOTHING_TWICE)
        return Stability(annotator, alpha, None, 0)
    same = float(np.mean(twice[:, 0] == twice[:, 1]))
    return Stability(annotator, alpha, same, len(twice))
