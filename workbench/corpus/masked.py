"""A text with its masks applied: what is shown instead, and the way to and fro. Pure.

Offsets are code points, end exclusive. A passage that touches a placeholder covers the whole of
what the placeholder stands for, in both directions; any other passage keeps its exact words.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

PLACEHOLDERS: Mapping[str, str] = {"outlet": "[OUTLET]", "author": "[AUTHOR]"}


class MaskedPassage(NamedTuple):
    """A passage that names the outlet or the author."""

    start: int
    end: int
    #: A key of `PLACEHOLDERS`.
    kind: str
    #: `rule:<name>` or `by_hand`.
    origin: str


@dataclass(frozen=True)
class MaskedText:
    """What an annotator reads, `text`, and where its passages lie in the true text."""

    text: str
    #: Of the masks applied, "" where none is: two texts masked alike have the same.
    fingerprint: str
    #: Each mask as (start, end) of the true text and (start, end) of what is shown.
    places: tuple[tuple[int, int, int, int], ...]

    def to_masked(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of the true text stands in what is shown."""
        return _moved(start, end, self.places)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of what is shown stands in the true text."""
        return _moved(start, end, self._back)

    @cached_property
    def _back(self) -> tuple[tuple[int, int, int, int], ...]:
        return tuple((place[2], place[3], place[0], place[1]) for place in self.places)

    def tokens(self, tokens: Iterable[Sequence[int]]) -> list[list[int]]:
        """The words of what is shown, from those of the true text: each placeholder is in one."""
        shown: list[list[int]] = []
        for token in tokens:
            start, end = self.to_masked(token[0], token[1])
            if shown and start < shown[-1][1]:
                shown[-1][1] = max(end, shown[-1][1])
            else:
                shown.append([start, end])
        return shown


def masks_of(stored: Iterable[Sequence[Any]]) -> list[MaskedPassage]:
    """The masks of a paragraph from the lists in which `Paragraph.masks` keeps them."""
    return [MaskedPassage(*one) for one in stored]


def apply_masks(
    text: str, masks: Iterable[Sequence[Any]], kinds: Collection[str] = tuple(PLACEHOLDERS)
) -> MaskedText:
    """The text with every mask of these kinds replaced by its placeholder.

    `masks` are in order, without overlap, as `Paragraph.masks` holds them.
    """
    applied = [(one.start, one.end, one.kind) for one in masks_of(masks) if one.kind in kinds]
    parts: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, kind in applied:
        placeholder = PLACEHOLDERS[kind]
        parts += [text[done:start], placeholder]
        shown_start = length + start - done
        length, done = shown_start + len(placeholder), end
        places.append((start, end, shown_start, length))
    fingerprint = hashlib.sha256(repr(applied).encode()).hexdigest()[:16] if applied else ""
    return MaskedText("".join([*parts, text[done:]]), fingerprint, tuple(places))


def pieces(text: str, masks: Iterable[Sequence[Any]]) -> list[tuple[str, str]]:
    """The text cut at its masks: (words, kind), the kind being "" outside of them."""
    cut, done = [], 0
    for start, end, kind, _ in masks_of(masks):
        cut += [(text[done:start], ""), (text[start:end], kind)]
        done = end
    return [piece for piece in [*cut, (text[done:], "")] if piece[0]]


def _moved(start: int, end: int, places: Sequence[tuple[int, int, int, int]]) -> tuple[int, int]:
    """`places` are (start, end, start there, end there), in order and apart."""
    new_start, new_end = start, end
    first = bisect_right(places, start, key=itemgetter(0))
    if first:
        _, here_end, there_start, there_end = places[first - 1]
        new_start = there_start if start < here_end else start + there_end - here_end
    last = bisect_left(places, end, key=itemgetter(0))
    if last:
        _, here_end, _, there_end = places[last - 1]
        new_end = there_end if end <= here_end else end + there_end - here_end
    return new_start, new_end
