"""Distances between sets of labels.

Both depend on two sets only through their sizes and the number of labels that
they share, so a small table over these three numbers holds every distance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sizes = NDArray[np.integer[Any]]
# Sizes of two sets and of what they share, to their distance.
SetDistance = Callable[[Sizes, Sizes, Sizes], Floats]

_WORD = 64


def jaccard(size: Sizes, other_size: Sizes, common: Sizes) -> Floats:
    """Jaccard distance 1 - J, J = common / union (Jaccard 1912).

    Two empty sets are equal (0); an empty and another set share nothing (1).
    Takes integer arrays of one shape, gives distances in [0, 1] of that shape.
    """
    apart: Floats = 1 - _overlap(size, other_size, common)
    return apart


def masi(size: Sizes, other_size: Sizes, common: Sizes) -> Floats:
    """MASI distance 1 - J * M (Passonneau 2006, LREC).

    J is Jaccard's coefficient; M is 1 for equal sets, 2/3 where one contains
    the other, 1/3 where they overlap, 0 where they share nothing. (The "MASI" of
    some tools gives a subset 1/6; that is not Passonneau's.) Two empty sets are
    equal (0); an empty and another set share nothing (1).
    """
    equal = (common == size) & (common == other_size)
    subset = common == np.minimum(size, other_size)
    monotonicity = np.select([equal, subset, common > 0], [1, 2 / 3, 1 / 3], 0.0)
    apart: Floats = 1 - _overlap(size, other_size, common) * monotonicity
    return apart


def set_distances(
    sets: Sequence[frozenset[str]],
    distance: SetDistance,
) -> Callable[[Sizes, Sizes], Floats]:
    """Give a function from two arrays of positions in `sets` to the distances of those sets.

    The arrays broadcast against each other: `(rows[:, None], columns)` gives a matrix.
    """
    words = _words(sets)
    size = np.array([len(one) for one in sets], dtype=np.intp)
    n = int(size.max(initial=0)) + 1
    a, b, common = np.indices((n, n, n))
    table = distance(a, b, np.minimum(common, np.minimum(a, b))).ravel()
    # Millions of cells are looked up, so their numbers are kept as narrow as they may be.
    narrow = np.min_scalar_type(n**3)
    first, second = (size * n**2).astype(narrow), (size * n).astype(narrow)

    def between(i: Sizes, j: Sizes) -> Floats:
        cell = first[i] + second[j]
        for word in words:
            cell += np.bitwise_count(word[i] & word[j])
        found: Floats = table.take(cell)
        return found

    return between


def distance_matrix(
    sets: Sequence[frozenset[str]],
    distance: SetDistance,
) -> Floats:
    """The distances between all of `sets`, shape (sets, sets)."""
    every = np.arange(len(sets))
    return set_distances(sets, distance)(every[:, None], every)


def _overlap(size: Sizes, other_size: Sizes, common: Sizes) -> Floats:
    union = size + other_size - common
    share = np.ones(union.shape)
    np.divide(common, union, out=share, where=union > 0)
    return share


def _words(sets: Sequence[frozenset[str]]) -> NDArray[np.unsignedinteger[Any]]:
    """Each set as bits, shape (words, sets); one word holds 64 labels."""
    labels = sorted(frozenset().union(*sets))
    bit = {label: 1 << position for position, label in enumerate(labels)}
    bits = [sum(bit[label] for label in one) for one in sets]
    starts = range(0, len(labels), _WORD)
    parts = [[(one >> start) & (2**_WORD - 1) for one in bits] for start in starts]
    narrow = np.min_scalar_type(2 ** min(len(labels), _WORD) - 1)
    return np.array(parts, dtype=np.uint64).reshape(len(starts), len(sets)).astype(narrow)
