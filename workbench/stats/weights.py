"""How much two values agree: 1 where they are equal, less the further they lie apart."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Ratings

Weights = Literal["identity", "linear", "quadratic"]
Floats = NDArray[np.float64]


def agreement_weights(ratings: Ratings, weights: Weights) -> Floats:
    """The weights between all values, shape (values, values), 1 on the diagonal.

    With d the steps from one value to the other as a share of all steps: identity counts only
    equal values, linear is 1 - d, quadratic 1 - d² (Cohen 1968; Gwet 2014, section 3.5). A step
    leads from each value offered to the next, whatever the numbers say; where none were offered
    the values used stand for them, and the figure then hangs on which were used.

    Raises ValueError for sets of labels, for an unknown name, and for linear and quadratic
    weights of texts that were not offered in an order.
    """
    if weights not in get_args(Weights):
        known = ", ".join(get_args(Weights))
        raise ValueError(f"There are no weights {weights!r}; choose one of {known}.")
    if any(isinstance(value, frozenset) for value in ratings.values):
        raise ValueError("Sets of labels have no such weights; choose alpha with MASI or Jaccard.")
    if weights == "identity":
        return np.eye(len(ratings.values))
    places = _places(ratings)
    apart = np.abs(places[:, None] - places) / max(1, len(places) - 1)
    return 1 - (apart if weights == "linear" else np.square(apart))


def _places(ratings: Ratings) -> Floats:
    is_ordered = ratings.offered is not None or not any(
        isinstance(value, str) for value in ratings.values
    )
    if not is_ordered:
        raise ValueError("Weights need the values in order; hand in the values.")
    return np.arange(len(ratings.values), dtype=np.float64)
