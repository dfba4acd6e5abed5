"""Everybody's passages on one text: a line under the words for each person. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.annotate.document import MarkedSpan
from workbench.annotate.queries import Judged
from workbench.annotate.sheet import number_marks
from workbench.codebook.questions import Question
from workbench.review.differences import answer_parts
from workbench.review.painting import Passage, paint

#: So many lines can be told apart under one line of words; further ones begin again.
MOST_LANES = 12


@dataclass(frozen=True, order=True)
class Line:
    """A line under words: the `lane`-th from these, in the style of a value."""

    lane: int
    mark: int


@dataclass(frozen=True)
class Piece:
    """A stretch of the text with the lines under it."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Layers:
    """The text in pieces; the first line is that of the first of `seats`, and so on.

    Where a person's own passages overlap, the further ones have a line below everybody's. `lanes`
    is how many there are.
    """

    pieces: tuple[Piece, ...]
    seats: tuple[str, ...]
    lanes: int


def layers_of(text: str, judged: Sequence[Judged], questions: Sequence[Question]) -> Layers | None:
    """The passages of `judged`, in that order of lines; None where nobody marked any.

    Of who was not asked nothing is shown: what they had marked is no answer now.
    """
    marks = number_marks(questions)
    passages: list[Passage] = []
    lines: list[Line] = []
    for column, one in enumerate(judged):
        own = [span for span in sorted(one.document.spans) if _is_asked(span, one, questions)]
        for span, level in zip(own, _levels(own), strict=True):
            lane = (level * len(judged) + column) % MOST_LANES + 1
            passages.append(Passage(span.start, span.end, len(lines)))
            lines.append(Line(lane, marks[span.dimension, span.value]))
    if not lines:
        return None
    pieces = tuple(
        Piece(one.text, tuple(sorted(lines[number] for number in one.marks)))
        for one in paint(text, passages)
    )
    return Layers(pieces, tuple(one.seat for one in judged), max(one.lane for one in lines))


def _is_asked(span: MarkedSpan, one: Judged, questions: Sequence[Question]) -> bool:
    return any(
        question.key == span.dimension and answer_parts(question, one.document) is not None
        for question in questions
    )


def _levels(spans: Sequence[MarkedSpan]) -> list[int]:
    """For each of a person's passages, in order, the lowest level that is free all along it."""
    ends: list[int] = []
    levels = []
    for span in spans:
        level = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        ends[level : level + 1] = [span.end]
        levels.append(level)
    return levels
