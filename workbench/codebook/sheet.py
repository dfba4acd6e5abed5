"""A codebook as its readers see it: units as sections, types and conditions in words. Pure.

The reading page, the printed codebook, the dialog on the annotation page and the card beside a
value all show this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from workbench.codebook.format import Clarification, Codebook, Condition, Dimension, Value
from workbench.codebook.phrases import UNITS, condition_met, listed
from workbench.codebook.reading import parse_stored

MEASURES: Final = {
    "krippendorff_alpha": "Krippendorff’s alpha",
    "unitized_alpha": "unitized alpha",
    "gamma": "gamma",
    "span_f1": "F1 of passages",
    "link_f1": "F1 of links",
    "percent_agreement": "percent agreement",
    "none": "not measured",
}
DISTANCES: Final = {
    "nominal": "nominal",
    "ordinal": "ordinal",
    "interval": "interval",
    "masi": "MASI",
    "jaccard": "Jaccard",
}
#: What is measured where the file names nothing.
MEASURE_OF: Final = {"spans": "unitized_alpha", "links": "link_f1", "text": "none"}
#: What the agreement report knows, of questions on paragraphs and articles.
COMPUTED: Final = frozenset({"krippendorff_alpha", "percent_agreement", "none"})


@dataclass(frozen=True)
class ValueEntry:
    """A value with its quiet lines; `names` says what datasets call it."""

    value: Value
    names: str = ""
    is_exclusive: bool = False
    is_off_scale: bool = False
    is_default: bool = False


@dataclass(frozen=True)
class Group:
    """Neighbouring values under one heading, "" without one."""

    title: str
    entries: tuple[ValueEntry, ...]


@dataclass(frozen=True)
class DimensionEntry:
    """A dimension; `values_of` names the dimension whose values it offers, itself or another."""

    id: str
    title: str
    group: str
    question: str
    rule: str
    facts: tuple[str, ...]
    tie_break: tuple[str, ...]
    values_of: str
    groups: tuple[Group, ...]
    clarifications: tuple[Clarification, ...]
    agreement: str
    names: str
    key: str = ""

    @property
    def entries(self) -> tuple[ValueEntry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True)
class Section:
    """The dimensions of one unit."""

    unit: str
    title: str
    dimensions: tuple[DimensionEntry, ...]


@lru_cache(maxsize=64)
def sheet_of(
    sha256: str, document: str, targets: tuple[tuple[str, str], ...] = ()
) -> tuple[Section, ...]:
    """The sections of a stored version. `targets` as (key, title), where it names none itself."""
    return sections(parse_stored(sha256, document), targets)


def sections(codebook: Codebook, targets: Sequence[tuple[str, str]] = ()) -> tuple[Section, ...]:
    """The sections that have dimensions; empty units are left out."""
    codebook = codebook.asking_about(targets)
    return tuple(
        Section(unit, title, tuple(_entry(codebook, one) for one in asked))
        for unit, title in UNITS.items()
        if (asked := [one for one in codebook.dimensions if one.unit == unit])
    )


def places(found: Sequence[Section]) -> list[tuple[str, str, str]]:
    """What can be asked about: (dimension id, value id or "", title), in reading order."""
    return [
        (dimension.id, value_id, title)
        for section in found
        for dimension in section.dimensions
        for value_id, title in [("", dimension.title)]
        + [(entry.value.id, entry.value.title) for entry in dimension.entries]
    ]


def facts(codebook: Codebook, dimension: Dimension) -> tuple[str, ...]:
    """How a dimension is asked and answered, a few words each."""
    found = [_type(dimension)]
    if dimension.per == "target":
        found.append(f"once for each target: {listed([one.title for one in codebook.targets])}")
    if dimension.is_attribute or dimension.type == "links":
        found.append(_subject(codebook, dimension))
    if dimension.values_from:
        found.append(_source(codebook, dimension))
    if dimension.when:
        found.append(condition(codebook, dimension.when))
    if dimension.optional:
        found.append("may be left open")
    if dimension.exclusive:
        alone = listed([_title(codebook, dimension, one) for one in dimension.exclusive])
        found.append(f"{alone} {'stands' if len(dimension.exclusive) == 1 else 'stand'} alone")
    found.extend(
        _member(codebook, dimension, one.value, one.min, one.max) for one in dimension.members
    )
    return tuple(found)


def condition(codebook: Codebook, when: Condition) -> str:
    """`asked when Attributed is Yes`."""
    other = codebook.dimension(when.dimension)
    is_flag = other.type == "flag"
    values = codebook.values_of(other)
    return f"asked when {condition_met(when, other.title, values, is_flag=is_flag)}"


def _entry(codebook: Codebook, dimension: Dimension) -> DimensionEntry:
    borrowed = dimension.values_from or ""
    is_listed_here = dimension.type != "flag" and (not borrowed or borrowed.startswith("project."))
    values = codebook.values_of(dimension) if is_listed_here else ()
    return DimensionEntry(
        id=dimension.id,
        title=dimension.title,
        group=dimension.group,
        question=dimension.question,
        rule=dimension.rule,
        facts=facts(codebook, dimension),
        tie_break=tuple(_title(codebook, dimension, one) for one in dimension.tie_break),
        values_of=dimension.id if is_listed_here else borrowed,
        groups=tuple(
            Group(title, tuple(_value(dimension, one) for one in some))
            for title, some in groupby(values, key=lambda one: one.group)
        ),
        clarifications=dimension.clarifications,
        agreement=_agreement(dimension),
        names=_names(dimension.export, {}),
        key=dimension.key if dimension.type == "flag" else "",
    )


def _value(dimension: Dimension, value: Value) -> ValueEntry:
    name = dimension.exports.get(value.id) or value.export
    return ValueEntry(
        value,
        names=_names(name, value.maps_to),
        is_exclusive=value.id in dimension.exclusive,
        is_off_scale=value.id in dimension.off_scale,
        is_default=value.id in dimension.default,
    )


def _names(export: str, maps_to: dict[str, tuple[str, ...]]) -> str:
    """`exported as x · near a, b of mfc`."""
    parts = [f"exported as {export}"] if export else []
    parts += [
        f"near {', '.join(names)} of {dataset}" for dataset, names in maps_to.items() if names
    ]
    return " · ".join(parts)


def _type(dimension: Dimension) -> str:
    if dimension.type == "multi":
        return _how_many(dimension.min, dimension.max)
    return {
        "single": "one answer",
        "ordinal": "one step of a scale, the lowest first",
        "flag": "ticked or not",
        "text": "answered in words",
        "spans": "passages marked in the text",
        "links": "ties between marked passages",
    }[dimension.type]


def _how_many(least: int, most: int) -> str:
    if least == most and most:
        return f"exactly {most} answers" if most > 1 else "exactly one answer"
    if least and most:
        return f"{least} to {most} answers"
    if most:
        return f"up to {most} answers" if most > 1 else "one answer at most"
    return f"at least {least} answers" if least > 1 else "all that apply"


def _subject(codebook: Codebook, dimension: Dimension) -> str:
    if dimension.of is None:
        return "on marked passages"
    other = codebook.dimension(dimension.of)
    if dimension.type == "links":
        return f"between passages of {other.title}"
    if not dimension.of_values:
        what = "link" if dimension.unit == "link" else "passage"
        return f"asked of each {what} of {other.title}"
    only = listed([_title(codebook, other, one) for one in dimension.of_values], "or")
    return f"asked of each passage of {other.title} marked as {only}"


def _source(codebook: Codebook, dimension: Dimension) -> str:
    name = dimension.values_from or ""
    if name == "project.camps":
        return "chosen among the project’s camps"
    if name == "project.targets":
        return "chosen among the project’s targets"
    other = codebook.dimension(name)
    among = "values" if other.unit != dimension.unit else "answers given to"
    return f"chosen among the {among}{' of' if among == 'values' else ''} {other.title}"


def _member(codebook: Codebook, dimension: Dimension, value: str, least: int, most: int) -> str:
    other = codebook.dimension(dimension.of) if dimension.of else dimension
    title = _title(codebook, other, value)
    if least == most and most:
        return f"{most} {title}"
    if most:
        return f"{least} to {most} {title}"
    return f"at least {least} {title}" if least else f"any number of {title}"


def _agreement(dimension: Dimension) -> str:
    measure = dimension.agreement.measure or MEASURE_OF.get(dimension.type, "krippendorff_alpha")
    if measure == "none":
        return MEASURES[measure]
    if dimension.is_attribute or measure not in COMPUTED:
        return f"{MEASURES[measure]} (not computed here yet)"
    if measure != "krippendorff_alpha":
        return MEASURES[measure]
    distances = listed([DISTANCES[one] for one in dimension.agreement.distances])
    word = "distance" if len(dimension.agreement.distances) == 1 else "distances"
    return f"{MEASURES[measure]}, {distances} {word}"


def _title(codebook: Codebook, dimension: Dimension, value_id: str) -> str:
    return next(
        (one.title for one in codebook.values_of(dimension) if one.id == value_id), value_id
    )
