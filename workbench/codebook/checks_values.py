"""Whether a question's values, default and measure go together. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.remarks import Path, Remark, find_twice

#: Which distances mean something for a type of question.
FITTING_DISTANCES: Mapping[str, frozenset[str]] = {
    "single": frozenset({"nominal"}),
    "flag": frozenset({"nominal"}),
    "ordinal": frozenset({"nominal", "ordinal", "interval"}),
    "multi": frozenset({"nominal", "masi", "jaccard"}),
}
_OF_VALUES = frozenset({"krippendorff_alpha", "percent_agreement", "none"})
#: Which measures mean something for a type of question.
FITTING_MEASURES: Mapping[str, frozenset[str]] = {
    "single": _OF_VALUES,
    "flag": _OF_VALUES,
    "ordinal": _OF_VALUES,
    "multi": _OF_VALUES,
    "text": frozenset({"none"}),
    # For passages and links Krippendorff's alpha says whether there is any.
    "spans": frozenset({"unitized_alpha", "gamma", "span_f1", "krippendorff_alpha", "none"}),
    "links": frozenset({"link_f1", "krippendorff_alpha", "none"}),
}


def find_value_faults(
    dimension: Dimension, known: Mapping[str, Dimension], codebook: Codebook, path: Path
) -> Iterator[Remark]:
    """Values given twice, lists that name no value or one twice, a default nobody could save."""
    ids = dimension.value_ids()
    yield from find_twice(list(ids), (*path, "values"), "value id")
    for name in ("exclusive", "off_scale", "tie_break"):
        listed = getattr(dimension, name)
        for value in listed:
            if value not in ids:
                yield Remark((*path, name), f"`{name}` names the unknown value `{value}`")
        yield from _repeats(listed, (*path, name), f"`{name}`")
    if dimension.type in {"single", "multi", "ordinal"}:
        yield from _default_faults(dimension, known, codebook, (*path, "default"))


def _default_faults(
    dimension: Dimension, known: Mapping[str, Dimension], codebook: Codebook, here: Path
) -> Iterator[Remark]:
    given = dimension.default
    yield from _repeats(given, here, "the default")
    if dimension.max and len(set(given)) > dimension.max:
        yield Remark(here, f"the default ticks more values than `max` of `{dimension.id}` allows")
    if len(set(given)) > 1:
        for value in given:
            if value in dimension.exclusive:
                yield Remark(here, f"the default has `{value}`, which stands alone, beside others")
    source = dimension.values_from
    if source and not source.startswith("project.") and source not in known:
        return  # said of `values_from`
    offered = {value.id for value in codebook.values_of(dimension)}
    for value in dict.fromkeys(given):
        if value not in offered:
            yield Remark(here, f"the default `{value}` is not among the values")


def _repeats(names: Sequence[str], path: Path, what: str) -> Iterator[Remark]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Remark(path, f"{what} names `{name}` twice")


def find_measure_faults(dimension: Dimension, path: Path) -> Iterator[Remark]:
    """A measure or a distance that says nothing about the type."""
    kind, agreement, here = dimension.type, dimension.agreement, (*path, "agreement")
    if agreement.measure is not None and agreement.measure not in FITTING_MEASURES[kind]:
        yield Remark(here, f"the measure `{agreement.measure}` says nothing about type `{kind}`")
    fitting = FITTING_DISTANCES.get(kind)
    if fitting is None:
        return
    if not agreement.distances and agreement.measure != "none":
        yield Remark(here, "`distances` is empty: name one, or leave `distances` out")
    yield from _repeats(agreement.distances, here, "`distances`")
    for distance in agreement.distances:
        if distance not in fitting:
            yield Remark(here, f"the distance `{distance}` says nothing about type `{kind}`")
