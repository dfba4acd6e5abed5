"""An answer beside the ruling, question by question. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.annotate.document import Document
from workbench.annotate.sheet import Marks, number_marks
from workbench.codebook.format import Value
from workbench.codebook.questions import Question, as_values
from workbench.review.differences import answer_parts
from workbench.review.painting import Passage, Segment, paint
from workbench.review.rulings import closed_with


@dataclass(frozen=True)
class Answered:
    """One side: the answer to a question among the labels, the passages or the links."""

    is_asked: bool
    label: Any
    spans: tuple[Mapping[str, Any], ...]
    links: tuple[Mapping[str, Any], ...]
    #: All passages of the document, which its links tie.
    tied: tuple[Mapping[str, Any], ...]
    #: The text with the passages of this question; empty for any other question.
    painted: tuple[Segment, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.label or self.spans or self.links)


@dataclass(frozen=True)
class Line:
    """A question with both sides; `is_open`: the ruling leaves it open, so no answer is wrong.

    `described` are the values that only one side has and the codebook says something about.
    """

    question: Question
    differs: bool
    is_open: bool
    own: Answered
    ruled: Answered
    described: tuple[Value, ...]


def lay_beside(
    own: Document,
    ruled: Document,
    questions: Sequence[Question],
    text: str,
    left_open: Collection[str],
) -> list[Line]:
    """A line for every question that either side was asked, both on the same text.

    What is left open, and what rests on it, shows the learner's answer alone.
    """
    away = closed_with(ruled, questions, left_open)
    marks = number_marks(questions)
    sides = [one.as_json(text) for one in (own, ruled)]
    lines = []
    for question in questions:
        parts = [answer_parts(question, one) for one in (own, ruled)]
        is_open = question.key in away or question.is_text
        shown = [
            _answered(question, side, part is not None, text, marks)
            for side, part in zip(sides, parts, strict=True)
        ]
        if parts == [None, None] or (question.is_text and shown[0].is_empty):
            continue
        differs = not is_open and parts[0] != parts[1]
        described = _described(question, own, ruled) if differs else ()
        lines.append(Line(question, differs, is_open, shown[0], shown[1], described))
    return lines


def _answered(
    question: Question, document: Mapping[str, Any], is_asked: bool, text: str, marks: Marks
) -> Answered:
    spans, links = (
        tuple(
            one for one in document.get(part, ()) if is_asked and one["dimension"] == question.key
        )
        for part in ("spans", "links")
    )
    passages = [
        Passage(one["start"], one["end"], marks[question.key, one["value"]])
        for one in spans
        if question.is_spans
    ]
    return Answered(
        is_asked,
        document["labels"].get(question.key) if is_asked else None,
        spans,
        links,
        tuple(document["spans"]),
        paint(text, passages) if question.is_spans and text else (),
    )


def _described(question: Question, own: Document, ruled: Document) -> tuple[Value, ...]:
    """In the order of the codebook."""
    if question.is_spans:
        one, other = (
            {(s.value, s.start, s.end) for s in document.spans if s.dimension == question.key}
            for document in (own, ruled)
        )
        apart = {value for value, _, _ in one ^ other}
    else:
        apart = set(as_values(own.labels.get(question.key))) ^ set(
            as_values(ruled.labels.get(question.key))
        )
    return tuple(one for one in question.values if one.id in apart and _has_words(one))


def _has_words(value: Value) -> bool:
    said = (value.definition, value.include, value.exclude, value.positive, value.negative)
    return any(said)
