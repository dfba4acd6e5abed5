"""Rows of numbers, read straight from the driver as columns.

A million of them as rows of the ORM take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any
from typing import cast as cast_type

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, literal, select

from workbench.annotate.layout import WORD, Chosen, Integers, n_words
from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment
from workbench.core.db import db

#: From one id in so many on, all of a range are read.
_DENSE = 2
_HALF = 31
#: What no number that is half of a pair is.
UNKNOWN = (1 << _HALF) - 1


def rows_of_judgments(
    rows: Select[*tuple[Any, ...]],
    owner: Any,
    condition: ColumnElement[bool],
    judgment: Integers,
    *,
    is_paired: bool = False,
) -> tuple[Integers, Integers]:
    """The rows of these judgments, shape (columns, rows), and of each the place of its judgment.

    `owner` is the rows' column with the judgment's id, which stands first in them, by itself or as
    the first of a pair; `condition` is one that at least these judgments meet.

    Where most ids of their range are theirs, the range is read and the rest dropped: it is twice as
    fast as looking up for every row whose it is.
    """
    if not len(judgment):
        return np.zeros((len(rows.selected_columns), 0), dtype=np.int64), judgment
    first, last = int(judgment[0]), int(judgment[-1])
    if last - first < _DENSE * len(judgment):
        found = numbers(rows.where(owner.between(first, last)))
        known = np.full(last - first + 1, -1)
        known[judgment - first] = np.arange(len(judgment))
        place = known[(apart(found[0])[0] if is_paired else found[0]) - first]
        is_theirs = place >= 0
        return (found, place) if is_theirs.all() else (found[:, is_theirs], place[is_theirs])
    theirs = select(Judgment.id).join(Assignment).where(condition)
    found = numbers(rows.where(owner.in_(theirs)))
    of = apart(found[0])[0] if is_paired else found[0]
    place = np.searchsorted(judgment, of)
    is_theirs = judgment[np.minimum(place, len(judgment) - 1)] == of
    return found[:, is_theirs], place[is_theirs]


def pair_of(first: Any, second: Any) -> ColumnElement[int]:
    """Two numbers as one, which is a quarter faster to read; ids and offsets have 31 bits."""
    pair: ColumnElement[int] = cast(first, BigInteger) * literal(1 << _HALF, BigInteger) + second
    return pair


def apart(pairs: Integers) -> tuple[Integers, Integers]:
    """The two numbers of each pair."""
    return pairs >> _HALF, pairs & ((1 << _HALF) - 1)


def number_of(numbers: Mapping[str, Any], column: Any, otherwise: int) -> ColumnElement[int]:
    """The number of the value that stands in a column."""
    found = {
        name: literal(one, BigInteger) if isinstance(one, int) else one
        for name, one in numbers.items()
    }
    return case(found, value=column, else_=literal(otherwise, BigInteger))


def sums_of_bits(
    bits: Mapping[Chosen, int], dimension: Any, value: Any, target: Any = None
) -> list[ColumnElement[int]]:
    """For each word the bits of all values in a group of rows: the database adds them up, for none
    is chosen twice."""
    words = (_bit(bits, word, dimension, value, target) for word in range(n_words(bits)))
    return [cast(func.sum(bit), BigInteger) for bit in words]


def _bit(
    bits: Mapping[Chosen, int], word: int, dimension: Any, value: Any, target: Any
) -> ColumnElement[int]:
    """The power of two that a value stands for in this word, 0 for one that stands elsewhere."""
    by_target: dict[str, dict[str, dict[str, int]]] = {}
    for (key, chosen), place in bits.items():
        if place // WORD == word:
            asked, _, about = key.partition(".")
            values = by_target.setdefault(asked, {}).setdefault(about, {})
            values[chosen] = 1 << place % WORD

    def within(targets: Mapping[str, Mapping[str, int]]) -> ColumnElement[int]:
        found = {about: number_of(values, value, 0) for about, values in targets.items()}
        return found[""] if target is None else number_of(found, target, 0)

    return number_of({asked: within(own) for asked, own in by_target.items()}, dimension, 0)


def numbers(statement: Select[*tuple[Any, ...]]) -> Integers:
    """The columns of rows of numbers, shape (columns, rows)."""
    found = db.session.connection().execute(statement)
    n_columns = len(found.keys())
    # Drivers' cursors give their rows one after the other (PEP 249 calls it an extension).
    rows = cast_type(Iterable[tuple[int, ...]], found.cursor)
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return np.ascontiguousarray(flat.reshape(-1, n_columns).T)
