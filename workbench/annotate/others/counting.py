"""How many of the others gave each answer, beside one's own. Pure; of people, only numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.deriving import FLAG, counted_answer
from workbench.codebook.questions import Question, as_values
from workbench.core.wording import _


@dataclass(frozen=True)
class Count:
    """One answer: how many of the others gave it, and whether oneself did.

    A passage has its words, `start` and `end` in code points of the paragraph.
    """

    title: str
    others: int
    is_mine: bool
    words: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Counted:
    """The answers to one question; `asked` of the others answered it. `kind`: values, passages."""

    title: str
    kind: str
    asked: int
    counts: tuple[Count, ...]


def count_answers(
    questions: Sequence[Question], mine: Document, others: Sequence[Document], text: str
) -> list[Counted]:
    """The questions that anybody answered, in their order.

    Answers in words are left out: words tell who wrote them.
    """
    counted = []
    for question in questions:
        if question.is_spans:
            counted.append(_passages(question, mine, others, text))
        elif question.is_links:
            counted.append(_links(question, mine, others))
        elif not question.is_text:
            counted.append(_values(question, mine, others))
    return [one for one in counted if one.counts]


def _values(question: Question, mine: Document, others: Sequence[Document]) -> Counted:
    """A scale is shown whole, of other values those that somebody chose."""
    own = counted_answer(question, mine.labels)
    asked = [one for other in others if (one := counted_answer(question, other.labels)) is not None]
    given = Counter(value for answer in asked for value in as_values(answer) or ("",))
    chosen = set() if own is None else set(as_values(own) or ("",))
    is_whole = question.dimension.type == "ordinal" and bool(given or chosen)
    counts = tuple(
        Count(title, given[value], value in chosen)
        for value, title in _titles(question)
        if (is_whole and value) or given[value] or value in chosen
    )
    return Counted(question.title, "values", len(asked), counts)


def _titles(question: Question) -> list[tuple[str, str]]:
    """Each answer that can be given with its title, "" for a set of none."""
    if question.is_flag:
        return list(zip(FLAG, (_("Yes"), _("No")), strict=True))
    titles = [(value.id, value.title) for value in question.values]
    return [*titles, ("", _("none chosen"))] if question.is_set else titles


def _links(question: Question, mine: Document, others: Sequence[Document]) -> Counted:
    def has_some(document: Document) -> bool:
        return any(link.dimension == question.key for link in document.links)

    linked = sum(has_some(other) for other in others)
    is_any = bool(linked or has_some(mine))
    counts = (Count(_("linked passages"), linked, has_some(mine)),) if is_any else ()
    return Counted(question.title, "values", len(others), counts)


def _passages(question: Question, mine: Document, others: Sequence[Document], text: str) -> Counted:
    """My passages with how many marked words of each alike, and those that only others marked."""
    own = [span for span in mine.spans if span.dimension == question.key]
    theirs = [
        (number, span)
        for number, other in enumerate(others)
        for span in other.spans
        if span.dimension == question.key
    ]
    found = [(span.value, span.start, span.end, True) for span in own]
    rest = [span for _number, span in theirs if not any(_meet(span, one) for one in own)]
    found += [(value, start, end, False) for value, start, end in _merged(rest)]
    counts = []
    for value, start, end, is_mine in sorted(found, key=lambda one: (one[1], one[2], one[0])):
        place = MarkedSpan(start, end, question.key, value)
        people = {number for number, span in theirs if _meet(span, place)}
        words = text[start:end]
        title = question.value_title(value)
        counts.append(Count(title, len(people), is_mine, words, start, end))
    return Counted(question.title, "passages", len(others), tuple(counts))


def _meet(one: MarkedSpan, other: MarkedSpan) -> bool:
    """Whether two passages share a label and a character."""
    return one.value == other.value and one.start < other.end and other.start < one.end


def _merged(spans: Iterable[MarkedSpan]) -> list[tuple[str, int, int]]:
    """Passages with one label that overlap, as one from the first start to the last end."""
    merged: list[tuple[str, int, int]] = []
    for span in sorted(spans, key=lambda one: (one.value, one.start, one.end)):
        value, start, end = merged[-1] if merged else ("", 0, 0)
        if value == span.value and span.start < end:
            merged[-1] = (value, start, max(end, span.end))
        else:
            merged.append((span.value, span.start, span.end))
    return merged
