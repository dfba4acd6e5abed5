"""Alpha of one question by parts of the sample: where in the material it holds. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.estimate import Estimate
from workbench.stats.ratings import Ratings

#: What a sample is cut by, and how the parts without a name are called.
NAMES = {
    "outlet": "By outlet",
    "story": "By story",
    "kind": "By kind of paragraph",
    "place": "By place in the article",
    "article": "By article",
}
UNNAMED = "none named"
#: Longer tables say nothing at a glance; the parts with the most units come first.
MOST_PARTS = 20


@dataclass(frozen=True)
class Facts:
    """What is known of a unit beside what was said of it; "" where nothing is."""

    article: str
    outlet: str = ""
    story: str = ""
    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class Slice:
    """The parts by one fact, those with the most units compared first; `n_left` are not shown."""

    name: str
    parts: tuple[tuple[str, Estimate], ...]
    n_left: int


def slices(ratings: Ratings, distance: Distance, facts: Mapping[Any, Facts]) -> tuple[Slice, ...]:
    """Alpha within each part, for every fact that divides the units at all.

    Intervals are left out: parts are small. Raises ValueError for a distance that does not fit.
    """
    found = []
    for fact, name in NAMES.items():
        named = np.array([getattr(facts[unit], fact) or UNNAMED for unit in ratings.units])
        parts = sorted(set(named.tolist()))
        if len(parts) < 2:
            continue
        estimates = [(part, _within(ratings, named == part, distance)) for part in parts]
        estimates.sort(key=lambda one: -one[1].n_pairable)
        shown = tuple(estimates[:MOST_PARTS])
        found.append(Slice(name, shown, len(estimates) - len(shown)))
    return tuple(found)


def place_of(position: int, last: int) -> str:
    """Which third of an article a paragraph stands in; positions from 1."""
    third = min(2, (position - 1) * 3 // max(1, last))
    return ("first third", "middle third", "last third")[third]


def _within(ratings: Ratings, inside: NDArray[np.bool_], distance: Distance) -> Estimate:
    part = replace(
        ratings,
        units=tuple(unit for unit, is_in in zip(ratings.units, inside, strict=True) if is_in),
        codes=ratings.codes[inside],
        cluster=ratings.cluster[inside],
    )
    return krippendorff_alpha(part, distance)
