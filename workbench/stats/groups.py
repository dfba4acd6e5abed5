"""Whether groups of annotators agree among themselves, and with each other.

Within a group it is Krippendorff's alpha of its members alone. Between two groups g and h it is the
cross-replication reliability kappa_x of Wong, Paritosh & Aroyo 2021 (ACL, 7053-7065; equations 6, 9
and 10): only pairs of judgments of *different* groups count. With R_u and S_u the judgments of unit
u in g and in h, both at least one, N_g and N_h their sums over these units, and d the distance,

- observed: sum_u (R_u + S_u) / (N_g + N_h) times the mean of d over the R_u S_u pairs of u;
- expected: the mean of d over all N_g N_h pairs, of whatever unit;

and it is 1 - observed / expected. Units that only one of the two has judged drop out. For one
annotator a side and the nominal distance it is Cohen's kappa. Ranks of the ordinal distance come
from both groups together.

Two groups may each agree within and part from each other, or part as much within as between: the
three figures have to be read together.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import (
    Between,
    CustomDistance,
    Disagreement,
    Distance,
    disagreement,
)
from workbench.stats.estimate import Estimate
from workbench.stats.ratings import Codes, Ratings, show
from workbench.stats.restrict import restricted

Floats = NDArray[np.float64]

CROSS = "cross_group_agreement"
NO_COMMON_UNIT = "No unit was judged in both groups, so there is nothing to compare yet."
BOTH_THE_SAME = (
    "On the units that both groups judged, all say the same ({value}). Without variation, "
    "agreement cannot be told from chance, so this figure is undefined."
)
NOT_TOLD_APART = (
    "The distance tells none of the values apart that the two groups gave, so this figure is "
    "undefined."
)

# Cells of the distance matrix held at once: 32 MB.
_CELLS = 1 << 22


@dataclass(frozen=True)
class Groups:
    """`within` by group, `between` by two groups; both in the order of the groups' names."""

    within: Mapping[Hashable, Estimate]
    between: Mapping[tuple[Hashable, Hashable], Estimate]


def agreement_of_groups(
    ratings: Ratings, groups: Sequence[Any], distance: Distance | CustomDistance
) -> Groups:
    """Alpha within each group and cross-replication reliability between every two.

    `groups` names the group of each annotator in the order of `ratings.annotators`, None for one
    who is in none and is left out. Without intervals. How small a group may be is for the caller
    to decide.

    Raises ValueError for another number of groups than annotators and for a distance that does not
    fit the values.
    """
    if len(groups) != len(ratings.annotators):
        raise ValueError("Name the group of every annotator, None where there is none.")
    rule = disagreement(ratings, distance)
    named = sorted({group for group in groups if group is not None}, key=_natural)
    members = {one: np.array([group == one for group in groups]) for one in named}
    return Groups(
        within={
            one: krippendorff_alpha(restricted(ratings, own), distance)
            for one, own in members.items()
        },
        between={
            (one, other): _between(ratings, members[one], members[other], rule, distance)
            for one, other in combinations(named, 2)
        },
    )


def _natural(group: Any) -> tuple[str, str]:
    return type(group).__name__, str(group)


def _between(
    ratings: Ratings,
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    rule: Disagreement,
    distance: Distance | CustomDistance,
) -> Estimate:
    both = restricted(ratings, first | second)
    chosen = [ratings.annotators.index(name) for name in both.annotators]
    is_first = first[chosen]
    sides = both.codes[:, is_first], both.codes[:, ~is_first]
    n_first, n_second = (np.count_nonzero(side >= 0, axis=1) for side in sides)
    shared = (n_first > 0) & (n_second > 0)
    one, other = (side[shared] for side in sides)
    weight = (n_first + n_second)[shared] / (n_first * n_second)[shared]
    value, why = _cross(one, other, weight, rule, ratings)
    codes = both.codes[shared]
    return Estimate(
        measure=CROSS,
        distance="custom" if callable(distance) else distance,
        value=value,
        why_undefined=why,
        interval=None,
        interval_note=None,
        replicates=0,
        seed=None,
        n_units=len(both.units),
        n_pairable=len(codes),
        n_single=len(both.units) - len(codes),
        n_annotators=int(np.count_nonzero((codes >= 0).any(axis=0))),
        n_clusters=len(np.unique(both.cluster[shared])),
        p_below_667=None,
    )


def _cross(
    one: Codes, other: Codes, weight: Floats, rule: Disagreement, ratings: Ratings
) -> tuple[float | None, str | None]:
    """The figure, or why there is none; `weight` is (R_u + S_u) / (R_u S_u)."""
    if not len(weight):
        return None, NO_COMMON_UNIT
    n_one, n_other = (_counts(side, len(ratings.values)) for side in (one, other))
    between = rule.given(n_one + n_other)
    expected = _expected(between, n_one, n_other)
    if not expected:
        used = np.flatnonzero(n_one + n_other)
        if len(used) > 1:
            return None, NOT_TOLD_APART
        return None, BOTH_THE_SAME.format(value=show(ratings.values[used[0]]))
    observed = sum(_observed(between, a, b, weight) for a in one.T.astype(np.intp) for b in other.T)
    n, m = n_one.sum(), n_other.sum()
    return float(1 - (observed / (n + m)) / (expected / (n * m))), None


def _counts(codes: Codes, n_values: int) -> Floats:
    return np.bincount(codes[codes >= 0], minlength=n_values).astype(np.float64)


def _observed(between: Between, a: Codes, b: Codes, weight: Floats) -> float:
    both = (a >= 0) & (b >= 0)
    return float(np.dot(between(a[both], b[both].astype(np.intp)), weight[both]))


def _expected(between: Between, n_one: Floats, n_other: Floats) -> float:
    rows, columns = np.flatnonzero(n_one), np.flatnonzero(n_other)
    step = max(1, _CELLS // len(columns))
    blocks = (rows[start : start + step] for start in range(0, len(rows), step))
    return float(
        sum(n_one[block] @ between(block[:, None], columns) @ n_other[columns] for block in blocks)
    )
