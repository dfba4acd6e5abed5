"""Links, and what is asked about passages and links, as units with everybody's answers. Pure.

What is asked about a passage or a link has groups of partners for units (see `ties`): several may
stand in one paragraph, and the words of each say which is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.agreement.material import Material
from workbench.agreement.sample import Sample
from workbench.agreement.ties import at_all, attribute_ratings, joined_in
from workbench.codebook.questions import Question

#: (start, end) of each member of a link, or of a passage: code points, end exclusive.
Extents = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Tied:
    """The answers, of each unit the paragraph it stands in, and by (unit, seat) where in it."""

    material: Material
    paragraph: Mapping[int, int]
    extents: Mapping[tuple[int, str], Extents]


def find_tied(sample: Sample, key: str) -> Tied | None:
    """Those of a question on links, or of one about passages or links, by its key; None where
    there is none of that key."""
    for question in sample.questions:
        if question.key == key and question.is_links:
            ratings = at_all(question, sample)
            own = sample.columns.units.tolist()
            return Tied(Material(question, ratings, "masi"), dict(zip(own, own, strict=True)), {})
        for attribute in question.attributes:
            if attribute.key == key:
                return _about(question, attribute, sample)
    return None


def _about(question: Question, attribute: Question, sample: Sample) -> Tied:
    joined = joined_in(question, sample)
    ties, columns = joined.ties, joined.sample.columns
    paragraphs = sample.columns.unit[ties.row].tolist()
    groups = columns.unit.tolist()
    seats = [columns.seats[place] for place in columns.seat.tolist()]
    members = zip(ties.tie.tolist(), ties.start.tolist(), ties.end.tolist(), strict=True)
    return Tied(
        Material(attribute, *attribute_ratings(attribute, joined)),
        dict(zip(groups, paragraphs, strict=True)),
        dict(zip(zip(groups, seats, strict=True), _extents(members, len(ties)), strict=True)),
    )


def _extents(members: Iterable[tuple[int, int, int]], n: int) -> list[Extents]:
    """Of each of so many ties where its members stand, in reading order."""
    found = defaultdict[int, list[tuple[int, int]]](list)
    for tie, start, end in members:
        found[tie].append((start, end))
    return [tuple(sorted(found[tie])) for tie in range(n)]
