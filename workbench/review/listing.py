"""Which disagreements are on a page. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document
from workbench.codebook.deriving import counted_answer
from workbench.codebook.questions import Question, as_values
from workbench.core.errors import NotFound
from workbench.review.differences import Disagreement

PER_PAGE = 25


@dataclass(frozen=True)
class Choice:
    """A question that one can look at alone, with the number of paragraphs that it divides."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Listing:
    """One page of disagreements; `n_found` counts those that the filter lets through."""

    shown: tuple[Disagreement, ...]
    n_found: int
    page: int
    n_pages: int
    choices: tuple[Choice, ...]
    question: str
    #: Two values of the question that somebody and somebody else gave; empty for any.
    between: tuple[str, ...] = ()
    #: What somebody answered to the question, all of it together; empty for anything.
    given: tuple[str, ...] = ()
    given_titles: tuple[str, ...] = ()
    alike: bool = False


def list_page(
    found: Sequence[Disagreement],
    questions: Sequence[Question],
    *,
    question: str,
    page: int,
    between: Sequence[str] = (),
    given: Sequence[str] = (),
    alike: bool = False,
) -> Listing:
    """A page of the disagreements, of all or of one question; a page out of range is the nearest.

    With `between`, two values, only those where one person gave the one and another the other; with
    `given`, those where somebody gave all of these. With `alike`, `found` holds what was answered
    alike too, and of one question what two or more answered.

    Raises NotFound for a question that the round does not ask.
    """
    asked = next((one for one in questions if one.key == question), None)
    if question and asked is None:
        raise NotFound("This round does not ask that question. Choose one from the list.")
    counts = Counter(key for one in found for key in one.differing)
    kept = [one for one in found if asked is None or _is_about(one, asked, alike)]
    values = tuple(given) if asked is not None else ()
    if asked is not None and values:
        kept = [one for one in kept if any(gives(asked, j.document, values) for j in one.judged)]
    pair = tuple(between) if question and len(between) == 2 else ()
    if pair:
        kept = [one for one in kept if _answers_meet(one, question, pair)]
    n_pages = max(1, -(-len(kept) // PER_PAGE))
    page = min(max(page, 1), n_pages)
    start = (page - 1) * PER_PAGE
    return Listing(
        shown=tuple(kept[start : start + PER_PAGE]),
        n_found=len(kept),
        page=page,
        n_pages=n_pages,
        choices=tuple(Choice(one.key, one.title, counts[one.key]) for one in questions),
        question=question,
        between=pair,
        given=values,
        given_titles=tuple(asked.value_title(value) for value in values) if asked else (),
        alike=alike,
    )


def gives(question: Question, document: Document, values: Collection[str]) -> bool:
    """Whether somebody's answer holds all these values; of passages, one of each."""
    if question.is_spans:
        found = {span.value for span in document.spans if span.dimension == question.key}
        return found.issuperset(values)
    answer = counted_answer(question, document.labels)
    return answer is not None and set(as_values(answer)).issuperset(values)


def _is_about(one: Disagreement, question: Question, alike: bool) -> bool:
    if not alike:
        return question.key in one.differing
    if not question.is_answered:
        return True  # who finished a paragraph has looked for passages
    answers = (counted_answer(question, judged.document.labels) for judged in one.judged)
    return sum(answer is not None for answer in answers) >= 2


def _answers_meet(one: Disagreement, question: str, pair: Sequence[str]) -> bool:
    given = [as_values(judged.document.labels.get(question)) for judged in one.judged]
    return all(any(value in values for values in given) for value in pair)
