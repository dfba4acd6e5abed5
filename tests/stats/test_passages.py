"""Passages as spans and as columns."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from tests.stats.marking import LABELS, Articles, articles, by_point, spans
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked, Span, labels_of, merged


def test_overlaps_of_one_label_are_one_and_neighbours_stay_apart() -> None:
    given_ = [Span(5, 9, "a"), Span(0, 6, "a"), Span(9, 12, "a"), Span(4, 8, "b"), Span(8, 9, "a")]
    assert merged(given_) == [Span(0, 9, "a"), Span(4, 8, "b"), Span(9, 12, "a")]
    assert merged([Span(0, 9, "a"), Span(2, 3, "a"), Span(8, 11, "a")]) == [Span(0, 11, "a")]
    assert merged([]) == []


@settings(max_examples=100, deadline=None)
@given(own=spans(may_overlap=True))
def test_merging_keeps_what_is_marked_and_leaves_no_overlap(own: list[Span]) -> None:
    found = merged(own)
    assert found == sorted(found, key=lambda span: span.start)
    for label in LABELS:
        before, after = ([span for span in some if span.label == label] for some in (own, found))
        assert all(a.end <= b.start for a, b in pairwise(after))
        lines = (by_point(Marked(12, {0: some}), 0) for some in (before, after))
        assert next(lines) == next(lines)
        assert {span.start for span in after} <= {span.start for span in before}
    assert sorted(merged(found)) == sorted(found)
    assert merged(reversed(own)) == found


@settings(max_examples=100, deadline=None)
@given(found=articles(may_overlap=True))
def test_columns_merge_as_lists_do(found: Articles) -> None:
    columns = Marking.of(found, LABELS).columns().merged()
    rows = zip(
        columns.article, columns.annotator, columns.start, columns.end, columns.code, strict=True
    )
    expected = [
        (a, j, span.start, span.end, 1 + LABELS.index(span.label))
        for a, article in enumerate(found.values())
        for j, (_, own) in enumerate(sorted(article.annotators.items()))
        for span in merged(own)
    ]
    assert sorted(rows) == sorted(expected)
    points = [
        sorted(point for span in merged(own) for point in range(span.start, span.end))
        for article in found.values()
        for own in article.annotators.values()
    ]
    assert columns.overlap() == any(len(set(one)) < len(one) for one in points)


def test_labels_are_those_offered_in_their_order_or_those_used() -> None:
    found = {1: Marked(9, {"x": [Span(0, 1, "b")], "y": [Span(0, 1, "a")]})}
    assert labels_of(found, None) == ["a", "b"]
    assert labels_of(found, ("c", "b", "a")) == ["c", "b", "a"]
    with pytest.raises(ValueError, match="offers a label twice"):
        labels_of(found, "aba")
