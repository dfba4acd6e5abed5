"""What a test can be judged by, and how each of it is measured. Pure.

Every question but those in words, as no words are right or wrong. What is asked about passages or
links is a question of its own here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.annotate.checking_spans import attributes_of
from workbench.annotate.document import Document, MarkedLink, MarkedSpan
from workbench.codebook.questions import Question, applies
from workbench.review.differences import answer_parts
from workbench.review.rulings import closed_with

#: How something is measured (see `scores`): whole answers, words of passages, links, answers about
#: passages, answers about links.
Way = Literal["items", "words", "links", "about passages", "about links"]
#: What is made in a text, and may be asked about.
Made = MarkedSpan | MarkedLink


@dataclass(frozen=True)
class Measured:
    """A question; of one about passages or links, `of` is the one that these answer."""

    question: Question
    of: Question | None = None

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def title(self) -> str:
        return self.question.title if self.of is None else f"{self.of.title}: {self.question.title}"

    @property
    def way(self) -> Way:
        if self.of is not None:
            return "about links" if self.of.is_links else "about passages"
        if self.question.is_spans:
            return "words"
        return "links" if self.question.is_links else "items"

    def is_asked_about(self, made: Made) -> bool:
        """Whether it is asked about this passage or link: of its label, and where its condition
        holds."""
        if self.of is None:
            return False
        label = made.value if isinstance(made, MarkedSpan) else ""
        is_fitting = self.question in attributes_of(self.of, label)
        return is_fitting and applies(self.question, dict(made.attributes))


def measured_in(questions: Sequence[Question]) -> list[Measured]:
    """All that is measured of these questions, in their order."""
    return [
        one
        for question in questions
        for one in (
            Measured(question),
            *(Measured(about, question) for about in question.attributes),
        )
        if not one.question.is_text
    ]


def made_in(question: Question, document: Document) -> list[Made]:
    """The passages or links that answer a question, in reading order; none where it was not
    asked."""
    if answer_parts(question, document) is None:
        return []
    made: Sequence[Made] = document.links if question.is_links else document.spans
    return sorted(one for one in made if one.dimension == question.key)


def is_left_open(
    one: Measured, ruled: Document, questions: Sequence[Question], left_open: Sequence[str]
) -> bool:
    """Whether a ruling says that there is no right answer here."""
    return (one.of or one.question).key in closed_with(ruled, questions, left_open)


def is_asked_by(
    one: Measured, ruled: Document, questions: Sequence[Question], left_open: Sequence[str]
) -> bool:
    """Whether a ruling says what is right here."""
    if is_left_open(one, ruled, questions, left_open):
        return False
    if one.of is not None:
        return any(one.is_asked_about(made) for made in made_in(one.of, ruled))
    return answer_parts(one.question, ruled) is not None
