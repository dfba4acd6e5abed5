"""Where annotators of passages differ, by hand and by what must always hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings

from tests.stats.marking import LABELS, Articles, articles, merged_spans
from workbench.stats.passages import Marked, Span
from workbench.stats.span_differences import KINDS, Kind, Tallies, span_differences
from workbench.stats.span_f1 import pairwise_span_f1

CUE, SOURCE = "cue", "source"


def totals(tallies: Tallies) -> dict[str, int]:
    return {kind: tally.total() for kind, tally in tallies.items() if tally}


def test_each_kind_by_hand() -> None:
    x = [
        Span(0, 5, CUE),  # y has it too
        Span(10, 20, SOURCE),  # y ends it later
        Span(30, 35, CUE),  # y calls it a source
        Span(40, 45, CUE),  # y begins earlier and calls it a source
        Span(50, 55, CUE),  # y has nothing
    ]
    y = [
        Span(0, 5, CUE),
        Span(10, 22, SOURCE),
        Span(30, 35, SOURCE),
        Span(38, 45, SOURCE),
        Span(60, 61, SOURCE),
    ]
    found = span_differences({"p1": Marked(70, {"x": x, "y": y}), "p2": Marked(9, {"x": []})})
    assert totals(found.overall) == {
        "same": 1,
        "boundary": 1,
        "label": 1,
        "boundary and label": 1,
        "found by one": 2,
    }
    assert found.by_pair == {("x", "y"): found.overall}
    once = {"label": 1, "boundary and label": 1, "found by one": 1}
    assert totals(found.by_label[CUE]) == {"same": 1, **once}
    assert totals(found.by_label[SOURCE]) == {"boundary": 1, **once}
    assert {key: tally.total() for key, tally in found.confusion.items()} == {
        (CUE, CUE): 1,
        (SOURCE, SOURCE): 1,
        (CUE, SOURCE): 2,
    }


def test_every_count_names_its_texts() -> None:
    own, none = [Span(0, 4, CUE), Span(5, 8, CUE)], list[Span]()
    texts = {
        "p1": Marked(9, {"x": own, "y": own, "z": own}),
        "p2": Marked(9, {"x": own, "y": none}),
        "p3": Marked(9, {"y": own[:1], "z": own[:1]}),
    }
    found = span_differences(texts, [SOURCE, CUE])
    assert found.overall["same"] == {"p1": 6, "p3": 1}
    assert found.overall["found by one"] == {"p2": 2}
    assert found.by_pair["x", "y"]["found by one"] == {"p2": 2}
    assert found.by_pair["y", "z"]["same"] == {"p1": 2, "p3": 1}
    assert found.by_label[SOURCE] == {kind: {} for kind in KINDS}
    assert found.confusion == {(CUE, CUE): {"p1": 6, "p3": 1}}


def test_who_shares_the_most_is_the_partner() -> None:
    long, left, right = Span(0, 10, CUE), Span(0, 3, CUE), Span(3, 10, SOURCE)
    found = span_differences({1: Marked(10, {"x": [long], "y": [left, right]})})
    assert totals(found.overall) == {"boundary and label": 1, "found by one": 1}
    # As much of both: the one with the same label.
    half, other = Span(0, 5, SOURCE), Span(5, 10, CUE)
    found = span_differences({1: Marked(10, {"x": [long], "y": [half, other]})})
    assert totals(found.overall) == {"boundary": 1, "found by one": 1}
    assert totals(found.by_label[SOURCE]) == {"found by one": 1}


def test_the_same_words_under_two_labels_are_not_confused() -> None:
    twice = [Span(0, 5, CUE), Span(0, 5, SOURCE)]
    found = span_differences({1: Marked(9, {"x": twice, "y": twice[::-1]})})
    assert totals(found.overall) == {"same": 2}


def closeness(a: Span, b: Span) -> Any:
    shared = min(a.end, b.end) - max(a.start, b.start)
    apart = abs(a.start - b.start) + abs(a.end - b.end)
    return -shared, a.label != b.label, apart, a.start + b.start, sorted((a.label, b.label))


def one_by_one(first: Sequence[Span], second: Sequence[Span]) -> list[tuple[Any, Any]]:
    """The closest two, then the closest of those left, and so on; then who is left alone."""
    a, b = list(first), list(second)
    found: list[tuple[Any, Any]] = []
    while meeting := [(x, y) for x in a for y in b if x.start < y.end and y.start < x.end]:
        x, y = min(meeting, key=lambda two: closeness(*two))
        a.remove(x)
        b.remove(y)
        found.append((x, y))
    return found + [(x, None) for x in a] + [(None, y) for y in b]


def kind_of(a: Span | None, b: Span | None) -> Kind:
    if a is None or b is None:
        return "found by one"
    if a[:2] == b[:2]:
        return "same" if a.label == b.label else "label"
    return "boundary" if a.label == b.label else "boundary and label"


@settings(max_examples=200, deadline=None)
@given(found=articles(may_overlap=True))
def test_partners_are_those_found_one_by_one(found: Articles) -> None:
    by_pair: dict[Any, Any] = defaultdict(lambda: {kind: Counter[Any]() for kind in KINDS})
    confusion: dict[Any, Counter[Any]] = defaultdict(Counter)
    for text, marked in found.items():
        for pair in combinations(sorted(marked.annotators), 2):
            for a, b in one_by_one(*(merged_spans(marked, who) for who in pair)):
                by_pair[pair][kind_of(a, b)][text] += 1
                if a and b:
                    confusion[tuple(sorted((a.label, b.label)))][text] += 1
    differences = span_differences(found, LABELS)
    assert differences.by_pair == by_pair
    assert differences.confusion == confusion
    assert list(differences.by_pair) == sorted(by_pair)


@settings(max_examples=60, deadline=None)
@given(found=articles(may_overlap=True))
def test_counts_add_up_and_hits_are_those_of_f1(found: Articles) -> None:
    differences = span_differences(found, LABELS)
    exact = pairwise_span_f1(found, "exact")
    for pair, tallies in differences.by_pair.items():
        n = totals(tallies)
        score = exact[pair]
        assert n.get("same", 0) == score.hits
        couples = sum(n.values()) - n.get("found by one", 0)
        assert 2 * couples + n.get("found by one", 0) == score.first + score.second
    for kind in KINDS:
        by_pair = [tallies[kind].total() for tallies in differences.by_pair.values()]
        by_label = [tallies[kind].total() for tallies in differences.by_label.values()]
        overall = differences.overall[kind].total()
        assert sum(by_pair) == overall
        assert sum(by_label) == overall * (2 if "label" in kind else 1)
    couples = sum(tally.total() for tally in differences.confusion.values())
    assert couples + differences.overall["found by one"].total() == sum(
        tally.total() for tally in differences.overall.values()
    )


def test_what_cannot_be_is_refused() -> None:
    own: dict[Any, Any] = {"x": [Span(5, 10, CUE)]}
    with pytest.raises(ValueError, match="lies outside"):
        span_differences({1: Marked(9, own)})
    with pytest.raises(ValueError, match="not among those offered"):
        span_differences({1: Marked(19, own)}, [SOURCE])
    assert span_differences({}).by_pair == {}
