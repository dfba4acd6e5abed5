"""Plain text to blocks: a blank line ends a paragraph, and no character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.corpus.readers.blocks import Block

_WRAP_WIDTHS = range(40, 121)  # columns in which mail programs and editors break lines
_WRAPPED_SHARE = 0.9
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_PART = 40  # code points of a word before a hyphen
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
    known = vocabulary(text) if width else frozenset()
    return tuple(
        Block(_unwrap([line for _, line in group], width, known), group[0][0]) for group in groups
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


def _unwrap(lines: list[str], width: int, known: frozenset[str]) -> str:
    """Put wrapped lines together; a line break that is not from wrapping stays."""
    runs = [[lines[0]]]
    for line, following in pairwise(lines):
        if width and _is_full(line, following, width):
            runs[-1].append(following)
        else:
            runs.append([following])
    return "\n".join(glue(*run, known=known) for run in runs)


def glue(*parts: str, known: frozenset[str] = frozenset()) -> str:
    """Join the parts of a paragraph; a hyphen at a break takes no space.

    The hyphen itself goes where it is a soft one, or where the text has the word without it
    elsewhere (see `vocabulary`).
    """
    pieces = [parts[0]]
    for after in parts[1:]:
        before = pieces[-1]
        if not re.search(r"\w[-\u2010\u00ad]\Z", before[-2:]):
            pieces.append(" ")
        elif before.endswith("\u00ad") or _is_one_word(before, after, known):
            pieces[-1] = before[:-1]
        pieces.append(after)
    return "".join(pieces)


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text in lower case, compounds with their hyphens."""
    return frozenset(_WORD.findall(text.lower()))


def _is_one_word(before: str, after: str, known: frozenset[str]) -> bool:
    first = re.search(r"[^\W\d_]+\Z", before[-_LONGEST_PART:-1])
    second = re.match(r"[^\W\d_]+", after)
    if first is None or second is None:
        return False
    halves = first[0].lower(), second[0].lower()
    return "".join(halves) in known and "-".join(halves) not in known
