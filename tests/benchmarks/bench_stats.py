"""How fast the statistics are, as a ratio to a numpy yardstick measured in the same run.

Run it by hand: `python tests/benchmarks/bench_stats.py`. A ratio of 1.0 is the time numpy takes to
sort a million random numbers here and now, so that figures of different machines can be compared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from workbench.stats.alpha import krippendorff_alpha, label_alphas
from workbench.stats.annotators import against_the_rest
from workbench.stats.chance import Coefficient, chance_corrected
from workbench.stats.drift import drift
from workbench.stats.groups import agreement_of_groups
from workbench.stats.kappa import pairwise_kappas
from workbench.stats.passages import Marked, Span
from workbench.stats.ratings import Ratings, Value
from workbench.stats.span_differences import span_differences
from workbench.stats.unitized import unitized_alphas

RUNS = 7
Row = tuple[int, int, Value]
IntArray = NDArray[np.int64]
LABELS = [f"label {i}" for i in range(15)]


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def draw_records(units: int, annotators: int, values: list[Value]) -> list[Row]:
    """Judgments that follow one truth in 70% of cases; 30% are missing."""
    random = np.random.default_rng(1)
    shape = units, annotators
    truth = random.integers(len(values), size=(units, 1))
    code = np.where(random.random(shape) < 0.7, truth, random.integers(len(values), size=shape))
    rows, columns = np.nonzero(random.random(shape) >= 0.3)
    cells = zip(rows.tolist(), columns.tolist(), code[rows, columns].tolist(), strict=True)
    return [(unit, annotator, values[code]) for unit, annotator, code in cells]


def rate(records: list[Row]) -> Ratings:
    """Thirty paragraphs an article."""
    return Ratings.from_records(records, clusters={row[0]: row[0] // 30 for row in records})


def draw_sets(n: int) -> list[Value]:
    random = np.random.default_rng(2)
    rows = random.random((n, len(LABELS))) < 0.3
    return [frozenset(np.array(LABELS)[row].tolist()) for row in np.unique(rows, axis=0)]


def draw_passages(annotators: int, articles: int = 1_000, length: int = 9_000) -> list[Marked]:
    """Twenty passages an article and annotator, of five labels; ends and labels differ a little."""
    random = np.random.default_rng(3)

    def own(places: IntArray, truth: IntArray) -> list[Span]:
        starts = places + random.integers(8, size=20)
        ends = starts + random.integers(10, 45, size=20)
        codes = np.where(random.random(20) < 0.7, truth, random.integers(5, size=20))
        columns = zip(starts.tolist(), ends.tolist(), codes.tolist(), strict=True)
        return [Span(start, end, LABELS[code]) for start, end, code in columns]

    def article() -> Marked:
        places = 60 * np.sort(random.choice(length // 60, 20, replace=False))
        truth = random.integers(5, size=20)
        return Marked(length, {one: own(places, truth) for one in range(annotators)})

    return [article() for _ in range(articles)]


def report(name: str, yardstick: float, work: Callable[[], object], runs: int = RUNS) -> None:
    took = milliseconds(work, runs)
    print(f"{name:52}{took:9.1f} ms {took / yardstick:7.2f}")


def bench_alpha(yardstick: float, units: int, annotators: int) -> None:
    records = draw_records(units, annotators, list(range(15)))
    ratings = rate(records)
    size = f"{units:,} x {annotators}"
    report(f"ratings from records, {size}", yardstick, lambda: rate(records), 3)
    report(f"alpha nominal, {size}", yardstick, lambda: krippendorff_alpha(ratings, "nominal"))
    report(f"alpha ordinal, {size}", yardstick, lambda: krippendorff_alpha(ratings, "ordinal"))
    report(
        f"alpha nominal + bootstrap 2,000, {size}",
        yardstick,
        lambda: krippendorff_alpha(ratings, "nominal", seed=1),
        3,
    )


def bench_sets(yardstick: float, n_sets: int) -> None:
    ratings = rate(draw_records(10_000, 5, draw_sets(n_sets)))
    size = f"10,000 x 5, {len(ratings.values):,} sets"
    report(f"alpha masi, {size}", yardstick, lambda: krippendorff_alpha(ratings, "masi"))
    report(
        f"alpha masi + bootstrap 2,000, {size}",
        yardstick,
        lambda: krippendorff_alpha(ratings, "masi", seed=1),
        3,
    )
    report(f"15 label alphas, {size}", yardstick, lambda: label_alphas(ratings, LABELS))


def bench_chance(yardstick: float, units: int, annotators: int) -> None:
    ratings = rate(draw_records(units, annotators, list(range(15))))
    size = f"{units:,} x {annotators}"
    names: list[Coefficient] = ["fleiss_kappa", "conger_kappa", "gwet_ac1"]
    for name in names:
        report(f"{name}, {size}", yardstick, partial(chance_corrected, ratings, name), 3)
    report(
        f"conger_kappa + bootstrap 2,000, {size}",
        yardstick,
        lambda: chance_corrected(ratings, "conger_kappa", seed=1),
        3,
    )
    pairs = annotators * (annotators - 1) // 2
    report(f"{pairs} kappas by pair, {size}", yardstick, lambda: pairwise_kappas(ratings), 3)
    report(
        f"{pairs} kappas by pair + bootstrap 2,000, {size}",
        yardstick,
        lambda: pairwise_kappas(ratings, seed=1),
        1,
    )


def bench_people(yardstick: float, units: int, annotators: int) -> None:
    ratings = rate(draw_records(units, annotators, list(range(15))))
    week = np.arange(len(ratings.units)) // max(1, units // 50)
    weeks = np.broadcast_to(week[:, None], ratings.codes.shape)
    groups = ["first" if place % 2 else "second" for place in range(annotators)]
    size = f"{units:,} x {annotators}"
    report(
        f"within and between groups, {size}",
        yardstick,
        lambda: agreement_of_groups(ratings, groups, "nominal"),
        3,
    )
    report(
        f"everybody beside the rest, {size}",
        yardstick,
        lambda: against_the_rest(ratings, "nominal"),
        3,
    )
    report(
        f"drift over 50 weeks, 2,000 replicates, {size}",
        yardstick,
        lambda: drift(ratings, weeks, seed=1),
        1,
    )


def bench_passages(yardstick: float, annotators: int) -> None:
    articles = dict(enumerate(draw_passages(annotators)))
    size = f"1,000 articles x {annotators}"
    report(f"where they differ, {size}", yardstick, lambda: span_differences(articles), 3)
    report(f"unitized alphas, {size}", yardstick, lambda: unitized_alphas(articles), 3)
    report(
        f"unitized alphas + bootstrap 2,000, {size}",
        yardstick,
        lambda: unitized_alphas(articles, seed=1),
        3,
    )


def main() -> None:
    numbers = np.random.default_rng(0).random(1_000_000)
    yardstick = milliseconds(lambda: np.sort(numbers))
    print(f"{'yardstick: sort 1M numbers':52}{yardstick:9.1f} ms   ratio")
    for units, annotators in ((1_000, 3), (10_000, 5), (100_000, 10)):
        bench_alpha(yardstick, units, annotators)
    for n_sets in (100, 3_000):
        bench_sets(yardstick, n_sets)
    bench_chance(yardstick, 100_000, 10)
    bench_people(yardstick, 100_000, 10)
    for annotators in (3, 5, 10):
        bench_passages(yardstick, annotators)


if __name__ == "__main__":
    main()
