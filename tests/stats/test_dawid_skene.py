"""Dawid and Skene: every round raises the likelihood, and known error tables are found again."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tests.stats.tables import Table, tables
from workbench.stats.dawid_skene import ENOUGH_UNITS, dawid_skene

Records = list[tuple[Any, Any, Any]]
#: Who says what where a and where b is true.
GOOD, FAIR, CONTRARY = ((0.95, 0.1), (0.8, 0.25), (0.15, 0.8))


def records(table: Table) -> Records:
    return [
        (unit, place, value)
        for unit, row in enumerate(table)
        for place, value in enumerate(row)
        if value is not None
    ]


def drawn(units: int, seed: int = 1) -> tuple[Records, list[str]]:
    draw = random.Random(seed)
    truth = ["a" if draw.random() < 0.6 else "b" for _ in range(units)]
    said = [
        (unit, name, "a" if draw.random() < says_a[true == "b"] else "b")
        for unit, true in enumerate(truth)
        for name, says_a in (("contrary", CONTRARY), ("fair", FAIR), ("good", GOOD), ("too", GOOD))
        if draw.random() < 0.9
    ]
    return said, truth


def test_the_error_tables_that_data_were_drawn_with_are_found_again() -> None:
    said, truth = drawn(60 * ENOUGH_UNITS)
    found = dawid_skene(said)
    assert found.converged
    assert found.annotators == ("contrary", "fair", "good", "too")
    expected = [[[p, 1 - p] for p in says_a] for says_a in (CONTRARY, FAIR, GOOD, GOOD)]
    assert_allclose(found.error, expected, atol=0.04)
    assert found.prevalence == pytest.approx([0.6, 0.4], abs=0.03)
    likely = dict(zip(found.units, found.most_likely(), strict=True))
    right = [likely[unit] == true for unit, true in enumerate(truth) if unit in likely]
    assert np.mean(right) > 0.95


@settings(max_examples=30, deadline=None)
@given(table=tables(values="abc"))
def test_shares_are_shares_and_more_rounds_are_never_less_likely(table: Table) -> None:
    said = records(table)
    if not said:
        return
    likely = []
    for rounds in (1, 2, 3, 5, 20):
        found = dawid_skene(said, values="abcd", rounds=rounds)
        likely.append(found.log_likelihood)
        assert found.rounds <= rounds
        for shares in (found.posterior, found.error, found.prevalence):
            assert_allclose(shares.sum(axis=-1), 1)
            assert (shares >= 0).all()
    assert all(b >= a - 1e-9 for a, b in pairwise(likely))


@settings(max_examples=30, deadline=None)
@given(table=tables(values="abc"), order=st.randoms(use_true_random=False))
def test_the_order_of_the_judgments_does_not_matter(table: Table, order: Any) -> None:
    said = records(table)
    if not said:
        return
    first = dawid_skene(said)
    order.shuffle(said)
    again = dawid_skene(said)
    assert (again.units, again.values) == (first.units, first.values)
    assert_allclose(again.posterior, first.posterior, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(table=tables(values="abc"))
def test_values_may_be_renamed(table: Table) -> None:
    said = records(table)
    if not said:
        return
    new = dict(zip("abc", "zyx", strict=True))
    first = dawid_skene(said, values="abc")
    again = dawid_skene([(u, a, new[v]) for u, a, v in said], values="xyz")
    assert_allclose(again.posterior, first.posterior[:, ::-1], atol=1e-6)


def test_full_agreement_leaves_no_doubt() -> None:
    found = dawid_skene(records([["a", "a", "a"], ["b", "b", "b"], ["b", None, "b"]]))
    assert found.most_likely() == ["a", "b", "b"]
    assert_allclose(found.posterior.max(axis=1), 1)
    assert_allclose(found.error, np.broadcast_to(np.eye(2), (3, 2, 2)))
    assert found.log_likelihood == pytest.approx(np.log(1 / 3) + 2 * np.log(2 / 3))


def test_a_value_that_was_never_true_says_nothing_of_anybody() -> None:
    found = dawid_skene(records([["a", "a"], ["a", "a"]]), values=["a", "b"])
    assert_allclose(found.error[:, 1], 1 / 2)
    assert found.prevalence.tolist() == [1, 0]


def test_one_annotator_may_judge_a_unit_repeatedly() -> None:
    said = [
        (unit, name, value)
        for unit, x, y in ((1, "aa", "a"), (2, "bb", "b"), (3, "ab", "a"))
        for name, values in (("x", x), ("y", y))
        for value in values
    ]
    found = dawid_skene(said)
    assert found.most_likely() == ["a", "b", "a"]
    assert_allclose(found.error, [[[3 / 4, 1 / 4], [0, 1]], np.eye(2)], atol=1e-6)


def test_of_equals_the_value_offered_first_is_taken() -> None:
    said = [(1, "x", "a"), (1, "y", "b")]
    for values in ("ab", "ba"):
        assert dawid_skene(said, values=values).most_likely() == [values[0]]


def test_too_few_rounds_are_told() -> None:
    said, _ = drawn(40)
    assert not dawid_skene(said, rounds=2).converged
    assert dawid_skene(said).converged


def test_values_and_ids_of_any_kind_have_one_order() -> None:
    """Sets have no order of their own, and numbers one across their kinds."""
    sets = [frozenset(one) for one in ("b", "a", "", "ab")]
    found = dawid_skene([((1, "unit"), None, one) for one in sets] + [("2", 3, sets[0])])
    assert found.values == (sets[2], sets[1], sets[0], sets[3])
    assert len(found.units) == len(found.annotators) == 2
    assert dawid_skene([(1, 1, 3), (2, 1, 2.5), (3, 1, 1)]).values == (1, 2.5, 3)


def test_nothing_to_go_by_and_strange_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no judgment"):
        dawid_skene([])
    with pytest.raises(ValueError, match="'c' is not among those offered"):
        dawid_skene([(1, 1, "c")], values="ab")


def test_results_can_be_compared_although_they_hold_arrays() -> None:
    one, other = (dawid_skene([(1, 1, "a")]) for _ in range(2))
    assert one != other
