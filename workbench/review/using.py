"""What a codebook can take from a ruling: examples, counter-examples, a question. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.codebook.questions import Question, as_values
from workbench.corpus.masked import MaskedText
from workbench.review.pairs import Pair
from workbench.review.queries_rulings import Ruled
from workbench.review.rulings import REASON_TITLES, closed_with


@dataclass(frozen=True)
class Use:
    """Words as an example of a value, or with `negative` of what it is not.

    `start` and `end` are of the masked text: everybody may read a codebook.
    """

    dimension: str
    value: str
    title: str
    kind: Literal["positive", "negative"]
    start: int
    end: int

    def words_in(self, text: str) -> str:
        """Which words of the masked text it is about, "" for all of them."""
        return "" if (self.start, self.end) == (0, len(text)) else text[self.start : self.end]


def uses_of(
    ruling: Ruled, pairs: Sequence[Pair], questions: Sequence[Question], seen: MaskedText
) -> list[Use]:
    """What was ruled is an example, what was disputed and not ruled a counter-example.

    None for an article as a whole, which has no words here. None of a question that picks from the
    answer to another either: the frame that is not the main one is a frame of these words still. So
    is a value that was ruled for one target and not for the other.
    """
    if not seen.text:
        return []
    found: list[Use] = []
    disputed = {(pair.dimension, value) for pair in pairs for value in (pair.value, pair.other)}
    away = closed_with(ruling.document, questions, ruling.left_open)
    for question in questions:
        dimension = question.dimension.id
        if question.key in away or question.source:
            continue
        if question.is_spans:
            found += _of_passages(ruling, question, disputed, seen)
            continue
        ruled = as_values(ruling.document.labels.get(question.key))
        for value in question.values:
            if (dimension, value.id) in disputed and not question.is_flag:
                kind: Literal["positive", "negative"] = (
                    "positive" if value.id in ruled else "negative"
                )
                found.append(Use(dimension, value.id, value.title, kind, 0, len(seen.text)))
    given = {(one.dimension, one.value) for one in found if one.kind == "positive"}
    return [
        one
        for one in dict.fromkeys(found)
        if one.kind == "positive" or (one.dimension, one.value) not in given
    ]


def titles_of_dimensions(
    pairs: Sequence[Pair], questions: Sequence[Question]
) -> list[tuple[str, str]]:
    """The dimensions that were disputed as (id, title), in the order of asking."""
    disputed = {pair.dimension for pair in pairs}
    titles = {one.dimension.id: one.dimension.title for one in questions}
    return [(key, title) for key, title in titles.items() if key in disputed]


def question_about(ruling: Ruled, pairs: Sequence[Pair], question: Question) -> str:
    """What is asked about a dimension because of a ruling, to be worded further."""
    titles = {value.id: value.title for value in question.values}
    disputed = {
        value
        for pair in pairs
        if pair.dimension == question.dimension.id
        for value in (pair.value, pair.other)
    }
    named = " or ".join(f"“{titles.get(one, one)}”" for one in sorted(disputed) if one)
    reason = f" ({REASON_TITLES[ruling.reason]})" if ruling.reason else ""
    sentence = f" {ruling.sentence}" if ruling.sentence else ""
    asked = f"{question.dimension.title}: {named}?" if named else f"{question.dimension.title}?"
    return f"{asked} Annotators differed{reason}.{sentence}"


def _of_passages(
    ruling: Ruled, question: Question, disputed: set[tuple[str, str]], seen: MaskedText
) -> list[Use]:
    return [
        Use(
            question.dimension.id,
            span.value,
            question.value_title(span.value),
            "positive",
            *seen.to_masked(span.start, span.end),
        )
        for span in sorted(ruling.document.spans)
        if span.dimension == question.key and (question.dimension.id, span.value) in disputed
    ]
