"""The annotators of one question, each beside the others and beside themselves. Pure.

All of it is about the question: how many ways there are to read it. It is no ranking, and
annotators stand in the order of their seats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.material import Material
from workbench.agreement.twice import twice_rated
from workbench.stats.annotators import AgainstTheRest, against_the_rest
from workbench.stats.dawid_skene import dawid_skene
from workbench.stats.drift import Drift, Period, drift
from workbench.stats.ratings import Ratings
from workbench.stats.stability import Stability, stability

Integers = NDArray[np.integer[Any]]

#: Units that have to be likely of a value before an annotator's errors on it mean anything.
LEAST_LIKELY = 50
#: Estimating them for more takes too long for a page.
MOST_JUDGMENTS = 100_000
#: 1970-01-01 was a Thursday: days since the Monday before, and that Thursday itself.
_TO_MONDAY = 3
_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Beside:
    """One annotator. What there is no basis for is None.

    `seconds` is the median of their active time on a unit as a whole, over `n_timed` judgments.
    `right` is how often they would say what is true, as a model estimates it.
    """

    seat: str
    rest: AgainstTheRest
    stability: Stability | None
    drift: Drift
    seconds: float | None
    n_timed: int
    right: float | None
    #: The names of the weeks of `drift`, and what is told of each.
    weeks: tuple[tuple[str, Period], ...]


@dataclass(frozen=True, eq=False)
class Times:
    """When each judgment was made and how long it took, in the shape of the ratings, -1 where that
    is not known. `weeks` are numbers of weeks."""

    weeks: Integers
    milliseconds: Integers


def people(
    material: Material, times: Times, *, rounds: Sequence[Material] = (), seed: int
) -> tuple[Beside, ...]:
    """Everybody who answered, by seat; nobody for passages.

    `rounds` are the answers to the question in all rounds, the earliest first: what stands in two
    of them was answered twice.
    """
    ratings, distance = material.ratings, material.distance
    if distance is None:
        return ()
    is_scale = material.question.dimension.type == "ordinal"
    moved = drift(ratings, times.weeks, seed=seed)
    again = {one.annotator: one for one in _stability(rounds, material)}
    right = _right(ratings)
    speed = [median_seconds(own) for own in times.milliseconds.T]
    return tuple(
        Beside(
            seat=str(one.annotator),
            rest=one,
            stability=again.get(one.annotator),
            drift=moved[place],
            seconds=speed[place][0],
            n_timed=speed[place][1],
            right=right.get(one.annotator),
            weeks=tuple((week_name(week.code), week) for week in moved[place].periods),
        )
        for place, one in enumerate(against_the_rest(ratings, distance, is_scale=is_scale))
    )


def week_of(days: Integers) -> Integers:
    """The number of the week of days that are counted from 1970-01-01; weeks begin on Mondays."""
    return (days + _TO_MONDAY) // 7


def week_name(week: int) -> str:
    """The ISO week of such a number, as 2026-W48."""
    year, number, _ = date.fromordinal(_FIRST_DAY + week * 7).isocalendar()
    return f"{year}-W{number:02}"


def median_seconds(milliseconds: Integers) -> tuple[float | None, int]:
    """The median of the times that are known, None where none is, and how many are."""
    timed = milliseconds[milliseconds >= 0]
    return (float(np.median(timed)) / 1000 if len(timed) else None), len(timed)


def _stability(rounds: Sequence[Material], material: Material) -> tuple[Stability, ...]:
    if material.distance is None:
        return ()
    ratings = twice_rated(rounds)
    return () if ratings is None else stability(ratings, material.distance)


def _right(ratings: Ratings) -> Mapping[Any, float]:
    """By annotator how often they are right, by the model of Dawid & Skene (1979).

    Empty where a value is true of fewer than 50 units, where its estimates are noise, and for sets.
    """
    n_judged = np.count_nonzero(ratings.codes >= 0)
    is_set = any(isinstance(value, frozenset) for value in ratings.values)
    if is_set or len(ratings.units) < LEAST_LIKELY or n_judged > MOST_JUDGMENTS:
        return {}
    rows, columns = np.nonzero(ratings.codes >= 0)
    records = [
        (int(row), int(column), ratings.values[ratings.codes[row, column]])
        for row, column in zip(rows, columns, strict=True)
    ]
    found = dawid_skene(records, values=ratings.values)
    if not found.converged or found.posterior.sum(axis=0).min() < LEAST_LIKELY:
        return {}
    shares = np.einsum("t,att->a", found.prevalence, found.error)
    return {
        ratings.annotators[int(str(column))]: float(share)
        for column, share in zip(found.annotators, shares, strict=True)
    }
