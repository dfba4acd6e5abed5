"""Our figures beside those of other libraries, measured in the same run on the same judgments.

`python -m tests.benchmarks.bench_peers`. Times are of the processor (user and system, the least of
several runs), because others may use the machine; the clock on the wall stands beside them. Memory
is the most that numpy and Python held beyond the judgments themselves. Where we set ourselves a
bound, the line ends with it, and whether it holds.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from numpy.typing import NDArray

from tests.benchmarks.bench_stats import LABELS, draw_passages
from workbench.stats import bootstrap
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.kappa import pairwise_kappas
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings, Value
from workbench.stats.unitized import unitized_alphas

Codes = NDArray[np.int16]
VALUES = tuple(range(15))
DISTANCES: tuple[Distance, ...] = ("nominal", "ordinal", "interval")
#: Paragraphs an article.
LONG = 30


class Took(NamedTuple):
    """Milliseconds of the processor and on the wall, each the least of all runs."""

    busy: float
    wall: float


def time_of(work: Callable[[], object], runs: int = 5) -> Took:
    busy, wall = [], []
    for _ in range(runs):
        bootstrap._kept.cache_clear()
        start, started = time.process_time(), time.perf_counter()
        work()
        busy.append(time.process_time() - start)
        wall.append(time.perf_counter() - started)
    return Took(1000 * min(busy), 1000 * min(wall))


def megabytes_of(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def draw(units: int, annotators: int, n_values: int = len(VALUES)) -> Codes:
    """Judgments that follow one truth in 70% of cases; 30% are missing."""
    random = np.random.default_rng(1)
    shape = units, annotators
    truth = random.integers(n_values, size=(units, 1))
    codes = np.where(random.random(shape) < 0.7, truth, random.integers(n_values, size=shape))
    codes[random.random(shape) < 0.3] = -1
    return codes.astype(np.int8 if n_values < 128 else np.int16)


def rate(codes: Codes, values: tuple[Value, ...] = VALUES) -> Ratings:
    units, annotators = codes.shape
    cluster = np.arange(units) // LONG
    every = tuple(range(units)), tuple(range(annotators)), tuple(range(int(cluster[-1]) + 1))
    return Ratings(*every, values, None, codes, cluster)


def draw_sets(n: int) -> tuple[frozenset[str], ...]:
    random = np.random.default_rng(2)
    sets: set[frozenset[str]] = set()
    while len(sets) < n:
        sets.add(frozenset(label for label in LABELS if random.random() < 0.2))
    return tuple(sorted(sets, key=sorted))


def tell(name: str, took: Took, bound: float) -> None:
    verdict = "holds" if took.busy <= bound else "DOES NOT HOLD"
    print(f"{name:56}{took.busy:9.1f} ms {took.wall:9.1f} on the wall   {bound:,.0f} ms: {verdict}")


def tell_ratio(name: str, ours: Took, theirs: Took, bound: float) -> None:
    ratio = theirs.busy / ours.busy
    verdict = "holds" if ratio >= bound else "DOES NOT HOLD"
    print(
        f"{name:56}{theirs.busy:9.1f} ms, we are {ratio:.0f} times as fast   {bound:.0f}: {verdict}"
    )


def bench_alpha_beside_peers() -> None:
    codes = draw(100_000, 10)
    ratings = rate(codes)
    table = np.where(codes < 0, np.nan, codes).T
    unit, annotator = np.nonzero(codes >= 0)
    columns = annotator.tolist(), unit.tolist(), codes[unit, annotator].tolist()
    task = AnnotationTask(data=list(zip(*columns, strict=True)))
    print("nominal alpha, 100,000 units x 10 annotators, 15 values, 30% missing")
    values: dict[str, Any] = {}

    def run(name: str, work: Callable[[], Any], runs: int = 5) -> Took:
        def kept() -> None:
            values[name] = work()

        return time_of(kept, runs)

    ours = run("ours", lambda: krippendorff_alpha(ratings, "nominal").value, 15)
    matrix = time_of(lambda: Pairable.of(ratings).pooled().coincidences(), 15)
    theirs = run(
        "krippendorff",
        lambda: krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"),
    )
    nltk = run("nltk", task.alpha, 2)
    assert np.allclose(values["ours"], [values["krippendorff"], values["nltk"]], atol=1e-12)
    print(f"{'  alpha':56}{ours.busy:9.1f} ms {ours.wall:9.1f} on the wall")
    print(
        f"{'  the whole coincidence matrix':56}{matrix.busy:9.1f} ms {matrix.wall:9.1f} on the wall"
    )
    tell_ratio("  krippendorff, beside our alpha", ours, theirs, 15)
    tell_ratio("  krippendorff, beside our matrix", matrix, theirs, 15)
    tell_ratio("  nltk, beside our alpha", ours, nltk, 60)
    tell_ratio("  nltk, beside our matrix", matrix, nltk, 60)


def bench_a_million_units() -> None:
    ratings = rate(draw(1_000_000, 10))
    print("1,000,000 units x 10 annotators")

    def matrix() -> object:
        return Pairable.of(ratings).pooled().coincidences()

    for distance in DISTANCES:
        took = time_of(partial(krippendorff_alpha, ratings, distance))
        tell(f"  alpha {distance}", took, 300)
    tell("  the whole coincidence matrix", time_of(matrix), 300)
    most = megabytes_of(matrix)
    print(
        f"{'  memory of the matrix':56}{most:9.1f} MB   200 MB: {'holds' if most <= 200 else 'NO'}"
    )


def bench_intervals() -> None:
    ratings = rate(draw(143_000, 10))
    print(f"intervals, 2,000 replicates, {np.count_nonzero(ratings.codes >= 0):,} judgments")
    for distance in DISTANCES:
        took = time_of(partial(krippendorff_alpha, ratings, distance, seed=1), 2)
        tell(f"  alpha {distance}, {len(ratings.articles):,} articles", took, 1000)
    print(
        f"  45 kappas by pair: {time_of(lambda: pairwise_kappas(ratings, seed=1), 1).busy:,.0f} ms"
    )


def bench_sets() -> None:
    print("alpha of sets under MASI, 100,000 units x 10 annotators, 15 labels")
    for n in (100, 600, 3_000):
        ratings = rate(draw(100_000, 10, n), draw_sets(n))
        took = time_of(partial(krippendorff_alpha, ratings, "masi"))
        tell(f"  {n:,} different sets", took, 150)


def bench_passages() -> None:
    articles = dict(enumerate(draw_passages(5)))
    print("unitized alphas (u, |u, cu, (k)u), 1,000 articles of 1,500 words x 5 annotators")
    tell("  from passages one by one", time_of(lambda: unitized_alphas(articles)), 100)


def main() -> None:
    bench_alpha_beside_peers()
    bench_a_million_units()
    bench_intervals()
    bench_sets()
    bench_passages()


if __name__ == "__main__":
    main()
