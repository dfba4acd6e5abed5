"""An earlier ruling as it is read where somebody decides between the same values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from workbench.annotate.document import Document
from workbench.codebook.questions import Question, as_values
from workbench.core.wording import _
from workbench.corpus.masked import MaskedText
from workbench.review.pairs import Pair
from workbench.review.phrases import in_quotes
from workbench.review.queries_rulings import Ruled
from workbench.review.rulings import REASON_TITLES, closed_with

#: So many are shown: a label is answered in seconds.
MOST_SHOWN = 5


@dataclass(frozen=True)
class Precedent:
    """`between` are the titles that were disputed, `ruled` what the dimension was ruled to be.

    `text` is what everybody may read: with every mask on. Without `ruled` no answer is right, as
    `is_left_open` or because nothing was asked.
    """

    ruling: Ruled
    text: str
    language: str
    between: tuple[str, ...]
    ruled: tuple[str, ...]
    is_left_open: bool
    reason: str
    version: int
    made_at: datetime


def as_precedent(
    ruling: Ruled,
    seen: MaskedText,
    language: str,
    pairs: Iterable[Pair],
    questions: Sequence[Question],
    dimension: str,
    *,
    version: int,
) -> Precedent:
    """A ruling as a precedent for one dimension; `questions` are those of the ruling's version."""
    asked = [one for one in questions if one.dimension.id == dimension]
    titles = _titles(questions, dimension)
    open_ = closed_with(ruling.document, questions, ruling.left_open)
    disputed = {value for pair in pairs for value in (pair.value, pair.other)}
    return Precedent(
        ruling=ruling,
        text=seen.text,
        language=language,
        between=_between(disputed, titles),
        ruled=tuple(_ruled(ruling.document, asked, seen)),
        is_left_open=any(one.key in open_ for one in asked),
        reason=str(REASON_TITLES[ruling.reason]) if ruling.reason else "",
        version=version,
        made_at=ruling.made_at,
    )


def _between(disputed: Set[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Titles of the values. To have none of several is no value beside them."""
    named = tuple(titles.get(value, value) for value in sorted(disputed) if value)
    return named if len(named) > 1 or "" not in disputed else (*named, _("nothing"))


def _titles(questions: Sequence[Question], dimension: str) -> Mapping[str, str]:
    asked = [*questions, *(about for one in questions for about in one.attributes)]
    return {
        value.id: value.title
        for one in asked
        if one.dimension.id == dimension
        for value in one.values
    }


def _ruled(document: Document, asked: Iterable[Question], seen: MaskedText) -> Iterable[str]:
    for question in asked:
        named = f"{question.target_title}: " if question.target_title else ""
        if question.is_spans:
            for span in sorted(document.spans):
                if span.dimension == question.key:
                    start, end = seen.to_masked(span.start, span.end)
                    yield f"{question.value_title(span.value)} {in_quotes(seen.text[start:end])}"
        else:
            values = as_values(document.labels.get(question.key))
            yield from (f"{named}{question.value_title(value)}" for value in values)
