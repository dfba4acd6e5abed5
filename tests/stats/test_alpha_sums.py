"""The sums over articles that alpha, resampling and the jackknife share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.stats.tables import VALUES, Table, ordinary, tables
from workbench.stats.alpha import alpha_sums, krippendorff_alpha
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
DISTANCES: list[Any] = ["nominal", "ordinal", "interval", "ratio", lambda a, b: abs(a - b)]
every_distance = pytest.mark.parametrize("distance", DISTANCES)


@every_distance
@settings(max_examples=30, deadline=None)
@given(table=tables())
def test_alpha_of_all_sums_is_alpha(rate: Rate, distance: Any, table: Table) -> None:
    ratings = rate(table, clusters={unit: unit % 3 for unit in range(len(table))}, values=VALUES)
    sums, alphas = alpha_sums(ratings, distance)
    (value,) = alphas(sums.sum(axis=0, keepdims=True))
    expected = krippendorff_alpha(ratings, distance).value
    assert value == pytest.approx(np.nan if expected is None else expected, nan_ok=True)


@every_distance
def test_an_article_left_out_is_as_if_it_had_not_been_judged(rate: Rate, distance: Any) -> None:
    table = ordinary()
    articles = {unit: unit // 6 for unit in range(60)}
    sums, alphas = alpha_sums(rate(table, clusters=articles, values=VALUES), distance)
    without = alphas(sums.sum(axis=0) - sums)
    for article in range(10):
        rest = [row for unit, row in enumerate(table) if articles[unit] != article]
        expected = krippendorff_alpha(rate(rest, values=VALUES), distance).value
        assert without[article] == pytest.approx(expected)
