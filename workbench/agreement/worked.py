"""Published examples that our own figures are held against, on a page and in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from workbench.stats import sets
from workbench.stats.agreement import percent_agreement
from workbench.stats.alignment import is_possible
from workbench.stats.alpha import alpha_sums, category_alphas, krippendorff_alpha
from workbench.stats.chance import Coefficient, category_kappas, chance_corrected
from workbench.stats.dawid_skene import dawid_skene
from workbench.stats.disagreement import CustomDistance, Distance
from workbench.stats.gamma import observed_disorder
from workbench.stats.jackknife import delete_one_error
from workbench.stats.kappa import mean_kappa, pairwise_kappas, weighted_kappa
from workbench.stats.linearised import alpha_interval, standard_error
from workbench.stats.passages import Marked, Span
from workbench.stats.ratings import Ratings, Value
from workbench.stats.span_f1 import Way, mean_f1, pairwise_span_f1
from workbench.stats.unitized import Unitized, UnitizedAlphas, unitized_alphas
from workbench.stats.unitized_2004 import Alpha2004, unitized_alpha_2004

#: The bootstrap's draws; examples of its limits are met within their tolerance.
SEED = 20260101


@dataclass(frozen=True)
class Example:
    """One figure with its data; `expected` is None where the figure is undefined.

    `tolerance` is what the source leaves open by rounding. `is_published` is False for figures
    that other programs agree on and nobody has printed.
    """

    id: str
    source: str
    measure: str
    distance: str
    params: Mapping[str, Any]
    expected: float | None
    tolerance: float
    is_published: bool
    note: str
    data: Mapping[str, Any]

    @property
    def can_compute(self) -> bool:
        """False for gamma where the package that it needs is not installed."""
        return self.measure in _MEASURES and (self.measure not in _OPTIONAL or is_possible())


@cache
def worked_examples() -> tuple[Example, ...]:
    """All examples, in the order of their file."""
    rows = orjson.loads(Path(__file__).with_name("worked.json").read_bytes())
    return tuple(
        Example(
            id=row["id"],
            source=row["source"],
            measure=row["measure"],
            distance=row.get("distance", ""),
            params=row.get("params", {}),
            expected=row["expected"],
            tolerance=row["tolerance"],
            is_published=row["published"],
            note=row.get("note", ""),
            data=row["data"],
        )
        for row in rows
    )


def compute(example: Example) -> float | None:
    """The figure by our own statistics.

    Raises KeyError for a measure that is not built in, ImportError for gamma without its package.
    """
    return _MEASURES[example.measure](example)


def agrees(example: Example, found: float | None) -> bool:
    """Whether the figure found is the expected one, within what the source leaves open."""
    if found is None or example.expected is None:
        return found is example.expected
    return abs(found - example.expected) <= example.tolerance


def _ratings(example: Example) -> Ratings:
    rows = _rows(example.data)
    return Ratings.from_records(
        (
            (unit, annotator, _value(value))
            for unit, row in enumerate(rows)
            for annotator, value in enumerate(row)
            if value is not None
        ),
        values=example.data.get("categories"),
    )


def _rows(data: Mapping[str, Any]) -> list[Sequence[Any]]:
    """Units with the values of their annotators; counts of values become annotators."""
    if data["kind"] == "counts":
        return [
            list(chain.from_iterable(repeat(value, n) for value, n in enumerate(counts)))
            for counts in data["units_by_categories"]
        ]
    rows = data["units_by_raters"]
    times = data.get("multiplicity") or repeat(1)
    return [row for row, n in zip(rows, times, strict=False) for _ in range(n)]


def _value(given: Any) -> Value:
    value: Value = frozenset(given) if isinstance(given, list) else given
    return value


def _distance(example: Example) -> Distance | CustomDistance:
    if example.distance == "matrix":
        table, places = example.params["distance_matrix"], example.data["categories"]
        return lambda a, b: table[places.index(a)][places.index(b)]
    if example.distance == "set_thirds":
        return _thirds
    distance: Any = example.distance
    return distance  # type: ignore[no-any-return]  # checked by alpha


def _thirds(a: Value, b: Value) -> float:
    """Passonneau 2004: equal, one inside the other, some in common, nothing in common."""
    if not isinstance(a, frozenset) or not isinstance(b, frozenset):
        raise ValueError("This is a distance of sets.")
    return 0 if a == b else 1 / 3 if a <= b or b <= a else 2 / 3 if a & b else 1


def _articles(example: Example) -> dict[str, Marked]:
    spans = [[Span(*span) for span in own] for own in example.data["annotators"]]
    return {"text": Marked(example.data["continuum_length"], dict(enumerate(spans)))}


def _alpha(example: Example) -> float | None:
    return krippendorff_alpha(_ratings(example), _distance(example)).value


def _alpha_limit(example: Example) -> float | None:
    found = krippendorff_alpha(
        _ratings(example), _distance(example), seed=SEED, replicates=20_000
    ).interval
    return found[0] if found and example.params["quantile"] < 0.5 else found and found[1]


def _alpha_low(example: Example) -> float | None:
    value = _alpha(example)
    found = None if value is None else alpha_interval(_ratings(example), value)
    return found and found[0]


def _alpha_error(example: Example) -> float | None:
    ratings = _ratings(example)
    sums, statistic = alpha_sums(ratings, _distance(example))
    return delete_one_error(sums, statistic, len(ratings.units))


def _coefficient(name: Coefficient) -> Callable[[Example], float | None]:
    def value(example: Example) -> float | None:
        weights: Any = example.distance or "identity"
        return chance_corrected(_ratings(example), name, weights=weights).value

    return value


def _pair(example: Example) -> float | None:
    (found,) = pairwise_kappas(_ratings(example)).values()
    return found.value


def _weighted_pair(example: Example) -> float | None:
    if "weights" in example.params:
        (plain,) = pairwise_kappas(_ratings(example)).values()
        return weighted_kappa(plain.confusion, np.array(example.params["weights"], dtype=float))
    weights: Any = example.distance
    (found,) = pairwise_kappas(_ratings(example), weights=weights).values()
    return found.value


def _form(read: Callable[[UnitizedAlphas], Unitized]) -> Callable[[Example], float | None]:
    return lambda example: read(unitized_alphas(_articles(example))).value


def _older(example: Example) -> Alpha2004:
    label = example.params["category"]
    own = [[s[:2] for s in spans if s[2] == label] for spans in example.data["annotators"]]
    return unitized_alpha_2004(
        own, begin=example.data["continuum_begin"], length=example.data["continuum_length"]
    )


def _f1(way: Way) -> Callable[[Example], float | None]:
    return lambda example: mean_f1(pairwise_span_f1(_articles(example), way))


def _set_distance(example: Example) -> float:
    a, b = (frozenset(example.data[one]) for one in "ab")
    distance = sets.masi if example.distance == "masi" else sets.jaccard
    return float(sets.distance_matrix([a, b], distance)[0, 1])


def _prevalence(example: Example) -> float:
    found = dawid_skene(
        (unit, annotator, value)
        for unit, row in enumerate(example.data["items_by_raters_labels"])
        for annotator, values in enumerate(row)
        for value in values
    )
    return float(found.prevalence[found.values.index(example.params["category"])])


#: They need `framing-workbench[gamma]`.
_OPTIONAL = {"gamma_observed_disorder"}
_MEASURES: dict[str, Callable[[Example], float | None]] = {
    "krippendorff_alpha": _alpha,
    "krippendorff_alpha_category": lambda e: (
        category_alphas(_ratings(e))[e.params["category"]].value
    ),
    "krippendorff_alpha_jackknife_se": _alpha_error,
    "krippendorff_alpha_ci_low": _alpha_low,
    "krippendorff_alpha_bootstrap_percentile": _alpha_limit,
    "percent_agreement_pooled": lambda e: percent_agreement(_ratings(e)).pooled,
    "percent_agreement_unit_mean": lambda e: percent_agreement(_ratings(e)).unit_mean,
    "cohen_kappa": _pair,
    "weighted_kappa": _weighted_pair,
    "mean_pairwise_cohen_kappa": lambda e: mean_kappa(pairwise_kappas(_ratings(e))),
    "fleiss_kappa": _coefficient("fleiss_kappa"),
    "fleiss_kappa_missing": _coefficient("fleiss_kappa"),
    "fleiss_kappa_category": lambda e: category_kappas(_ratings(e))[e.params["category"]].value,
    "scott_pi": _coefficient("scott_pi"),
    "brennan_prediger": _coefficient("brennan_prediger"),
    "randolph_kappa": _coefficient("brennan_prediger"),
    "gwet_ac1": _coefficient("gwet_ac1"),
    "gwet_ac1_se": lambda e: standard_error(_ratings(e), "gwet_ac1"),
    "gwet_ac2": _coefficient("gwet_ac2"),
    "u_alpha_2016": _form(lambda alphas: alphas.u),
    "bar_u_alpha_2016": _form(lambda alphas: alphas.bar_u),
    "cu_alpha_2016": _form(lambda alphas: alphas.cu),
    "ku_alpha_2016": lambda e: unitized_alphas(_articles(e)).ku[e.params["label"]].value,
    "alpha_U_2004_category": lambda e: _older(e).value,
    "alpha_U_2004_Do": lambda e: _older(e).observed,
    "span_f1_exact": _f1("exact"),
    "span_f1_overlap": _f1("overlap"),
    "gamma_observed_disorder": lambda e: observed_disorder(_articles(e)),
    "set_distance": _set_distance,
    "dawid_skene_prevalence": _prevalence,
}
