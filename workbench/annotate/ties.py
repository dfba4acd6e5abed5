"""Links, or passages with the answers about them, as they are compared. Pure.

A passage is a link of one member here: what is asked of either is compared in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.columns_marked import Links, Passages
from workbench.annotate.layout import Flags, Integers, Layout
from workbench.codebook.questions import Question


@dataclass(frozen=True, eq=False)
class Ties:
    """The passages or links of one question.

    Of each `row` is the place of its judgment in the columns that they belong to; `words` (words,
    ties) says what was answered about it, by the bits of `layout`. One entry a member in `tie` (the
    place of its tie), `role` (that of its value among the values of the passages), `start`, `end`.
    """

    layout: Layout
    row: Integers
    words: Integers
    tie: Integers
    role: Integers
    start: Integers
    end: Integers

    def __len__(self) -> int:
        return len(self.row)

    def only(self, kept: Flags) -> Ties:
        """Those that are kept."""
        mine = kept[self.tie]
        return Ties(
            self.layout,
            self.row[kept],
            self.words[:, kept],
            (np.cumsum(kept) - 1)[self.tie[mine]],
            self.role[mine],
            self.start[mine],
            self.end[mine],
        )

    def as_columns(self, judged: Columns, unit: Integers) -> Columns:
        """As if each were a judgment, by its annotator, of a unit that is given for each."""
        number = np.arange(len(self))
        return Columns(
            layout=self.layout,
            judgment=number,
            assignment=judged.assignment[self.row],
            unit=unit,
            article=judged.article[self.row],
            version=judged.version[self.row],
            seat=judged.seat[self.row],
            seats=judged.seats,
            words=self.words,
            passages=Passages.none(),
            links=Links.none(),
        )


def roles_of(question: Question, questions: Sequence[Question]) -> tuple[str, ...]:
    """The values that a passage, or a member of a link, can have."""
    marked = question.key if question.is_spans else question.dimension.of
    return next((one.value_ids() for one in questions if one.key == marked), ())


def ties_of(question: Question, columns: Columns) -> Ties:
    """The passages or links of a question, in the order of the judgments."""
    layout = columns.layout
    if question.is_links:
        links = columns.links.at(columns.links.code == layout.links[question.key])
        row, words, bits = links.row, links.words, layout.about_links
        members, tie = links.members, links.members.row
        roles = _places(layout, question.dimension.of or "")
    else:
        roles = _places(layout, question.key)
        members = columns.passages.at(roles[columns.passages.code] >= 0)
        row, words, bits = members.row, members.words, layout.about_passages
        tie = np.arange(len(members))
    own = Layout(bits=bits, marks={}, about_passages={}, links={}, about_links={})
    return Ties(own, row, words, tie, roles[members.code], members.start, members.end)


def _places(layout: Layout, dimension: str) -> Integers:
    """Of each code of passages its place among those of one dimension, -1 of others."""
    places = np.full(len(layout.marks), -1)
    own = [code for (marked, _), code in layout.marks.items() if marked == dimension]
    places[own] = np.arange(len(own))
    return places
