"""What most annotators say of a unit, and where they are of two minds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Ratings, Value


@dataclass(frozen=True, eq=False)
class Majorities:
    """Of each unit the commonest values and their share; units without judgment have none.

    `leading` has one value where there is a winner and several, in the order of the values, in a
    tie; `share` (units,) is how many of the judgments carry the first of them.
    """

    leading: tuple[tuple[Value, ...], ...]
    share: NDArray[np.float64]

    @property
    def winners(self) -> tuple[Value | None, ...]:
        """The value of each unit that has the most judgments for itself alone, else None."""
        return tuple(one[0] if len(one) == 1 else None for one in self.leading)


def majorities(ratings: Ratings) -> Majorities:
    """The commonest values of each unit. Ties are told, never broken."""
    unit, annotator = np.nonzero(ratings.codes >= 0)
    code = ratings.codes[unit, annotator].astype(np.intp)
    n_units, n_values = len(ratings.units), len(ratings.values)
    counts = np.bincount(unit * n_values + code, minlength=n_units * n_values)
    counts = counts.reshape(n_units, n_values)
    most = counts.max(axis=1, initial=0)
    total = counts.sum(axis=1)
    leading = tuple(
        tuple(ratings.values[one] for one in np.nonzero(row == top)[0]) if top else ()
        for row, top in zip(counts, most, strict=True)
    )
    return Majorities(leading, np.divide(most, np.maximum(total, 1)))
