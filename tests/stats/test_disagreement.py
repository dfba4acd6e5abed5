"""The seam for distances: any fixed distance between codes gives its alpha."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.stats.tables import Table, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import FixedDistance
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
OWN: dict[str, Callable[[Any, Any], float]] = {
    "nominal": lambda a, b: a != b,
    "interval": lambda a, b: (a - b) ** 2,
    "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
}


def alpha_with(ratings: Ratings, matrix: Any) -> float:
    distances = np.array(matrix)
    rule = FixedDistance(lambda i, j: distances[i, j])
    pairable = Pairable.of(ratings).pooled()
    counts = pairable.counts()
    observed = rule.observed(counts, rule.sums(pairable))
    return float(1 - (counts.sum() - 1) * observed[0] / rule.expected(counts)[0])


def test_a_distance_of_ones_own_artstein_and_poesio_2008(rate: Rate) -> None:
    """Their weighted alpha: confusing anything with Chck counts half."""
    table = (
        [["STAT", "STAT"]] * 46 + [["IReq", "STAT"]] * 6 + [["IReq", "IReq"]] * 32
        + [["IReq", "Chck"]] * 6 + [["Chck", "Chck"]] * 10
    )  # fmt: skip
    ratings = rate(table, values=["STAT", "IReq", "Chck"])
    matrix = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]
    assert alpha_with(ratings, matrix) == pytest.approx(0.8156, abs=0.0005)


def test_set_distance_in_thirds_dkpro(rate: Rate) -> None:
    """DKPro Agreement's SetAnnotationsTest: equal 0, subset 1/3, overlap 2/3, disjoint 1."""
    pairs = ["|", "A|", "A|A", "A|B", "AB|A", "AB|AC", "ABC|ABC", "C|AC", "C|AC"]
    ratings = rate([[frozenset(one) for one in pair.split("|")] for pair in pairs])

    def thirds(a: frozenset[str], b: frozenset[str]) -> float:
        if a == b:
            return 0
        if a < b or b < a:
            return 1 / 3
        return 2 / 3 if a & b else 1

    sets = ratings.sets()
    assert alpha_with(ratings, [[thirds(a, b) for b in sets] for a in sets]) == pytest.approx(
        0.186, abs=0.0005
    )


def test_expected_disagreement_is_the_same_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many distinct sets are compared in blocks of the distance matrix, never all at once."""
    rule = FixedDistance(lambda i, j: np.abs(i - j))
    counts = np.arange(22.0).reshape(2, 11)
    whole = rule.expected(counts)
    monkeypatch.setattr("workbench.stats.disagreement._CELLS", 30)
    assert rule.expected(counts) == pytest.approx(whole)
    codes = np.arange(11)
    matrix = np.abs(codes[:, None] - codes)
    assert whole == pytest.approx([row @ matrix @ row for row in counts])


@settings(max_examples=30, deadline=None)
@given(table=tables())
def test_a_function_gives_the_alpha_of_the_distance_that_it_is(rate: Rate, table: Table) -> None:
    """In `krippendorff_alpha`, with the interval; it is called custom."""
    ratings = rate(table)
    for distance, function in OWN.items():
        named: Any = distance
        expected = krippendorff_alpha(ratings, named, seed=1, replicates=20)
        found = krippendorff_alpha(ratings, function, seed=1, replicates=20)
        assert found.value == (expected.value and pytest.approx(expected.value, abs=1e-12))
        assert found.interval == (expected.interval and pytest.approx(expected.interval, abs=1e-9))
        assert found.distance == "custom"


def test_a_function_gets_the_values_also_where_they_are_sets(rate: Rate) -> None:
    table = [[frozenset(one) for one in row] for row in (["A", "AB"], ["", "A"], ["AB", "AB"])]

    def jaccard(a: Any, b: Any) -> float:
        return 1 - len(a & b) / len(a | b) if a | b else 0

    expected = krippendorff_alpha(rate(table), "jaccard").value
    assert krippendorff_alpha(rate(table), jaccard).value == pytest.approx(expected)


@pytest.mark.parametrize(
    ("distance", "sentence"),
    [
        (lambda a, b: a - b, "from 0 on"),
        (lambda a, b: float("nan"), "from 0 on"),
        (lambda a, b: float("inf"), "from 0 on"),
        (lambda a, b: 1, "0 between equal values"),
        (lambda a, b: max(a - b, 0), "the same both ways"),
    ],
)
def test_what_is_no_distance_is_refused(rate: Rate, distance: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        krippendorff_alpha(rate([[1, 2], [2, 3]]), distance)


def test_a_distance_that_tells_nothing_apart_leaves_alpha_undefined(rate: Rate) -> None:
    estimate = krippendorff_alpha(rate([[1, 2], [2, 3]]), lambda a, b: 0)
    assert estimate.value is None
    assert "tells none of the values apart" in (estimate.why_undefined or "")
