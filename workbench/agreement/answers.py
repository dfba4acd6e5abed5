"""Which answers count for a figure. Pure.

Missing is not empty: a question that a person was not asked is missing; a set left empty on a
finished paragraph is an answer, and so are a flag left down and a finished paragraph without a
marked passage or a link. A unit is a paragraph, or an article that was judged as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.annotate.queries import Judged
from workbench.codebook.deriving import counted_answer
from workbench.codebook.questions import Question, as_values

#: (unit, seat, answer)
SetRecord = tuple[int, str, frozenset[str]]
SingleRecord = tuple[int, str, str]


def set_records(question: Question, judged: Iterable[Judged]) -> list[SetRecord]:
    """The labels of a set question wherever it was asked; none chosen is the empty set."""
    return [
        (one.unit_id, one.seat, frozenset(as_values(answer)))
        for one in judged
        if (answer := counted_answer(question, one.document.labels)) is not None
    ]


def single_records(question: Question, judged: Iterable[Judged]) -> list[SingleRecord]:
    """The answers to a question that takes one value."""
    return [
        (one.unit_id, one.seat, answer)
        for one in judged
        if isinstance(answer := counted_answer(question, one.document.labels), str)
    ]


def passage_records(question: Question, judged: Iterable[Judged]) -> list[SetRecord]:
    """Of which values each person marked a passage: nothing marked is the empty set.

    Every finished paragraph counts, also where the person was not asked for passages: they looked
    and found none.
    """
    return [
        (
            one.unit_id,
            one.seat,
            frozenset(span.value for span in one.document.spans if span.dimension == question.key),
        )
        for one in judged
    ]


def link_records(question: Question, judged: Iterable[Judged]) -> list[SetRecord]:
    """Whether each person tied passages in this dimension at all: {its id}, or the empty set."""
    return [
        (
            one.unit_id,
            one.seat,
            frozenset(link.dimension for link in one.document.links) & {question.dimension.id},
        )
        for one in judged
    ]
