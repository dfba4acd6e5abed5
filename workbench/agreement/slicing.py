"""The agreement on one question by parts of the sample: where in the material it holds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.agreement.cuts import CUT_NAMES, Cut
from workbench.stats.agreement import percent_agreement
from workbench.stats.alpha import alpha_sums, krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.jackknife import jackknife_interval
from workbench.stats.ratings import Ratings
from workbench.stats.restrict import restricted

#: Longer tables say nothing at a glance; the parts with the most judgments are shown.
MOST_PARTS = 20


@dataclass(frozen=True)
class Figure:
    """The figures of a part; `percent` counts pairs of judgments, and is None for passages.

    `value` is None exactly where there is a reason why, and the interval also where fewer than two
    articles are compared.
    """

    value: float | None
    why: str | None
    interval: tuple[float, float] | None
    percent: float | None
    n_units: int
    n_annotators: int


@dataclass(frozen=True)
class Part:
    """One part with its figures."""

    name: str
    figure: Figure


@dataclass(frozen=True)
class Slice:
    """The parts of a cut; `n_left` smaller ones are not shown."""

    key: str
    name: str
    parts: tuple[Part, ...]
    n_left: int = 0


def slices(
    ratings: Ratings, cuts: Iterable[Cut], measure: Callable[[Ratings], Figure]
) -> tuple[Slice, ...]:
    """The figures within each part. Judgments of two parts are not compared with each other.

    The largest parts come first, unless the parts have an order of their own.
    """
    return tuple(_slice(ratings, cut, measure) for cut in cuts)


def _slice(ratings: Ratings, cut: Cut, measure: Callable[[Ratings], Figure]) -> Slice:
    sizes = cut.sizes(ratings)
    largest = np.argsort(-sizes, kind="stable")[:MOST_PARTS]
    chosen: Sequence[int] = (np.sort(largest) if cut.is_ordered else largest).tolist()
    parts = tuple(
        Part(cut.parts[place], measure(restricted(ratings, cut.codes == place))) for place in chosen
    )
    return Slice(cut.key, CUT_NAMES[cut.key], parts, len(cut.parts) - len(parts))


def alpha_figure(ratings: Ratings, distance: Distance) -> Figure:
    """Krippendorff's alpha with the interval of the jackknife over articles.

    Raises ValueError for a distance that does not fit the values.
    """
    found = krippendorff_alpha(ratings, distance)
    interval = None
    if found.value is not None and found.n_clusters >= 2:
        interval = jackknife_interval(*alpha_sums(ratings, distance))
    return Figure(
        value=found.value,
        why=found.why_undefined,
        interval=interval,
        percent=percent_agreement(ratings).pooled,
        n_units=found.n_pairable,
        n_annotators=found.n_annotators,
    )
