"""A text with marked passages as a flat row of segments. Pure.

The text is cut wherever a passage begins or ends, so that every segment is one element and marks
never nest, however the passages overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Passage:
    """Code points `start` to `end` (exclusive), painted in the style of number `mark`."""

    start: int
    end: int
    mark: int


@dataclass(frozen=True)
class Segment:
    """A piece of the text and the marks of the passages that cover it, each number once."""

    text: str
    marks: tuple[int, ...]


def paint(text: str, passages: Sequence[Passage]) -> tuple[Segment, ...]:
    """Segments that join to the text again."""
    ends = {passage.start for passage in passages} | {passage.end for passage in passages}
    cuts = sorted({0, len(text)} | {cut for cut in ends if 0 < cut < len(text)})
    return tuple(
        Segment(text[start:end], _covering(passages, start, end)) for start, end in pairwise(cuts)
    )


def _covering(passages: Sequence[Passage], start: int, end: int) -> tuple[int, ...]:
    return tuple(sorted({one.mark for one in passages if one.start <= start and one.end >= end}))
