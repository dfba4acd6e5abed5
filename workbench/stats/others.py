"""Each judgment beside what most others say of the same unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Codes

Flags = NDArray[np.bool_]


def against_the_majority(codes: Codes) -> tuple[Flags, Flags]:
    """Whether a judgment says what most others say, and whether it says something else.

    Both of the shape of `codes`, (units, annotators). Neither is true where the judgment is
    missing, where nobody else has judged the unit, and where the others' commonest values are
    tied. Sets of labels are the same only as wholes.
    """
    judged = codes >= 0
    votes = np.zeros(codes.shape, dtype=np.min_scalar_type(codes.shape[1]))
    for column in codes.T:
        votes += codes == column[:, None]
    votes[~judged] = 0
    most = votes.max(axis=1, keepdims=True, initial=0)
    leads = judged & (votes == most)
    # Each of the commonest values has `most` votes.
    n_leading = np.count_nonzero(leads, axis=1, keepdims=True) // np.maximum(most, 1)
    second = np.where(leads, 0, votes).max(axis=1, keepdims=True, initial=0)
    # Taken away, one's own vote is missing where it was given.
    agrees = leads & (n_leading == 1) & (most > second + 1)
    differs = judged & np.where(leads, n_leading == 2, n_leading == 1)
    return agrees, differs
