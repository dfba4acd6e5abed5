"""Coefficients corrected for chance, against plain loops and against each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.tables import VALUES, Table, moved, ordinary, tables
from workbench.stats.chance import Coefficient, category_kappas, chance_corrected
from workbench.stats.kappa import pairwise_kappas
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]

EVERY: list[Any] = list(get_args(Coefficient))
#: Where all judgments are equal, these are 1: their chance does not depend on it.
STAY_AT_1 = {"brennan_prediger", "gwet_ac1", "gwet_ac2"}
WEIGHTS: list[Any] = ["identity", "linear", "quadratic"]
every_coefficient = pytest.mark.parametrize("name", EVERY)
RANDOMS = st.randoms(use_true_random=False)


def close(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


def weight(a: int, b: int, weights: str) -> float:
    steps = abs(VALUES.index(a) - VALUES.index(b)) / (len(VALUES) - 1)
    return {"identity": float(a == b), "linear": 1 - steps, "quadratic": 1 - steps**2}[weights]


def by_definition(table: Table, name: str, weights: str) -> float | None:
    """Loops over units and pairs, as the head of the module says it."""
    units = [own for row in table if (own := [value for value in row if value is not None])]
    compared = [unit for unit in units if len(unit) >= 2]
    columns = [own for column in zip(*table, strict=True) if (own := [v for v in column if v])]
    if not compared or (name == "scott_pi" and len(columns) > 2):
        return None
    observed = sum(
        sum(weight(a, b, weights) for a, b in permutations(unit, 2)) / (len(unit) * (len(unit) - 1))
        for unit in compared
    ) / len(compared)
    shares = {k: sum(unit.count(k) / len(unit) for unit in units) / len(units) for k in VALUES}
    everything = sum(weight(a, b, weights) for a in VALUES for b in VALUES)
    q = len(VALUES)
    if name == "brennan_prediger":
        chance = everything / q**2
    elif name.startswith("gwet"):
        chance = everything / (q * (q - 1)) * sum(p * (1 - p) for p in shares.values())
    elif name == "conger_kappa":
        pairs = list(combinations(columns, 2))
        chance = sum(
            sum(weight(a, b, weights) for a in one for b in other) / (len(one) * len(other))
            for one, other in pairs
        ) / len(pairs)
    else:
        chance = sum(weight(a, b, weights) * shares[a] * shares[b] for a in VALUES for b in VALUES)
    return None if 1 - chance < 1e-9 else (observed - chance) / (1 - chance)


@pytest.mark.parametrize("weights", WEIGHTS)
@every_coefficient
@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_each_is_what_plain_loops_say(rate: Rate, name: Any, weights: Any, table: Table) -> None:
    if name == "gwet_ac1" and weights != "identity":
        return
    ratings = rate(table, values=VALUES)
    expected = by_definition(table, name, weights)
    assert close(expected) == chance_corrected(ratings, name, weights=weights).value


@every_coefficient
@settings(max_examples=20, deadline=None)
@given(table=tables(), order=RANDOMS)
def test_annotators_and_units_may_change_places(
    rate: Rate, name: Any, table: Table, order: Any
) -> None:
    value = chance_corrected(rate(table, values=VALUES), name).value
    other = chance_corrected(rate(moved(table, order), values=VALUES), name).value
    assert other == close(value)


@every_coefficient
@settings(max_examples=20, deadline=None)
@given(table=tables(), names=st.permutations("wxyz"))
def test_values_may_be_renamed(rate: Rate, name: Any, table: Table, names: Any) -> None:
    new = dict(zip(VALUES, names, strict=True))
    renamed = [[value and new[value] for value in row] for row in table]
    value = chance_corrected(rate(table, values=VALUES), name).value
    assert chance_corrected(rate(renamed, values="wxyz"), name).value == close(value)


@every_coefficient
@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_every_unit_twice_is_the_same(rate: Rate, name: Any, table: Table) -> None:
    value = chance_corrected(rate(table, values=VALUES), name).value
    assert chance_corrected(rate(table * 2, values=VALUES), name).value == close(value)


@every_coefficient
@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_an_annotator_who_judged_nothing_is_absent(rate: Rate, name: Any, table: Table) -> None:
    absent = [[*row, None] for row in table]
    before = chance_corrected(rate(table, values=VALUES), name, seed=1, replicates=10)
    assert chance_corrected(rate(absent, values=VALUES), name, seed=1, replicates=10) == before


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(2, 2), complete=True))
def test_of_two_complete_annotators_conger_is_cohen_and_fleiss_is_scott(
    rate: Rate, table: Table
) -> None:
    ratings = rate(table, values=VALUES)
    for weights in WEIGHTS:
        conger = chance_corrected(ratings, "conger_kappa", weights=weights).value
        for cohen in pairwise_kappas(ratings, weights=weights).values():
            assert cohen.value == close(conger)
        fleiss = chance_corrected(ratings, "fleiss_kappa", weights=weights).value
        assert chance_corrected(ratings, "scott_pi", weights=weights).value == fleiss


@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_ac2_without_weights_is_ac1(rate: Rate, table: Table) -> None:
    ratings = rate(table, values=VALUES)
    ac1 = chance_corrected(ratings, "gwet_ac1")
    assert chance_corrected(ratings, "gwet_ac2").value == ac1.value
    # Of two values, all weights are those of equality.
    binary = rate([[value and 1 + (value > 2) for value in row] for row in table], values=[1, 2])
    plain = chance_corrected(binary, "gwet_ac1").value
    assert chance_corrected(binary, "gwet_ac2", weights="quadratic").value == close(plain)


def test_ac1_with_weights_is_refused_by_its_name(rate: Rate) -> None:
    with pytest.raises(ValueError, match="it is AC2"):
        chance_corrected(rate([[1, 2]]), "gwet_ac1", weights="linear")


@every_coefficient
@pytest.mark.parametrize("weights", WEIGHTS)
def test_partial_overlap_with_full_agreement_is_1(rate: Rate, name: Any, weights: Any) -> None:
    table = [[1, 1, None], [None, 2, 2], [3, None, 3], [None, 1, 1], [4, None, None]]
    if name == "scott_pi":
        table = [[1, 1], [2, 2], [None, 3], [4, None]]
    weights = "identity" if name == "gwet_ac1" else weights
    ratings = rate(table, values=VALUES)
    estimate = chance_corrected(ratings, name, weights=weights, seed=1, replicates=50)
    assert estimate.value == pytest.approx(1)
    assert estimate.interval == pytest.approx((1, 1))


@every_coefficient
def test_without_variation_only_those_with_a_chance_of_their_own_are_defined(
    rate: Rate, name: Any
) -> None:
    estimate = chance_corrected(rate([[2, 2], [2, 2], [None, 2]], values=VALUES), name)
    if name in STAY_AT_1:
        assert estimate.value == 1
    else:
        assert estimate.value is None
        assert "Without variation" in (estimate.why_undefined or "")


@every_coefficient
def test_one_value_offered_and_nothing_to_compare_have_their_sentences(
    rate: Rate, name: Any
) -> None:
    one = chance_corrected(rate([[1, 1], [1, 1]], values=[1]), name)
    assert one.value is None
    assert "Only one value was offered" in (one.why_undefined or "")
    used = chance_corrected(rate([[1, 1], [1, 1]]), name)
    assert used.value is None
    assert "Without variation" in (used.why_undefined or "")
    for table in ([], [[1, None], [None, 2]]):
        none = chance_corrected(rate(table), name, seed=1)
        assert none.value is None
        assert "nothing to compare" in (none.why_undefined or "")


def test_scott_is_for_two(rate: Rate) -> None:
    estimate = chance_corrected(rate([[1, 2, 1], [2, 2, 1]]), "scott_pi")
    assert estimate.value is None
    assert "Fleiss" in (estimate.why_undefined or "")


@pytest.mark.parametrize("name", ["brennan_prediger", "gwet_ac1"])
def test_values_offered_and_unused_count_for_those_that_know_them(rate: Rate, name: Any) -> None:
    table = [[1, 1], [2, 2], [1, 2], [1, 1]]
    few, many = (chance_corrected(rate(table, values=VALUES[:n]), name).value for n in (2, 4))
    assert few is not None
    assert many is not None
    assert many > few
    fleiss = {
        chance_corrected(rate(table, values=VALUES[:n]), "fleiss_kappa").value for n in (2, 4)
    }
    assert len(fleiss) == 1


@every_coefficient
def test_intervals_are_reproducible_and_hold_the_value(rate: Rate, name: Any) -> None:
    ratings = rate(ordinary(width=2), clusters={unit: unit // 3 for unit in range(60)})
    first = chance_corrected(ratings, name, seed=7, replicates=400)
    assert first == chance_corrected(ratings, name, seed=7, replicates=400)
    other = chance_corrected(ratings, name, seed=8, replicates=400)
    assert (other.value, other.interval == first.interval) == (first.value, False)
    low, high = first.interval or (1, 0)
    assert first.value is not None
    assert low < first.value < high
    assert (first.n_clusters, first.seed, first.distance) == (20, 7, "identity")
    assert chance_corrected(ratings, name).interval is None


@every_coefficient
@pytest.mark.parametrize("cells", [1, 13, 40])
def test_fewer_units_at_once_change_nothing(
    rate: Rate, monkeypatch: pytest.MonkeyPatch, name: Any, cells: int
) -> None:
    ratings = rate(ordinary(), clusters={unit: unit // 3 for unit in range(60)})
    whole = chance_corrected(ratings, name, seed=1, replicates=20)
    monkeypatch.setattr("workbench.stats.chance._CELLS", cells)
    again = chance_corrected(ratings, name, seed=1, replicates=20)
    assert again.value == close(whole.value)
    assert again.interval == (whole.interval and pytest.approx(whole.interval))


@settings(max_examples=20, deadline=None)
@given(table=tables())
def test_the_kappa_of_a_value_is_fleiss_of_this_value_or_not(rate: Rate, table: Table) -> None:
    found = category_kappas(rate(table, values=VALUES))
    for value in VALUES:
        binary = [[one if one is None else int(one == value) for one in row] for row in table]
        expected = chance_corrected(rate(binary, values=[0, 1]), "fleiss_kappa").value
        assert found[value].value == close(expected)


def test_a_value_that_all_or_none_gave_has_no_kappa(rate: Rate) -> None:
    found = category_kappas(rate([["x", "x"], ["x", "x"]], values=["x", "y"]))
    for value in "xy":
        assert found[value].value is None
        assert f"All judgments say {value}, or none does" in (found[value].why_undefined or "")
