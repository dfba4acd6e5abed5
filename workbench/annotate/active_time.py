"""How long an annotator worked on a paragraph, as their browser measured it. Pure.

Milliseconds in which the paragraph was the active one, its tab visible and its annotator there (see
`static/annotate/active-time.js`). It is no part of the judgment: a browser may send anything, and
nothing that is stored of the answers hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

#: Six hours in one save: more is a fault of a clock.
LONGEST_MS = 6 * 60 * 60 * 1000


def read_active(header: str) -> int | None:
    """Milliseconds from the header of a save, cut to `LONGEST_MS`; None where it says nothing.

    A save is never refused for it.
    """
    if not (header.isascii() and header.isdecimal()):
        return None
    return min(int(header[:12]), LONGEST_MS)


def add_active(stored: int | None, spent: int | None) -> int | None:
    """The sum so far; None as long as nothing was measured, as with the plain form."""
    return stored if spent is None else (stored or 0) + spent


def typical_seconds(measured: Iterable[int]) -> int | None:
    """The median in whole seconds, at least 1; None without a paragraph."""
    spent = list(measured)
    return max(1, round(median(spent) / 1000)) if spent else None
