"""F1 of passages, against counting by hand and against trying every matching."""

from __future__ import annotations

from itertools import combinations
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.marking import LABELS, Articles, articles, merged_spans, spans
from workbench.stats.passages import Marked, Span
from workbench.stats.span_f1 import Way, mean_f1, pairwise_span_f1

WAYS: list[Any] = list(get_args(Way))
every_way = pytest.mark.parametrize("way", WAYS)


def most_partners(first: list[Span], second: list[Span]) -> int:
    """Try every partner, or none, for each passage."""
    if not first:
        return 0
    span, rest = first[0], first[1:]
    found = most_partners(rest, second)
    for place, other in enumerate(second):
        if span.label == other.label and span.start < other.end and other.start < span.end:
            left = second[:place] + second[place + 1 :]
            found = max(found, 1 + most_partners(rest, left))
    return found


def by_definition(article: Marked, way: str, one: Any, other: Any) -> tuple[int, int, int]:
    a, b = (merged_spans(article, who) for who in (one, other))
    if way == "exact":
        return len(set(a) & set(b)), len(a), len(b)
    if way == "overlap":
        return most_partners(a, b), len(a), len(b)
    own, others = (
        {(point, span.label) for span in some for point in range(span.start, span.end)}
        for some in (a, b)
    )
    return len(own & others), len(own), len(others)


@every_way
@settings(max_examples=60, deadline=None)
@given(found=articles(may_overlap=True))
def test_each_pair_is_what_counting_says(way: Any, found: Articles) -> None:
    scores = pairwise_span_f1(found, way)
    everybody = sorted({who for one in found.values() for who in one.annotators})
    assert list(scores) == list(combinations(everybody, 2))
    for (one, other), score in scores.items():
        shared = [a for a in found.values() if {one, other} <= a.annotators.keys()]
        counted = [by_definition(article, way, one, other) for article in shared]
        hits, first, second = (
            (sum(column) for column in zip(*counted, strict=True)) if (counted) else (0, 0, 0)
        )
        assert (score.hits, score.first, score.second) == (hits, first, second)
        assert score.n_articles == len(shared)
        expected = 2 * hits / (first + second) if first + second else None
        assert score.value == expected
        assert (score.value is None) == bool(score.why_undefined)


@settings(max_examples=150, deadline=None)
@given(first=spans(may_overlap=True), second=spans(may_overlap=True))
def test_no_matching_finds_more_partners(first: list[Span], second: list[Span]) -> None:
    """Also of passages that overlap their own neighbours."""
    first, second = ([span._replace(label="a") for span in some] for some in (first, second))
    article = Marked(100, {"x": first, "y": second})
    (score,) = pairwise_span_f1({1: article}, "overlap").values()
    assert score.hits == most_partners(merged_spans(article, "x"), merged_spans(article, "y"))


@every_way
@settings(max_examples=30, deadline=None)
@given(found=articles(may_overlap=True), order=st.randoms(use_true_random=False))
def test_nothing_hangs_on_the_order(way: Any, found: Articles, order: Any) -> None:
    def shuffled(items: Any) -> list[Any]:
        items = list(items)
        order.shuffle(items)
        return items

    moved = {
        key: Marked(one.length, {who: shuffled(s) for who, s in shuffled(one.annotators.items())})
        for key, one in shuffled(found.items())
    }
    assert pairwise_span_f1(moved, way) == pairwise_span_f1(found, way)


@settings(max_examples=60, deadline=None)
@given(found=articles(may_overlap=True))
def test_exact_hits_are_overlapping_hits(found: Articles) -> None:
    exact, overlap = (pairwise_span_f1(found, way) for way in ("exact", "overlap"))
    for pair, score in exact.items():
        assert score.hits <= overlap[pair].hits <= min(score.first, score.second)


@every_way
def test_full_agreement_on_what_both_read_is_1(way: Any) -> None:
    spans = [Span(1, 4, "a"), Span(5, 9, "b")]
    found = {
        pair: Marked(20, dict.fromkeys(pair, spans[:n]))
        for n, pair in enumerate(["xy", "yz", "zx"], start=0)
    }
    found["x"] = Marked(20, {"x": spans})
    scores = pairwise_span_f1(found, way)
    assert [score.value for score in scores.values()] == [None, 1, 1]
    assert "Neither has marked anything" in (scores["x", "y"].why_undefined or "")
    assert mean_f1(scores) == 1


def test_who_marks_nothing_where_another_does_has_0() -> None:
    (score,) = pairwise_span_f1({1: Marked(9, {"x": [], "y": [Span(0, 4, "a")]})}, "exact").values()
    assert (score.value, score.first, score.second) == (0, 0, 1)


def test_two_that_share_no_article_have_no_figure() -> None:
    found = {1: Marked(9, {"x": [Span(0, 4, "a")]}), 2: Marked(9, {"y": [Span(0, 4, "a")]})}
    (score,) = pairwise_span_f1(found, "overlap").values()
    assert score.value is None
    assert "No article was read by both" in (score.why_undefined or "")
    assert mean_f1({score.pair: score}) is None
    assert pairwise_span_f1({}, "overlap") == {}


def test_one_passage_over_everything_is_one_hit() -> None:
    many = [Span(start, start + 1, "a") for start in range(0, 10, 2)]
    found = {1: Marked(10, {"x": [Span(0, 10, "a")], "y": many})}
    (score,) = pairwise_span_f1(found, "overlap").values()
    assert (score.hits, score.first, score.second) == (1, 1, 5)


def test_a_token_counts_where_a_passage_has_any_of_it() -> None:
    found = {1: Marked(12, {"x": [Span(0, 5, "a")], "y": [Span(3, 8, "a")]})}
    tokens = {1: [(0, 3), (4, 7), (8, 12)]}
    (by_token,) = pairwise_span_f1(found, "token", tokens=tokens).values()
    assert (by_token.hits, by_token.first, by_token.second) == (1, 2, 1)
    (by_point,) = pairwise_span_f1(found, "token").values()
    assert (by_point.hits, by_point.first, by_point.second) == (2, 5, 5)
    with pytest.raises(ValueError, match="tokens of every article"):
        pairwise_span_f1(found, "token", tokens={})


def test_a_passage_outside_its_article_is_refused() -> None:
    with pytest.raises(ValueError, match="lies outside"):
        pairwise_span_f1({1: Marked(9, {"x": [Span(5, 10, "a")], "y": []})}, "token")


@every_way
def test_labels_do_not_meet(way: Any) -> None:
    found = {1: Marked(9, {"x": [Span(0, 9, LABELS[0])], "y": [Span(0, 9, LABELS[1])]})}
    (score,) = pairwise_span_f1(found, way).values()
    assert score.value == 0
