"""Our figures beside those of other libraries, where these are right.

Traps that are kept clear of: `krippendorff` takes the interval distance unless told, and refuses
judgments without variation, as `nltk` gives these 1; `nltk` divides by zero where both sets are
empty. Both compute in floats throughout, so the last digits differ.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.kappa import pairwise_kappas
from workbench.stats.ratings import Ratings
from workbench.stats.sets import distance_matrix, jaccard, masi

Rate = Callable[..., Ratings]

NLTK: dict[str, Any] = {"masi": masi_distance, "jaccard": jaccard_distance}
SETS = st.frozensets(st.sampled_from("abcd"), min_size=1)


def theirs(table: Table, level: Any) -> float:
    judged = [[np.nan if one is None else float(one) for one in row] for row in table]
    found = krippendorff.alpha(reliability_data=np.array(judged).T, level_of_measurement=level)
    return float(found)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@settings(max_examples=60, deadline=None)
@given(table=tables(width=(2, 5)))
def test_alpha_is_that_of_krippendorff(rate: Rate, level: Any, table: Table) -> None:
    value = krippendorff_alpha(rate(table, values=VALUES), level).value
    if value is not None:
        assert value == pytest.approx(theirs(table, level), abs=1e-9)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_so_it_is_on_many_units_with_values_far_apart(rate: Rate, level: Any) -> None:
    draw = random.Random(level)
    values = [0, 1, 2, 30, 300]
    table = [[draw.choice([None, *values]) for _ in range(7)] for _ in range(300)]
    for row in table[::3]:
        row[1:4] = row[:1] * 3
    value = krippendorff_alpha(rate(table, values=values), level).value
    assert value == pytest.approx(theirs(table, level), abs=1e-9)


@pytest.mark.parametrize("distance", list(NLTK))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_alpha_of_sets_is_that_of_nltk(rate: Rate, distance: Any, data: st.DataObject) -> None:
    row = st.lists(st.one_of(st.none(), SETS, SETS), min_size=3, max_size=3)
    table = data.draw(st.lists(row, min_size=1, max_size=8))
    value = krippendorff_alpha(rate(table), distance).value
    if value is None:
        return
    records = [
        (who, unit, one)
        for unit, judged in enumerate(table)
        for who, one in enumerate(judged)
        if one is not None
    ]
    task = AnnotationTask(data=records, distance=NLTK[distance])
    assert value == pytest.approx(task.alpha(), abs=1e-9)


@given(sets=st.lists(SETS, min_size=1, max_size=6))
def test_distances_of_sets_are_those_of_nltk(sets: list[frozenset[str]]) -> None:
    for name, ours in (("masi", masi), ("jaccard", jaccard)):
        expected = [[NLTK[name](one, other) for other in sets] for one in sets]
        assert distance_matrix(sets, ours) == pytest.approx(np.array(expected))


def test_two_empty_sets_are_where_nltk_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        masi_distance(frozenset(), frozenset())
    assert distance_matrix([frozenset()], masi).tolist() == [[0]]


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(2, 2), complete=True))
def test_kappa_is_that_of_nltk(rate: Rate, table: Table) -> None:
    """On complete judgments: with some missing, theirs fails."""
    for kappa in pairwise_kappas(rate(table, values=VALUES)).values():
        if kappa.value is not None:
            records = [
                (who, unit, one) for unit, row in enumerate(table) for who, one in enumerate(row)
            ]
            assert kappa.value == pytest.approx(AnnotationTask(data=records).kappa(), abs=1e-9)
