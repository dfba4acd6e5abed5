"""A disagreement as a table: questions down, people across. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.queries import Judged
from workbench.annotate.sheet import number_marks
from workbench.codebook.questions import Question
from workbench.review.cells import Cell, Kind, Place, kind_of, make_cells
from workbench.review.differences import Disagreement, shared_parts, shuffled


@dataclass(frozen=True)
class Text:
    """A paragraph as it is shown: `number` counts those that are annotated, from 1.

    An article as a whole has neither a number nor a text.
    """

    article_title: str
    language: str
    number: int | None
    text: str


@dataclass(frozen=True)
class Line:
    """One question with a cell for each column."""

    key: str
    title: str
    kind: Kind
    is_disputed: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """A disagreement laid out; seats, notes, flags and versions have one entry for each column.

    `paragraph_id` is 0 for an article as a whole. `versions` are the codebook versions that were
    answered where these are not all the same, else empty.
    """

    article_id: int
    paragraph_id: int
    text: Text
    seats: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    flags: tuple[bool, ...]
    versions: tuple[int, ...]


def compare(
    found: Disagreement,
    text: Text,
    questions: Sequence[Question],
    *,
    round_id: int,
    versions: Mapping[int, int] | None = None,
) -> Comparison:
    """Lay the answers side by side, in the unit's own order of columns.

    `versions` are the numbers of codebook versions by their ids.
    """
    # Articles are numbered apart from paragraphs: below zero none is mistaken for the other.
    place = found.paragraph_id or -found.article_id
    columns = shuffled(found.judged, round_id=round_id, paragraph_id=place)
    shown = Place(text.text, number_marks(questions), {one.key: one for one in questions})
    lines = [_line(question, found, columns, shown) for question in questions]
    answered = tuple((versions or {}).get(one.answered_version_id, 0) for one in columns)
    return Comparison(
        article_id=found.article_id,
        paragraph_id=found.paragraph_id,
        text=text,
        seats=tuple(one.seat for one in columns),
        lines=tuple(line for line in lines if any(c.is_asked or c.choices for c in line.cells)),
        notes=tuple(one.document.note for one in columns),
        flags=tuple(one.document.is_flagged for one in columns),
        versions=answered if len(set(answered)) > 1 else (),
    )


def _line(question: Question, found: Disagreement, columns: Sequence[Judged], place: Place) -> Line:
    is_disputed = question.key in found.differing
    cells = make_cells(
        question,
        [one.document for one in columns],
        place,
        shared=shared_parts(question, columns),
        is_disputed=is_disputed,
    )
    return Line(question.key, question.title, kind_of(question), is_disputed, cells)
