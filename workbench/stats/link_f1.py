"""How far annotators make the same links: F1 of each pair and its mean (see `links`)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample
from workbench.stats.links import one_to_one
from workbench.stats.measured import NO_INTERVAL, NOTHING_TO_COMPARE
from workbench.stats.span_f1 import SpanF1
from workbench.stats.tying import Partners, Tying

LinkWay = Literal["exact", "overlap"]
Pair = tuple[Hashable, Hashable]
Floats = NDArray[np.float64]

NO_UNIT = "No unit was read by both."
NO_LINK = "Nobody has made a link where two annotators have looked."


@dataclass(frozen=True)
class LinkF1:
    """The mean F1 over the pairs that have one, with its interval, and each pair by itself."""

    value: float | None
    why_undefined: str | None
    resampled: Resampled
    pairs: Mapping[Pair, SpanF1]


def link_f1(
    tying: Tying, way: LinkWay, *, seed: int | None = None, replicates: int = 2000
) -> LinkF1:
    """F1 of every pair of annotators, 2 hits / (links of the one + of the other), and their mean.

    `exact`: all members are equal; `overlap`: partners, one to one. There is no correction for
    chance. With a seed, also the 95% interval of the mean over resamples of the articles.
    """
    places = list(combinations(range(len(tying.annotators)), 2))
    sums, n_units = _sums(tying, way, places)
    scores = {}
    for (a, b), row, n in zip(places, sums.sum(axis=0), n_units, strict=True):
        pair = tying.annotators[a], tying.annotators[b]
        scores[pair] = _score(pair, way, row, n)
    if not any(score.value is not None for score in scores.values()):
        return LinkF1(None, NO_LINK if any(n_units) else NOTHING_TO_COMPARE, NO_INTERVAL, scores)
    drawn, rows = NO_INTERVAL, sums.reshape(len(sums), -1)
    if seed is not None:
        drawn = resample(rows, _mean, seed=seed, replicates=replicates)
    return LinkF1(float(_mean(rows.sum(axis=0, keepdims=True))[0]), None, drawn, scores)


def _sums(
    tying: Tying, way: LinkWay, places: Sequence[tuple[int, int]]
) -> tuple[Floats, list[int]]:
    """Hits and the links of either, shape (articles, pairs, 3); and the units of each pair.

    Only articles that two or more have read.
    """
    compared = np.count_nonzero(tying.read, axis=1) >= 2
    cluster = np.full(len(tying.read), -1)
    cluster[compared] = np.unique(tying.cluster[compared], return_inverse=True)[1]
    n_clusters = int(cluster.max(initial=-1)) + 1
    sums, n_units = np.zeros((n_clusters, len(places), 3)), []
    for column, pair in enumerate(places):
        both = tying.read[:, pair].all(axis=1)
        n_units.append(int(both.sum()))
        for side, who in enumerate(pair, start=1):
            sums[:, column, side] = np.bincount(
                cluster[both], weights=tying.n_made[both, who], minlength=n_clusters
            )
    number = np.zeros((len(tying.annotators),) * 2, dtype=np.int64)
    for column, (a, b) in enumerate(places):
        number[a, b] = number[b, a] = column
    hits = _hits(tying, way)
    unit, one, other = tying.unit[hits.first], tying.who[hits.first], tying.who[hits.second]
    np.add.at(sums[:, :, 0], (cluster[unit], number[one, other]), 1)
    return sums, n_units


def _hits(tying: Tying, way: LinkWay) -> Partners:
    """The links that two have in common."""
    partners, is_repeated = tying.partners, tying.is_repeated
    if way == "overlap":
        return partners.only(one_to_one(partners, tying.who))
    repeats = is_repeated[partners.first] | is_repeated[partners.second]
    return partners.only(partners.is_equal & ~repeats)


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
