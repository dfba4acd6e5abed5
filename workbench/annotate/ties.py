"""Links, and passages with the answers about them, as columns of numbers beside `columns`. Pure.

A passage is a link of one member here: what is asked of either is read and compared in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.annotate.columns import WORD, Columns, Flags, Integers, Layout, Passages
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question, as_values


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
            passages=Passages.of([]),
        )


def roles_of(question: Question, questions: Sequence[Question]) -> tuple[str, ...]:
    """The values that a passage, or a member of a link, can have."""
    marked = question.key if question.is_spans else question.dimension.of
    return next((one.value_ids() for one in questions if one.key == marked), ())


def ties_of(question: Question, judged: Sequence[Judged], roles: Sequence[str]) -> Ties:
    """The same from documents, in the order of the judgments."""
    layout = Layout.of(question.attributes)
    known = {role: n for n, role in enumerate(roles)}
    rows: list[int] = []
    members: list[tuple[int, int, int, int]] = []
    words: list[list[int]] = []
    for row, one in enumerate(judged):
        for made in _made(question, one.document):
            places = [made] if isinstance(made, MarkedSpan) else list(made.members)
            members.extend((len(rows), known[m.value], m.start, m.end) for m in places)
            own = [0] * layout.n_words
            for key, answer in made.attributes:
                for value in as_values(answer):
                    if (key, value) in layout.bits:
                        word, bit = divmod(layout.bits[key, value], WORD)
                        own[word] |= 1 << bit
            rows.append(row)
            words.append(own)
    return Ties(
        layout,
        np.array(rows, dtype=np.int64),
        np.array(words, dtype=np.int64).reshape(len(words), layout.n_words).T,
        *np.array(members, dtype=np.int64).reshape(-1, 4).T,
    )


def _made(question: Question, document: Document) -> list[MarkedSpan] | list[MarkedLink]:
    if question.is_links:
        return [one for one in document.links if one.dimension == question.key]
    return [one for one in document.spans if one.dimension == question.key]
