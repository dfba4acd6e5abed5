"""How far two annotators find the same passages: F1 for each pair, in three ways of counting.

F1 = 2 hits / (passages of the one + passages of the other), labels always having to be equal, the
articles that both have read added up. It has no correction for chance, and is what the field
prints beside the unitized alpha (Hripcsak & Rothschild 2005: with open-ended negatives, kappa
approaches F1).

- exact: both ends are equal;
- overlap: one code point in common is enough, and each passage is the partner of one other at
  most, so that a passage over everything is no hit for all;
- token: hits are the tokens, or without tokens the code points, that both have under the label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np

from workbench.stats.passages import Marked, Span, check_passages, labels_of, merged

Way = Literal["exact", "overlap", "token"]
#: Tokens of an article as (start, end) in code points.
Tokens = Sequence[tuple[int, int]]

NO_ARTICLE = "No article was read by both."
NOTHING_MARKED = "Neither has marked anything in the articles that both have read."


@dataclass(frozen=True)
class SpanF1:
    """F1 of two annotators, with its counts; None where there is a reason."""

    pair: tuple[Hashable, Hashable]
    way: Way
    value: float | None
    why_undefined: str | None
    hits: int
    first: int
    second: int
    n_articles: int


def pairwise_span_f1(
    articles: Mapping[Any, Marked],
    way: Way,
    *,
    tokens: Mapping[Any, Tokens] | None = None,
) -> dict[tuple[Hashable, Hashable], SpanF1]:
    """F1 of every pair of annotators; `tokens` by article are what `token` counts.

    Raises ValueError where tokens are given but not of every article, and for a passage that is
    empty or lies outside its article.
    """
    check_passages(articles, labels_of(articles, None))
    if tokens is not None and not articles.keys() <= tokens.keys():
        raise ValueError("Hand in the tokens of every article, or of none.")
    everybody = sorted({one for a in articles.values() for one in a.annotators}, key=repr)
    return {pair: _f1(articles, pair, way, tokens) for pair in combinations(everybody, 2)}


def mean_f1(scores: Mapping[tuple[Hashable, Hashable], SpanF1]) -> float | None:
    """The mean over the pairs that have a figure; None where none has."""
    defined = [score.value for score in scores.values() if score.value is not None]
    return float(np.mean(defined)) if defined else None


def matched(first: Sequence[Span], second: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Most partners that can be found between passages of one label that share a code point.

    Sorted by their ends, each takes the partner that ends first; on a line that finds the most.
    """
    left = sorted(second, key=lambda span: (span.end, span.start))
    found = []
    for span in sorted(first, key=lambda span: (span.end, span.start)):
        partner = next((one for one in left if one.start < span.end and span.start < one.end), None)
        if partner is not None:
            left.remove(partner)
            found.append((span, partner))
    return found


def _f1(
    articles: Mapping[Any, Marked],
    pair: tuple[Hashable, Hashable],
    way: Way,
    tokens: Mapping[Any, Tokens] | None,
) -> SpanF1:
    shared = {key: one for key, one in articles.items() if set(pair) <= one.annotators.keys()}
    hits = first = second = 0
    for key, article in shared.items():
        a, b = (_by_label(article.annotators[one]) for one in pair)
        for label in a.keys() | b.keys():
            counted = _count(
                a[label], b[label], way, article.length, None if tokens is None else tokens[key]
            )
            hits, first, second = hits + counted[0], first + counted[1], second + counted[2]
    value, why = None, None
    if not shared:
        why = NO_ARTICLE
    elif not first + second:
        why = NOTHING_MARKED
    else:
        value = 2 * hits / (first + second)
    return SpanF1(pair, way, value, why, hits, first, second, len(shared))


def _by_label(spans: Iterable[Span]) -> defaultdict[str, list[Span]]:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for span in merged(spans):
        found[span.label].append(span)
    return found


def _count(
    a: Sequence[Span], b: Sequence[Span], way: Way, length: int, tokens: Tokens | None
) -> tuple[int, int, int]:
    """Hits, and how many either has."""
    if way == "exact":
        return len(set(a) & set(b)), len(a), len(b)
    if way == "overlap":
        return len(matched(a, b)), len(a), len(b)
    own, others = (_covered(spans, length, tokens) for spans in (a, b))
    return int((own & others).sum()), int(own.sum()), int(others.sum())


def _covered(
    spans: Sequence[Span], length: int, tokens: Tokens | None
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of each token, or code point, whether a passage has any of it."""
    points = np.zeros(length, dtype=np.bool_)
    for start, end, _ in spans:
        points[start:end] = True
    if tokens is None:
        return points
    return np.array([points[start:end].any() for start, end in tokens], dtype=np.bool_)
