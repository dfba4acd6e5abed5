from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.drift import Drift, drift
from workbench.stats.ratings import Ratings

NA = None


def drifts(
    table: Table, periods: list[list[int]], articles: list[Any] | None = None, **options: Any
) -> tuple[Drift, ...]:
    """Row by row the judgments, and by whom and when; each row an article unless told."""
    records = [
        (unit, place, value)
        for unit, row in enumerate(table)
        for place, value in enumerate(row)
        if value is not None
    ]
    clusters = None if articles is None else dict(enumerate(articles))
    ratings = Ratings.from_records(records, clusters=clusters)
    codes = np.array([periods[int(str(unit))] for unit in ratings.units]).reshape(
        ratings.codes.shape
    )
    return drift(ratings, codes, seed=1, **options)


def test_shares_by_hand() -> None:
    table = [["a", "a", "a"], ["b", "a", "a"], ["a", "b", "c"], ["a", "a", "a"], ["b", NA, NA]]
    weeks = [[3, 0, 0], [3, 0, 0], [3, 0, 0], [7, 0, 0], [9, 0, 0]]
    first, second, _ = drifts(table, weeks)
    assert [(one.code, one.agreement) for one in first.periods] == [(3, 1 / 2), (7, 1), (9, None)]
    assert [one.n_units for one in first.periods] == [2, 1, 0]
    assert [one.n_left for one in first.periods] == [1, 0, 1], "a tie, and nobody else"
    assert (first.agreement, first.n_units) == (2 / 3, 3)
    # Of the second, rows 0 and 3 agree, and of row 1 and 2 the others are tied.
    assert (second.agreement, second.n_units, second.periods[0].n_left) == (1, 2, 2)
    assert "one period" in (second.why_no_band or "")
    assert second.periods[0].band is None
    assert not second.periods[0].is_outside


def test_a_band_is_what_every_other_order_of_the_articles_gives() -> None:
    """Eight articles of one or two units in three periods, all 40,320 orders counted."""
    hits, sizes = [1, 1, 0, 2, 0, 1, 0, 1], [1, 1, 1, 2, 2, 1, 1, 2]
    table, weeks, articles = [], [], []
    for article, (n_hits, size) in enumerate(zip(hits, sizes, strict=True)):
        for unit in range(size):
            table.append(["a" if unit < n_hits else "b", "a", "a"])
            weeks.append([(0, 0, 0, 1, 1, 1, 2, 2)[article], 0, 0])
            articles.append(article)
    found = drifts(table, weeks, articles, replicates=20_000)[0]
    orders = np.array(list(permutations(range(8))))
    for period, part in zip(found.periods, (slice(0, 3), slice(3, 6), slice(6, 8)), strict=True):
        drawn = orders[:, part]
        shares = np.array(hits)[drawn].sum(axis=1) / np.array(sizes)[drawn].sum(axis=1)
        low, high = np.quantile(shares, [0.025, 0.975], method="inverted_cdf")
        assert period.band == (low, high)


def test_one_miss_in_a_thin_week_is_no_drift_but_a_bad_week_is() -> None:
    table = [["a", "a", "a"]] * 60
    table[55] = ["b", "a", "a"]
    weeks = [[row // 5, 0, 0] for row in range(60)]
    found = drifts(table, weeks)[0]
    assert found.periods[11].agreement == 4 / 5
    assert not any(period.is_outside for period in found.periods)
    table[56:60] = [["b", "a", "a"]] * 4
    outside = [period.code for period in drifts(table, weeks)[0].periods if period.is_outside]
    assert outside == [11]


def test_an_article_stays_together() -> None:
    """One bad article of five paragraphs is one event, not five."""
    table = [["a", "a", "a"]] * 60
    table[55:60] = [["b", "a", "a"]] * 5
    weeks = [[row // 15, 0, 0] for row in range(60)]
    apart = drifts(table, weeks)[0]
    together = drifts(table, weeks, [row // 5 for row in range(60)])[0]
    assert [period.is_outside for period in apart.periods] == [False, False, False, True]
    assert not any(period.is_outside for period in together.periods)
    assert [period.n_articles for period in together.periods] == [3, 3, 3, 3]


def test_without_drift_few_periods_lie_outside() -> None:
    """Units in articles that are easy or hard: where a p-chart flags one in six."""
    random = np.random.default_rng(7)
    outside = n_periods = 0
    for _ in range(40):
        hardness = random.choice([0.02, 0.5], size=48).repeat(5)
        table = [["b" if random.random() < one else "a", "a", "a"] for one in hardness]
        weeks = [[row // 20, 0, 0] for row in range(240)]
        found = drifts(table, weeks, [row // 5 for row in range(240)], replicates=400)[0]
        outside += sum(period.is_outside for period in found.periods)
        n_periods += len(found.periods)
    assert outside / n_periods < 0.07


def test_periods_must_fit_and_an_unknown_one_counts_for_the_others_only() -> None:
    table = [["a", "a", "a"], ["b", "a", "a"]]
    first, second, _ = drifts(table, [[-1, 0, 0], [-1, 1, 1]])
    assert (first.periods, first.agreement) == ((), None)
    assert "most others" in (first.why_no_band or "")
    assert second.n_units == 1
    with pytest.raises(ValueError, match="a period for each judgment"):
        drift(Ratings.from_records([(1, "x", "a")]), np.zeros((1, 2), dtype=int), seed=1)
    with pytest.raises(ValueError, match="at least one replicate"):
        drifts(table, [[0, 0, 0], [1, 1, 1]], replicates=0)
    assert drift(Ratings.from_records([]), np.zeros((0, 0), dtype=int), seed=1) == ()


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(3, 3)), data=st.data())
def test_periods_add_up_and_their_names_do_not_matter(
    rate: Callable[..., Ratings], table: Table, data: st.DataObject
) -> None:
    ratings = rate(table, values=VALUES)
    shape = ratings.codes.shape
    drawn = data.draw(
        st.lists(st.integers(0, 2), min_size=ratings.codes.size, max_size=ratings.codes.size)
    )
    weeks = np.array(drawn, dtype=np.int64).reshape(shape)
    found = drift(ratings, weeks, seed=3, replicates=50)
    renamed = drift(ratings, weeks * 10 + 4, seed=3, replicates=50)
    for place, (own, other) in enumerate(zip(found, renamed, strict=True)):
        judged = np.count_nonzero(ratings.codes[:, place] >= 0)
        assert sum(one.n_units + one.n_left for one in own.periods) == judged
        assert sum(one.n_units for one in own.periods) == own.n_units
        if own.n_units:
            hits = sum(one.n_units * (one.agreement or 0) for one in own.periods)
            assert own.agreement == pytest.approx(hits / own.n_units)
        assert [one.band for one in own.periods] == [one.band for one in other.periods]
        assert [one.code * 10 + 4 for one in own.periods] == [one.code for one in other.periods]
