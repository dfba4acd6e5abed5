"""Between which values a unit was disputed: what makes one ruling a precedent for another. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import Answer, Question, applies, as_values


class Pair(NamedTuple):
    """Two values of a dimension that one answer chose and another did not, in alphabetical order.

    `value` is "" where one chose nothing instead. Of passages, twice the same value says that both
    marked it, with other ends. Whom a question asks about makes no difference here.
    """

    dimension: str
    value: str
    other: str


def pairs_between(documents: Sequence[Document], questions: Sequence[Question]) -> list[Pair]:
    """Every pair between any two of the documents, in order, each once."""
    found = {
        pair
        for one, other in combinations(documents, 2)
        for question in questions
        for pair in _pairs(question, one, other)
    }
    return sorted(found)


def _pairs(question: Question, one: Document, other: Document) -> Iterable[Pair]:
    if question.is_text or question.is_links:
        return
    if not (applies(question, one.labels) and applies(question, other.labels)):
        return
    if question.is_spans:
        yield from _of_passages(question, one, other)
        yield from _of_passages(question, other, one)
    else:
        yield from _of_answers(
            question, one.labels.get(question.key), other.labels.get(question.key)
        )


def _of_answers(question: Question, one: Answer | None, other: Answer | None) -> Iterable[Pair]:
    mine, theirs = set(as_values(one)), set(as_values(other))
    if mine != theirs:
        for values in product(mine - theirs or {""}, theirs - mine or {""}):
            yield _pair(question, *values)


def _of_passages(question: Question, one: Document, other: Document) -> Iterable[Pair]:
    """What the other document has where this one has a passage that it lacks."""
    theirs = [span for span in other.spans if span.dimension == question.key]
    places = {(span.value, span.start, span.end): span for span in theirs}
    for span in one.spans:
        if span.dimension != question.key:
            continue
        twin = places.get((span.value, span.start, span.end))
        if twin is not None:
            yield from _about(question, span, twin)
            continue
        meeting = [it for it in theirs if it.start < span.end and span.start < it.end]
        for value in {it.value for it in meeting} or {""}:
            yield _pair(question, span.value, value)


def _about(question: Question, span: MarkedSpan, twin: MarkedSpan) -> Iterable[Pair]:
    mine, theirs = dict(span.attributes), dict(twin.attributes)
    for attribute in question.attributes:
        if not attribute.is_text:
            yield from _of_answers(attribute, mine.get(attribute.key), theirs.get(attribute.key))


def _pair(question: Question, one: str, other: str) -> Pair:
    first, second = sorted((one, other))
    return Pair(question.dimension.id, first, second)
