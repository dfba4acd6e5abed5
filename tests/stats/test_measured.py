from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.stats.bootstrap import Resampled
from workbench.stats.measured import measured
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]


def test_the_counts_beside_the_figure_are_those_of_the_ratings(rate: Rate) -> None:
    table = [["a", "b", None], ["a", None, None], [None, "b", "b"], [None, None, "a"], ["a", "a"]]
    ratings = rate(table, clusters={0: 0, 1: 1, 2: 0, 3: 2, 4: 3})
    resampled = Resampled((0.1, 0.9), "a note", 40, 0.25)
    found = measured(
        "measure", ratings, Pairable.of(ratings), 0.5, None,
        distance="nominal", seed=3, resampled=resampled,
    )  # fmt: skip
    assert (found.n_units, found.n_pairable, found.n_single) == (5, 3, 2)
    assert (found.n_annotators, found.n_clusters) == (3, 2)
    assert (found.interval, found.interval_note) == ((0.1, 0.9), "a note")
    assert (found.replicates, found.seed, found.p_below_667) == (40, 3, 0.25)


@pytest.mark.parametrize(("value", "why"), [(None, None), (0.5, "a reason")])
def test_there_is_a_value_or_a_reason(rate: Rate, value: float | None, why: str | None) -> None:
    ratings = rate([["a", "b"]])
    with pytest.raises(ValueError, match="either a value or a reason"):
        measured("measure", ratings, Pairable.of(ratings), value, why, distance="nominal")
