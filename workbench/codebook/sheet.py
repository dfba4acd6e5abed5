"""A codebook as its readers see it: units as sections, types and conditions in words. Pure.

The reading page, the printed codebook, the dialog on the annotation page and the card beside a
value all show this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from workbench.codebook.facts import agreement, dataset_names, facts, value_title
from workbench.codebook.format import Clarification, Codebook, Dimension, Value
from workbench.codebook.phrases import UNITS
from workbench.codebook.reading import parse_stored
from workbench.core.languages import direction
from workbench.core.wording import chosen_language


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
    #: Of the codebook's words.
    language: str
    key: str = ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, as its words are read."""
        return direction(self.language)

    @property
    def entries(self) -> tuple[ValueEntry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)


@dataclass(frozen=True)
class Section:
    """The dimensions of one unit."""

    unit: str
    title: str
    dimensions: tuple[DimensionEntry, ...]


def sheet_of(
    sha256: str, document: str, targets: tuple[tuple[str, str], ...] = ()
) -> tuple[Section, ...]:
    """The sections of a stored version. `targets` as (key, title), where it names none itself."""
    return _kept_sheet(sha256, document, targets, chosen_language())


@lru_cache(maxsize=64)
def _kept_sheet(
    sha256: str, document: str, targets: tuple[tuple[str, str], ...], _language: str
) -> tuple[Section, ...]:
    return sections(parse_stored(sha256, document), targets)


def sections(codebook: Codebook, targets: Sequence[tuple[str, str]] = ()) -> tuple[Section, ...]:
    """The sections that have dimensions; empty units are left out."""
    codebook = codebook.asking_about(targets)
    return tuple(
        Section(unit, str(title), tuple(_entry(codebook, one) for one in asked))
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
        tie_break=tuple(value_title(codebook, dimension, one) for one in dimension.tie_break),
        values_of=dimension.id if is_listed_here else borrowed,
        groups=tuple(
            Group(title, tuple(_value(dimension, one) for one in some))
            for title, some in groupby(values, key=lambda one: one.group)
        ),
        clarifications=dimension.clarifications,
        agreement=agreement(dimension),
        names=dataset_names(dimension.export, {}),
        language=codebook.language,
        key=dimension.key if dimension.type == "flag" else "",
    )


def _value(dimension: Dimension, value: Value) -> ValueEntry:
    name = dimension.exports.get(value.id) or value.export
    return ValueEntry(
        value,
        names=dataset_names(name, value.maps_to),
        is_exclusive=value.id in dimension.exclusive,
        is_off_scale=value.id in dimension.off_scale,
        is_default=value.id in dimension.default,
    )
