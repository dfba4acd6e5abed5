"""Changes to the dimensions of a draft: add, edit, rename, move, remove. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.codebook.checks import CHOICES, FITTING_DISTANCES, FITTING_MEASURES
from workbench.codebook.drafting import (
    Changed,
    Operation,
    Shift,
    accept,
    find_dimension,
    make,
    moved,
    put,
    short_title,
)
from workbench.codebook.drafting import lineage as lineages
from workbench.codebook.drafting.references import dependents, follow_dimension, waiting
from workbench.codebook.format import Agreement, Codebook, Dimension
from workbench.codebook.lineage import Lineage
from workbench.core.errors import Conflict, Invalid

#: The distances that a new question of a type is measured with.
USUAL_DISTANCES: Mapping[str, tuple[str, ...]] = {
    "multi": ("masi", "jaccard"),
    "ordinal": ("ordinal", "interval"),
}


def add_dimension(fields: Mapping[str, Any]) -> Operation:
    """A new dimension behind the others; its values come later."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        usual = USUAL_DISTANCES.get(str(fields.get("type")), ("nominal",))
        dimension = make(Dimension, {"agreement": {"distances": usual}} | dict(fields))
        added = codebook.model_copy(update={"dimensions": (*codebook.dimensions, dimension)})
        grown = lineages.dimension_added(lineage, dimension.id, dimension.value_ids())
        return accept(added, grown, f"Added the question “{short_title(dimension)}”.")

    return apply


def edit_dimension(dimension_id: str, fields: Mapping[str, Any]) -> Operation:
    """Set fields of the dimension; what its type cannot have any more is cleared.

    Its id and its values have operations of their own.
    """

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        before = find_dimension(codebook, dimension_id)
        kept = {"id": before.id, "values": before.values}
        edited = make(Dimension, dict(before) | dict(fields) | kept)
        after = fitting(_without_strangers(before, edited))
        if after == before:
            return Changed(codebook, lineage, "")
        return accept(
            put(codebook, after), lineage, f"Changed the question “{short_title(after)}”."
        )

    return apply


def rename_dimension(dimension_id: str, new: str) -> Operation:
    """Give the dimension another id; all that names it follows."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        before = find_dimension(codebook, dimension_id)
        after = make(Dimension, dict(before) | {"id": new})
        if after.id == before.id:
            return Changed(codebook, lineage, "")
        if any(d.id == after.id for d in codebook.dimensions):
            raise _taken(after.id)
        return accept(
            follow_dimension(codebook, before.id, after.id),
            lineages.dimension_renamed(lineage, before.id, after.id),
            f"“{short_title(before)}” is called {after.id} in the data now.",
        )

    return apply


def move_dimension(dimension_id: str, shift: Shift) -> Operation:
    """Move it among the dimensions of its unit; the places of the others stay."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        places = [n for n, d in enumerate(codebook.dimensions) if d.unit == dimension.unit]
        alike = [codebook.dimensions[place] for place in places]
        order = moved(alike, alike.index(dimension), shift)
        now = order.index(dimension) + 1
        if order == alike:
            end = "first" if now == 1 else "last"
            return Changed(codebook, lineage, f"“{short_title(dimension)}” is the {end} already.")
        dimensions = list(codebook.dimensions)
        for place, one in zip(places, order, strict=True):
            dimensions[place] = one
        after = codebook.model_copy(update={"dimensions": tuple(dimensions)})
        return accept(after, lineage, f"“{short_title(dimension)}” is {now} of {len(order)} now.")

    return apply


def remove_dimension(dimension_id: str, *, with_references: bool = False) -> Operation:
    """Remove it. What depends on it stands in the way, unless that may go with it:

    then conditions on it are dropped, and attributes, links and questions that take its values are
    removed. Raises Conflict (`referred`) that names them.
    """

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        gone = [dimension, *(d for d in dependents(codebook, dimension_id) if d != dimension)]
        ids = {d.id for d in gone}
        freed = [d for one in gone for d in waiting(codebook, one.id) if d.id not in ids]
        if not with_references and (len(gone) > 1 or freed):
            raise _in_the_way(dimension, gone[1:], freed)
        kept = tuple(
            d.model_copy(update={"when": None}) if d in freed else d
            for d in codebook.dimensions
            if d.id not in ids
        )
        for one in ids:
            lineage = lineages.dimension_removed(lineage, one)
        said = f"Removed {_listed(gone)}."
        return accept(codebook.model_copy(update={"dimensions": kept}), lineage, said)

    return apply


def fitting(dimension: Dimension) -> Dimension:
    """The dimension without the fields that its type or unit cannot have."""
    kind, unit = dimension.type, dimension.unit
    changes: dict[str, Any] = {"agreement": _fitting_agreement(dimension)}
    if kind != "multi":
        changes |= {"min": 0, "max": 0, "exclusive": ()}
        changes["default"] = dimension.default[:1]
    if kind != "ordinal":
        changes["off_scale"] = ()
    if kind != "links":
        changes["members"] = ()
    if kind != "flag":
        changes["key"] = ""
    if kind not in {"single", "multi"}:
        changes["values_from"] = None
    if kind in {"text", "spans", "links"}:
        changes["default"] = ()
    if kind == "flag" and dimension.default != ("yes",):
        changes["default"] = ()
    if not dimension.is_attribute and kind != "links":
        changes["of"] = None
    if unit != "span":
        changes["of_values"] = ()
    if kind in {"spans", "links"} or dimension.is_attribute:
        changes["per"] = None
    if kind not in {*CHOICES, "spans"}:
        changes["tie_break"] = ()
    return dimension.model_copy(update=changes)


def _fitting_agreement(dimension: Dimension) -> Agreement:
    """Its agreement, with the usual measure and distances where its own do not fit the type."""
    kind, given = dimension.type, dimension.agreement
    measure = given.measure if given.measure in FITTING_MEASURES[kind] else None
    allowed = FITTING_DISTANCES.get(kind)
    if allowed is None or allowed.issuperset(given.distances):
        return given.model_copy(update={"measure": measure})
    usual = USUAL_DISTANCES.get(kind, ("nominal",))
    return make(Agreement, {"measure": measure, "distances": usual})


def _without_strangers(before: Dimension, after: Dimension) -> Dimension:
    """Without the values of what it was about, or took its values from, until now."""
    changes: dict[str, Any] = {}
    if after.of != before.of:
        changes |= {"of_values": (), "members": ()}
    if after.values_from != before.values_from:
        changes |= {"default": (), "exports": {}}
    return after.model_copy(update=changes)


def _taken(dimension_id: str) -> Invalid:
    message = f"another question is called {dimension_id} in the data already"
    return Invalid(
        f"This was not done: {message}.",
        details={"problems": [{"place": "id", "message": message}]},
    )


def _in_the_way(
    dimension: Dimension, dependent: list[Dimension], freed: list[Dimension]
) -> Conflict:
    reasons = []
    if dependent:
        reasons.append(f"{_listed(dependent)} cannot be without it and would be removed too")
    if freed:
        reasons.append(f"{_listed(freed)} would then always be asked")
    return Conflict(
        f"“{short_title(dimension)}” was not removed, because others refer to it:"
        f" {'; '.join(reasons)}. Confirm that this is wanted.",
        code="referred",
        details={"references": reasons},
    )


def _listed(dimensions: list[Dimension]) -> str:
    titles = [f"“{short_title(d)}”" for d in {d.id: d for d in dimensions}.values()]
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
