"""Every measure that fits a reliability table, with its reason where it has no value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from workbench.agreement.tables import Table
from workbench.core.errors import Invalid
from workbench.stats.agreement import percent_agreement
from workbench.stats.alpha import category_alphas, krippendorff_alpha, label_alphas
from workbench.stats.bootstrap import FEWEST_ARTICLES
from workbench.stats.chance import Coefficient, chance_corrected
from workbench.stats.disagreement import Distance
from workbench.stats.estimate import Estimate
from workbench.stats.kappa import Kappa, mean_kappa, pairwise_kappas
from workbench.stats.ratings import Ratings, Value, show
from workbench.stats.span_f1 import SpanF1, Way, mean_f1, pairwise_span_f1
from workbench.stats.unitized import Unitized, unitized_alphas
from workbench.stats.weights import Weights

#: Seed and number of the resamples of units behind every interval.
SEED = 2004
REPLICATES = 2000
#: Beyond this many units the draws would be felt, and intervals are left out.
MOST_RESAMPLED = 20_000

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
_WAYS: Sequence[Way] = ("exact", "overlap", "token")
NO_PAIR = "No two annotators have a figure."


def calculate(table: Table) -> dict[str, Any]:
    """The document that the command prints and the page shows.

    `n_units` are the rows of the table (articles, for passages), `n_units_paired` those judged by
    two or more. Each measure is {"value", "why", "interval"}: `why` says why there is no value,
    the interval is the 95% interval over resamples of the units, None where there is none.

    Raises Invalid where the values do not fit the level.
    """
    try:
        return _of_spans(table) if table.level == "spans" else _of_units(table)
    except ValueError as error:
        raise Invalid(str(error)) from error


def _of_units(table: Table) -> dict[str, Any]:
    ratings = Ratings.from_records(
        (
            (unit, annotator, value)
            for unit, row in table.units.items()
            for annotator, value in row.items()
        ),
        values=table.values,
    )
    seed = SEED if len(ratings.units) <= MOST_RESAMPLED else None
    of_level = _set_measures if table.level == "set" else _single_measures
    measures, per_value, pairs, n_paired = of_level(table, ratings, seed)
    return _document(table, len(table.units), n_paired, measures, per_value, pairs, seed)


def _document(
    table: Table,
    n_units: int,
    n_paired: int,
    measures: Mapping[str, Any],
    per_value: Mapping[str, Any],
    pairs: Mapping[str, Any],
    seed: int | None,
) -> dict[str, Any]:
    return {
        "level": table.level,
        "values": None if table.values is None else [_key(value) for value in table.values],
        "n_units": n_units,
        "n_units_paired": n_paired,
        "n_annotators": len(table.annotators),
        "seed": seed,
        "replicates": REPLICATES if seed is not None else 0,
        "interval_note": _note(n_paired, seed),
        "measures": measures,
        "per_value": per_value,
        "pairs": pairs,
    }


def _note(n_paired: int, seed: int | None) -> str | None:
    if seed is None:
        return f"Without intervals: that is for at most {MOST_RESAMPLED:,} units."
    if n_paired < FEWEST_ARTICLES:
        return f"The intervals are unreliable: they rest on fewer than {FEWEST_ARTICLES} units."
    return None


Parts = tuple[dict[str, Any], dict[str, Any], dict[str, Any], int]


def _single_measures(table: Table, ratings: Ratings, seed: int | None) -> Parts:
    distance: Distance = table.level  # type: ignore[assignment]  # sets and spans went elsewhere
    alpha = krippendorff_alpha(ratings, distance, seed=seed, replicates=REPLICATES)
    percent = percent_agreement(ratings)
    kappas = {
        name: _tried(partial(pairwise_kappas, ratings, weights=weights))
        for name, weights in _KAPPAS
    }
    plain = kappas["cohen_kappa"]
    measures = {
        "krippendorff_alpha": _measure(alpha),
        "percent_agreement": _bare(percent.unit_mean, percent.why_undefined),
        "percent_agreement_pooled": _bare(percent.pooled, percent.why_undefined),
        **{
            name: _coefficient(ratings, coefficient, weights, seed)
            for name, coefficient, weights in _COEFFICIENTS
        },
        "mean_pairwise_cohen_kappa": _mean(mean_kappa(plain) if isinstance(plain, dict) else None),
    }
    alphas = category_alphas(ratings)
    counts = _counts(ratings)
    per_value = {
        _key(value): {
            "alpha": estimate.value,
            "why": estimate.why_undefined,
            "n": counts.get(value, 0),
        }
        for value, estimate in alphas.items()
    }
    return measures, per_value, _pairs(kappas), alpha.n_pairable


def _coefficient(
    ratings: Ratings, coefficient: Coefficient, weights: Weights, seed: int | None
) -> Measure:
    try:
        found = chance_corrected(
            ratings, coefficient, weights=weights, seed=seed, replicates=REPLICATES
        )
    except ValueError as error:
        return _bare(None, str(error))
    return _measure(found)


def _set_measures(table: Table, ratings: Ratings, seed: int | None) -> Parts:
    labels = table.values or tuple(sorted(frozenset().union(*ratings.sets())))
    masi, jaccard = (
        krippendorff_alpha(ratings, distance, seed=seed, replicates=REPLICATES)
        for distance in ("masi", "jaccard")
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
        "krippendorff_alpha_masi": _measure(masi),
        "krippendorff_alpha_jaccard": _measure(jaccard),
        "exact_set_agreement": _bare(percent.unit_mean, percent.why_undefined),
        "exact_set_agreement_pooled": _bare(percent.pooled, percent.why_undefined),
    }
    return measures, per_value, {}, masi.n_pairable


def _of_spans(table: Table) -> dict[str, Any]:
    labels = None if table.values is None else [str(label) for label in table.values]
    seed = SEED if len(table.articles) <= MOST_RESAMPLED else None
    alphas = unitized_alphas(table.articles, labels, seed=seed, replicates=REPLICATES)
    scores = {
        f"span_f1_{way}": pairwise_span_f1(
            table.articles, way, tokens=table.tokens if way == "token" else None
        )
        for way in _WAYS
    }
    measures: dict[str, Any] = {
        "u_alpha": _unitized(alphas.u),
        "bar_u_alpha": _unitized(alphas.bar_u),
        "cu_alpha": _unitized(alphas.cu),
        "ku_alpha": {label: _unitized(one) for label, one in alphas.ku.items()},
        "u_alpha_alone": {label: _unitized(one) for label, one in alphas.alone.items()},
        **{name: _mean(mean_f1(found)) for name, found in scores.items()},
    }
    numbers = _passages(table)
    per_value = {
        label: {"alpha": one.value, "why": one.why_undefined, "n": numbers.get(label, 0)}
        for label, one in alphas.alone.items()
    }
    return _document(
        table, len(table.articles), alphas.n_articles, measures, per_value, _pairs(scores), seed
    )


def _passages(table: Table) -> dict[str, int]:
    """How many passages carry each label, in articles that two or more have read."""
    numbers: dict[str, int] = {}
    for article in table.articles.values():
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
            name: _bare(None, one) if isinstance(one, str) else _of_pair(one[pair])
            for name, one in found.items()
        }
    return pairs


def _of_pair(one: Kappa | SpanF1) -> Measure:
    n = {"n": one.n_units} if isinstance(one, Kappa) else {"n": one.n_articles}
    return _bare(one.value, one.why_undefined) | n


def _tried(
    compute: Callable[[], Mapping[Pair, Kappa]],
) -> Mapping[Pair, Kappa] | str:
    try:
        return compute()
    except ValueError as error:
        return str(error)


def _measure(estimate: Estimate) -> Measure:
    return _with_interval(estimate.value, estimate.why_undefined, estimate.interval)


def _unitized(one: Unitized) -> Measure:
    return _with_interval(one.value, one.why_undefined, one.resampled.interval)


def _with_interval(
    value: float | None, why: str | None, interval: tuple[float, float] | None
) -> Measure:
    return _bare(value, why) | {"interval": None if interval is None else list(interval)}


def _mean(value: float | None) -> Measure:
    return _bare(value, None if value is not None else NO_PAIR)


def _bare(value: float | None, why: str | None) -> Measure:
    return {"value": value, "why": None if value is not None else why, "interval": None}


def _key(value: Value) -> str:
    return show(value)
