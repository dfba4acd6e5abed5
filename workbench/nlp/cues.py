"""Premarks: passages that a rule suggests for the sourcing step; a person accepts or drops each.

Only families that proved precise are here: direct quotations, verbs of reporting, "according to",
unnamed sources. The word lists are English; the pairing of quotation marks is not. Nothing here
says anything about frames or tone, and nothing becomes an annotation by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.nlp.quotes import direct_quotes
from workbench.nlp.reporting import Find, Reading, cues, sources

PremarkLabel = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Premark:
    """A suggestion: code points [start, end) of the text, and the name of the rule behind it."""

    start: int
    end: int
    label: PremarkLabel
    rule: str


def premarks(text: str, tokens: Sequence[tuple[int, int]]) -> tuple[Premark, ...]:
    """Suggest passages of `text`, in reading order, each from the start to the end of a token.

    `tokens` are code-point offsets into `text`, ordered and apart, as `Segmentation.tokens`.
    Cues and sources inside a direct quotation belong to the person quoted and are left out;
    of overlapping marks with one label the first, or else the longest, stays.
    """
    reading = Reading(text, tuple(tokens))
    quoted = ((start, end, "direct_quote") for start, end in direct_quotes(text))
    content = _apart(_snapped(quoted, "content", reading.tokens))
    rest = [
        *_apart(_snapped(cues(reading), "cue", reading.tokens)),
        *_apart(_snapped(sources(reading), "source", reading.tokens)),
    ]
    return tuple(sorted([*content, *_outside(rest, content)], key=_reading_order))


def _snapped(
    finds: Iterable[Find], label: PremarkLabel, tokens: tuple[tuple[int, int], ...]
) -> Iterator[Premark]:
    """Widen each find to whole tokens; one that touches no token yields nothing."""
    starts = [start for start, _ in tokens]
    ends = [end for _, end in tokens]
    for start, end, rule in finds:
        first, after = bisect_right(ends, start), bisect_left(starts, end)
        if first < after:
            yield Premark(starts[first], ends[after - 1], label, rule)


def _reading_order(mark: Premark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.rule


def _apart(marks: Iterable[Premark]) -> list[Premark]:
    kept: list[Premark] = []
    for mark in sorted(marks, key=_reading_order):
        if not kept or kept[-1].end <= mark.start:
            kept.append(mark)
    return kept


def _outside(marks: Iterable[Premark], quotes: list[Premark]) -> Iterator[Premark]:
    starts = [quote.start for quote in quotes]
    for mark in marks:
        before = bisect_left(starts, mark.end) - 1
        if before < 0 or quotes[before].end <= mark.start:
            yield mark
