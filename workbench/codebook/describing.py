"""The parts of a codebook as named fields, comparable and in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workbench.codebook.format import Camp, Clarification, Codebook, Dimension, Target, Value
from workbench.codebook.phrases import condition_met

#: How the change of a field is classed.
FieldKind = Literal["renamed", "wording", "asked", "keys", "measured", "exported"]
#: (dimension id, value id) as another version calls them.
Rename = Callable[[str, str], str]


@dataclass(frozen=True)
class Field:
    """One field: `raw` tells whether two are equal, `text` is what people read."""

    name: str
    kind: FieldKind
    raw: Any
    text: str


def of_value(value: Value) -> list[Field]:
    near = "\n".join(f"{name}: {', '.join(labels)}" for name, labels in value.maps_to.items())
    return [
        _plain("Title", "renamed", value.title),
        _plain("Id", "renamed", value.id),
        _plain("Heading", "wording", value.group),
        _plain("Definition", "wording", value.definition),
        _plain("Include", "wording", value.include),
        _plain("Exclude", "wording", value.exclude),
        _plain("Examples", "wording", "\n".join(value.positive)),
        _plain("Counter-examples", "wording", "\n".join(value.negative)),
        _plain("Questions answered", "wording", _clarified(value.clarifications)),
        _plain("Key", "keys", value.key),
        _plain("Name in the dataset", "exported", value.export),
        _plain("Near labels elsewhere", "exported", near),
    ]


def of_target(target: Target) -> list[Field]:
    return [
        _plain("Title", "renamed", target.title),
        _plain("Other names", "wording", ", ".join(target.aliases)),
    ]


def of_camp(camp: Camp) -> list[Field]:
    return [
        _plain("Title", "renamed", camp.title),
        _plain("Definition", "wording", camp.definition),
    ]


def of_book(book: Codebook) -> list[Field]:
    return [
        _plain("Title", "renamed", book.title),
        _plain("Id", "renamed", book.id),
        _plain("Language", "wording", book.language),
        _plain("Purpose", "wording", book.purpose),
        _plain("Source", "wording", book.source),
        _plain("Rules for everything", "wording", "\n".join(book.general_rules)),
    ]


def of_dimension(book: Codebook, dimension: Dimension, rename: Rename) -> list[Field]:
    """Its own fields, without its values. `rename` gives ids as the other version has them."""
    d = dimension
    return [
        _plain("Title", "renamed", d.title),
        _plain("Id", "renamed", d.id),
        _plain("Question", "wording", d.question),
        _plain("Rule", "wording", d.rule),
        _plain("Battery", "wording", d.group),
        _plain("Questions answered", "wording", _clarified(d.clarifications)),
        _plain("Asked of", "asked", d.unit),
        _plain("Type", "asked", d.type),
        _plain("Asked for each", "asked", d.per or ""),
        _plain("May stay open", "asked", "yes" if d.optional else ""),
        _plain("At least", "asked", str(d.min or "")),
        _plain("At most", "asked", str(d.max or "")),
        *_references(book, d, rename),
        _plain("Key", "keys", d.key),
        _plain("Agreement", "measured", _agreement(d)),
        _plain("Name in the dataset", "exported", d.export),
        _plain(
            "Names of values in the dataset",
            "exported",
            "\n".join(f"{rename(d.id, key)}: {name}" for key, name in d.exports.items()),
        ),
    ]


def _references(book: Codebook, d: Dimension, rename: Rename) -> list[Field]:
    """Fields that name other parts: compared by id, read by title."""

    def chosen(name: str, of: str, ids: Iterable[str], *, is_ordered: bool = False) -> Field:
        known = list(ids)
        raw = [rename(of, one) for one in known]
        text = ", ".join(_title(book, of, one) for one in known)
        return Field(name, "asked", raw if is_ordered else sorted(raw), text)

    source = d.values_from or ""
    roles = [(rename(d.of or "", m.value), m.min, m.max) for m in d.members]
    return [
        Field("About", "asked", rename(d.of or "", ""), _name(book, d.of or "")),
        chosen("Only with the labels", d.of or "", d.of_values),
        chosen("Stand alone", d.id, d.exclusive),
        chosen("Outside the scale", d.id, d.off_scale),
        chosen("Preferred in this order", d.id, d.tie_break, is_ordered=True),
        chosen("Chosen beforehand", d.id, d.default),
        Field("Values taken from", "asked", rename(source, ""), _name(book, source)),
        _condition(book, d, rename),
        Field("Ties", "asked", roles, "; ".join(_member(book, d, *m) for m in _members(d))),
    ]


def _members(d: Dimension) -> list[tuple[str, int, int]]:
    return [(m.value, m.min, m.max) for m in d.members]


def _member(book: Codebook, d: Dimension, value: str, least: int, most: int) -> str:
    limits = f"{least} or more" if not most else f"{least} to {most}"
    return f"{_title(book, d.of or '', value)} ({limits})"


def _condition(book: Codebook, d: Dimension, rename: Rename) -> Field:
    if d.when is None:
        return Field("Asked when", "asked", None, "")
    at = d.when.dimension
    raw = (rename(at, ""), sorted(rename(at, one) for one in d.when.is_), d.when.at_least)
    gate = book.dimension(at)
    values = book.values_of(gate)
    said = condition_met(d.when, gate.title, values, is_flag=gate.type == "flag")
    return Field("Asked when", "asked", raw, said)


def _name(book: Codebook, dimension_id: str) -> str:
    titles: Mapping[str, str] = {d.id: d.title for d in book.dimensions}
    project = {"project.camps": "the camps", "project.targets": "the targets"}
    return titles.get(dimension_id) or project.get(dimension_id, dimension_id)


def _title(book: Codebook, dimension_id: str, value_id: str) -> str:
    for dimension in book.dimensions:
        if dimension.id == dimension_id:
            offered = {value.id: value.title for value in book.values_of(dimension)}
            return offered.get(value_id, value_id)
    return value_id


def _agreement(d: Dimension) -> str:
    measure = (d.agreement.measure or "").replace("_", " ")
    return f"{measure} {', '.join(d.agreement.distances)}".strip()


def _clarified(clarifications: Iterable[Clarification]) -> str:
    return "\n".join(f"{one.question} {one.answer}" for one in clarifications)


def _plain(name: str, kind: FieldKind, text: str) -> Field:
    return Field(name, kind, text, text)
