"""Every measure of passages and of links, as `measures` has those of values. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from workbench.agreement.measures import (
    Draws,
    Measure,
    Measures,
    Pair,
    bare,
    mean_of,
    pairs_of,
    with_interval,
)
from workbench.stats.alignment import is_possible
from workbench.stats.gamma import gamma
from workbench.stats.link_f1 import LinkWay, link_f1
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked
from workbench.stats.span_f1 import SpanF1, Tokens, Way, mean_f1, pairwise_span_f1, span_f1_of
from workbench.stats.tying import Tying
from workbench.stats.unitized import Unitized, UnitizedAlphas, unitized_alphas, unitized_of

_WAYS: Sequence[Way] = ("exact", "overlap", "token")


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
        **{name: mean_of(mean_f1(found)) for name, found in scores.items()},
    }
    per_value = {
        label: {"alpha": one.value, "why": one.why_undefined, "n": numbers.get(label, 0)}
        for label, one in alphas.alone.items()
    }
    return Measures(
        measures, per_value, pairs_of(scores), alphas.n_articles, alphas.bar_u.resampled.note
    )


def link_measures(tying: Tying, draws: Draws) -> Measures:
    """Of links in units, of which the articles are resampled."""
    ways: tuple[LinkWay, ...] = ("exact", "overlap")
    scores = {
        way: link_f1(tying, way, seed=draws.seed, replicates=draws.replicates) for way in ways
    }
    measures = {
        f"link_f1_{way}": with_interval(one.value, one.why_undefined, one.resampled.interval)
        for way, one in scores.items()
    }
    n_paired = int((tying.read.sum(axis=1) >= 2).sum())
    pairs = pairs_of({f"link_f1_{way}": one.pairs for way, one in scores.items()})
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


def _unitized(one: Unitized) -> Measure:
    return with_interval(one.value, one.why_undefined, one.resampled.interval)
