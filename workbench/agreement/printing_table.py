"""The calculator's figures as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.agreement.printing import count

#: How measures are called; what is not here says its own name.
NAMES = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "krippendorff_alpha_masi": "Krippendorff's alpha, MASI",
    "krippendorff_alpha_jaccard": "Krippendorff's alpha, Jaccard",
    "percent_agreement": "Percent agreement, mean of units",
    "percent_agreement_pooled": "Percent agreement, pooled",
    "exact_set_agreement": "Equal sets, mean of units",
    "exact_set_agreement_pooled": "Equal sets, pooled",
    "gwet_ac1": "Gwet's AC1",
    "gwet_ac2_linear": "Gwet's AC2, linear",
    "gwet_ac2_quadratic": "Gwet's AC2, quadratic",
    "fleiss_kappa": "Fleiss' kappa",
    "conger_kappa": "Conger's kappa",
    "scott_pi": "Scott's pi",
    "brennan_prediger": "Brennan-Prediger",
    "mean_pairwise_cohen_kappa": "Cohen's kappa, mean of pairs",
    "cohen_kappa": "Cohen's kappa",
    "weighted_kappa_linear": "Weighted kappa, linear",
    "weighted_kappa_quadratic": "Weighted kappa, quadratic",
    "u_alpha": "Unitized alpha, all",
    "bar_u_alpha": "Unitized alpha, where",
    "cu_alpha": "Unitized alpha, what",
    "ku_alpha": "Unitized alpha, this label among the labels",
    "u_alpha_alone": "Unitized alpha, this label alone",
    "span_f1_exact": "F1 of pairs, exact ends",
    "span_f1_overlap": "F1 of pairs, any overlap",
    "span_f1_token": "F1 of pairs, tokens",
    "gamma": "Gamma, best alignment",
    "link_f1_exact": "F1 of links, equal members",
    "link_f1_overlap": "F1 of links, overlapping members",
}
#: What only the published examples have.
NAMES_OF_EXAMPLES = NAMES | {
    "alpha_U_2004_Do": "Unitized alpha of 2004, observed",
    "alpha_U_2004_category": "Unitized alpha of 2004, one label",
    "bar_u_alpha_2016": NAMES["bar_u_alpha"],
    "cu_alpha_2016": NAMES["cu_alpha"],
    "ku_alpha_2016": NAMES["ku_alpha"],
    "u_alpha_2016": NAMES["u_alpha"],
    "dawid_skene_prevalence": "Dawid-Skene, prevalence",
    "fleiss_kappa_category": "Fleiss' kappa, one value",
    "fleiss_kappa_missing": "Fleiss' kappa, with missing answers",
    "gamma_observed_disorder": "Gamma, observed disorder",
    "gwet_ac1_se": "Gwet's AC1, standard error",
    "gwet_ac2": "Gwet's AC2",
    "krippendorff_alpha_bootstrap_percentile": "Krippendorff's alpha, bootstrap percentile",
    "krippendorff_alpha_category": "Krippendorff's alpha, one value",
    "krippendorff_alpha_ci_low": "Krippendorff's alpha, lower limit",
    "krippendorff_alpha_jackknife_se": "Krippendorff's alpha, jackknife error",
    "percent_agreement_unit_mean": NAMES["percent_agreement"],
    "randolph_kappa": "Randolph's kappa",
    "set_distance": "Distance of two sets",
    "weighted_kappa": "Weighted kappa",
}


def as_text(found: Mapping[str, Any]) -> str:
    """A table of the measures, then one line a value and a pair; reasons instead of figures."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    units = count(found["n_units"], "article" if found["level"] == "spans" else "unit")
    yield (
        f"Level {found['level']}: {units}, {found['n_units_paired']:,} of them "
        f"judged by two or more of {count(found['n_annotators'], 'annotator')}"
    )
    if found["replicates"]:
        yield (
            f"Intervals: 95 %, {found['replicates']} resamples of the units, seed {found['seed']}"
        )
    if found["interval_note"]:
        yield found["interval_note"]
    yield ""
    for name, measure in found["measures"].items():
        if "value" in measure:
            yield _line(NAMES.get(name, name), measure)
        else:
            for label, one in measure.items():
                yield _line(f"{NAMES.get(name, name)}: {label}", one)
    yield from _values(found["per_value"])
    for pair, measures in found["pairs"].items():
        yield f"\n{pair}"
        for name, measure in measures.items():
            yield _line(f"  {NAMES.get(name, name)}", measure)


def _values(per_value: Mapping[str, Any]) -> Iterator[str]:
    if per_value:
        yield "\nValue by value: alpha of this one against all others"
    for value, one in per_value.items():
        yield _line(f"  {value} ({one['n']})", {"value": one["alpha"], "why": one["why"]})


def _line(name: str, measure: Mapping[str, Any]) -> str:
    if measure["value"] is None:
        return f"{name:44} undefined: {measure['why']}"
    interval = measure.get("interval")
    shown = f"  [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
    return f"{name:44} {measure['value']:6.3f}{shown}"
