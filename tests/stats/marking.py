"""Small random articles with passages, for the tests on passages."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench.stats.passages import Marked, Span, merged

LABELS = "ab"
LENGTH = 12
Articles = dict[Any, Marked]


def spans(*, may_overlap: bool = False) -> st.SearchStrategy[list[Span]]:
    """Up to five passages of one annotator; of those that overlap, only the first is kept."""
    one = st.builds(
        lambda start, size, label: Span(start, min(start + size, LENGTH), label),
        st.integers(0, LENGTH - 1),
        st.integers(1, 6),
        st.sampled_from(LABELS),
    )
    drawn = st.lists(one, max_size=5)
    return drawn if may_overlap else drawn.map(apart)


def apart(given: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in given:
        if all(span.end <= one.start or one.end <= span.start for one in kept):
            kept.append(span)
    return kept


def articles(*, may_overlap: bool = False, fewest: int = 0) -> st.SearchStrategy[Articles]:
    """Up to four articles, each marked by none to four of the annotators w, x, y, z."""
    own = st.dictionaries(
        st.sampled_from("wxyz"), spans(may_overlap=may_overlap), min_size=fewest, max_size=4
    )
    return st.dictionaries(
        st.integers(0, 9), own.map(lambda marks: Marked(LENGTH, marks)), max_size=4
    )


def by_point(article: Marked, annotator: Any) -> list[str]:
    """What an annotator says of each code point, "" for a gap."""
    line = [""] * article.length
    for start, end, label in article.annotators[annotator]:
        line[start:end] = [label] * (end - start)
    return line


def merged_spans(article: Marked, annotator: Any) -> list[Span]:
    return merged(article.annotators[annotator])
