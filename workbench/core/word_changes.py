"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are in both versions ("same"), in the old ("removed") or the new ("added")."""

    what: str
    text: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as one: what stayed, what was removed and what was added."""
    if old == new:
        return (Piece("same", old),)
    first, second = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    found: list[Piece] = []
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(first[start:end])))
        else:
            found.extend(as_whole("".join(first[start:end]), "".join(second[new_start:new_end])))
    return tuple(found)


def as_whole(old: str, new: str) -> tuple[Piece, ...]:
    """The same where comparing the words would take too long: all removed, all added."""
    if old == new:
        return (Piece("same", old),)
    return tuple(piece for piece in (Piece("removed", old), Piece("added", new)) if piece.text)


def effort(old: str, new: str) -> int:
    """Words of the one times words of the other: what comparing them costs at most."""
    return 0 if old == new else len(_PIECE.findall(old)) * len(_PIECE.findall(new))
