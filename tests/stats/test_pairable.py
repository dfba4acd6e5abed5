from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
NA = None

# Krippendorff 2011, section C.
TABLE = [
    [1, 1, NA, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NA, 5, 5, 5], [NA, NA, 1, 1], [NA, 3, NA, NA],
]  # fmt: skip


def test_coincidences_krippendorff_2011_section_c(rate: Rate) -> None:
    """The matrix printed there, with its margins 9, 13, 10, 5, 3."""
    pairable = Pairable.of(rate(TABLE)).pooled()
    a = 1 / 3
    expected: Any = [
        [7, 4 * a, a, a, 0],
        [4 * a, 10, 4 * a, a, 0],
        [a, 4 * a, 8, a, 0],
        [a, a, a, 4, 0],
        [0, 0, 0, 0, 3],
    ]
    assert_allclose(pairable.coincidences()[0], expected, atol=1e-12)
    assert_array_equal(pairable.counts()[0], [9, 13, 10, 5, 3])


def test_sums_by_article_add_up_to_the_sums_over_all(rate: Rate) -> None:
    by_article = Pairable.of(rate(TABLE, clusters={unit: unit % 3 for unit in range(12)}))
    pooled = by_article.pooled()
    assert by_article.counts().shape == (3, 5)
    assert_array_equal(by_article.counts().sum(axis=0), pooled.counts()[0])
    assert_allclose(by_article.coincidences().sum(axis=0), pooled.coincidences()[0], atol=1e-12)


def test_an_article_holds_its_own_judgments_only(rate: Rate) -> None:
    clusters = {0: "x", 1: "y", 2: "y", 3: "z"}
    pairable = Pairable.of(rate([["a", "a"], ["b", NA], ["b", "a"], ["a", NA]], clusters=clusters))
    assert pairable.n_clusters == 2
    assert_array_equal(pairable.counts(), [[2, 0], [1, 1]])


def test_each_pair_of_judgments_comes_once(rate: Rate) -> None:
    pairable = Pairable.of(rate([["a", "b", "c"], ["a", NA, "c"], ["b", NA, NA]]))
    pairs = [
        (unit, *sorted(pair))
        for first, second in pairable.pairs()
        for unit, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))
    ]
    assert sorted(pairs) == [(0, 0, 1), (0, 0, 2), (0, 1, 2), (1, 0, 2)]


@pytest.mark.parametrize("width", [1, 2, 3, 7, 64, 65])
def test_judgments_fall_from_the_highest_and_the_fullest_units_come_first(width: int) -> None:
    """Few annotators are sorted in another way than many."""
    random = np.random.default_rng(width)
    codes = random.integers(-1, 9, size=(40, width)).astype(np.int8)
    every = tuple(range(40))
    ratings = Ratings(every, tuple(range(width)), every, (*range(9),), None, codes, np.arange(40))
    pairable = Pairable.of(ratings)
    m = (codes >= 0).sum(axis=1)
    kept = [unit for unit in np.argsort(-m, kind="stable").tolist() if m[unit] >= 2]
    expected = [sorted(codes[unit].tolist(), reverse=True) for unit in kept]
    longest = max(m[kept], default=0)
    assert pairable.slots.T.tolist() == [row[:longest] for row in expected]
    assert pairable.m.tolist() == m[kept].tolist()
    assert pairable.n_annotators == np.count_nonzero((codes[kept] >= 0).any(axis=0))
    assert pairable.n_clusters == len(kept)


@pytest.mark.parametrize("table", [[], [["a"]], [["a", NA], [NA, "b"]]])
def test_nothing_pairable_gives_empty_sums(rate: Rate, table: list[list[str | None]]) -> None:
    pairable = Pairable.of(rate(table))
    assert (pairable.n_units, pairable.n_annotators, pairable.n_clusters) == (0, 0, 0)
    assert pairable.pooled().counts().sum() == 0
    assert list(pairable.pairs()) == []


def test_many_values_do_not_overflow_their_codes(rate: Rate) -> None:
    """120 values fit one signed byte; their sums and cells do not."""
    pairable = Pairable.of(rate([[value, value] for value in range(120)]))
    assert_array_equal(pairable.counts().sum(axis=0), 2)
    assert_array_equal(pairable.counts().max(axis=1), 2)
    assert_array_equal(pairable.pooled().coincidences()[0], 2 * np.eye(120))
