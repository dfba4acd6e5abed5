"""The alignment of passages that leaves the least disorder (see `gamma`).

Which passages of several annotators belong together is decided for all of them at once, by integer
programming (HiGHS, through scipy): every passage stands in exactly one of the chosen groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Groups of passages looked at in one alignment; beyond, the search is given up.
MOST_GROUPS = 1 << 13
#: Branches followed in one alignment; hardly any are. Seconds would hang on the machine.
_MOST_BRANCHES = 2_000
# Groups extended at once: a few megabytes.
_AT_ONCE = 1 << 12


class TooManyGroups(Exception):
    """The passages lie so close together that the best alignment would take too long."""


@dataclass(frozen=True, eq=False)
class Passages:
    """Columns, one entry a passage: annotator (counted from 0), text, start, end, code of label."""

    who: Integers
    text: Integers
    start: Integers
    end: Integers
    code: Integers

    def __len__(self) -> int:
        return len(self.who)


def is_possible() -> bool:
    """Whether scipy is installed."""
    return find_spec("scipy") is not None


def dissimilarities(passages: Passages) -> Floats:
    """Between all passages, and last "nothing": shape (passages + 1, passages + 1).

    Where they lie, ((|starts apart| + |ends apart|) / (length + length))², plus 1 for different
    labels; 1 between nothing and anything; without limit between passages of different texts.
    """
    start, end = passages.start, passages.end
    apart = np.abs(start[:, None] - start) + np.abs(end[:, None] - end)
    length = end - start
    found = np.square(apart / (length[:, None] + length))
    found += passages.code[:, None] != passages.code
    found[passages.text[:, None] != passages.text] = np.inf
    return np.pad(found, (0, 1), constant_values=1.0)


def least_disorder(passages: Passages, n_annotators: int) -> float:
    """The disorder of the best alignment: over its groups, the mean dissimilarity of all pairs.

    Raises TooManyGroups where that would take too long.
    """
    if not len(passages):
        return 0.0
    members, costs = _groups(passages, n_annotators)
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    group, place = np.nonzero(members < len(passages))
    shape = len(passages), len(costs)
    holds = coo_array((np.ones(len(group)), (members[group, place], group)), shape=shape)
    found = milp(
        costs,
        integrality=1,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(holds.tocsc(), 1, 1),
        options={"mip_rel_gap": 0, "node_limit": _MOST_BRANCHES},
    )
    if not found.success:
        raise TooManyGroups
    return float(found.fun)


def _groups(passages: Passages, n_annotators: int) -> tuple[Integers, Floats]:
    """Groups that an alignment may hold: one passage or none of each annotator, and their costs.

    A group of k passages that costs more than k would be better taken apart, since a passage alone
    costs 1; so would one with a passage too far from another of it.
    """
    nothing, n_pairs = len(passages), comb(n_annotators, 2)
    between = dissimilarities(passages)
    between[between > n_pairs + n_annotators - 1] = np.inf
    members, sums = np.zeros((1, 0), dtype=np.int64), np.zeros(1)
    for annotator in range(n_annotators):
        options = np.append(np.flatnonzero(passages.who == annotator), nothing)
        grown = [
            _extended(members[rows], sums[rows], between, options, n_annotators * n_pairs)
            for rows in _slices(len(members))
        ]
        members, sums = (np.concatenate(column) for column in zip(*grown, strict=True))
        if len(members) > MOST_GROUPS:
            raise TooManyGroups
    n_real = np.count_nonzero(members < nothing, axis=1)
    kept = (n_real > 0) & (sums <= n_real * n_pairs)
    return members[kept], sums[kept] / n_pairs


def _extended(
    members: Integers, sums: Floats, between: Floats, options: Integers, most: int
) -> tuple[Integers, Floats]:
    """Each group with each of one annotator's passages, as far as it costs no more than `most`."""
    total = sums[:, None] + np.zeros(len(options))
    for column in members.T:
        total += between[np.ix_(column, options)]
    row, option = np.nonzero(total <= most)
    return np.column_stack([members[row], options[option]]), total[row, option]


def _slices(n: int) -> list[slice]:
    return [slice(start, start + _AT_ONCE) for start in range(0, n, _AT_ONCE)]
