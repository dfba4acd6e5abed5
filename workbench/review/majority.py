"""What most of those who were asked answered, question by question. Pure.

More than half, never just the commonest: of two people who differ, neither has a majority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan
from workbench.codebook.questions import Answer, Question, applies, as_values
from workbench.review.differences import answer_parts


def majority(answers: Sequence[Document], questions: Sequence[Question]) -> Document:
    """A document of the majorities; a question without one is not answered in it.

    A set is taken as a whole where more than half gave just that one, else value by value. Of
    passages stands, value by value, what more than half marked, character by character; a link,
    where more than half tied just these passages. About either stands what more than half of those
    said who marked it.
    """
    labels: dict[str, Answer] = {}
    spans: list[MarkedSpan] = []
    links: list[MarkedLink] = []
    for question in questions:
        if not applies(question, labels):
            continue
        asked = [one for one in answers if applies(question, one.labels)]
        if question.is_spans:
            spans += _passages(question, asked)
        elif question.is_links:
            links += _links(question, asked, spans)
        elif answer := _answer(question, asked):
            labels[question.key] = answer
    return Document(labels=labels, spans=tuple(sorted(spans)), links=tuple(sorted(links)))


def agreeing(answers: Sequence[Document], question: Question) -> int:
    """How many gave the answer that most gave, as a whole; 0 where nobody was asked.

    Who was not asked agrees with all others who were not.
    """
    given = Counter(answer_parts(question, one) for one in answers)
    return max(given.values(), default=0)


def most_alike(answers: Sequence[Document], question: Question) -> Document | None:
    """The first document with the answer that more than half gave, as a whole; None without one."""
    parts = [answer_parts(question, one) for one in answers]
    for one, own in zip(answers, parts, strict=True):
        if 2 * parts.count(own) > len(parts):
            return one
    return None


def _answer(question: Question, asked: Sequence[Document]) -> Answer | None:
    given = Counter(_as_answer(one.labels.get(question.key)) for one in asked)
    for answer, count in given.items():
        if 2 * count > len(asked):
            return answer or None
    if not question.is_set:
        return None
    single = Counter(
        value for answer, count in given.items() for value in as_values(answer) * count
    )
    chosen = tuple(one for one in question.value_ids() if 2 * single[one] > len(asked))
    return chosen or None


def _as_answer(answer: Answer | None) -> Answer:
    return "" if answer is None else answer


def _passages(question: Question, asked: Sequence[Document]) -> Iterable[MarkedSpan]:
    for value in question.value_ids():
        own = [
            [one for one in document.spans if (one.dimension, one.value) == (question.key, value)]
            for document in asked
        ]
        covered = Counter(
            place for spans in own for place in {at for s in spans for at in range(s.start, s.end)}
        )
        marked = sorted(place for place, count in covered.items() if 2 * count > len(asked))
        for start, end in _runs(marked):
            touching = [
                span for spans in own for span in spans if span.start < end and start < span.end
            ]
            about = _about(question, [span.attributes for span in touching])
            yield MarkedSpan(start, end, question.key, value, attributes=about)


def _runs(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Neighbouring places as (start, end), end exclusive."""
    start = 0
    for at, place in enumerate(places, start=1):
        if at == len(places) or places[at] != place + 1:
            yield places[start], place + 1
            start = at


def _links(
    question: Question, asked: Sequence[Document], spans: Sequence[MarkedSpan]
) -> Iterable[MarkedLink]:
    made = [link for one in asked for link in one.links if link.dimension == question.key]
    count = Counter(link.members for link in made)
    there = {(span.value, span.start, span.end) for span in spans}
    for members, times in sorted(count.items()):
        if 2 * times > len(asked) and there >= {(m.value, m.start, m.end) for m in members}:
            about = _about(question, [one.attributes for one in made if one.members == members])
            yield MarkedLink(question.key, members, about)


def _about(question: Question, given: Sequence[Attributes]) -> Attributes:
    """What more than half said about a passage or link."""
    found: list[tuple[str, Answer]] = []
    for attribute in question.attributes:
        said = Counter(dict(one).get(attribute.key) for one in given)
        for answer, count in said.items():
            if answer is not None and 2 * count > len(given):
                found.append((attribute.key, answer))
    return tuple(found)
