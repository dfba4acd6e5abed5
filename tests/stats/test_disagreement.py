"""The seam for distances: any fixed distance between codes gives its alpha."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from workbench.stats.disagreement import FixedDistance
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]


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
