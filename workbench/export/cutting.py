"""Whether a passage begins and ends where one can be marked. Pure.

The page never lets a passage end inside a visible character or inside a name that is hidden. What
is refused here is what no reading of Unicode's rules (UAX #29) lets pass, so nothing that the page
made is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.corpus.masked import masks_of

_JOINER, _NON_JOINER = "\u200d", "\u200c"


def cuts_character(text: str, place: int) -> bool:
    """Whether a visible character goes on across this place."""
    if not 0 < place < len(text) or text[place].isascii():
        return False
    here, before = text[place], text[place - 1]
    if _continues(here):
        return True
    if before == _JOINER:
        return unicodedata.category(here) == "So"  # a family, a profession
    return _is_regional(here) and _regional_before(text, place) % 2 == 1


def cuts_mask(start: int, end: int, masks: Iterable[Sequence[Any]], kinds: Sequence[str]) -> bool:
    """Whether an end of the passage lies inside a name that is hidden."""
    return any(
        one.start < place < one.end
        for one in masks_of(masks)
        if one.kind in kinds
        for place in (start, end)
    )


def _continues(sign: str) -> bool:
    """A combining mark, a variation selector, a joiner, a skin tone, a tag in a flag."""
    return (
        unicodedata.category(sign) in ("Mn", "Me")
        or sign in (_JOINER, _NON_JOINER)
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_regional(sign: str) -> bool:
    """A letter of a flag, which takes two of them."""
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _regional_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_regional(text[place - 1 - count]):
        count += 1
    return count
