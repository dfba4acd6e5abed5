from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.bootstrap import (
    Part,
    article_weights,
    resample,
    resample_each,
    resample_parts,
)
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]


def draw_table(seed: int, values: list[Any], *, units: int) -> list[list[Any]]:
    """Three annotators who mostly follow one truth; a fifth of the judgments missing."""
    draw = random.Random(seed)
    truths = [draw.choice(values) for _ in range(units)]
    return [
        [
            None if draw.random() < 0.2 else truth if draw.random() < 0.7 else draw.choice(values)
            for _ in range(3)
        ]
        for truth in truths
    ]


@pytest.mark.parametrize("distance", ["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"])
def test_replicates_equal_resampling_and_recomputing(
    rate: Rate, alpha_by_definition: Callable[..., float | None], distance: Any
) -> None:
    """The matrix product against copying the drawn articles and starting again."""
    labels = [frozenset(one) for one in ("", "A", "AB", "BC", "ABCD")]
    values: list[Any] = labels if distance in ("masi", "jaccard") else [1, 2, 3, 5]
    table = draw_table(1, values, units=24)
    articles = {unit: f"article {unit % 6}" for unit in range(24)}
    estimate = krippendorff_alpha(rate(table, clusters=articles), distance, seed=8, replicates=40)

    (weights,) = article_weights(6, seed=8, replicates=40, at_once=40)
    alphas = []
    for row in weights.astype(int):
        drawn = [table[unit] for unit in range(24) for _ in range(row[unit % 6])]
        alphas.append(alpha_by_definition(drawn, distance, values))
    defined = [alpha for alpha in alphas if alpha is not None]
    low, high = np.quantile(defined, [0.025, 0.975])
    assert estimate.interval == pytest.approx((low, high), abs=1e-12)
    assert estimate.p_below_667 == np.mean(np.array(defined) < 0.667)


def test_each_replicate_draws_as_many_articles_as_there_are() -> None:
    (weights,) = article_weights(7, seed=1, replicates=50, at_once=50)
    assert weights.shape == (50, 7)
    assert_array_equal(weights.sum(axis=1), 7)
    assert (weights >= 0).all()
    assert weights.mean(axis=0) == pytest.approx(1, abs=0.5)


def test_weights_depend_on_the_seed_alone() -> None:
    (whole,) = article_weights(5, seed=3, replicates=30, at_once=30)
    chunks = list(article_weights(5, seed=3, replicates=30, at_once=7))
    assert [len(chunk) for chunk in chunks] == [7, 7, 7, 7, 2]
    assert_array_equal(np.concatenate(chunks), whole)
    (fewer,) = article_weights(5, seed=3, replicates=10, at_once=30)
    assert_array_equal(fewer, whole[:10])
    (other,) = article_weights(5, seed=4, replicates=30, at_once=30)
    assert (other != whole).any()


def test_the_interval_is_reproducible_and_independent_of_the_order_of_records() -> None:
    table = draw_table(2, ["a", "b", "c"], units=60)
    records = [
        (unit, annotator, value)
        for unit, row in enumerate(table)
        for annotator, value in enumerate(row)
        if value is not None
    ]
    articles = {unit: unit // 3 for unit in range(60)}
    first = krippendorff_alpha(Ratings.from_records(records, clusters=articles), "nominal", seed=4)
    random.Random(0).shuffle(records)
    again = krippendorff_alpha(Ratings.from_records(records, clusters=articles), "nominal", seed=4)
    other = krippendorff_alpha(Ratings.from_records(records, clusters=articles), "nominal", seed=5)
    assert again == first
    assert (first.replicates, first.seed, first.interval_note) == (2000, 4, None)
    assert other.value == first.value
    assert other.interval != first.interval


def test_with_two_articles_the_interval_can_be_worked_out_by_hand(rate: Rate) -> None:
    """A resample is the first article twice, both, or the second twice, as 1 : 2 : 1."""
    table = [["a", "b"], ["a", "a"], ["b", "b"], ["a", "a"]]
    estimate = krippendorff_alpha(rate(table, clusters={0: 0, 1: 0, 2: 1, 3: 1}), "nominal", seed=1)
    # By hand. First article twice: n = (6, 2), Do = 4/8, De = 24/56, so -1/6.
    # Second twice: full agreement. Both: n = (5, 3), Do = 2/8, De = 30/56, so 8/15.
    assert estimate.interval == pytest.approx((-1 / 6, 1))
    assert estimate.value == pytest.approx(8 / 15)
    assert estimate.p_below_667 == pytest.approx(0.75, abs=0.05)


def test_more_alike_units_within_articles_widen_the_interval(rate: Rate) -> None:
    """The same judgments, each ten times over: as units they seem to say more, as articles not."""
    table = draw_table(3, ["a", "b"], units=30)
    copied = [row for row in table for _ in range(10)]

    def width(ratings: Ratings) -> float:
        low, high = krippendorff_alpha(ratings, "nominal", seed=1).interval or (0, 0)
        return high - low

    by_article = width(rate(copied, clusters={unit: unit // 10 for unit in range(300)}))
    assert by_article == pytest.approx(width(rate(table)), rel=0.05)
    assert width(rate(copied)) < by_article / 2


def test_few_articles_make_the_interval_unreliable(rate: Rate) -> None:
    def note(articles: int) -> str | None:
        table = [["a", "a"], ["b", "b"], ["a", "b"]] * articles
        clusters = {unit: unit // 3 for unit in range(len(table))}
        ratings = rate(table, clusters=clusters)
        return krippendorff_alpha(ratings, "nominal", seed=1, replicates=50).interval_note

    assert "unreliable: it rests on 14 articles" in (note(14) or "")
    assert note(15) is None


def test_one_article_gives_no_interval_but_the_reason(rate: Rate) -> None:
    ratings = rate([["a", "a"], ["a", "b"]], clusters={0: "x", 1: "x"})
    estimate = krippendorff_alpha(ratings, "nominal", seed=1)
    assert (estimate.interval, estimate.p_below_667, estimate.replicates) == (None, None, 0)
    assert "at least two" in (estimate.interval_note or "")


def test_replicates_without_variation_are_left_out_and_counted(rate: Rate) -> None:
    """Two articles of one value each: half of all resamples draw one of them twice."""
    ratings = rate([["a", "a"], ["b", "b"]])
    estimate = krippendorff_alpha(ratings, "nominal", seed=1, replicates=400)
    (weights,) = article_weights(2, seed=1, replicates=400, at_once=400)
    alone = int((weights.max(axis=1) == 2).sum())
    assert f"{alone} of 400 replicates had no variation" in (estimate.interval_note or "")
    assert estimate.interval == (1, 1)


def test_a_statistic_that_is_never_defined_has_no_interval() -> None:
    resampled = resample(
        np.ones((20, 1)), lambda sums: np.full(len(sums), np.nan), seed=1, replicates=10
    )
    assert (resampled.interval, resampled.p_below_667) == (None, None)
    assert "10 of 10 replicates" in (resampled.note or "")


@pytest.mark.parametrize("cells", [1 << 22, 50])
def test_several_statistics_together_are_as_each_by_itself(
    monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    """Also where the resamples are drawn a few at a time."""
    monkeypatch.setattr("workbench.stats.bootstrap._CELLS", cells)
    sums = np.random.default_rng(1).random((20, 2))
    statistics = [lambda rows: rows[:, 0], lambda rows: rows[:, 0] / rows[:, 1]]
    together = resample_each(sums, statistics, seed=1, replicates=30)
    assert together == [resample(sums, one, seed=1, replicates=30) for one in statistics]
    assert together[0] != together[1]
    assert resample_each(sums, [], seed=1, replicates=30) == []


def test_no_replicates_are_refused(rate: Rate) -> None:
    with pytest.raises(ValueError, match="at least one replicate"):
        krippendorff_alpha(rate([["a", "b"], ["a", "a"]]), "nominal", seed=1, replicates=0)


def test_parts_are_resampled_with_one_draw_of_all_articles() -> None:
    random = np.random.default_rng(4)
    whole, some = random.random((20, 2)), random.random((16, 2))
    places = np.arange(2, 18)

    def ratio(sums: Any) -> Any:
        share = np.full(len(sums), np.nan)
        return np.divide(sums[:, 0], sums[:, 1], out=share, where=sums[:, 1] > 0)

    parts = [Part(np.arange(20), whole), Part(places, some), Part(np.array([3]), some[:1])]
    first, second, third = resample_parts(parts, ratio, seed=9, replicates=300)
    assert first == resample(whole, ratio, seed=9, replicates=300)
    (weights,) = article_weights(20, seed=9, replicates=300, at_once=300)
    low, high = np.quantile(ratio(weights[:, places] @ some), [0.025, 0.975])
    assert second.interval == pytest.approx((low, high))
    assert third.interval is None
    assert "one article" in (third.note or "")
    assert resample_parts([], ratio, seed=9, replicates=300) == []
    with pytest.raises(ValueError, match="at least one replicate"):
        resample_parts(parts, ratio, seed=9, replicates=0)


def test_articles_that_no_part_holds_are_not_drawn() -> None:
    sums = np.random.default_rng(4).random((16, 1))

    def total(sums: Any) -> Any:
        return sums[:, 0]

    (found,) = resample_parts([Part(np.arange(16) * 7, sums)], total, seed=2, replicates=50)
    assert found == resample(sums, total, seed=2, replicates=50)
    assert found.note is None


def test_kept_or_drawn_again_the_weights_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def weights(**options: int) -> Any:
        return np.concatenate(list(article_weights(9, **options)))

    first = weights(seed=3, replicates=70, at_once=20)
    first[:] = 0  # what was handed out is the caller's own
    kept = weights(seed=3, replicates=70, at_once=70)
    monkeypatch.setattr("workbench.stats.bootstrap._KEPT", 0)
    assert_array_equal(kept, weights(seed=3, replicates=70, at_once=20))
    assert_array_equal(kept.sum(axis=1), 9)
