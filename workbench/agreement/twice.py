"""What people answered twice: in two rounds, to the same question on the same unit. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

import numpy as np

from workbench.agreement.material import Material
from workbench.stats.ratings import Ratings, Record, Value
from workbench.stats.stability import AGAIN, FIRST

#: How the two answers of one person are called where they stand side by side.
OCCASIONS = {FIRST: "the first time", AGAIN: "the second time"}


def twice_rated(rounds: Sequence[Material]) -> Ratings | None:
    """The first two answers of everybody to each unit that they judged in two rounds or more, as
    `stats.stability` takes them. None where there are none.

    `rounds` have the earliest first, and the same values.
    """
    records = list(_records([one.ratings for one in rounds]))
    if not records:
        return None
    homes = {
        unit: one.ratings.articles[article]
        for one in rounds
        for unit, article in zip(one.ratings.units, one.ratings.cluster, strict=True)
    }
    return Ratings.from_records(records, clusters=homes, values=rounds[0].ratings.offered)


def side_by_side(rounds: Sequence[Material], seat: str) -> Material | None:
    """One person's answers of two occasions as if these were two annotators.

    None without any, and for passages.
    """
    ratings = twice_rated(rounds)
    if ratings is None or rounds[0].marking is not None:
        return None
    if (seat, FIRST) not in ratings.annotators:
        return None
    own = ratings.codes[:, [ratings.annotators.index((seat, one)) for one in OCCASIONS]]
    rows = np.asarray((own >= 0).any(axis=1))
    chosen = replace(
        ratings,
        units=tuple(compress(ratings.units, rows.tolist())),
        annotators=tuple(OCCASIONS.values()),
        codes=own[rows],
        cluster=ratings.cluster[rows],
    )
    return replace(rounds[0], ratings=chosen)


def occasions(rounds: Mapping[int, Material], seat: str) -> dict[Any, tuple[int, ...]]:
    """Of each unit that somebody answered twice, in which two of these rounds, by their ids."""
    told = defaultdict[Any, list[int]](list)
    for round_id, one in rounds.items():
        ratings = one.ratings
        if seat in ratings.annotators:
            own = ratings.codes[:, ratings.annotators.index(seat)] >= 0
            for unit in compress(ratings.units, own.tolist()):
                told[unit].append(round_id)
    return {unit: tuple(some[:2]) for unit, some in told.items() if len(some) >= 2}


def _records(rounds: Sequence[Ratings]) -> Iterator[Record]:
    times = Counter(unit for ratings in rounds for unit in ratings.units)
    given = defaultdict[tuple[Any, Any], list[Value]](list)
    for ratings in rounds:
        rows = [row for row, unit in enumerate(ratings.units) if times[unit] >= 2]
        for row, column in np.argwhere(ratings.codes[rows] >= 0).tolist():
            cell = ratings.units[rows[row]], ratings.annotators[column]
            given[cell].append(ratings.values[ratings.codes[rows[row], column]])
    for (unit, seat), answers in given.items():
        if len(answers) >= 2:
            yield unit, (seat, FIRST), answers[0]
            yield unit, (seat, AGAIN), answers[1]
