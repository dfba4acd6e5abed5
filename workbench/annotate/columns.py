"""Finished judgments as columns of numbers: what the statistics need of a million of them. Pure.

Documents take twenty times as long to build and to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.queries import Judged
from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question, as_values

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Bits of a 64-bit number that leave its sign alone.
WORD = 63

Chosen = tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """Which number stands for what was chosen.

    `bits` gives (question key, value id) the bit that says whether it was chosen, counted through
    words of 63; `marks` gives (dimension of passages, value id) its code, from 0.
    """

    bits: Mapping[Chosen, int]
    marks: Mapping[Chosen, int]

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Layout:
        """Of the questions on one unit. A flag has one bit, for being set; words have none."""
        bits: list[Chosen] = []
        marks: list[Chosen] = []
        for question in questions:
            if question.is_spans:
                marks.extend((question.key, value) for value in question.value_ids())
            elif question.is_answered and not question.is_text:
                values = (FLAG[0],) if question.is_flag else question.value_ids()
                bits.extend((question.key, value) for value in values)
        return cls(*({one: n for n, one in enumerate(some)} for some in (bits, marks)))

    @property
    def n_words(self) -> int:
        return -(-len(self.bits) // WORD)


@dataclass(frozen=True, eq=False)
class Passages:
    """One entry a passage, in the order of the judgments they stand in.

    `row` is the place of the judgment, `code` that of the value in the layout's `marks`; offsets
    are code points of the paragraph, end exclusive.
    """

    row: Integers
    code: Integers
    start: Integers
    end: Integers

    @classmethod
    def of(cls, entries: Iterable[tuple[int, int, int, int]] | Integers) -> Passages:
        """Of entries (row, code, start, end), an iterable or an array of four columns."""
        table = np.asarray(
            entries if isinstance(entries, np.ndarray) else list(entries), dtype=np.int64
        ).reshape(-1, 4)
        return cls(*(np.ascontiguousarray(column) for column in table.T))

    def only(self, kept: Flags) -> Passages:
        """Those of the kept judgments, of which `row` then counts the kept ones only."""
        mine = kept[self.row]
        row = (np.cumsum(kept) - 1)[self.row[mine]]
        return Passages(row, self.code[mine], self.start[mine], self.end[mine])

    def with_others(self, others: Passages, place: Integers, n: int) -> Passages:
        """Joined with those of judgments that follow these `n`; `place` is where each of all the
        judgments stands in the end."""
        row = place[np.concatenate([self.row, others.row + n])]
        order = np.argsort(row, kind="stable")
        rest = (
            np.concatenate([getattr(one, name) for one in (self, others)])[order]
            for name in ("code", "start", "end")
        )
        return Passages(row[order], *rest)


#: The columns of one number a judgment.
_IDS = ("judgment", "assignment", "unit", "article", "version", "seat")


@dataclass(frozen=True, eq=False)
class Columns:
    """Finished judgments of a round on one unit, one entry each, in the order of their ids.

    `judgment`, `assignment`, `unit` (the paragraph, or else the article), `article` and `version`
    (the codebook version that was answered) are ids; `seat` is a place in `seats`. `words` has
    shape (words, judgments): what was chosen, by the bits of `layout`.
    """

    layout: Layout
    judgment: Integers
    assignment: Integers
    unit: Integers
    article: Integers
    version: Integers
    seat: Integers
    seats: tuple[str, ...]
    words: Integers
    passages: Passages

    def __len__(self) -> int:
        return len(self.judgment)

    def chosen(self, key: str, value: str) -> Flags:
        """Of each judgment whether it chose this value of this question, shape (judgments,)."""
        word, bit = divmod(self.layout.bits[key, value], WORD)
        chosen: Flags = (self.words[word] >> bit & 1).astype(bool)
        return chosen

    def of_questions(self, *keys: str) -> Iterator[Integers]:
        """What was chosen of these questions alone: words of bits, shape (judgments,) each."""
        masks = [0] * self.layout.n_words
        for (key, _), place in self.layout.bits.items():
            if key in keys:
                word, bit = divmod(place, WORD)
                masks[word] |= 1 << bit
        return (word & mask for word, mask in zip(self.words, masks, strict=True) if mask)

    def only(self, kept: Flags) -> Columns:
        """The judgments that are kept."""
        return Columns(
            layout=self.layout,
            judgment=self.judgment[kept],
            assignment=self.assignment[kept],
            unit=self.unit[kept],
            article=self.article[kept],
            version=self.version[kept],
            seat=self.seat[kept],
            seats=self.seats,
            words=self.words[:, kept],
            passages=self.passages.only(kept),
        )

    def with_others(self, others: Columns) -> Columns:
        """With other judgments of the same round, in the order of all their ids."""
        both = (self, others)
        order = np.argsort(np.concatenate([one.judgment for one in both]), kind="stable")

        def joined(name: str) -> Integers:
            column: Integers = np.concatenate([getattr(one, name) for one in both])[order]
            return column

        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        passages = self.passages.with_others(others.passages, place, len(self))
        return Columns(
            layout=self.layout,
            seats=self.seats,
            words=np.concatenate([one.words for one in both], axis=1)[:, order],
            passages=passages,
            **{name: joined(name) for name in _IDS},
        )

    @cached_property
    def _units(self) -> tuple[Integers, NDArray[np.intp]]:
        found, row = np.unique(self.unit, return_inverse=True)
        return found, row

    @property
    def units(self) -> Integers:
        """The units that somebody judged, in the order of their ids."""
        return self._units[0]

    @property
    def unit_row(self) -> NDArray[np.intp]:
        """Of each judgment the place of its unit in `units`."""
        return self._units[1]

    @cached_property
    def article_of_unit(self) -> Integers:
        """Of each of `units` its article."""
        found = np.zeros(len(self.units), dtype=np.int64)
        found[self.unit_row] = self.article
        return found

    @cached_property
    def n_seats_of_unit(self) -> Integers:
        """Of each of `units` how many people judged it; no two judgments of one are by one."""
        return np.bincount(self.unit_row, minlength=len(self.units)).astype(np.int64)


def columns_of(judged: Sequence[Judged], questions: Sequence[Question]) -> Columns:
    """The same from documents; judgments are numbered from 1 in their order."""
    layout = Layout.of(questions)
    seats = tuple(sorted({one.seat for one in judged}))
    place = {seat: n for n, seat in enumerate(seats)}
    words = np.zeros((layout.n_words, len(judged)), dtype=np.int64)
    for row, one in enumerate(judged):
        for key, answer in one.document.labels.items():
            for value in as_values(answer):
                if (key, value) in layout.bits:
                    word, bit = divmod(layout.bits[key, value], WORD)
                    words[word, row] |= 1 << bit
    marks = (
        (row, layout.marks[span.dimension, span.value], span.start, span.end)
        for row, one in enumerate(judged)
        for span in one.document.spans
        if (span.dimension, span.value) in layout.marks
    )
    return Columns(
        layout=layout,
        judgment=_ids(range(1, len(judged) + 1)),
        assignment=_ids(0 for _ in judged),
        unit=_ids(one.unit_id for one in judged),
        article=_ids(one.article_id for one in judged),
        version=_ids(one.answered_version_id for one in judged),
        seat=_ids(place[one.seat] for one in judged),
        seats=seats,
        words=words,
        passages=Passages.of(marks),
    )


def _ids(numbers: Iterable[int]) -> Integers:
    return np.fromiter(numbers, dtype=np.int64)
