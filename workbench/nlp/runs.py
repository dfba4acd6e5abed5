"""Long runs without a space that are no words: cut by a plain rule before spaCy sees them.

spaCy takes marks off the ends of a run one by one and copies the rest each time: eight thousand
brackets took 4.5 s, eight thousand times `&#` 20 s, seventy thousand times `http://` 360 s, and a
web worker must not be held that long.
"""

from __future__ import annotations

import re

Cuts = dict[int, tuple[tuple[int, int], ...]]

#: 490,000 characters of different runs of 98 brackets took 9 s, of 39 brackets 4 s; words that
#: long are hardly any, and addresses are no marks for the most part.
LONGEST = 40
#: No address is that long. Its time grows with the square of the run, so one mark is enough here.
LONGEST_ADDRESS = 500
_LONG_RUN = re.compile(rf"\S{{{LONGEST},}}")
_PIECE = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")
_ASCII_MARK = re.compile(r"[!-/:-@\[-`{-~]")


def cut_runs(text: str) -> tuple[str, Cuts]:
    """The text with every such run replaced by letters, and its pieces by the run's start.

    The length stays the same, so that all other offsets stay true. A run counts when at least
    half of it are marks, or when it is longer than any address and holds a mark of ASCII: long
    stretches of a script without spaces are left alone.
    """
    cuts: Cuts = {}

    def replace(match: re.Match[str]) -> str:
        run, start = match[0], match.start()
        if 2 * len(_MARK.findall(run)) < len(run) and not _is_endless(run):
            return run
        cuts[start] = tuple(
            (start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(run)
        )
        return "x" * len(run)

    return _LONG_RUN.sub(replace, text), cuts


def _is_endless(run: str) -> bool:
    return len(run) > LONGEST_ADDRESS and _ASCII_MARK.search(run) is not None
