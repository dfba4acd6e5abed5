"""Every measure of one question or table, each with its value or the reason why it has none. Pure.

The same for the calculator and for a report's JSON: names and shapes are part of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbench.stats.agreement import percent_agreement
from workbench.stats.alpha import category_alphas, krippendorff_alpha, label_alphas
from workbench.stats.chance import Coefficient, chance_corrected
from workbench.stats.disagreement import Distance
from workbench.stats.estimate import Estimate
from workbench.stats.kappa import Kappa, mean_kappa, pairwise_kappas
from workbench.stats.ratings import Ratings, Value, show
from workbench.stats.span_f1 import SpanF1
from workbench.stats.weights import Weights

Measure = dict[str, Any]
Pair = tuple[Hashable, Hashable]

_COEFFICIENTS: Sequence[tuple[str, Coefficient, Weights]] = (
    ("gwet_ac1", "gwet_ac1", "identity"),
    ("gwet_ac2_linear", "gwet_ac2", "linear"),
    ("gwet_ac2_quadratic", "gwet_ac2", "quadratic"),
    ("fleiss_kappa", "fleiss_kappa", "identity"),
    ("conger_kappa", "conger_kappa", "identity"),
    ("scott_pi", "scott_pi", "identity"),
    ("brennan_prediger", "brennan_prediger", "identity"),
)
_KAPPAS: Sequence[tuple[str, Weights]] = (
    ("cohen_kappa", "identity"),
    ("weighted_kappa_linear", "linear"),
    ("weighted_kappa_quadratic", "quadratic"),
)
#: All measures of single values, in the order in which they are shown.
NAMES_OF_SINGLE = (
    "krippendorff_alpha",
    "percent_agreement",
    "percent_agreement_pooled",
    *(name for name, _, _ in _COEFFICIENTS),
    "mean_pairwise_cohen_kappa",
)
_SET_DISTANCES: Sequence[Distance] = ("masi", "jaccard")
NO_PAIR = "No two annotators have a figure."
NO_ORDER = "These values stand in no order, so there are no steps to weight."
#: Half a million pairs fill the memory, and nobody reads them.
MOST_PAIRED = 300
TOO_MANY = f"Pairs of annotators are compared where there are at most {MOST_PAIRED} of them."


@dataclass(frozen=True)
class Measures:
    """`measures` by name, `per_value` by value, `pairs` by `a|b`; `n_paired` units are compared."""

    measures: dict[str, Any]
    per_value: dict[str, Any]
    pairs: dict[str, Any]
    n_paired: int
    #: What to mind about the intervals, in terms of articles.
    interval_note: str | None


@dataclass(frozen=True)
class Draws:
    """How intervals are drawn; without a seed there are none."""

    seed: int | None
    replicates: int


def single_measures(
    ratings: Ratings, distance: Distance, draws: Draws, *, has_order: bool = True
) -> Measures:
    """Of ratings that are single values; without an order of these, measures that weight steps are
    undefined. Raises ValueError where the distance does not fit the values."""
    apart = {name for name, *_, weights in (*_COEFFICIENTS, *_KAPPAS) if weights != "identity"}
    unordered = set() if has_order else apart
    alpha = krippendorff_alpha(ratings, distance, seed=draws.seed, replicates=draws.replicates)
    percent = percent_agreement(ratings)
    kappas = {
        name: TOO_MANY
        if len(ratings.annotators) > MOST_PAIRED
        else NO_ORDER
        if name in unordered
        else _tried(partial(pairwise_kappas, ratings, weights=weights))
        for name, weights in _KAPPAS
    }
    plain = kappas["cohen_kappa"]
    measures = {
        "krippendorff_alpha": of_estimate(alpha),
        "percent_agreement": bare(percent.unit_mean, percent.why_undefined),
        "percent_agreement_pooled": bare(percent.pooled, percent.why_undefined),
        **{
            name: bare(None, NO_ORDER)
            if name in unordered
            else _coefficient(ratings, coefficient, weights, draws)
            for name, coefficient, weights in _COEFFICIENTS
        },
        "mean_pairwise_cohen_kappa": bare(None, plain)
        if isinstance(plain, str)
        else mean_of(mean_kappa(dict(plain))),
    }
    alphas = category_alphas(ratings)
    counts = _counts(ratings)
    per_value = {
        show(value): {
            "alpha": estimate.value,
            "why": estimate.why_undefined,
            "n": counts.get(value, 0),
        }
        for value, estimate in alphas.items()
    }
    return Measures(measures, per_value, pairs_of(kappas), alpha.n_pairable, alpha.interval_note)


def _coefficient(
    ratings: Ratings, coefficient: Coefficient, weights: Weights, draws: Draws
) -> Measure:
    try:
        found = chance_corrected(
            ratings, coefficient, weights=weights, seed=draws.seed, replicates=draws.replicates
        )
    except ValueError as error:
        return bare(None, str(error))
    return of_estimate(found)


def set_measures(ratings: Ratings, draws: Draws) -> Measures:
    """Of ratings that are sets of labels."""
    labels = ratings.offered or tuple(sorted(frozenset().union(*ratings.sets())))
    masi, jaccard = (
        krippendorff_alpha(ratings, distance, seed=draws.seed, replicates=draws.replicates)
        for distance in _SET_DISTANCES
    )
    percent = percent_agreement(ratings)
    binary = label_alphas(ratings, [str(label) for label in labels])
    per_value = {
        label: {
            "alpha": one.alpha.value,
            "why": one.alpha.why_undefined,
            "n": one.n_positive,
        }
        for label, one in binary.items()
    }
    measures = {
        "krippendorff_alpha_masi": of_estimate(masi),
        "krippendorff_alpha_jaccard": of_estimate(jaccard),
        "exact_set_agreement": bare(percent.unit_mean, percent.why_undefined),
        "exact_set_agreement_pooled": bare(percent.pooled, percent.why_undefined),
    }
    return Measures(measures, per_value, {}, masi.n_pairable, masi.interval_note)


def _counts(ratings: Ratings) -> dict[Value, int]:
    """Of how many judgments, of those that can be compared, each value is."""
    codes = ratings.codes[(ratings.codes >= 0).sum(axis=1) >= 2]
    return {value: int((codes == code).sum()) for code, value in enumerate(ratings.values)}


def pairs_of(
    found: Mapping[str, Mapping[Pair, Kappa] | Mapping[Pair, SpanF1] | str],
) -> dict[str, Any]:
    """By pair `a|b`, every measure of it."""
    pairs: dict[str, dict[str, Measure]] = {}
    every = {pair: None for one in found.values() if not isinstance(one, str) for pair in one}
    for pair in every:
        named = "|".join(map(str, pair))
        pairs[named] = {
            name: bare(None, one) if isinstance(one, str) else _of_pair(one[pair])
            for name, one in found.items()
        }
    return pairs


def _of_pair(one: Kappa | SpanF1) -> Measure:
    n = {"n": one.n_units} if isinstance(one, Kappa) else {"n": one.n_articles}
    return bare(one.value, one.why_undefined) | n


def _tried(
    compute: Callable[[], Mapping[Pair, Kappa]],
) -> Mapping[Pair, Kappa] | str:
    try:
        return compute()
    except ValueError as error:
        return str(error)


def of_estimate(estimate: Estimate) -> Measure:
    """The measure of an estimate."""
    return with_interval(estimate.value, estimate.why_undefined, estimate.interval)


def with_interval(
    value: float | None, why: str | None, interval: tuple[float, float] | None
) -> Measure:
    """A measure; `why` is kept only where there is no value."""
    return bare(value, why) | {"interval": None if interval is None else list(interval)}


def mean_of(value: float | None) -> Measure:
    """The mean of pairs, of which none may have a figure."""
    return bare(value, None if value is not None else NO_PAIR)


def bare(value: float | None, why: str | None) -> Measure:
    """A measure without an interval; `why` is kept only where there is no value."""
    return {"value": value, "why": None if value is not None else why, "interval": None}
