"""The units behind a figure: which paragraphs, or articles, a number on a page counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.cuts import Cut
from workbench.agreement.material import Material
from workbench.core.errors import NotFound
from workbench.stats.ratings import Ratings
from workbench.stats.restrict import restricted
from workbench.stats.span_differences import KINDS, span_differences_of

Flags = NDArray[np.bool_]

NOTHING_THERE = "There is nothing like that in this round. Come from a figure of the question."
#: Answers that differ, whatever they are; of one `value`, in whether they are it.
ANYHOW = "anyhow"
#: Passages of two that are partners, by the labels they carry.
LABELS = "labels"


@dataclass(frozen=True)
class Asked:
    """What is looked for; all of it together, and "" or () for what does not matter.

    `part` of the cut `by`, which with an `annotator` is about their judgments alone; a `value` that
    somebody gave, or marked; two values `between` which two answers stand; a `pair` of annotators,
    or an `annotator` beside anybody else, who then gave the first of the two values; and how
    answers `differ`: anyhow, or for passages in which way, or in the labels of two partners.
    """

    by: str = ""
    part: str = ""
    value: str = ""
    between: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    annotator: str = ""
    #: One annotator's answers in two rounds, side by side.
    twice: str = ""
    differ: str = ""
    #: As many people must have judged a unit.
    least: int = 2


@dataclass(frozen=True, eq=False)
class Found:
    """The judgments that were looked at, and the rows of the units that were found among them."""

    part: Ratings
    rows: Sequence[int]


def find_units(material: Material, cuts: Iterable[Cut], asked: Asked) -> Found:
    """The units that a figure counts. Raises NotFound for what cannot be asked for here."""
    part = _people(_part(material.ratings, cuts, asked), asked)
    judged = part.codes >= 0
    found = judged.sum(axis=1) >= asked.least
    if asked.annotator:
        own = np.array([name == asked.annotator for name in part.annotators])
        found &= judged[:, own].any(axis=1) & judged[:, ~own].any(axis=1)
    if material.marking is not None and asked.differ:
        found &= _differing_passages(material, part, asked)
    else:
        found &= _values(material, part, asked)
    return Found(part, np.flatnonzero(found).tolist())


def _part(ratings: Ratings, cuts: Iterable[Cut], asked: Asked) -> Ratings:
    if not asked.by:
        return ratings
    cut = next((one for one in cuts if one.key == asked.by), None)
    if cut is None or asked.part not in cut.parts:
        raise NotFound(NOTHING_THERE)
    inside = cut.inside(asked.part)
    if asked.annotator:
        own = np.array([name == asked.annotator for name in ratings.annotators])
        there = inside & own & (ratings.codes >= 0)
        inside = there.any(axis=1)[:, None] & (inside | ~own)
    return restricted(ratings, inside)


def _people(ratings: Ratings, asked: Asked) -> Ratings:
    named = {*asked.pair, *([asked.annotator] if asked.annotator else [])}
    if not named <= set(ratings.annotators) or len(asked.pair) not in (0, 2):
        raise NotFound(NOTHING_THERE)
    if not asked.pair:
        return ratings
    return restricted(ratings, np.array([name in asked.pair for name in ratings.annotators]))


def _values(material: Material, part: Ratings, asked: Asked) -> Flags:
    found = np.ones(len(part.units), dtype=bool)
    if asked.value:
        found &= _gave(material, part, asked.value).any(axis=1)
    if asked.between:
        found &= _between(material, part, asked)
    if asked.differ and asked.value:
        found &= ((part.codes >= 0) & ~_gave(material, part, asked.value)).any(axis=1)
    elif asked.differ:
        high = part.codes.max(axis=1, initial=-1)
        there = np.where(part.codes >= 0, part.codes, high[:, None])
        found &= there.min(axis=1, initial=np.iinfo(part.codes.dtype).max) < high
    return found


def _between(material: Material, part: Ratings, asked: Asked) -> Flags:
    if len(asked.between) != 2:
        raise NotFound(NOTHING_THERE)
    first, second = (_gave(material, part, value) for value in asked.between)
    if asked.annotator:
        own = np.array([name == asked.annotator for name in part.annotators])
        return np.asarray(first[:, own].any(axis=1) & second[:, ~own].any(axis=1))
    if asked.between[0] == asked.between[1]:
        return np.asarray(first.sum(axis=1) >= 2)
    return np.asarray(first.any(axis=1) & second.any(axis=1))


def _gave(material: Material, part: Ratings, value: str) -> Flags:
    """Which judgments are this value, or carry it."""
    if value not in material.question.value_ids() and value not in material.value_ids:
        raise NotFound(NOTHING_THERE)
    carries = [
        shown == value or (isinstance(one, frozenset) and value in one)
        for one, shown in zip(part.values, material.value_ids, strict=True)
    ]
    gave: Flags = np.array([*carries, False])[part.codes]  # missing is -1: the last one
    return gave


def _differing_passages(material: Material, part: Ratings, asked: Asked) -> Flags:
    if asked.differ not in (*KINDS, LABELS, ANYHOW) or (asked.differ == LABELS) != bool(
        asked.between
    ):
        raise NotFound(NOTHING_THERE)
    labels = material.question.value_ids()
    if not set(labels).issuperset({*asked.between, *([asked.value] if asked.value else [])}):
        raise NotFound(NOTHING_THERE)
    found = span_differences_of(material.marked(part))
    if asked.between:
        units = {*found.confusion.get((asked.between[0], asked.between[-1]), {})}
    else:
        tallies = found.by_label[asked.value] if asked.value else found.overall
        asked_for = {*KINDS} - {"same"} if asked.differ == ANYHOW else {asked.differ}
        units = {unit for kind, own in tallies.items() if kind in asked_for for unit in own}
    return np.array([unit in units for unit in part.units], dtype=bool)
