"""A disagreement as a table: questions down, people across. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.annotate.document import Document
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question, as_values
from workbench.review.differences import (
    Disagreement,
    Part,
    answer_parts,
    shared_parts,
    shuffled,
)
from workbench.review.painting import Passage, Segment, paint

#: Styles for the values of marked passages; further values begin again.
MARKS = 8
Marks = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Text:
    """A paragraph as it is shown: `number` counts those that are annotated, from 1."""

    article_title: str
    language: str
    number: int
    text: str


@dataclass(frozen=True)
class Choice:
    """One part of an answer. `is_odd`: not everybody gave it. A passage has words and a mark."""

    title: str
    is_odd: bool
    words: str = ""
    mark: int = 0


@dataclass(frozen=True)
class Cell:
    """One person's answer; `painted` is the text with their passages, where these are disputed.

    An answer that was not asked but follows from another one has choices all the same.
    """

    is_asked: bool
    choices: tuple[Choice, ...]
    painted: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Line:
    """One question with a cell for each column."""

    title: str
    is_spans: bool
    is_disputed: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """A disagreement laid out; seats, notes and flags have one entry for each column."""

    paragraph_id: int
    text: Text
    seats: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    flags: tuple[bool, ...]


def compare(
    found: Disagreement, text: Text, questions: Sequence[Question], *, round_id: int
) -> Comparison:
    """Lay the answers side by side, in the paragraph's own order of columns."""
    columns = shuffled(found.judged, round_id=round_id, paragraph_id=found.paragraph_id)
    marks = number_marks(questions)
    lines = [_line(question, found, columns, text.text, marks) for question in questions]
    return Comparison(
        paragraph_id=found.paragraph_id,
        text=text,
        seats=tuple(one.seat for one in columns),
        lines=tuple(line for line in lines if any(c.is_asked or c.choices for c in line.cells)),
        notes=tuple(one.document.note for one in columns),
        flags=tuple(one.document.is_flagged for one in columns),
    )


def number_marks(questions: Sequence[Question]) -> dict[tuple[str, str], int]:
    """The style of each (question, value) that can be marked, counted as on the annotation page."""
    markable = [(q.key, value) for q in questions if q.is_spans for value in q.value_ids()]
    return {one: index % MARKS + 1 for index, one in enumerate(markable)}


def mark_key(questions: Sequence[Question]) -> list[tuple[str, int]]:
    """The title and style of each value that can be marked, to be explained above the texts."""
    marks = number_marks(questions)
    return [
        (q.value_title(v), marks[q.key, v]) for q in questions if q.is_spans for v in q.value_ids()
    ]


def _line(
    question: Question,
    found: Disagreement,
    columns: Sequence[Judged],
    text: str,
    marks: Marks,
) -> Line:
    shared = shared_parts(question, columns)
    is_disputed = question.key in found.differing
    documents = [one.document for one in columns]
    if not question.is_spans:
        cells = [_values_cell(question, document, shared) for document in documents]
    else:
        cells = [_passages_cell(question, document, shared, text, marks) for document in documents]
        if not is_disputed:
            cells = [replace(cell, painted=()) for cell in cells]
    return Line(question.title, question.is_spans, is_disputed, tuple(cells))


def _values_cell(question: Question, document: Document, shared: frozenset[Part]) -> Cell:
    is_asked = answer_parts(question, document) is not None
    if not is_asked and question.dimension.values_from is None:
        return Cell(is_asked, ())  # answered before the condition was taken back: no answer now
    values = as_values(document.labels.get(question.key))
    return Cell(
        is_asked,
        tuple(
            Choice(question.value_title(value), is_odd=is_asked and value not in shared)
            for value in values
        ),
    )


def _passages_cell(
    question: Question, document: Document, shared: frozenset[Part], text: str, marks: Marks
) -> Cell:
    if answer_parts(question, document) is None:
        return Cell(is_asked=False, choices=())
    spans = sorted(span for span in document.spans if span.dimension == question.key)
    return Cell(
        is_asked=True,
        choices=tuple(
            Choice(
                question.value_title(span.value),
                is_odd=(span.value, span.start, span.end) not in shared,
                words=text[span.start : span.end],
                mark=marks[question.key, span.value],
            )
            for span in spans
        ),
        painted=paint(
            text,
            [Passage(span.start, span.end, marks[question.key, span.value]) for span in spans],
        ),
    )
