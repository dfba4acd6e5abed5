"""Links as columns, held to the rule one by one; F1 of links by hand and by the rule."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.links_by_the_rule import Link, closeness, groups, link_of
from workbench.stats.link_f1 import link_f1
from workbench.stats.links import groups_of
from workbench.stats.passages import Span
from workbench.stats.tying import Tying


def tie(source: tuple[int, int], content: tuple[int, int] | None = None) -> Link:
    spans = [Span(*source, "source")] + ([Span(*content, "content")] if content else [])
    return link_of(spans)


spans = st.builds(
    lambda start, length, role: Span(start, start + length, role),
    st.integers(0, 12),
    st.integers(1, 8),
    st.sampled_from(["source", "cue", "content"]),
)
links = st.lists(spans, min_size=1, max_size=3).map(link_of)
units = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.lists(links, max_size=4), min_size=1), max_size=4
).map(lambda some: dict(enumerate(some)))


@settings(max_examples=300, deadline=None)
@given(tied=units)
def test_groups_and_f1_are_those_of_the_rule(tied: dict[int, dict[str, list[Link]]]) -> None:
    tying = Tying.of(tied)
    expected, place = set(), 0
    number: dict[tuple[int, str, int], int] = {}
    for unit, own in tied.items():
        for who, made in own.items():
            for n in range(len(made)):
                number[unit, who, n] = place
                place += 1
        expected |= {
            frozenset(number[unit, who, n] for who, n in group.items()) for group in groups(own)
        }
    found: dict[int, set[int]] = {}
    for n, group in enumerate(groups_of(tying).tolist()):
        found.setdefault(group, set()).add(n)
    assert {frozenset(one) for one in found.values()} == expected
    for way in ("overlap", "exact"):
        scores = link_f1(tying, way).pairs  # type: ignore[arg-type]  # one of the two words
        for pair, score in scores.items():
            assert (score.hits, score.first, score.second) == by_the_rule(tied, pair, way)


def by_the_rule(tied: dict[int, Any], pair: Any, way: str) -> tuple[int, int, int]:
    hits = first = second = 0
    for own in tied.values():
        if set(pair) <= own.keys():
            a, b = own[pair[0]], own[pair[1]]
            first, second = first + len(a), second + len(b)
            if way == "exact":
                hits += len(set(a) & set(b))
            else:
                hits += sum(len(group) == 2 for group in groups({0: a, 1: b}))
    return hits, first, second


@settings(max_examples=100, deadline=None)
@given(tied=units)
def test_partners_are_those_with_a_closeness(tied: dict[int, dict[str, list[Link]]]) -> None:
    tying = Tying.of(tied)
    flat = [(unit, who, link) for unit, own in tied.items() for who in own for link in own[who]]
    expected = {
        frozenset((i, j))
        for (i, a), (j, b) in combinations(enumerate(flat), 2)
        if a[0] == b[0] and a[1] != b[1] and closeness(a[2], b[2]) > 0
    }
    found = tying.partners
    pairs = zip(found.first.tolist(), found.second.tolist(), strict=True)
    assert set(map(frozenset, pairs)) == expected
    for i, j, near in zip(found.first, found.second, found.near, strict=True):
        assert flat[i][1] < flat[j][1]
        assert near == closeness(flat[i][2], flat[j][2])


def test_f1_by_hand_with_each_pair_and_their_mean() -> None:
    tied = {
        1: {"A": [tie((0, 4), (9, 20))], "B": [tie((0, 4), (9, 20))], "C": []},
        2: {"A": [tie((0, 4)), tie((8, 9))], "B": [tie((1, 4))]},
        3: {"A": [tie((0, 1))]},
    }
    overlap, exact = (link_f1(Tying.of(tied), way) for way in ("overlap", "exact"))
    # A and B: 3 links and 2, both of B's found by overlap, one exactly; with C nothing.
    assert overlap.pairs["A", "B"].value == pytest.approx(2 * 2 / 5)
    assert exact.pairs["A", "B"].value == pytest.approx(2 * 1 / 5)
    assert [overlap.pairs[pair].value for pair in (("A", "C"), ("B", "C"))] == [0, 0]
    assert overlap.value == pytest.approx((0.8 + 0 + 0) / 3)
    assert overlap.pairs["A", "B"].n_articles == 2


def test_f1_has_an_interval_over_articles_and_none_over_one() -> None:
    same, apart = {"A": [tie((0, 4))], "B": [tie((0, 4))]}, {"A": [tie((0, 4))], "B": []}
    tied = {n: same if n % 3 else apart for n in range(30)}
    drawn = link_f1(Tying.of(tied), "overlap", seed=1, replicates=200)
    assert drawn.value == pytest.approx(2 * 20 / 50)
    assert drawn.resampled.interval is not None
    low, high = drawn.resampled.interval
    assert low < drawn.value < high
    one = link_f1(Tying.of(tied, dict.fromkeys(tied, "x")), "overlap", seed=1)
    assert one.resampled.interval is None
    assert one.value == drawn.value


@pytest.mark.parametrize(
    ("tied", "words"),
    [
        ({}, "nothing to compare"),
        ({1: {"A": [tie((0, 1))]}}, "nothing to compare"),
        ({1: {"A": [], "B": []}}, "Nobody has made a link"),
    ],
)
def test_without_links_there_is_a_reason(
    tied: dict[int, dict[str, list[Link]]], words: str
) -> None:
    found = link_f1(Tying.of(tied), "overlap", seed=1)
    assert found.value is None
    assert words in (found.why_undefined or "")
