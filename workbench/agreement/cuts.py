"""What a sample can be cut by, and where each judgment then lies. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.queries_units import UnitFacts
from workbench.stats.ratings import Ratings

Integers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

#: By what a sample can be cut, in words.
CUT_NAMES = {
    "outlet": "By outlet",
    "story": "By story",
    "kind": "By kind of paragraph",
    "place": "By place in the article",
    "article": "By article",
    "round": "By round",
    "week": "By week",
    "version": "By codebook version",
    "sight": "With the outlet hidden or shown",
    "premarks": "With premarks or without",
}
UNNAMED = "none named"
THIRDS = ("first third", "middle third", "last third")


@dataclass(frozen=True, eq=False)
class Cut:
    """One way to cut a sample into parts.

    `codes` has shape (units, annotators), or (units, 1) where all judgments of a unit lie in one
    part: the place of the part in `parts`, -1 where it is not known. `is_ordered` says that the
    parts stand in an order of their own, such as weeks.
    """

    key: str
    parts: tuple[str, ...]
    codes: Integers
    is_ordered: bool = False

    def inside(self, part: str) -> Flags:
        """The judgments of one part, of the shape of `codes`; none of a part that is not there."""
        place = self.parts.index(part) if part in self.parts else len(self.parts)
        inside: Flags = self.codes == place
        return inside

    def sizes(self, ratings: Ratings) -> NDArray[np.intp]:
        """How many judgments lie in each part, shape (parts,)."""
        codes = np.broadcast_to(self.codes, ratings.codes.shape)
        there = (ratings.codes >= 0) & (codes >= 0)
        return np.bincount(codes[there], minlength=len(self.parts))


def unit_cuts(ratings: Ratings, facts: Mapping[Any, UnitFacts]) -> list[Cut]:
    """By what is known of the units: outlet, story, kind, place in the article, article.

    What all units share is no cut.
    """
    known = [facts[unit] for unit in ratings.units]
    named = {
        "outlet": [one.outlet for one in known],
        "story": [one.story for one in known],
        "kind": [one.kind for one in known],
        "place": [place_of(one.position, one.last) for one in known],
        "article": _article_names(known),
    }
    cuts = (_of_names(key, names, is_ordered=key == "place") for key, names in named.items())
    return [cut for cut in cuts if cut is not None]


def judgment_cut(
    key: str, numbers: Integers, labels: Mapping[int, str], *, is_ordered: bool = False
) -> Cut | None:
    """By a number that is known of each judgment, shape (units, annotators), -1 where none is.

    `labels` are the words for the numbers, in their order; a number without words is not known.
    None where all judgments lie in one part.
    """
    used = {number for number in np.unique(numbers).tolist() if number in labels}
    if len(used) < 2:
        return None
    parts = [number for number in labels if number in used]
    codes = np.full(numbers.shape, -1)
    for code, number in enumerate(parts):
        codes[numbers == number] = code
    return Cut(key, tuple(labels[one] for one in parts), codes, is_ordered)


def place_of(position: int, last: int) -> str:
    """Which third of an article a paragraph stands in; positions from 1, "" for 0."""
    if not position:
        return ""
    return THIRDS[min(2, (position - 1) * 3 // max(1, last))]


def _article_names(known: Sequence[UnitFacts]) -> list[str]:
    """Titles; of articles that share one, with their keys."""
    title_of = {one.article_key: one.article for one in known}
    times = Counter(title_of.values())
    return [
        one.article if times[one.article] == 1 else f"{one.article} ({one.article_key})"
        for one in known
    ]


def _of_names(key: str, given: Sequence[str], *, is_ordered: bool) -> Cut | None:
    parts = tuple(sorted({one or UNNAMED for one in set(given)}))
    if is_ordered:
        parts = tuple(one for one in (*THIRDS, UNNAMED) if one in parts)
    if len(parts) < 2:
        return None
    place = {part: code for code, part in enumerate(parts)}
    place[""] = place.get(UNNAMED, -1)
    codes = np.fromiter(map(place.__getitem__, given), np.intp, len(given))
    return Cut(key, parts, codes[:, None], is_ordered)
