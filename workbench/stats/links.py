"""Which links of several annotators are one and the same, and how far they find the same ones.

A link ties passages in roles, such as source, cue and content; its label is the role. A passage by
itself is a link of one member, so that what is asked of passages is compared in the same way.

Two links are partners if they have the same roles and share a code point in each of them. They are
joined into groups in which everybody is everybody's partner and each annotator has one link at
most, the closest pair first: the one with the largest share of code points in common. This rule is
ours. It is in the spirit of agr (Wiebe, Wilson & Cardie 2005), by which attributions are compared:
of the links of one, the share that the other has too. With one partner each, F1 is the harmonic
mean of its two directions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample
from workbench.stats.measured import NO_INTERVAL, NOTHING_TO_COMPARE
from workbench.stats.passages import Span, merged
from workbench.stats.span_f1 import SpanF1

#: The members of a link, in order; those of one role that overlap made one.
Link = tuple[Span, ...]
#: Of each unit, such as a paragraph, what every annotator tied in it, be it nothing.
Tied = Mapping[Any, Mapping[Any, Sequence[Link]]]
LinkWay = Literal["exact", "overlap"]
Pair = tuple[Hashable, Hashable]
Floats = NDArray[np.float64]
#: (annotator, place of the link among theirs)
_Own = tuple[int, int]

NO_UNIT = "No unit was read by both."
NO_LINK = "Nobody has made a link where two annotators have looked."


@dataclass(frozen=True)
class LinkF1:
    """The mean F1 over the pairs that have one, with its interval, and each pair by itself."""

    value: float | None
    why_undefined: str | None
    resampled: Resampled
    pairs: Mapping[Pair, SpanF1]


def link_of(members: Iterable[Span]) -> Link:
    """A link by its members."""
    return tuple(merged(members))


def closeness(one: Link, other: Link) -> float:
    """The share of code points, role by role, that both have; 0 where they are no partners."""
    shared: dict[str, int] = {}
    for start, end, role in one:
        for begin, stop, same in other:
            if role == same:
                shared[role] = shared.get(role, 0) + max(0, min(end, stop) - max(start, begin))
    roles = {span.label for span in one}
    if roles != {span.label for span in other} or not roles or not all(map(shared.get, roles)):
        return 0.0
    common = sum(shared.values())
    return common / (sum(end - start for start, end, _ in (*one, *other)) - common)


def groups(found: Mapping[Any, Sequence[Link]]) -> list[dict[Any, int]]:
    """The links of one unit as groups: annotator -> which of their links; also groups of one."""
    annotators = sorted(found, key=repr)
    close = _partners([found[who] for who in annotators])
    group_of: dict[_Own, list[_Own]] = {
        (a, i): [(a, i)] for a, who in enumerate(annotators) for i in range(len(found[who]))
    }
    for one, other in sorted(close, key=lambda pair: (-close[pair], pair)):
        left, right = group_of[one], group_of[other]
        if left is right or not all((min(a, b), max(a, b)) in close for a in left for b in right):
            continue
        left.extend(right)
        for member in right:
            group_of[member] = left
    seen = {id(group): group for group in group_of.values()}
    return [{annotators[a]: i for a, i in group} for group in seen.values()]


def link_f1(
    tied: Tied,
    way: LinkWay,
    *,
    clusters: Mapping[Any, Hashable] | None = None,
    seed: int | None = None,
    replicates: int = 2000,
) -> LinkF1:
    """F1 of every pair of annotators, 2 hits / (links of the one + of the other), and their mean.

    `exact`: all members are equal; `overlap`: partners as above. There is no correction for chance.
    With a seed, also the 95% interval of the mean over resamples of the `clusters` of the units.
    """
    everybody = sorted({who for own in tied.values() for who in own}, key=repr)
    pairs = list(combinations(everybody, 2))
    sums, n_units = _sums(tied, way, pairs, clusters or {unit: unit for unit in tied})
    scores = {
        pair: _score(pair, way, row, n)
        for pair, row, n in zip(pairs, sums.sum(axis=0), n_units, strict=True)
    }
    if not any(score.value is not None for score in scores.values()):
        return LinkF1(None, NO_LINK if any(n_units) else NOTHING_TO_COMPARE, NO_INTERVAL, scores)
    drawn, rows = NO_INTERVAL, sums.reshape(len(sums), -1)
    if seed is not None:
        drawn = resample(rows, _mean, seed=seed, replicates=replicates)
    return LinkF1(float(_mean(rows.sum(axis=0, keepdims=True))[0]), None, drawn, scores)


def _partners(owned: Sequence[Sequence[Link]]) -> dict[tuple[_Own, _Own], float]:
    """How close those of two annotators are that are partners."""
    found: dict[tuple[_Own, _Own], float] = {}
    for (a, first), (b, second) in combinations(enumerate(owned), 2):
        for i, one in enumerate(first):
            for j, other in enumerate(second):
                if near := closeness(one, other):
                    found[(a, i), (b, j)] = near
    return found


def _sums(
    tied: Tied, way: LinkWay, pairs: Sequence[Pair], clusters: Mapping[Any, Hashable]
) -> tuple[Floats, list[int]]:
    """Hits and the links of either, shape (clusters, pairs, 3); and the units of each pair."""
    compared = {unit: own for unit, own in tied.items() if len(own) >= 2}
    row = {one: n for n, one in enumerate(dict.fromkeys(clusters[unit] for unit in compared))}
    column = {pair: number for number, pair in enumerate(pairs)}
    sums, n_units = np.zeros((len(row), len(pairs), 3)), [0] * len(pairs)
    for unit, own in compared.items():
        for pair in combinations(sorted(own, key=repr), 2):
            a, b = (own[who] for who in pair)
            sums[row[clusters[unit]], column[pair]] += (_hits(a, b, way), len(a), len(b))
            n_units[column[pair]] += 1
    return sums, n_units


def _hits(a: Sequence[Link], b: Sequence[Link], way: LinkWay) -> int:
    if not a or not b:
        return 0
    if way == "exact":
        return len(set(a) & set(b))
    return sum(len(group) == 2 for group in groups({0: a, 1: b}))


def _mean(sums: Floats) -> Floats:
    """The mean over the pairs that have tied anything, for each row of sums."""
    hits, first, second = np.moveaxis(sums.reshape(len(sums), -1, 3), 2, 0)
    made = first + second
    scores = np.divide(2 * hits, made, out=np.zeros_like(hits), where=made > 0)
    n = (made > 0).sum(axis=1)
    means: Floats = np.divide(scores.sum(axis=1), n, out=np.full(len(sums), np.nan), where=n > 0)
    return means


def _score(pair: Pair, way: LinkWay, row: Floats, n_units: int) -> SpanF1:
    hits, first, second = (int(number) for number in row)
    made = first + second
    value = 2 * hits / made if made else None
    why = None if made else NO_LINK if n_units else NO_UNIT
    return SpanF1(pair, way, value, why, hits, first, second, n_units)
