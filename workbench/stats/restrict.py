"""Ratings without some of their judgments, as if these had never been made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Ratings


def restricted(ratings: Ratings, kept: NDArray[np.bool_]) -> Ratings:
    """Only the judgments where `kept`, of shape (units, annotators) or broadcast to it, is true.

    Missing is absent: units, annotators and articles left without a judgment are gone, those that
    stay keep their order, and the values stay as they are. So all counts of an estimate are right.
    """
    codes = np.where(kept, ratings.codes, ratings.codes.dtype.type(-1))
    is_judged = codes >= 0
    units, annotators = (np.flatnonzero(is_judged.any(axis=axis)) for axis in (1, 0))
    present, cluster = np.unique(ratings.cluster[units], return_inverse=True)
    codes = codes[units][:, annotators]
    codes.setflags(write=False)
    cluster.setflags(write=False)
    return replace(
        ratings,
        units=tuple(ratings.units[place] for place in units.tolist()),
        annotators=tuple(ratings.annotators[place] for place in annotators.tolist()),
        articles=tuple(ratings.articles[place] for place in present.tolist()),
        codes=codes,
        cluster=cluster,
    )
