"""What must hold for any ratings: the definition, and what may not change alpha."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
Tables = st.SearchStrategy[list[list[Any]]]

NUMBERS = [0, 1, 2, 5, 9]
SETS = st.frozensets(st.sampled_from("ABCD"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "nominal": st.sampled_from(NUMBERS),
    "ordinal": st.sampled_from(NUMBERS),
    "interval": st.sampled_from(NUMBERS),
    "ratio": st.sampled_from(NUMBERS),
    "masi": SETS,
    "jaccard": SETS,
}
every_distance = pytest.mark.parametrize("distance", list(VALUES))


def tables(distance: str = "nominal") -> Tables:
    """Tables of 1 to 8 units by 2 to 5 annotators, about a third of it missing."""
    cell = st.one_of(st.none(), VALUES[distance], VALUES[distance])
    return st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), max_size=8)
    )


def options(distance: str) -> dict[str, Any]:
    return {"values": NUMBERS} if distance == "ordinal" else {}


@every_distance
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_alpha_is_what_the_definition_says(
    rate: Rate, alpha_by_definition: Callable[..., float | None], distance: Any, data: st.DataObject
) -> None:
    table = data.draw(tables(distance))
    value = krippendorff_alpha(rate(table, **options(distance)), distance).value
    expected = alpha_by_definition(table, distance, NUMBERS)
    assert value == (None if expected is None else pytest.approx(expected, abs=1e-12))


@every_distance
def test_the_definition_holds_on_larger_random_ratings(
    rate: Rate, alpha_by_definition: Callable[..., float | None], distance: Any
) -> None:
    draw = random.Random(distance)
    labels = "ABCDEFGHIJ"
    values = (
        [frozenset(draw.sample(labels, draw.randrange(5))) for _ in range(40)]
        if distance in ("masi", "jaccard")
        else list(range(12))
    )
    table = [
        [None if draw.random() < 0.3 else draw.choice(values) for _ in range(6)] for _ in range(60)
    ]
    value = krippendorff_alpha(rate(table), distance).value
    assert value == pytest.approx(alpha_by_definition(table, distance, values), abs=1e-12)


@every_distance
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_annotators_and_units_may_change_places(
    rate: Rate, distance: Any, data: st.DataObject
) -> None:
    table = data.draw(tables(distance))
    rows = data.draw(st.permutations(table))
    columns = data.draw(st.permutations(range(len(table[0]) if table else 0)))
    moved = [[row[column] for column in columns] for row in rows]
    value = krippendorff_alpha(rate(table, **options(distance)), distance).value
    other = krippendorff_alpha(rate(moved, **options(distance)), distance).value
    assert other == (None if value is None else pytest.approx(value, abs=1e-12))


@settings(max_examples=40, deadline=None)
@given(table=tables(), names=st.permutations("vwxyz"))
def test_nominal_values_may_be_renamed(rate: Rate, table: list[Any], names: list[str]) -> None:
    name: dict[int | None, str | None] = dict(zip(NUMBERS, names, strict=True))
    name[None] = None
    renamed = [[name[value] for value in row] for row in table]
    value = krippendorff_alpha(rate(table), "nominal").value
    other = krippendorff_alpha(rate(renamed), "nominal").value
    assert other == (None if value is None else pytest.approx(value, abs=1e-12))


@pytest.mark.parametrize(
    ("distance", "change"),
    [
        ("ordinal", lambda x: x**3 + 1),
        ("ordinal", lambda x: -x),
        ("interval", lambda x: 7 - 3 * x),
        ("ratio", lambda x: 2.5 * x),
    ],
    ids=["ordinal: any rising scale", "ordinal: turned round", "interval: linear", "ratio: factor"],
)
@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_each_scale_ignores_what_it_does_not_measure(
    rate: Rate, distance: Any, change: Callable[[int], float], table: list[Any]
) -> None:
    changed = [[None if value is None else change(value) for value in row] for row in table]
    value = krippendorff_alpha(rate(table), distance).value
    other = krippendorff_alpha(rate(changed), distance).value
    assert other == (None if value is None else pytest.approx(value, abs=1e-9))


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_annotators_and_units_that_cannot_be_compared_change_nothing(
    rate: Rate, table: list[list[Any]]
) -> None:
    """Missing is absent: neither an absent annotator nor a lonely judgment counts."""
    before = krippendorff_alpha(rate(table), "nominal", seed=2, replicates=20)
    absent = [[*row, None, None] for row in table]
    assert krippendorff_alpha(rate(absent), "nominal", seed=2, replicates=20) == before
    lonely = [*table, [5]]
    after = krippendorff_alpha(rate(lonely), "nominal", seed=2, replicates=20)
    assert (after.value, after.interval) == (before.value, before.interval)
    assert (after.n_pairable, after.n_single) == (before.n_pairable, before.n_single + 1)


@every_distance
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_full_agreement_is_1_or_undefined(rate: Rate, distance: Any, data: st.DataObject) -> None:
    column = data.draw(st.lists(VALUES[distance], min_size=1, max_size=8))
    table = [[value] * (2 + unit % 3) for unit, value in enumerate(column)]
    estimate = krippendorff_alpha(rate(table, **options(distance)), distance, seed=1, replicates=40)
    if len(set(column)) == 1:
        assert estimate.value is None
    else:
        assert estimate.value == 1
        assert estimate.interval == (1, 1)


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_alpha_never_exceeds_1(rate: Rate, table: list[list[Any]]) -> None:
    value = krippendorff_alpha(rate(table), "nominal").value
    assert value is None or value <= 1
