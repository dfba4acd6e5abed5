"""What in a codebook names a dimension or a value, and how it follows a change. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.codebook.drafting import short_title
from workbench.codebook.format import Codebook, Dimension, Member

#: What each id becomes: another id, several (a split), none (removed). Ids not named stay.
Ids = Mapping[str, tuple[str, ...]]


def follow_dimension(codebook: Codebook, old: str, new: str) -> Codebook:
    """Everything that names the dimension `old` names `new`; the dimension itself too."""
    dimensions = []
    for dimension in codebook.dimensions:
        changes: dict[str, Any] = {}
        if dimension.id == old:
            changes["id"] = new
        if dimension.values_from == old:
            changes["values_from"] = new
        if dimension.of == old:
            changes["of"] = new
        if dimension.when is not None and dimension.when.dimension == old:
            changes["when"] = dimension.when.model_copy(update={"dimension": new})
        dimensions.append(dimension.model_copy(update=changes) if changes else dimension)
    return codebook.model_copy(update={"dimensions": tuple(dimensions)})


def follow_values(
    codebook: Codebook, dimension_id: str, ids: Ids, marks: Ids | None = None
) -> Codebook:
    """Everything that names values of the dimension names what they have become.

    `marks` says the same for `exclusive` and `off_scale`, where it differs. A condition that waits
    for none of the values any more is dropped.
    """
    offering = {d.id for d in codebook.dimensions if dimension_id in (d.id, d.values_from)}
    followed = tuple(
        _following(dimension, dimension_id, offering, ids, ids if marks is None else marks)
        for dimension in codebook.dimensions
    )
    return codebook.model_copy(update={"dimensions": followed})


def dependents(codebook: Codebook, dimension_id: str) -> list[Dimension]:
    """The dimensions that cannot be without it: attributes, links, those that take its values."""
    found = [d for d in codebook.dimensions if dimension_id in (d.of, d.values_from)]
    for dimension in list(found):
        found += [d for d in dependents(codebook, dimension.id) if d not in found]
    return found


def waiting(codebook: Codebook, dimension_id: str) -> list[Dimension]:
    """The dimensions that are asked only after an answer to it."""
    return [d for d in codebook.dimensions if d.when and d.when.dimension == dimension_id]


def references_to_value(codebook: Codebook, dimension_id: str, value_id: str) -> Iterator[str]:
    """Other dimensions that name the value, each as a sentence without its stop."""
    offering = {d.id for d in codebook.dimensions if dimension_id in (d.id, d.values_from)}
    for dimension in codebook.dimensions:
        title = f"“{short_title(dimension)}”"
        condition = dimension.when
        if condition and condition.dimension in offering and value_id in condition.is_:
            yield f"{title} is asked only after it"
        if dimension.of == dimension_id and value_id in dimension.of_values:
            yield f"{title} is asked only of passages marked with it"
        if dimension.of == dimension_id and any(m.value == value_id for m in dimension.members):
            yield f"{title} ties passages marked with it"
        if dimension.values_from == dimension_id and value_id in dimension.default:
            yield f"{title} begins with it"


def _following(
    dimension: Dimension, dimension_id: str, offering: set[str], ids: Ids, marks: Ids
) -> Dimension:
    changes: dict[str, Any] = {}
    if dimension.id in offering:
        default = _mapped(dimension.default, ids)
        changes["exclusive"] = _mapped(dimension.exclusive, marks)
        changes["off_scale"] = _mapped(dimension.off_scale, marks)
        changes["tie_break"] = _mapped(dimension.tie_break, ids)
        changes["default"] = default if dimension.type == "multi" else default[:1]
        changes["exports"] = {
            new: name for old, name in dimension.exports.items() for new in ids.get(old, (old,))
        }
    condition = dimension.when
    if condition is not None and condition.dimension in offering and condition.is_:
        answers = _mapped(condition.is_, ids)
        changes["when"] = condition.model_copy(update={"is_": answers}) if answers else None
    if dimension.of == dimension_id:
        changes["of_values"] = _mapped(dimension.of_values, ids)
        changes["members"] = _members(dimension.members, ids)
    return dimension.model_copy(update=changes) if changes else dimension


def _mapped(values: tuple[str, ...], ids: Ids) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new for old in values for new in ids.get(old, (old,))))


def _members(members: tuple[Member, ...], ids: Ids) -> tuple[Member, ...]:
    """A role stays one role: after a split it is that of the first part."""
    kept: dict[str, Member] = {}
    for member in members:
        for value in ids.get(member.value, (member.value,))[:1]:
            kept.setdefault(value, member.model_copy(update={"value": value}))
    return tuple(kept.values())
