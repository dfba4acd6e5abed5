"""How far the answers to a test are as ruled, question by question. Pure.

Of a question with values: the share of the items that were answered as ruled, each as a whole.
Of passages and links one wrong end would make a whole answer wrong, so they are counted over all
items of the test together, as F1: of passages the words that both have marked under one label
(2 in common / (words of the one + words of the other)), of links those whose passages meet in every
role. Answers in words, answers about a passage, and what a ruling leaves open count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.annotate.document import Document
from workbench.codebook.questions import Question
from workbench.review.differences import answer_parts
from workbench.review.rulings import closed_with
from workbench.stats.link_f1 import link_f1
from workbench.stats.passages import Marked, Span
from workbench.stats.span_f1 import SpanF1, pairwise_span_f1
from workbench.stats.tying import Tying

OWN, RULED = "own", "ruled"


@dataclass(frozen=True)
class Given:
    """An item of a test with its answer and its ruling, both on the text that the learner read."""

    questions: Sequence[Question]
    own: Document
    ruled: Document
    left_open: Sequence[str]
    length: int
    tokens: Sequence[Sequence[int]]


@dataclass(frozen=True)
class Share:
    """What came of one question: `share` is None where no item asked it, `needed` None where it
    does not decide. `items` is how many items it was counted in."""

    question: str
    title: str
    items: int
    share: float | None
    needed: float | None

    @property
    def counts(self) -> bool:
        return self.share is not None and self.needed is not None

    @property
    def is_met(self) -> bool:
        """Whether nothing of it stands in the way of passing."""
        if self.share is None or self.needed is None:
            return True
        # Two thirds of nine are six: not less by a rounding.
        return self.share >= self.needed - 1e-9

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def judge(given: Sequence[Given], thresholds: Mapping[str, float]) -> list[Share]:
    """The shares of every question that is no answer in words, in the order of the codebook."""
    asked = {one.key: one for item in given for one in item.questions if not one.is_text}
    return [_share(question, given, thresholds.get(key)) for key, question in asked.items()]


def is_passed(shares: Iterable[Share]) -> bool:
    """Whether something was needed, and all of it was reached."""
    counting = [one for one in shares if one.counts]
    return bool(counting) and all(one.is_met for one in counting)


def is_asked_by(
    question: Question, ruled: Document, questions: Sequence[Question], left_open: Sequence[str]
) -> bool:
    """Whether a ruling says what is right here."""
    if question.is_text or question.key in closed_with(ruled, questions, left_open):
        return False
    return answer_parts(question, ruled) is not None


def _share(question: Question, given: Sequence[Given], needed: float | None) -> Share:
    counted = [item for item in given if _counts(question, item)]
    share = _share_in(question, counted) if counted else None
    return Share(question.key, question.title, len(counted), share, needed)


def _counts(question: Question, item: Given) -> bool:
    """Asked by the ruling, or by the answer, which is wrong then."""
    if question not in item.questions:
        return False
    if question.key in closed_with(item.ruled, item.questions, item.left_open):
        return False
    return any(answer_parts(question, one) is not None for one in (item.own, item.ruled))


def _share_in(question: Question, counted: Sequence[Given]) -> float:
    if question.is_spans:
        return _or_all(_words_f1(question, counted))
    if question.is_links:
        return _or_all(_links_f1(question, counted))
    right = [
        answer_parts(question, one.own) == answer_parts(question, one.ruled) for one in counted
    ]
    return sum(right) / len(right)


def _or_all(score: SpanF1) -> float:
    """Where neither marked anything there was nothing to mark, and nothing was marked."""
    return 1.0 if score.value is None else score.value


def _words_f1(question: Question, counted: Sequence[Given]) -> SpanF1:
    marked = {
        number: Marked(
            item.length,
            {OWN: _passages(question, item.own), RULED: _passages(question, item.ruled)},
        )
        for number, item in enumerate(counted)
    }
    tokens = {
        number: [(token[0], token[1]) for token in item.tokens]
        for number, item in enumerate(counted)
    }
    return next(iter(pairwise_span_f1(marked, "token", tokens=tokens).values()))


def _links_f1(question: Question, counted: Sequence[Given]) -> SpanF1:
    tied = {
        number: {OWN: _links(question, item.own), RULED: _links(question, item.ruled)}
        for number, item in enumerate(counted)
    }
    return next(iter(link_f1(Tying.of(tied), "overlap").pairs.values()))


def _passages(question: Question, document: Document) -> list[Span]:
    if answer_parts(question, document) is None:
        return []
    return [
        Span(one.start, one.end, one.value)
        for one in document.spans
        if one.dimension == question.key
    ]


def _links(question: Question, document: Document) -> list[list[Span]]:
    if answer_parts(question, document) is None:
        return []
    return [
        [Span(role.start, role.end, role.value) for role in one.members]
        for one in document.links
        if one.dimension == question.key
    ]
