"""A paragraph as the rules read it: text, tokens, what was found, and how phrases are found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple


class Find(NamedTuple):
    """Code points [start, end), the name of the rule, and the class of a cue ("" elsewhere)."""

    start: int
    end: int
    rule: str
    stance: str = ""


class Reading:
    """A text with its tokens (code-point offsets, in order) and their lower-case forms."""

    def __init__(self, text: str, tokens: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = [start for start, _ in tokens]
        self.ends = [end for _, end in tokens]
        self.lower = [text[start:end].lower() for start, end in tokens]
        self.lowered = text.lower()  # for "is it in there": some letters change their length

    def word(self, index: int) -> str:
        """The lower-case token at `index`; "" beyond either end."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def find(self, first: int, last: int, rule: str, stance: str = "") -> Find:
        """The passage from one token to another, both included."""
        return Find(self.starts[first], self.ends[last], rule, stance)

    def snap(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage widened to whole tokens; None when it touches none."""
        first, after = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (self.starts[first], self.ends[after - 1]) if first < after else None


class Phrase:
    """A pattern that is tried only where one of a few pieces of text occurs: ten times faster.

    `pattern` ignores case; a group in it, where there is one, is the passage.
    """

    def __init__(self, rule: str, pieces: str, pattern: str) -> None:
        self.rule = rule
        self.pieces = pieces.split()
        self.pattern = re.compile(pattern, re.IGNORECASE)

    def finds(self, reading: Reading, stance: str = "") -> Iterator[Find]:
        """Yield every passage that fits."""
        if any(piece in reading.lowered for piece in self.pieces):
            for match in self.pattern.finditer(reading.text):
                yield Find(*match.span(self.pattern.groups), self.rule, stance)
