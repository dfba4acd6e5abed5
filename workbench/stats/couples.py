"""Which passages of two annotators are partners (see `span_differences`), for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Columns, Integers
from workbench.stats.marking import Marking

#: Places of kinds: 1 for other ends, and 2 for another label, added up; or alone.
OTHER_ENDS, OTHER_LABEL, ALONE = 1, 2, 4


@dataclass(frozen=True, eq=False)
class Couples:
    """One entry for each two partners, and for each passage that lacks one in another annotator.

    `text` is a place among the texts, `first` and `second` those of the two annotators, the former
    the smaller; `kind` as above; `low` and `high` the codes of the labels, equal where there is one
    label only.
    """

    text: Integers
    first: Integers
    second: Integers
    kind: Integers
    low: Integers
    high: Integers


def couples_of(marking: Marking) -> Couples:
    """All couples of a marking, and all passages that another reader of the text did not find."""
    passages, n_annotators = marking.apart, len(marking.annotators)
    left, right = _closest_first(passages, *_meeting(passages))
    # What may have one partner at most: a passage, as one annotator looks for it.
    seen_left = left * n_annotators + passages.annotator[right]
    seen_right = right * n_annotators + passages.annotator[left]
    chosen = _greedy(seen_left, seen_right)
    lone, other = _without(
        marking, passages, np.concatenate([seen_left[chosen], seen_right[chosen]])
    )
    both = _couples(passages, left[chosen], right[chosen])
    who, code = passages.annotator[lone], passages.code[lone]
    alone = Couples(
        text=passages.article[lone],
        first=np.minimum(who, other),
        second=np.maximum(who, other),
        kind=np.full(len(lone), ALONE),
        low=code,
        high=code,
    )
    return Couples(*(np.concatenate([vars(both)[name], vars(alone)[name]]) for name in vars(both)))


def _meeting(passages: Columns) -> tuple[Integers, Integers]:
    """The places of every two passages of two annotators that share a code point."""
    beyond = int(passages.length.max(initial=0)) + 1
    start, end = (passages.article * beyond + one for one in (passages.start, passages.end))
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    # Those that begin later, but before this one ends.
    n_later = np.searchsorted(start, end) - np.arange(1, len(order) + 1)
    before = np.cumsum(n_later) - n_later
    left = np.repeat(np.arange(len(order)), n_later)
    right = left + 1 + np.arange(len(left)) - np.repeat(before, n_later)
    left, right = order[left], order[right]
    differ = passages.annotator[left] != passages.annotator[right]
    return left[differ], right[differ]


def _closest_first(passages: Columns, left: Integers, right: Integers) -> tuple[Integers, Integers]:
    """The same, those who share the most first; no order depends on who comes first."""
    start, end, code = passages.start, passages.end, passages.code
    shared = np.minimum(end[left], end[right]) - np.maximum(start[left], start[right])
    apart = np.abs(start[left] - start[right]) + np.abs(end[left] - end[right])
    low, high = np.minimum(code[left], code[right]), np.maximum(code[left], code[right])
    order = np.lexsort((high, low, start[left] + start[right], apart, low != high, -shared))
    return left[order], right[order]


def _greedy(first: Integers, second: Integers) -> NDArray[np.intp]:
    """Of edges between two ends, the first one and then always the next whose ends are both free.

    In turns: an edge that comes before all others at both of its ends is taken in any case.
    """
    _, ends = np.unique(np.concatenate([first, second]), return_inverse=True)
    first, second = ends[: len(first)], ends[len(first) :]
    n_ends = int(ends.max(initial=-1)) + 1
    is_taken = np.zeros(n_ends, dtype=np.bool_)
    left, chosen = np.arange(len(first)), [np.zeros(0, dtype=np.intp)]
    while len(left):
        earliest = np.full(n_ends, len(first))
        for some in (first, second):
            np.minimum.at(earliest, some[left], left)
        sure = left[(earliest[first[left]] == left) & (earliest[second[left]] == left)]
        is_taken[first[sure]] = is_taken[second[sure]] = True
        chosen.append(sure)
        left = left[~(is_taken[first[left]] | is_taken[second[left]])]
    return np.concatenate(chosen)


def _couples(passages: Columns, left: Integers, right: Integers) -> Couples:
    code, who = passages.code, passages.annotator
    other_ends = (passages.start[left] != passages.start[right]) | (
        passages.end[left] != passages.end[right]
    )
    other_label = code[left] != code[right]
    return Couples(
        text=passages.article[left],
        first=np.minimum(who[left], who[right]),
        second=np.maximum(who[left], who[right]),
        kind=OTHER_ENDS * other_ends + OTHER_LABEL * other_label,
        low=np.minimum(code[left], code[right]),
        high=np.maximum(code[left], code[right]),
    )


def _without(marking: Marking, passages: Columns, found: Integers) -> tuple[Integers, Integers]:
    """Passages, and annotators who have read their text and marked no partner."""
    n_annotators = len(marking.annotators)
    place, other = np.nonzero(marking.read[passages.article])
    others = other != passages.annotator[place]
    place, other = place[others], other[others]
    lacks = ~np.isin(place * n_annotators + other, found)
    return place[lacks], other[lacks]
