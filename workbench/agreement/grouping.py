"""Agreement within and between groups of annotators, who consented to be looked at so. Pure.

Figures are rounded, and how many paragraphs they rest on is not said: whoever has all answers could
else try out which division of the annotators leads to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.agreement.material import Material
from workbench.projects.background import Grouping
from workbench.stats.groups import agreement_of_groups
from workbench.stats.restrict import restricted

DIGITS = 2


@dataclass(frozen=True)
class GroupFigures:
    """By one background question: alpha within each group, and agreement between every two.

    A figure is None where it is undefined. Passages have none between groups. Where no group may be
    named, there are no figures and `why_none` says why.
    """

    title: str
    within: tuple[tuple[str, float | None], ...]
    between: tuple[tuple[str, str, float | None], ...]
    why_none: str = ""


def group_figures(material: Material, groupings: Sequence[Grouping]) -> tuple[GroupFigures, ...]:
    """The figures of each grouping, of which the seats are in these ratings."""
    return tuple(_figures(material, one) for one in groupings)


def _figures(material: Material, grouping: Grouping) -> GroupFigures:
    if grouping.why_none:
        return GroupFigures(grouping.title, (), (), grouping.why_none)
    ratings, groups = material.ratings, grouping.groups
    if material.distance is None:
        within = tuple(
            (name, _rounded(material.figure(restricted(ratings, _of(material, seats))).value))
            for name, seats in groups.items()
        )
        return GroupFigures(grouping.title, within, ())
    group_of = {seat: name for name, seats in groups.items() for seat in seats}
    named = [group_of.get(str(seat)) for seat in ratings.annotators]
    found = agreement_of_groups(ratings, named, material.distance)
    return GroupFigures(
        grouping.title,
        tuple((str(name), _rounded(one.value)) for name, one in found.within.items()),
        tuple((str(a), str(b), _rounded(one.value)) for (a, b), one in found.between.items()),
    )


def _of(material: Material, seats: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([seat in seats for seat in material.ratings.annotators], dtype=np.bool_)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
