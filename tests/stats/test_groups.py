from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.groups import agreement_of_groups
from workbench.stats.kappa import pairwise_kappas
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
NA = None
SIDES = ["g", "g", "h", "h"]


def by_definition(table: Table, sides: list[Any], distance: str) -> float | None:
    """Equations 9 and 10 of Wong, Paritosh & Aroyo 2021, by loops."""
    rows = []
    for row in table:
        judged = [(side, one) for side, one in zip(sides, row, strict=False) if one is not None]
        g, h = ([one for side, one in judged if side == name] for name in "gh")
        if g and h:
            rows.append((g, h))
    every_g, every_h = ([one for row in rows for one in row[at]] for at in (0, 1))

    def d(a: Any, b: Any) -> float:
        if distance == "nominal":
            return float(a != b)
        if distance == "interval":
            return float((a - b) ** 2)
        together = every_g + every_h
        low, high = sorted((a, b))
        between = sum(low <= one <= high for one in together)
        return float((between - (together.count(a) + together.count(b)) / 2) ** 2)

    total = len(every_g) + len(every_h)
    observed = sum(
        (len(g) + len(h)) / total * sum(d(a, b) for a in g for b in h) / (len(g) * len(h))
        for g, h in rows
    )
    every = [d(a, b) for a in every_g for b in every_h]
    return None if not any(every) else 1 - observed / (sum(every) / len(every))


def test_by_hand(rate: Rate) -> None:
    # Observed: units weigh 4, 3 and 3 of 10, their means are 0, 1/2 and 1: 0.45.
    # Expected: g has a 3, b 1 and h has a 3, b 3 (the last unit is not shared): 12 of 24.
    table = [["a", "a", "a", "a"], ["b", NA, "a", "b"], ["a", NA, "b", "b"], ["b", "a", NA, NA]]
    between = agreement_of_groups(rate(table), SIDES, "nominal").between["g", "h"]
    assert between.value == pytest.approx(1 - 0.45 / 0.5)
    assert (between.n_units, between.n_pairable, between.n_single) == (4, 3, 1)


@pytest.mark.parametrize("distance", ["nominal", "ordinal", "interval"])
@settings(max_examples=60, deadline=None)
@given(table=tables(width=(4, 4)))
def test_between_is_what_the_definition_says(rate: Rate, distance: Distance, table: Table) -> None:
    ratings = rate(table, values=VALUES)
    sides = [SIDES[int(str(name)[-1])] for name in ratings.annotators]
    found = agreement_of_groups(ratings, sides, distance)
    expected = by_definition(table, SIDES, distance)
    for between in found.between.values():
        assert between.value == (None if expected is None else pytest.approx(expected, abs=1e-12))
        assert (between.value is None) == bool(between.why_undefined)
    if not found.between:
        assert expected is None
    for side, within in found.within.items():
        members = [[one for one, s in zip(row, SIDES, strict=True) if s == side] for row in table]
        assert within.value == krippendorff_alpha(rate(members, values=VALUES), distance).value


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(2, 2)))
def test_of_two_single_annotators_it_is_cohens_kappa(rate: Rate, table: Table) -> None:
    ratings = rate(table, values=VALUES)
    names = [str(name) for name in ratings.annotators]
    found = agreement_of_groups(ratings, names, "nominal")
    for between, kappa in zip(
        found.between.values(), pairwise_kappas(ratings).values(), strict=True
    ):
        assert between.value == (None if kappa.value is None else pytest.approx(kappa.value))


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(4, 4)), order=st.permutations(range(4)))
def test_which_member_said_it_does_not_matter(rate: Rate, table: Table, order: list[int]) -> None:
    def figures(table: Table, sides: list[str]) -> dict[Any, Any]:
        ratings = rate(table, values=VALUES)
        own = [sides[int(str(name)[-1])] for name in ratings.annotators]
        found = agreement_of_groups(ratings, own, "nominal")
        every = {**found.within, **found.between}
        return {
            key: None if one.value is None else pytest.approx(one.value)
            for key, one in every.items()
        }

    moved = [[row[at] for at in order] for row in table]
    before = figures(table, SIDES)
    after = figures(moved, [SIDES[at] for at in order])
    assert before.keys() == after.keys()
    assert all(before[key] == after[key] for key in before)


def test_groups_that_part_from_each_other_only(rate: Rate) -> None:
    table = [["a", "a", "b", "b"], ["b", "b", "a", "a"], ["a", "a", "b", "b"], ["b", "b", "a", "a"]]
    found = agreement_of_groups(rate(table), SIDES, "nominal")
    assert [one.value for one in found.within.values()] == [1, 1]
    assert found.between["g", "h"].value == -1


def test_full_agreement_with_many_missing_is_1(rate: Rate) -> None:
    table = [["a", NA, "a", NA], ["b", "b", NA, "b"], [NA, "a", "a", NA], ["b", NA, NA, NA]]
    assert agreement_of_groups(rate(table), SIDES, "nominal").between["g", "h"].value == 1


def test_sets_have_their_distances_here_too(rate: Rate) -> None:
    both, one, none = frozenset("xy"), frozenset("x"), frozenset[str]()
    table = [[both, both, one, one], [none, none, none, none]]
    found = agreement_of_groups(rate(table), SIDES, "masi").between["g", "h"]
    # Observed: 2/3 on half the judgments. Expected: of four equal pairs 2/3, 1, 1 and 0.
    assert found.value == pytest.approx(1 - (1 / 3) / (8 / 12))


def test_where_there_is_none_it_says_why(rate: Rate) -> None:
    table = [["a", "a", NA, NA], [NA, NA, "b", "a"], ["a", "b", NA, NA]]
    found = agreement_of_groups(rate(table), ["g", "g", "h", None], "nominal")
    between = found.between["g", "h"]
    assert (between.value, between.n_units, between.n_pairable) == (None, 3, 0)
    assert "in both groups" in (between.why_undefined or "")
    same = agreement_of_groups(rate([["a", "a", "a"]]), ["g", "g", "h"], "nominal")
    assert "all say the same (a)" in (same.between["g", "h"].why_undefined or "")
    blind = agreement_of_groups(rate([["a", "b"]]), ["g", "h"], lambda a, b: 0)
    assert "tells none" in (blind.between["g", "h"].why_undefined or "")
    with pytest.raises(ValueError, match="group of every annotator"):
        agreement_of_groups(rate(table), ["g"], "nominal")
