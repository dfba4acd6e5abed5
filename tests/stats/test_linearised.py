"""Gwet's standard errors against the jackknife, which needs none of his algebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.tables import VALUES, Table, moved, ordinary, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.chance import chance_corrected
from workbench.stats.linearised import alpha_interval, standard_error
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
BOTH: list[Any] = ["gwet_ac1", "krippendorff_alpha"]
every = pytest.mark.parametrize("name", BOTH)


def value(ratings: Ratings, name: str) -> float | None:
    if name == "gwet_ac1":
        return chance_corrected(ratings, "gwet_ac1").value
    return krippendorff_alpha(ratings, "nominal").value


@every
def test_it_resembles_the_jackknife_over_units(rate: Rate, name: Any) -> None:
    table = ordinary(200)
    n = len(table)
    left_out = [
        value(rate(table[:unit] + table[unit + 1 :], values=VALUES), name) for unit in range(n)
    ]
    figures = np.array(left_out, dtype=float)
    error = np.sqrt((n - 1) / n * np.square(figures - figures.mean()).sum())
    assert standard_error(rate(table, values=VALUES), name) == pytest.approx(error, rel=0.03)


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_of_alpha_it_is_what_loops_over_units_say(rate: Rate, table: Table) -> None:
    """Gwet 2014, with alpha itself from elsewhere."""
    alpha = krippendorff_alpha(rate(table, values=VALUES), "nominal").value
    units = [own for row in table if len(own := [one for one in row if one]) >= 2]
    n = len(units)
    error = standard_error(rate(table, values=VALUES), "krippendorff_alpha")
    if alpha is None or n < 2:
        assert error is None
        return
    mean = sum(map(len, units)) / n
    share = {k: sum(unit.count(k) for unit in units) / n / mean for k in VALUES}
    chance = sum(one**2 for one in share.values())
    observed = alpha * (1 - chance) + chance
    squares = 0.0
    for unit in units:
        longer = (len(unit) - mean) / mean
        agreeing = sum(unit.count(one) - 1 for one in unit) / (mean * (len(unit) - 1))
        own_chance = sum(share[one] for one in unit) / mean - chance * longer
        own = (agreeing - observed * longer - chance) / (1 - chance)
        own -= 2 * (1 - alpha) * (own_chance - chance) / (1 - chance)
        squares += (own - alpha) ** 2
    assert error == pytest.approx(np.sqrt(squares / (n * (n - 1))))


@every
@settings(max_examples=30, deadline=None)
@given(table=tables(), order=st.randoms(use_true_random=False))
def test_annotators_and_units_may_change_places(
    rate: Rate, name: Any, table: Table, order: Any
) -> None:
    before = standard_error(rate(table, values=VALUES), name)
    after = standard_error(rate(moved(table, order), values=VALUES), name)
    assert after == (None if before is None else pytest.approx(before, abs=1e-9))
    assert before is None or before >= 0


@every
def test_ten_times_the_units_make_it_smaller_by_the_root_of_ten(rate: Rate, name: Any) -> None:
    once, often = (standard_error(rate(ordinary(90) * n, values=VALUES), name) for n in (1, 10))
    assert once is not None
    assert often == pytest.approx(once / np.sqrt(10), rel=0.02)


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_without_variation_alpha_has_no_error_but_ac1_has(rate: Rate, sizes: list[int]) -> None:
    """However many judgments the units have: rounding is no variation, and AC1 is 1 then."""
    ratings = rate([["a"] * size for size in sizes], values=["a", "b"])
    assert standard_error(ratings, "krippendorff_alpha") is None
    assert alpha_interval(ratings, 1.0) is None
    error = standard_error(ratings, "gwet_ac1")
    compared = sum(size >= 2 for size in sizes)
    assert (error is None) == (not compared or len(sizes) < 2)
    if compared == len(sizes) > 1:
        assert error == pytest.approx(0)


@every
def test_with_nothing_to_compare_there_is_none(rate: Rate, name: Any) -> None:
    for table in ([], [["a", None], [None, "b"]], [["a", "b"]]):
        assert standard_error(rate(table), name) is None
        assert alpha_interval(rate(table), 0.5) is None


def test_the_interval_holds_alpha_and_ends_at_1(rate: Rate) -> None:
    ratings = rate(ordinary())
    alpha = krippendorff_alpha(ratings, "nominal").value
    assert alpha is not None
    low, high = alpha_interval(ratings, alpha) or (1, 0)
    assert low < alpha < high
    assert alpha - low == pytest.approx(high - alpha)
    assert alpha_interval(ratings, 0.99999) == (pytest.approx(low + 0.99999 - alpha), 1)
