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

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Columns, Integers
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked

# Cells held at once: 32 MB however many passages there are.
_CELLS = 1 << 22

Way = Literal["exact", "overlap", "token"]
#: Tokens of an article as (start, end) in code points, in order and apart.
Tokens = Sequence[tuple[int, int]]
#: Of every pair of annotators, shape (annotators, annotators).
Counts = NDArray[np.int64]

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
    if tokens is not None and not articles.keys() <= tokens.keys():
        raise ValueError("Hand in the tokens of every article, or of none.")
    marking = Marking.of(articles)
    return span_f1_of(marking if tokens is None else _in_tokens(marking, tokens), way)


def span_f1_of(marking: Marking, way: Way) -> dict[tuple[Hashable, Hashable], SpanF1]:
    """The same of passages in columns; `token` counts code points."""
    passages, read = marking.apart, marking.read.astype(np.float64)
    own = _by_cell(passages.article, passages.annotator, read.shape, _units(passages, way))
    # Whole numbers far below 2 ** 53, as floats for the sake of a fast product.
    made, shared = ((one.T @ read).astype(np.int64) for one in (own, read))
    hits = {"exact": _exact, "overlap": _overlapping, "token": _covered}[way](passages, shared)
    found = {}
    for a, b in combinations(range(len(marking.annotators)), 2):
        pair = marking.annotators[a], marking.annotators[b]
        counts = (hits[a, b], made[a, b], made[b, a], shared[a, b])
        found[pair] = _score(pair, way, *(int(one) for one in counts))
    return found


def mean_f1(scores: Mapping[tuple[Hashable, Hashable], SpanF1]) -> float | None:
    """The mean over the pairs that have a figure; None where none has."""
    defined = [score.value for score in scores.values() if score.value is not None]
    return float(np.mean(defined)) if defined else None


def _score(
    pair: tuple[Hashable, Hashable], way: Way, hits: int, first: int, second: int, shared: int
) -> SpanF1:
    value, why = None, None
    if not shared:
        why = NO_ARTICLE
    elif not first + second:
        why = NOTHING_MARKED
    else:
        value = 2 * hits / (first + second)
    return SpanF1(pair, way, value, why, hits, first, second, shared)


def _units(passages: Columns, way: Way) -> Integers:
    return passages.end - passages.start if way == "token" else np.ones_like(passages.code)


def _by_cell(
    row: Integers, column: Integers, shape: tuple[int, ...], units: Integers
) -> NDArray[np.float64]:
    """The units summed by row and column."""
    summed = np.bincount(row * shape[1] + column, weights=units, minlength=shape[0] * shape[1])
    return summed.astype(np.float64, copy=False).reshape(shape)


def _lines(passages: Columns) -> tuple[Integers, int]:
    """Where on one axis the line of each passage's text and label begins, and how long each is."""
    beyond = int(passages.length.max(initial=0)) + 1
    return (passages.article * (passages.n_labels + 1) + passages.code) * beyond, beyond


def _exact(passages: Columns, shared: Counts) -> Counts:
    """How many passages of either the other has too."""
    place = passages.article * (passages.n_labels + 1) + passages.code
    start = place * (passages.length.max(initial=0) + 1) + passages.start
    _, at = np.unique(start, return_inverse=True)
    _, same = np.unique(
        at * (passages.length.max(initial=0) + 1) + passages.end, return_inverse=True
    )
    hits = np.zeros_like(shared)
    order = np.argsort(same, kind="stable")
    step = max(1, _CELLS // max(1, len(shared)))
    for first in range(0, int(same.max(initial=-1)) + 1, step):
        part = order[slice(*np.searchsorted(same[order], (first, first + step)))]
        has = np.zeros((step, len(shared)))
        has[same[part] - first, passages.annotator[part]] = 1
        hits += (has.T @ has).astype(np.int64)
    return hits


def _overlapping(passages: Columns, shared: Counts) -> Counts:
    """How many partners can be found between the passages of two, each of one at most."""
    lines = passages.article * (passages.n_labels + 1) + passages.code
    base = lines * (passages.length.max(initial=0) + 1)
    order = np.argsort(base + passages.start, kind="stable")
    start, end, who = (
        one[order] for one in (base + passages.start, base + passages.end, passages.annotator)
    )
    of = [np.flatnonzero(who == one) for one in range(len(shared))]
    hits = np.zeros_like(shared)
    for a, b in combinations(range(len(shared)), 2):
        if shared[a, b]:
            own, others = of[a], of[b]
            first = np.searchsorted(end[others], start[own], side="right")
            beyond = np.searchsorted(start[others], end[own], side="left")
            hits[a, b] = _partners(first, beyond)
    return hits


def _partners(first: Integers, beyond: Integers) -> int:
    """Most partners for passages in order, each of which meets the others from `first` on to
    before `beyond`; of each annotator and label none overlaps another.

    Each takes the first that is left; on a line that finds the most.
    """
    meets = first < beyond
    first, beyond = first[meets], beyond[meets]
    # Only neighbours compete: who shares no other with one before or after has a partner for sure.
    competes = np.zeros(len(first) + 1, dtype=bool)
    competes[1:-1] = first[1:] < beyond[:-1]
    alone = ~(competes[1:] | competes[:-1])
    taken, hits = -1, int(alone.sum())
    for low, high in zip(first[~alone].tolist(), beyond[~alone].tolist(), strict=True):
        free = low if low > taken else taken + 1
        if free < high:
            taken, hits = free, hits + 1
    return hits


def _covered(passages: Columns, shared: Counts) -> Counts:
    """The length on which two have passages of one label."""
    hits = np.zeros(shared.shape)
    for block in passages.blocks():
        base, _ = _lines(block)
        start, end = base + block.start, base + block.end
        at = np.unique(np.concatenate([start, end]))
        shape, one = (len(at), len(shared)), np.ones_like(block.code)
        begins, ends = (
            _by_cell(np.searchsorted(at, point), block.annotator, shape, one)
            for point in (start, end)
        )
        covers = (begins - ends).cumsum(axis=0)
        hits += (covers * np.diff(at, append=at[-1:])[:, None]).T @ covers
    return hits.round().astype(np.int64)


def _in_tokens(marking: Marking, tokens: Mapping[Any, Tokens]) -> Marking:
    """The passages in tokens instead of code points: those of which they have any."""
    start, end = np.zeros_like(marking.start), np.zeros_like(marking.end)
    lengths = np.zeros_like(marking.length)
    for n, text in enumerate(marking.texts):
        bounds = np.array(tokens[text], dtype=np.int64).reshape(-1, 2)
        mine = slice(*np.searchsorted(marking.text, (n, n + 1)))
        start[mine] = np.searchsorted(bounds[:, 1], marking.start[mine], side="right")
        end[mine] = np.searchsorted(bounds[:, 0], marking.end[mine], side="left")
        lengths[n] = len(bounds)
    kept = start < end
    rest = {name: getattr(marking, name)[kept] for name in ("text", "who", "code")}
    return replace(marking, length=lengths, start=start[kept], end=end[kept], **rest)
