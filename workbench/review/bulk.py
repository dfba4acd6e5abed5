"""Which units a rule decides on by itself, many at once. Pure.

A whole round from its columns; only what is ruled on is ever put together as documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Flags, Integers
from workbench.codebook.questions import Question
from workbench.review.queue_answers import NOT_ASKED, answer_codes

RuleName = Literal["unanimous", "majority"]


@dataclass(frozen=True)
class Rule:
    """`unanimous`: what at least so many people all answered alike, on every question. `majority`:
    of every question the whole answer that at least so many gave, if these are more than half."""

    name: RuleName
    at_least: int

    @property
    def sentence(self) -> str:
        """What stands with each ruling."""
        if self.name == "unanimous":
            return f"Bulk ruling: all annotators, at least {self.at_least}, answered everything so."
        return (
            f"Bulk ruling: of every question what more than half of the annotators answered, "
            f"at least {self.at_least}."
        )


@dataclass(frozen=True, eq=False)
class Agreed:
    """How far people agree on every unit that somebody finished, by the units' ids.

    Shapes (questions, units), for all questions but those in words: `times` is how many gave the
    commonest whole answer, nobody's being asked counting as one; `row` is the first judgment with
    it, and `is_asked` whether it is an answer at all.
    """

    keys: tuple[str, ...]
    unit: Integers
    article: Integers
    n_seats: Integers
    times: Integers
    row: Integers
    is_asked: Flags

    def meets(self, rule: Rule) -> Flags:
        """Where the rule finds an answer to each question, (questions, units)."""
        if rule.name == "unanimous":
            found = self.times == self.n_seats
        else:
            found = (self.times >= rule.at_least) & (2 * self.times > self.n_seats)
        return np.asarray(found)

    @property
    def is_unanimous(self) -> Flags:
        """Where all who finished a unit answered every question alike, (units,)."""
        return np.asarray((self.times == self.n_seats).all(axis=0))


def find_agreed(columns: Columns, questions: Sequence[Question]) -> Agreed:
    """Of all finished judgments on one kind of unit."""
    asked = [one for one in questions if not one.is_text]
    each = [_commonest(answer_codes(question, columns), columns) for question in asked]
    shape = (len(asked), len(columns.units))
    times, row, is_asked = (
        np.array([one[place] for one in each], dtype=np.int64).reshape(shape) for place in range(3)
    )
    return Agreed(
        keys=tuple(one.key for one in asked),
        unit=columns.units,
        article=columns.article_of_unit,
        n_seats=columns.n_seats_of_unit,
        times=times,
        row=row,
        is_asked=is_asked.astype(bool),
    )


def _commonest(codes: Integers, columns: Columns) -> tuple[Integers, Integers, Integers]:
    """Of each unit how many gave the commonest code, who first, and whether they were asked."""
    own = codes - NOT_ASKED
    n_codes = int(own.max(initial=0)) + 1
    cells, first, count = np.unique(
        columns.unit_row * n_codes + own, return_index=True, return_counts=True
    )
    owner, code = np.divmod(cells, n_codes)
    order = np.lexsort((first, -count, owner))
    chosen = order[np.searchsorted(owner[order], np.arange(len(columns.units)))]
    return count[chosen], first[chosen], (code[chosen] > 0).astype(np.int64)
