"""Which disagreements are on a page. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


def list_page(
    found: Sequence[Disagreement],
    questions: Sequence[Question],
    *,
    question: str,
    page: int,
    between: Sequence[str] = (),
) -> Listing:
    """A page of the disagreements, of all or of one question; a page out of range is the nearest.

    With `between`, two values, only those where one person gave the one and another the other.

    Raises NotFound for a question that the round does not ask.
    """
    if question and question not in {one.key for one in questions}:
        raise NotFound("This round does not ask that question. Choose one from the list.")
    counts = Counter(key for one in found for key in one.differing)
    kept = [one for one in found if not question or question in one.differing]
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
    )


def _answers_meet(one: Disagreement, question: str, pair: Sequence[str]) -> bool:
    given = [as_values(judged.document.labels.get(question)) for judged in one.judged]
    return all(any(value in values for values in given) for value in pair)
