"""Plain text to blocks: a blank line ends a paragraph, and no character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.corpus.readers.blocks import Block

_WRAP_WIDTHS = range(40, 121)  # columns in which mail programs and editors break lines
_WRAPPED_SHARE = 0.9
_FEWEST_BREAKS = 3  # fewer say nothing: the longer of two lines is always "full"

Line = tuple[int, str]  # 1-based number, text


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a normalised text, in order.

    Lines that were only wrapped are joined; other line breaks stay inside their paragraph.
    A text without any blank line and not wrapped has a paragraph on each line.
    """
    groups = list(_groups(text))
    width = _wrap_width(groups)
    if len(groups) == 1 and not width:
        groups = [[line] for line in groups[0]]
    return tuple(
        Block(_unwrap([line for _, line in group], width), group[0][0]) for group in groups
    )


def _groups(text: str) -> Iterator[list[Line]]:
    group: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            group.append((number, line.strip()))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrap_width(groups: list[list[Line]]) -> int:
    """The column at which the text was wrapped, 0 if it was not.

    Wrapped lines are full: the first word of the next line would not have fitted.
    """
    lines = [line for group in groups for _, line in group]
    width = max(map(len, lines))
    pairs = [(a, b) for group in groups for (_, a), (_, b) in pairwise(group)]
    if width not in _WRAP_WIDTHS or len(pairs) < _FEWEST_BREAKS:
        return 0
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if full >= _WRAPPED_SHARE * len(pairs) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    return " " in line and len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _unwrap(lines: list[str], width: int) -> str:
    text = lines[0]
    for line, following in pairwise(lines):
        joined = width and _is_full(line, following, width)
        text = glue(text, following) if joined else f"{text}\n{following}"
    return text


def glue(first: str, second: str) -> str:
    """Join two halves of a paragraph; a hyphen at the break stays and takes no space."""
    return first + second if re.search(r"\w[-\u2010]$", first) else f"{first} {second}"
