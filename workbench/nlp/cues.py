"""Premarks: passages that a rule suggests; a person accepts or drops each.

For the sourcing step: quotations, cues with their class, unnamed sources, relayed papers. Beside
them, words of distance; and, as faint hints, loaded words and boosters. Word lists are English; in
other languages only the pairing of quotation marks serves. Nothing here says anything about frames
or tone, and nothing becomes an annotation by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workbench.nlp.quotes import (
    FEW_WORDS,
    Quotation,
    announcing_word,
    open_quotation,
    quotations,
)
from workbench.nlp.reading import Find, Reading
from workbench.nlp.reporting import cues, stance_of
from workbench.nlp.sources import relays, sources
from workbench.nlp.wording import distancing, hints, spoken

PremarkLabel = Literal["source", "cue", "content", "distancing", "loaded", "booster"]
#: Kinds that stand between two paragraphs of the running text.
_ASIDE = frozenset({"caption", "byline", "metadata", "boilerplate"})
Tokens = Sequence[tuple[int, int]]
#: A premark as it is stored: start, end, label, rule, class of the cue, 1 for the source's words.
Row = tuple[int, int, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Premark:
    """A suggestion: code points [start, end) of the text, and the name of the rule behind it.

    `stance` is the class of a cue (neutral, doubting, endorsing), "" for everything else;
    `is_quoted` says that the words are a source's, not the writer's.
    """

    start: int
    end: int
    label: PremarkLabel
    rule: str
    stance: str = ""
    is_quoted: bool = False

    def as_row(self) -> Row:
        return self.start, self.end, self.label, self.rule, self.stance, int(self.is_quoted)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: its kind, and the kind and text of the one after it."""

    kind: str = "body"
    next_kind: str = ""
    following: str = ""


def premarks(text: str, tokens: Tokens, language: str = "en") -> tuple[Premark, ...]:
    """Suggest passages of `text`, in reading order, each from the start to the end of a token.

    `tokens` are code-point offsets into `text`, ordered and apart, as `Segmentation.tokens`.
    Cues and sources inside a quotation belong to the person quoted and are left out; other words
    in it are flagged. Of overlapping marks with one label the first, or else the longest, stays.
    """
    return _premarks(text, tokens, language, _Place())


def article_premarks(
    paragraphs: Sequence[tuple[str, str, Tokens]], language: str = "en"
) -> tuple[tuple[Premark, ...], ...]:
    """The premarks of each (text, kind, tokens) of an article, in order.

    A paragraph of the kind "quote" is a quotation as a whole; the paragraph that announces it has
    the cue; a quotation that is opened anew in the next paragraph runs to the end of its own.
    """
    found: list[tuple[Premark, ...]] = []
    following = ("", "")
    for text, kind, tokens in reversed(paragraphs):
        found.append(_premarks(text, tokens, language, _Place(kind, *following)))
        if kind not in _ASIDE:
            following = (kind, text)
    return tuple(reversed(found))


def _premarks(text: str, tokens: Tokens, language: str, place: _Place) -> tuple[Premark, ...]:
    reading = Reading(text, tuple(tokens))
    base = language.replace("_", "-").split("-")[0].lower()
    between = sorted(quotations(text, base))
    contents = [*_contents(reading, between, place)]
    if base != "en":
        found = _apart(_marks(contents, "content", reading))
    else:
        content = _apart(_marks([*contents, *spoken(reading, between)], "content", reading))
        found = [
            *content,
            *_sourcing(reading, content, place),
            *_wording(reading, between, content),
        ]
    return tuple(sorted(found, key=_reading_order))


def _contents(reading: Reading, between: Iterable[Quotation], place: _Place) -> Iterator[Find]:
    if place.kind == "quote":
        yield Find(0, len(reading.text), "block_quote")
    for quote in between:
        if quote.words > FEW_WORDS and not quote.is_title:
            yield Find(quote.start, quote.end, "direct_quote")
    if place.next_kind in {"body", "quote"}:
        running = open_quotation(reading.text, place.following)
        if running:
            yield Find(*running, "direct_quote")


def _sourcing(reading: Reading, content: list[Premark], place: _Place) -> Iterator[Premark]:
    speaking = _apart(_marks([*cues(reading), *relays(reading)], "cue", reading))
    yield from _outside(speaking, content)
    announcing = announcing_word(reading.text) if place.next_kind == "quote" else None
    if announcing and not (_touches(content, *announcing) or _touches(speaking, *announcing)):
        stance = stance_of(reading.text[slice(*announcing)].lower())
        yield from _marks([Find(*announcing, "announcing_verb", stance)], "cue", reading)
    yield from _outside(_apart(_marks(sources(reading), "source", reading)), content)


def _wording(
    reading: Reading, between: Sequence[Quotation], content: list[Premark]
) -> Iterator[Premark]:
    """Distance and hints; those that stand inside a quotation are a source's words."""
    free = [quote[:2] for quote in between if not _touches(content, *quote[:2])]
    quoted = sorted([*((mark.start, mark.end) for mark in content), *free])
    found = _apart(_marks(distancing(reading, between), "distancing", reading))
    for label, find in hints(reading):
        found += _marks([find], label, reading)
    for mark in found:
        if mark.rule != "short_quote":
            yield replace(mark, is_quoted=True) if _is_within(quoted, mark) else mark
        elif not _touches(content, mark.start, mark.end):
            yield mark


def _marks(finds: Iterable[Find], label: PremarkLabel, reading: Reading) -> Iterator[Premark]:
    """Widen each find to whole tokens; one that touches no token yields nothing."""
    for find in finds:
        passage = reading.snap(find.start, find.end)
        if passage:
            yield Premark(*passage, label, find.rule, find.stance)


def _reading_order(mark: Premark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.rule


def _apart(marks: Iterable[Premark]) -> list[Premark]:
    kept: list[Premark] = []
    for mark in sorted(marks, key=_reading_order):
        if not kept or kept[-1].end <= mark.start:
            kept.append(mark)
    return kept


def _outside(marks: Iterable[Premark], quotes: list[Premark]) -> Iterator[Premark]:
    return (mark for mark in marks if not _touches(quotes, mark.start, mark.end))


def _touches(quotes: list[Premark], start: int, end: int) -> bool:
    """Whether one of the quotations, apart and in order, overlaps the passage."""
    before = bisect_left(quotes, end, key=lambda quote: quote.start) - 1
    return before >= 0 and quotes[before].end > start


def _is_within(passages: list[tuple[int, int]], mark: Premark) -> bool:
    before = bisect_right(passages, mark.start, key=lambda passage: passage[0]) - 1
    return before >= 0 and passages[before][1] >= mark.end
