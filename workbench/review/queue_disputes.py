"""Where people differ, how far they are apart and on which values: a round at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Chosen, Flags, Integers
from workbench.codebook.questions import Question
from workbench.review.queue_answers import NOT_ASKED, answer_codes, value_codes

Floats = NDArray[np.float64]
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Disputes:
    """What at least two people finished of one kind of unit, (units,) each, by the units' ids.

    `differs` (questions, units) says where those who were asked did not answer alike, by the places
    of `keys`; it is what `differences.is_disputed` says, and a test holds them together.

    `entropy` is, summed over the questions, the entropy in bits of the distribution of the answers
    given, H = -Σ p log2 p (C. E. Shannon, "A Mathematical Theory of Communication", Bell System
    Technical Journal 27, 1948): p is the share of those asked who gave one whole answer, a set or
    all passages or links of a question being one answer. 0 where all agree; 1 for two answers given
    equally often; log2 n for n answers that differ.

    `gave` (values, units) says whether anybody gave a value; `times` (values,) how many judgments
    of the whole round did. `rarest` is the place in `values` of the disputed value that was given
    least often in the round, -1 where nothing differs. A value is disputed where not all who were
    asked gave it alike; of links (their value is "") whether there is any counts.
    """

    keys: tuple[str, ...]
    values: tuple[Chosen, ...]
    seats: tuple[str, ...]
    unit: Integers
    article: Integers
    n_seats: Integers
    differs: Flags
    entropy: Floats
    gave: Flags
    times: Integers
    rarest: Integers
    #: (entries,) each: places in `unit`, `seats` and `keys` of every answer to a disputed question
    #: that was not given by more than half of those asked. Without such a majority all are apart.
    apart: tuple[Integers, Integers, Integers]

    @cached_property
    def is_disputed(self) -> Flags:
        return np.asarray(self.differs.any(axis=0))

    @cached_property
    def rarity(self) -> Integers:
        """How often the rarest disputed value was given in the round."""
        return np.where(self.rarest >= 0, np.append(self.times, 0)[self.rarest], _NEVER)

    def apart_on(self, key: str = "") -> tuple[Integers, Integers]:
        """(entries,) each: the places of units and seats where an answer to a disputed question, or
        to this one, stands apart."""
        unit, seat, question = self.apart
        if not key:
            return unit, seat
        own = question == (self.keys.index(key) if key in self.keys else -1)
        return unit[own], seat[own]

    def on(self, key: str) -> Flags:
        """Where a question is disputed; nowhere for a question on another kind of unit."""
        if key not in self.keys:
            return np.zeros(len(self.unit), dtype=bool)
        found: Flags = self.differs[self.keys.index(key)]
        return found

    def with_value(self, key: str, value: str) -> Flags:
        """Where somebody gave this value."""
        if (key, value) not in self.values:
            return np.zeros(len(self.unit), dtype=bool)
        found: Flags = self.gave[self.values.index((key, value))]
        return found


class _Shared:
    """The judgments of the units that two or more finished, grouped by unit.

    `at` are their places in the columns, `group` of each its unit's place among these units.
    """

    def __init__(self, columns: Columns) -> None:
        self.is_shared = columns.n_seats_of_unit >= 2
        order = np.argsort(columns.unit_row, kind="stable")
        self.at = order[self.is_shared[columns.unit_row[order]]]
        self.size = columns.n_seats_of_unit[self.is_shared]
        self.n = len(self.size)
        self.group = np.repeat(np.arange(self.n), self.size)
        self._start = np.cumsum(self.size) - self.size

    def differ(self, codes: Integers) -> Flags:
        """Of each unit whether the codes of those who were asked are not all the same."""
        if not self.n:
            return np.zeros(0, dtype=bool)
        high = np.maximum.reduceat(codes, self._start)
        low = np.minimum.reduceat(np.where(codes == NOT_ASKED, _NEVER, codes), self._start)
        return np.asarray(low < high)

    def any(self, flags: Flags) -> Flags:
        """Of each unit whether it holds for one of its judgments."""
        if not self.n:
            return np.zeros(0, dtype=bool)
        return np.asarray(np.logical_or.reduceat(flags, self._start))


def find_disputes(columns: Columns, questions: Sequence[Question]) -> Disputes:
    """Of all judgments of a round on one unit; answers in words are never disputed."""
    shared = _Shared(columns)
    compared = [one for one in questions if not one.is_text]
    each = [_Question(question, columns, shared) for question in compared]
    values = tuple(
        (one.key, value) for one, own in zip(compared, each, strict=True) for value in own.values
    )
    times = np.array([count for own in each for count in own.times], dtype=np.int64)
    disputed = _stacked([row for own in each for row in own.disputed], shared.n)
    entries = [
        (unit, columns.seat[shared.at[row]], np.full(len(row), place))
        for place, (unit, row) in enumerate(own.apart for own in each)
    ]
    return Disputes(
        keys=tuple(one.key for one in compared),
        values=values,
        seats=columns.seats,
        unit=columns.units[shared.is_shared],
        article=columns.article_of_unit[shared.is_shared],
        n_seats=shared.size,
        differs=_stacked([own.differs for own in each], shared.n),
        entropy=sum((own.entropy for own in each), np.zeros(shared.n)),
        gave=_stacked([row for own in each for row in own.gave], shared.n),
        times=times,
        rarest=_rarest(disputed, times),
        apart=_joined(entries),
    )


class _Question:
    """One question on all shared units."""

    def __init__(self, question: Question, columns: Columns, shared: _Shared) -> None:
        codes = answer_codes(question, columns)[shared.at]
        is_asked = codes != NOT_ASKED
        self.differs = shared.differ(codes)
        self.entropy, self.apart = _spread(codes, self.differs, shared)
        self.values: list[str] = []
        self.times: list[int] = []
        self.gave: list[Flags] = []
        self.disputed: list[Flags] = []
        for value, said in value_codes(question, columns):
            own = said[shared.at]
            self.values.append(value)
            self.times.append(int(np.count_nonzero(said)))
            self.gave.append(shared.any(own > 0))
            self.disputed.append(shared.differ(np.where(is_asked, own, NOT_ASKED)))


def _spread(
    codes: Integers, differs: Flags, shared: _Shared
) -> tuple[Floats, tuple[Integers, Integers]]:
    """The entropy of each unit; and the unit and row of every answer that no majority gave."""
    row = np.flatnonzero(differs[shared.group] & (codes != NOT_ASKED))
    unit, n_codes = shared.group[row], int(codes.max(initial=0)) + 1
    cells, cell, count = np.unique(
        unit * n_codes + codes[row], return_inverse=True, return_counts=True
    )
    asked = np.bincount(unit, minlength=shared.n)
    owner = cells // n_codes
    share = count / asked[owner]
    entropy = np.bincount(owner, weights=-share * np.log2(share), minlength=shared.n)
    is_apart = (2 * count <= asked[owner])[cell]
    return entropy.astype(np.float64), (unit[is_apart], row[is_apart].astype(np.int64))


def _rarest(disputed: Flags, times: Integers) -> Integers:
    if not len(times):
        return np.full(disputed.shape[1], -1)
    found = np.where(disputed, times[:, None], _NEVER)
    return np.where(disputed.any(axis=0), found.argmin(axis=0), -1)


def _stacked(rows: Sequence[Flags], n: int) -> Flags:
    return np.array(rows, dtype=bool).reshape(len(rows), n)


def _joined(
    entries: Sequence[tuple[Integers, Integers, Integers]],
) -> tuple[Integers, Integers, Integers]:
    none = np.zeros(0, dtype=np.int64)
    unit, seat, question = zip((none, none, none), *entries, strict=True)
    return np.concatenate(unit), np.concatenate(seat), np.concatenate(question)
