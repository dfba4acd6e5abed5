"""What counts as a disagreement on a paragraph, or on an article as a whole. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Answer, Question, applies, as_values

#: Answers about a passage or link, without those in words.
About = tuple[tuple[str, Answer], ...]
#: A passage or member of a link: value, start and end in code points.
Place = tuple[str, int, int]
#: Part of an answer: a value, a marked passage, or a link by its members.
Part = str | tuple[Place, About] | tuple[tuple[Place, ...], About]


@dataclass(frozen=True)
class Disagreement:
    """A paragraph that at least two people finished and did not answer alike.

    `paragraph_id` is 0 for an article as a whole. `judged` is ordered by seat; `differing` holds
    the keys of the questions, in the order of the codebook.
    """

    article_id: int
    paragraph_id: int
    judged: tuple[Judged, ...]
    differing: tuple[str, ...]


def is_disputed(question: Question, judged: Sequence[Judged]) -> bool:
    """Whether those who were asked answered differently.

    Sets are compared as sets, passages by value, start and end; nothing is an answer too. Who was
    not asked does not count here: the difference lies in the question that decides on asking. Two
    people seldom choose the same words: an answer in words is shown, and never disputed.
    """
    if question.is_text:
        return False
    given = [parts for one in judged if (parts := answer_parts(question, one.document)) is not None]
    return any(parts != given[0] for parts in given[1:])


def answer_parts(question: Question, document: Document) -> frozenset[Part] | None:
    """An answer as a set of parts, empty for none; None where the question was not asked."""
    if not applies(question, document.labels):
        return None
    if question.is_spans:
        marked = (span for span in document.spans if span.dimension == question.key)
        return frozenset(span_part(question, span) for span in marked)
    if question.is_links:
        tied = (link for link in document.links if link.dimension == question.key)
        return frozenset(link_part(question, link) for link in tied)
    return frozenset(as_values(document.labels.get(question.key)))


def span_part(question: Question, span: MarkedSpan) -> Part:
    """A passage as it is compared: its place, its label, and the answers about it."""
    return (span.value, span.start, span.end), _about(question, span.attributes)


def link_part(question: Question, link: MarkedLink) -> Part:
    """A link as it is compared: its members and the answers about it."""
    members = tuple((role.value, role.start, role.end) for role in link.members)
    return members, _about(question, link.attributes)


def _about(question: Question, given: Attributes) -> About:
    in_words = {attribute.key for attribute in question.attributes if attribute.is_text}
    return tuple((key, answer) for key, answer in given if key not in in_words)


def shared_parts(question: Question, judged: Sequence[Judged]) -> frozenset[Part]:
    """What everybody who was asked answered."""
    given = [parts for one in judged if (parts := answer_parts(question, one.document)) is not None]
    return frozenset.intersection(*given) if given else frozenset()


def shuffled(judged: Sequence[Judged], *, round_id: int, paragraph_id: int) -> list[Judged]:
    """The judgments in an order of their own for each paragraph, always the same one.

    Nobody always stands on the left, where the eye takes the answer for the right one.
    """
    columns = sorted(judged, key=lambda one: one.seat)
    random.Random(f"{round_id}/{paragraph_id}").shuffle(columns)  # seeded: an order, not a secret
    return columns
