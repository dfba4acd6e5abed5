"""Every measure of one question or table, each with its value or the reason why it has none. Pure.

The same for the calculator and for a report's JSON: names and shapes are part of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbench.stats.agreement import percent_agreement
from workbench.stats.alignment import is_possible
from workbench.stats.alpha import category_alphas, krippendorff_alpha, label_alphas
from workbench.stats.chance import Coefficient, chance_corrected
from workbench.stats.disagreement import Distance
from workbench.stats.estimate import Estimate
from workbench.stats.gamma import gamma
from workbench.stats.kappa import Kappa, mean_kappa, pairwise_kappas
from workbench.stats.link_f1 import LinkWay, link_f1
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked
from workbench.stats.ratings import Ratings, Value, show
from workbench.stats.span_f1 import SpanF1, Tokens, Way, mean_f1, pairwise_span_f1, span_f1_of
from workbench.stats.tying import Tying
from workbench.stats.unitized import Unitized, UnitizedAlphas, unitized_alphas, unitized_of
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
_WAYS: Sequence[Way] = ("exact", "overlap", "token")
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
        else _mean(mean_kappa(dict(plain))),
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
    return Measures(measures, per_value, _pairs(kappas), alpha.n_pairable, alpha.interval_note)


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


def span_measures(
    articles: Mapping[Any, Marked],
    labels: Sequence[str] | None,
    draws: Draws,
    *,
    tokens: Mapping[Any, Tokens] | None = None,
    clusters: Mapping[Any, Hashable] | None = None,
) -> Measures:
    """Of passages in articles, or in paragraphs that `clusters` puts into articles to resample."""
    alphas = unitized_alphas(
        articles, labels, clusters=clusters, seed=draws.seed, replicates=draws.replicates
    )
    scores = {
        f"span_f1_{way}": pairwise_span_f1(articles, way, tokens=tokens if way == "token" else None)
        for way in _WAYS
    }
    return _of_passages(alphas, scores, _passages(articles))


def marking_measures(marking: Marking, draws: Draws) -> Measures:
    """The same of passages in columns, as the rounds of a project have them."""
    alphas = unitized_of(marking, seed=draws.seed, replicates=draws.replicates)
    scores = {f"span_f1_{way}": span_f1_of(marking, way) for way in _WAYS}
    return _of_passages(alphas, scores, marking.compared.counts())


def _of_passages(
    alphas: UnitizedAlphas, scores: Mapping[str, Mapping[Pair, SpanF1]], numbers: Mapping[str, int]
) -> Measures:
    measures: dict[str, Any] = {
        "u_alpha": _unitized(alphas.u),
        "bar_u_alpha": _unitized(alphas.bar_u),
        "cu_alpha": _unitized(alphas.cu),
        "ku_alpha": {label: _unitized(one) for label, one in alphas.ku.items()},
        "u_alpha_alone": {label: _unitized(one) for label, one in alphas.alone.items()},
        **{name: _mean(mean_f1(found)) for name, found in scores.items()},
    }
    per_value = {
        label: {"alpha": one.value, "why": one.why_undefined, "n": numbers.get(label, 0)}
        for label, one in alphas.alone.items()
    }
    return Measures(
        measures, per_value, _pairs(scores), alphas.n_articles, alphas.bar_u.resampled.note
    )


def link_measures(tying: Tying, draws: Draws) -> Measures:
    """Of links in units, of which the articles are resampled."""
    ways: tuple[LinkWay, ...] = ("exact", "overlap")
    scores = {
        way: link_f1(tying, way, seed=draws.seed, replicates=draws.replicates) for way in ways
    }
    measures = {
        f"link_f1_{way}": _with_interval(one.value, one.why_undefined, one.resampled.interval)
        for way, one in scores.items()
    }
    n_paired = int((tying.read.sum(axis=1) >= 2).sum())
    pairs = _pairs({f"link_f1_{way}": one.pairs for way, one in scores.items()})
    return Measures(measures, {}, pairs, n_paired, scores["overlap"].resampled.note)


def gamma_measure(articles: Mapping[Any, Marked], seed: int) -> dict[str, Measure]:
    """`gamma` by its name; nothing where it cannot be computed here, for want of scipy."""
    if not is_possible():
        return {}
    found = gamma(articles, seed=seed)
    return {"gamma": bare(found.value, found.why_undefined)}


def _passages(articles: Mapping[Any, Marked]) -> dict[str, int]:
    """How many passages carry each label, in articles that two or more have read."""
    numbers: dict[str, int] = {}
    for article in articles.values():
        if len(article.annotators) >= 2:
            for spans in article.annotators.values():
                for span in spans:
                    numbers[span.label] = numbers.get(span.label, 0) + 1
    return numbers


def _counts(ratings: Ratings) -> dict[Value, int]:
    """Of how many judgments, of those that can be compared, each value is."""
    codes = ratings.codes[(ratings.codes >= 0).sum(axis=1) >= 2]
    return {value: int((codes == code).sum()) for code, value in enumerate(ratings.values)}


def _pairs(
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
    return _with_interval(estimate.value, estimate.why_undefined, estimate.interval)


def _unitized(one: Unitized) -> Measure:
    return _with_interval(one.value, one.why_undefined, one.resampled.interval)


def _with_interval(
    value: float | None, why: str | None, interval: tuple[float, float] | None
) -> Measure:
    return bare(value, why) | {"interval": None if interval is None else list(interval)}


def _mean(value: float | None) -> Measure:
    return bare(value, None if value is not None else NO_PAIR)


def bare(value: float | None, why: str | None) -> Measure:
    """A measure without an interval; `why` is kept only where there is no value."""
    return {"value": value, "why": None if value is not None else why, "interval": None}
