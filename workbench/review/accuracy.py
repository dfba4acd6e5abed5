"""Answers beside rulings: how often they are the same, and on which values they part. Pure.

Never a measure of agreement: it is about the answers as they were before anything was ruled, and
says what a lead made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Flags, Integers
from workbench.codebook.questions import Question
from workbench.core.wording import _
from workbench.review.queries_ruled import RuledColumns
from workbench.review.queue_answers import NOT_ASKED, answer_codes, value_codes

#: The 97.5 % point of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True)
class Share:
    """`right` of `compared` answers as they were ruled."""

    right: int
    compared: int

    @property
    def value(self) -> float | None:
        """None where nothing was compared."""
        return self.right / self.compared if self.compared else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (E. B. Wilson 1927); as if paragraphs were independent."""
        if not self.compared:
            return None
        n, p = self.compared, self.right / self.compared
        middle, width = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        scale = 1 + _Z**2 / n
        return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


@dataclass(frozen=True)
class Kept:
    """Of one value: in how many judgments it stood, and in how many rulings on the same units.

    `both`: as ruled; `ruled_only`: it was missed; `given_only`: it was given where it is not ruled.
    Of a passage's value it counts whether there is any.
    """

    value: str
    title: str
    both: int
    ruled_only: int
    given_only: int


@dataclass(frozen=True)
class Beside:
    """One question: everybody's share by seat, and the values."""

    question: Question
    overall: Share
    by_seat: tuple[tuple[str, Share], ...]
    values: tuple[Kept, ...]


class Compared:
    """Judgments of a round joined with the rulings on their units.

    Judgments on units without a ruling are left out.
    """

    def __init__(self, judged: Columns, ruled: RuledColumns) -> None:
        judged = judged.only(np.isin(judged.unit, ruled.columns.unit))
        self.judged = judged
        self.n = len(ruled)
        self.ruled = ruled
        self._both = _joined(ruled.columns, judged)
        self._codes: dict[str, tuple[Integers, Integers]] = {}
        order = np.argsort(ruled.columns.unit, kind="stable")
        at = np.searchsorted(ruled.columns.unit[order], judged.unit)
        #: Of each judgment the place of the ruling on its unit.
        self.ruling = order[at] if self.n else np.zeros(0, dtype=np.int64)

    def codes(self, question: Question) -> tuple[Integers, Integers]:
        """Of each judgment a number for its answer, and one for that of the ruling; `NOT_ASKED` for
        what was not asked, and for both where it is left open."""
        if question.key not in self._codes:
            codes = answer_codes(question, self._both)
            given, ruled = codes[self.n :], codes[: self.n][self.ruling]
            is_open = self.ruled.is_open[question.key][self.ruling]
            self._codes[question.key] = (
                np.where(is_open, NOT_ASKED, given),
                np.where(is_open, NOT_ASKED, ruled),
            )
        return self._codes[question.key]

    def differing(self, question: Question) -> Flags:
        """Of each judgment whether its answer is not as ruled; as `rulings.differing`."""
        given, ruled = self.codes(question)
        return np.asarray((given != NOT_ASKED) & (ruled != NOT_ASKED) & (given != ruled))

    def values(self, question: Question) -> list[Kept]:
        """The values of a question that anybody gave or a ruling has."""
        given, ruled = self.codes(question)
        is_compared = (given != NOT_ASKED) & (ruled != NOT_ASKED)
        found = []
        for value, mine, right in self.flags(question):
            counts = (mine & right, right & ~mine, mine & ~right)
            both, missed, more = (int(np.count_nonzero(one & is_compared)) for one in counts)
            if both or missed or more:
                title = question.value_title(value) if value else _("linked passages")
                found.append(Kept(value, title, both, missed, more))
        return found

    def flags(self, question: Question) -> Iterator[tuple[str, Flags, Flags]]:
        """Each value of a question: of each judgment whether it has it, and whether the ruling."""
        for value, said in value_codes(question, self._both):
            yield value, said[self.n :] > 0, (said[: self.n] > 0)[self.ruling]


def beside_rulings(compared: Compared, questions: Sequence[Question]) -> list[Beside]:
    """Every question that can be compared; answers in words cannot."""
    return [_beside(compared, question) for question in questions if not question.is_text]


def _beside(compared: Compared, question: Question) -> Beside:
    given, ruled = compared.codes(question)
    is_compared = (given != NOT_ASKED) & (ruled != NOT_ASKED)
    is_right = is_compared & (given == ruled)
    seats = compared.judged.seats
    seat = compared.judged.seat
    n = np.bincount(seat[is_compared], minlength=len(seats)).tolist()
    right = np.bincount(seat[is_right], minlength=len(seats)).tolist()
    return Beside(
        question,
        Share(sum(right), sum(n)),
        tuple(
            (name, Share(*counts))
            for name, *counts in zip(seats, right, n, strict=True)
            if counts[1]
        ),
        tuple(compared.values(question)),
    )


def _joined(ruled: Columns, judged: Columns) -> Columns:
    """The rulings, in their order, and then the judgments in theirs."""
    n = len(ruled)
    first = replace(ruled, judgment=np.arange(n), seats=judged.seats)
    return first.with_others(replace(judged, judgment=np.arange(n, n + len(judged))))
