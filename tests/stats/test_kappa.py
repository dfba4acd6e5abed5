"""Kappa by pair of annotators, against plain loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from tests.stats.tables import VALUES, Table, ordinary, tables
from workbench.stats.kappa import mean_kappa, pairwise_kappas, weighted_kappa
from workbench.stats.ratings import Ratings
from workbench.stats.weights import agreement_weights

Rate = Callable[..., Ratings]
WEIGHTS: list[Any] = ["identity", "linear", "quadratic"]
every_weights = pytest.mark.parametrize("weights", WEIGHTS)


def close(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


def by_definition(pairs: list[tuple[int, int]], weights: str) -> float | None:
    """Observed over expected disagreement, every first value against every second."""

    def apart(a: int, b: int) -> float:
        steps = abs(a - b) / (len(VALUES) - 1)
        return {"identity": float(a != b), "linear": steps, "quadratic": steps**2}[weights]

    expected = sum(apart(a, b) for a, _ in pairs for _, b in pairs)
    observed = sum(apart(a, b) for a, b in pairs) * len(pairs)
    return 1 - observed / expected if expected else None


@every_weights
@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_each_pair_is_what_plain_loops_say(rate: Rate, weights: Any, table: Table) -> None:
    ratings = rate(table, values=VALUES)
    found = pairwise_kappas(ratings, weights=weights)
    n = len(ratings.annotators)
    assert len(found) == n * (n - 1) // 2
    for (first, second), kappa in found.items():
        a, b = (int(str(one).split()[-1]) for one in (first, second))
        pairs = [(row[a], row[b]) for row in table if row[a] and row[b]]
        assert kappa.value == close(by_definition(pairs, weights))
        assert (kappa.pair, kappa.n_units) == ((first, second), len(pairs))
        assert (kappa.value is None) == bool(kappa.why_undefined)
        equal = sum(one == other for one, other in pairs)
        assert kappa.agreement == (close(equal / len(pairs)) if pairs else None)


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(2, 2)), names=st.permutations("wxyz"))
def test_neither_order_nor_names_matter(rate: Rate, table: Table, names: Any) -> None:
    new = dict(zip(VALUES, names, strict=True))
    other = [[value and new[value] for value in reversed(row)] for row in reversed(table)]
    before, after = (list(pairwise_kappas(rate(one)).values()) for one in (table, other))
    assert [kappa.value for kappa in after] == [close(kappa.value) for kappa in before]


@every_weights
@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_every_unit_twice_is_the_same(rate: Rate, weights: Any, table: Table) -> None:
    once, twice = (
        pairwise_kappas(rate(one, values=VALUES), weights=weights) for one in (table, table * 2)
    )
    for pair, kappa in once.items():
        assert twice[pair].value == close(kappa.value)
        assert_array_equal(twice[pair].confusion, 2 * kappa.confusion)


def test_the_confusion_says_what_the_first_and_the_second_called_it(rate: Rate) -> None:
    (kappa,) = pairwise_kappas(rate([["a", "b"], ["a", "b"], ["b", "b"], ["a", None]])).values()
    assert kappa.confusion.tolist() == [[0, 2], [0, 1]]
    assert kappa.pair == ("annotator 0", "annotator 1")


@every_weights
def test_partial_overlap_with_full_agreement_is_1(rate: Rate, weights: Any) -> None:
    table = [[1, 1, None], [2, 2, None], [None, 2, 2], [None, 3, 3], [3, None, 3], [1, None, 1]]
    found = pairwise_kappas(rate(table), weights=weights, seed=1, replicates=50)
    assert [kappa.value for kappa in found.values()] == [1, 1, 1]
    assert all(kappa.n_units == 2 for kappa in found.values())
    assert mean_kappa(found) == 1


def test_undefined_pairs_say_why_and_are_left_out_of_the_mean(rate: Rate) -> None:
    table = [[1, 1, None], [2, 2, None], [None, 1, 1], [None, 1, 1]]
    found = list(pairwise_kappas(rate(table), seed=1, replicates=10).items())
    (_, full), (_, none), (_, same) = found
    assert full.value == 1
    assert (none.value, none.agreement, none.n_units) == (None, None, 0)
    assert "no unit in common" in (none.why_undefined or "")
    assert (same.value, same.agreement) == (None, 1)
    assert "one and the same value" in (same.why_undefined or "")
    assert same.resampled.interval is None
    assert mean_kappa(dict(found)) == 1
    assert mean_kappa(dict(found[1:])) is None
    assert pairwise_kappas(rate([])) == {}


def test_always_another_value_is_not_undefined(rate: Rate) -> None:
    (kappa,) = pairwise_kappas(rate([[1, 2], [1, 2]])).values()
    assert (kappa.value, kappa.agreement) == (0, 0)


def test_kappas_can_be_compared_although_they_hold_arrays(rate: Rate) -> None:
    (one,), (other,) = (pairwise_kappas(rate([[1, 2], [2, 2]])).values() for _ in range(2))
    assert one != other
    assert one in {one}


@every_weights
def test_weights_of_ones_own_are_disagreements(rate: Rate, weights: Any) -> None:
    ratings = rate(ordinary(), values=VALUES)
    for kappa in pairwise_kappas(ratings, weights=weights).values():
        table = 1 - agreement_weights(ratings, weights)
        assert weighted_kappa(kappa.confusion, 7 * table) == close(kappa.value)
    assert weighted_kappa(np.zeros((2, 2)), 1 - np.eye(2)) is None


@every_weights
def test_intervals_are_reproducible_and_hold_the_value(rate: Rate, weights: Any) -> None:
    ratings = rate(ordinary(), clusters={unit: unit // 3 for unit in range(60)})
    first, again, other = (
        pairwise_kappas(ratings, weights=weights, seed=seed, replicates=300) for seed in (7, 7, 8)
    )
    for pair, kappa in first.items():
        assert kappa.resampled == again[pair].resampled
        assert kappa.resampled != other[pair].resampled
        low, high = kappa.resampled.interval or (1, 0)
        assert kappa.value is not None
        assert low < kappa.value < high
    assert all(kappa.resampled.interval is None for kappa in pairwise_kappas(ratings).values())


def test_weights_need_not_be_the_same_both_ways() -> None:
    """Here only a first annotator's 1 beside a second's 2 counts: 3 of 10, by chance 5 * 6 / 10."""
    confusion, disagreement = np.array([[2, 3], [2, 3]]), np.array([[0.0, 1.0], [0.0, 0.0]])
    assert weighted_kappa(confusion, disagreement) == pytest.approx(1 - 3 / (5 * 6 / 10))
    lopsided = np.array([[2, 1], [4, 3]])
    assert weighted_kappa(lopsided, disagreement) == pytest.approx(1 - 1 / (3 * 4 / 10))
    assert weighted_kappa(lopsided.T, disagreement) == pytest.approx(1 - 4 / (6 * 7 / 10))
