"""Intervals without drawing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from tests.stats.tables import Table, ordinary, tables
from workbench.stats.alpha import alpha_sums, krippendorff_alpha
from workbench.stats.jackknife import (
    Floats,
    delete_one_error,
    influences,
    jackknife_interval,
    student_t,
)
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]


def mean(sums: Floats) -> Floats:
    """Of rows with a sum and a number."""
    return np.asarray(sums[:, 0] / sums[:, 1])


def rows_of(numbers: list[float]) -> Floats:
    return np.array([[number, 1] for number in numbers])


@pytest.mark.parametrize(
    ("freedom", "tabled"),
    [
        (1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (5, 2.5706), (7, 2.3646),
        (10, 2.2281), (15, 2.1314), (30, 2.0423), (60, 2.0003), (120, 1.9799), (10_000, 1.9602),
    ],
)  # fmt: skip
def test_students_t_is_that_of_the_tables(freedom: int, tabled: float) -> None:
    within = 0.004 if freedom == 3 else 0.001
    assert student_t(0.975, freedom) == pytest.approx(tabled, abs=within)
    assert student_t(0.025, freedom) == pytest.approx(-tabled, abs=within)
    assert student_t(0.5, freedom) == pytest.approx(0)


def test_of_a_mean_influences_are_the_distances_from_it() -> None:
    numbers = [0.1, 0.4, 0.4, 0.7, 0.9]
    centred = (np.array(numbers) - np.mean(numbers)) / 5
    assert influences(rows_of(numbers), mean) == pytest.approx(centred, abs=1e-8)


def test_of_a_mean_both_jackknives_give_the_usual_standard_error() -> None:
    numbers = [0.1, 0.4, 0.4, 0.7, 0.9, 0.35]
    error = float(np.std(numbers, ddof=1) / np.sqrt(6))
    assert delete_one_error(rows_of(numbers), mean, 6) == pytest.approx(error)
    low, high = jackknife_interval(rows_of(numbers), mean) or (0, 0)
    assert (low + high) / 2 == pytest.approx(np.mean(numbers))
    assert (high - low) / 2 == pytest.approx(student_t(0.975, 5) * error)


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_weighing_all_articles_more_moves_alpha_hardly(rate: Rate, table: Table) -> None:
    """So the influences sum to next to nothing: only N - 1 knows how much there is."""
    sums, alphas = alpha_sums(rate(table), "nominal")
    moved = influences(sums, alphas)
    if len(sums) and not np.isnan(moved).any():
        total = sums[:, :-1].sum()
        assert abs(moved.sum()) <= 2 / (total - 1) * 2


def test_the_interval_resembles_that_of_the_bootstrap(rate: Rate) -> None:
    ratings = rate(ordinary(180), clusters={unit: unit // 3 for unit in range(180)})
    drawn = krippendorff_alpha(ratings, "nominal", seed=1).interval
    assert jackknife_interval(*alpha_sums(ratings, "nominal")) == pytest.approx(drawn, abs=0.02)


def test_the_upper_end_is_cut_off_at_1() -> None:
    low, high = jackknife_interval(rows_of([1, 1, 1, 0.9]), mean) or (0, 0)
    assert high == 1
    assert low < 0.975


def test_without_two_articles_or_a_figure_there_is_no_interval(rate: Rate) -> None:
    sums, alphas = alpha_sums(rate([["a", "a"], ["a", "a"]]), "nominal")
    assert jackknife_interval(sums, alphas) is None
    assert delete_one_error(sums, alphas, 2) is None
    assert jackknife_interval(sums[:0], alphas) is None
    one = alpha_sums(rate([["a", "b"], ["a", "a"]], clusters={0: 0, 1: 0}), "nominal")
    assert jackknife_interval(*one) is None
    assert delete_one_error(*one, 1) is None


def test_leaving_out_the_only_variation_leaves_no_error(rate: Rate) -> None:
    sums, alphas = alpha_sums(rate([["a", "b"], ["a", "a"], ["a", "a"]]), "nominal")
    assert delete_one_error(sums, alphas, 3) is None


def test_units_that_cannot_be_compared_change_nothing_when_left_out(rate: Rate) -> None:
    """Each adds a figure equal to the whole (Efron & Stein 1981)."""
    sums, alphas = alpha_sums(rate([["a", "b"], ["a", "a"], ["b", "b"], ["b", "b"]]), "nominal")
    whole = float(alphas(sums.sum(axis=0, keepdims=True))[0])
    figures = [*alphas(sums.sum(axis=0) - sums), whole, whole]
    error = np.sqrt(5 / 6 * np.square(figures - np.mean(figures)).sum())
    assert delete_one_error(sums, alphas, 6) == pytest.approx(error)
