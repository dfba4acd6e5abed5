"""Intervals by resampling articles.

Paragraphs of one article resemble each other, so articles are drawn, not units:
in a simulation a bootstrap of paragraphs covered 67% at a nominal 95%, the
bootstrap of articles 95%. (Cluster bootstrap: Davison & Hinkley 1997, section 3.8.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.estimate import TENTATIVE

FEWEST_ARTICLES = 15
ONE_ARTICLE = "All units that can be compared lie in one article; an interval needs at least two."

Floats = NDArray[np.float64]
Counts = NDArray[np.integer[Any]]
# Rows of sums (rows, columns) in, one figure a row out; NaN where it is undefined.
Statistic = Callable[[Floats], Floats]

# Cells of weights or sums held at once: 32 MB.
_CELLS = 1 << 22
# Cells of weights kept for the next figure: 64 MB; 2,000 replicates of 16,000 articles.
_KEPT = 1 << 25


@dataclass(frozen=True)
class Resampled:
    """An interval from `replicates` resamples, or in `note` the reason why there is none."""

    interval: tuple[float, float] | None
    note: str | None
    replicates: int
    p_below_667: float | None


def resample(sums: Floats, statistic: Statistic, *, seed: int, replicates: int) -> Resampled:
    """The 95% percentile interval of a statistic of sums over articles.

    `sums` has shape (articles, columns). Drawing an article twice counts its
    sums twice, so the replicates are exact, with no judgment visited again.
    Replicates in which the statistic is undefined are left out; the note says
    how many. Raises ValueError for fewer than one replicate.
    """
    (resampled,) = resample_each(sums, [statistic], seed=seed, replicates=replicates)
    return resampled


def resample_each(
    sums: Floats, statistics: Sequence[Statistic], *, seed: int, replicates: int
) -> list[Resampled]:
    """The same for several statistics of the same sums, all from the same resamples."""
    if replicates < 1:
        raise ValueError("An interval needs at least one replicate; ask for 2000.")
    articles = len(sums)
    if articles < 2:
        return [Resampled(None, ONE_ARTICLE, 0, None) for _ in statistics]
    at_once = max(1, _CELLS // max(sums.shape))
    weights = article_weights(articles, seed=seed, replicates=replicates, at_once=at_once)
    chunks = [[each(total) for each in statistics] for total in (chunk @ sums for chunk in weights)]
    return [
        _resampled(np.concatenate(drawn), articles, replicates)
        for drawn in zip(*chunks, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class Part:
    """What some of the articles hold: their places among all of them (places,), rising, and their
    sums (places, columns)."""

    places: NDArray[np.intp]
    sums: Floats


def resample_parts(
    parts: Sequence[Part], statistic: Statistic, *, seed: int, replicates: int
) -> list[Resampled]:
    """The interval of one statistic in each of many parts, from one draw of all the articles.

    So the draws are made once, and the figures of the parts move together as the articles do. An
    article that no part holds is not drawn. Where a replicate misses all the articles of a part it
    is left out there. Raises ValueError for fewer than one replicate.
    """
    if replicates < 1:
        raise ValueError("An interval needs at least one replicate; ask for 2000.")
    if not parts:
        return []
    held, place = np.unique(np.concatenate([part.places for part in parts]), return_inverse=True)
    columns = np.split(place, np.cumsum([len(part.places) for part in parts])[:-1])
    drawn = np.full((len(parts), replicates), np.nan)
    at_once, start = max(1, _CELLS // max(1, len(held))), 0
    for weights in article_weights(len(held), seed=seed, replicates=replicates, at_once=at_once):
        rows = slice(start, start := start + len(weights))
        for own, part, figures in zip(columns, parts, drawn, strict=True):
            chosen = weights if len(own) == len(held) else np.take(weights, own, axis=1)
            figures[rows] = statistic(chosen @ part.sums)
    return [
        _resampled(figures, len(part.places), replicates)
        if len(part.places) > 1
        else Resampled(None, ONE_ARTICLE, 0, None)
        for part, figures in zip(parts, drawn, strict=True)
    ]


def _resampled(drawn: Floats, articles: int, replicates: int) -> Resampled:
    defined = drawn[~np.isnan(drawn)]
    note = _note(articles, replicates, len(defined))
    if not len(defined):
        return Resampled(None, note, replicates, None)
    low, high = np.quantile(defined, [0.025, 0.975])
    below = float(np.mean(defined < TENTATIVE))
    return Resampled((float(low), float(high)), note, replicates, below)


def article_weights(articles: int, *, seed: int, replicates: int, at_once: int) -> Iterator[Floats]:
    """How often each article is drawn, in chunks of at most `at_once` rows (replicates, articles).

    Each row sums to `articles`. The rows depend on the seed alone: neither the
    size of the chunks nor a larger number of replicates changes them.
    """
    if articles * replicates <= _KEPT:
        kept = _kept(articles, seed, replicates)
        chunks: Iterator[Counts] = (
            kept[start : start + at_once] for start in range(0, replicates, at_once)
        )
    else:
        chunks = _draw(articles, seed, replicates, at_once)
    return (chunk.astype(np.float64) for chunk in chunks)


@lru_cache(maxsize=1)
def _kept(articles: int, seed: int, replicates: int) -> Counts:
    """All rows at once. The figures of a report share articles and seed, so the draws are kept."""
    at_once = max(1, _CELLS // articles)
    kept = np.empty((replicates, articles), dtype=np.min_scalar_type(articles))
    for number, drawn in enumerate(_draw(articles, seed, replicates, at_once)):
        kept[number * at_once :][: len(drawn)] = drawn
    return kept


def _draw(articles: int, seed: int, replicates: int, at_once: int) -> Iterator[Counts]:
    generator = np.random.default_rng(seed)
    for start in range(0, replicates, at_once):
        rows = min(at_once, replicates - start)
        drawn = generator.integers(articles, size=(rows, articles))
        drawn += np.arange(rows)[:, None] * articles
        yield np.bincount(drawn.ravel(), minlength=rows * articles).reshape(rows, articles)


def _note(articles: int, replicates: int, defined: int) -> str | None:
    notes = []
    if articles < FEWEST_ARTICLES:
        notes.append(
            f"The interval is unreliable: it rests on {articles} articles, "
            f"fewer than {FEWEST_ARTICLES}."
        )
    if defined < replicates:
        notes.append(
            f"{replicates - defined} of {replicates} replicates had no variation and were left out."
        )
    return " ".join(notes) or None
