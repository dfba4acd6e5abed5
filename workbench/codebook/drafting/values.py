"""Changes to the values of a dimension: add, edit, rename, move, remove, merge, split. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.codebook.drafting import (
    Changed,
    Operation,
    Shift,
    accept,
    find_dimension,
    find_value,
    make,
    moved,
    put,
    put_value,
    short_title,
)
from workbench.codebook.drafting import lineage as lineages
from workbench.codebook.drafting.references import follow_values, references_to_value
from workbench.codebook.format import MOST_CLARIFICATIONS, MOST_EXAMPLES, Codebook, Dimension, Value
from workbench.codebook.lineage import Lineage
from workbench.core.errors import Conflict, Invalid


def add_value(dimension_id: str, fields: Mapping[str, Any]) -> Operation:
    """A new value behind the others."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        value = _new(dimension, fields)
        after = dimension.model_copy(update={"values": (*dimension.values, value)})
        grown = lineages.value_added(lineage, dimension_id, value.id)
        said = f"Added “{short_title(value)}” to “{short_title(dimension)}”."
        return accept(put(codebook, after), grown, said)

    return apply


def edit_value(dimension_id: str, value_id: str, fields: Mapping[str, Any]) -> Operation:
    """Set fields of the value; its id has an operation of its own."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        before = find_value(dimension, value_id)
        after = make(Value, dict(before) | dict(fields) | {"id": before.id})
        if after == before:
            return Changed(codebook, lineage, "")
        return accept(
            put(codebook, put_value(dimension, after)), lineage, f"Changed “{short_title(after)}”."
        )

    return apply


def rename_value(dimension_id: str, value_id: str, new: str) -> Operation:
    """Give the value another id; all that names it follows."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        before = find_value(dimension, value_id)
        after = make(Value, dict(before) | {"id": new})
        if after.id == before.id:
            return Changed(codebook, lineage, "")
        _refuse_taken(dimension, after.id)
        values = tuple(after if v.id == before.id else v for v in dimension.values)
        changed = put(codebook, dimension.model_copy(update={"values": values}))
        return accept(
            follow_values(changed, dimension_id, {before.id: (after.id,)}),
            lineages.value_renamed(lineage, dimension_id, before.id, after.id),
            f"“{short_title(before)}” is called {after.id} in the data now.",
        )

    return apply


def move_value(dimension_id: str, value_id: str, shift: Shift) -> Operation:
    """Move it within its dimension; on a scale the order is the order of the steps."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        value = find_value(dimension, value_id)
        order = tuple(moved(dimension.values, dimension.values.index(value), shift))
        now = order.index(value) + 1
        if order == dimension.values:
            end = "first" if now == 1 else "last"
            return Changed(codebook, lineage, f"“{short_title(value)}” is the {end} already.")
        after = put(codebook, dimension.model_copy(update={"values": order}))
        return accept(after, lineage, f"“{short_title(value)}” is {now} of {len(order)} now.")

    return apply


def remove_value(dimension_id: str, value_id: str, *, with_references: bool = False) -> Operation:
    """Remove it. Other dimensions that name it stand in the way, unless that may be undone too.

    Raises Conflict (`referred`) that names them. The dimension's own lists just lose it.
    """

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        value = find_value(dimension, value_id)
        reasons = list(references_to_value(codebook, dimension_id, value_id))
        if reasons and not with_references:
            raise Conflict(
                f"“{short_title(value)}” was not removed, because others refer to it:"
                f" {'; '.join(reasons)}. Confirm that they shall do without it.",
                code="referred",
                details={"references": reasons},
            )
        return accept(
            follow_values(_without(codebook, dimension, value), dimension_id, {value.id: ()}),
            lineages.value_removed(lineage, dimension_id, value.id),
            f"Removed “{short_title(value)}” from “{short_title(dimension)}”.",
        )

    return apply


def merge_value(dimension_id: str, value_id: str, into: str) -> Operation:
    """One value becomes part of another, which keeps its words and takes over the examples."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        gone, kept = find_value(dimension, value_id), find_value(dimension, into)
        if gone.id == kept.id:
            raise Invalid("Choose another value to merge it into.")
        merged = kept.model_copy(
            update={
                name: tuple(dict.fromkeys((*getattr(kept, name), *getattr(gone, name))))[:most]
                for name, most in (
                    ("positive", MOST_EXAMPLES),
                    ("negative", MOST_EXAMPLES),
                    ("clarifications", MOST_CLARIFICATIONS),
                )
            }
        )
        changed = _without(put(codebook, put_value(dimension, merged)), dimension, gone)
        # Standing alone, or off the scale, belongs to the value that stays.
        marks: dict[str, tuple[str, ...]] = {gone.id: ()}
        return accept(
            follow_values(changed, dimension_id, {gone.id: (kept.id,)}, marks),
            lineages.value_merged(lineage, dimension_id, gone.id, kept.id),
            f"Merged “{short_title(gone)}” into “{short_title(kept)}”.",
        )

    return apply


def split_value(dimension_id: str, value_id: str, fields: Mapping[str, Any]) -> Operation:
    """A second value beside it takes over a part of what it stood for; what names it names both."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = find_dimension(codebook, dimension_id)
        value = find_value(dimension, value_id)
        added = _new(dimension, {"group": value.group} | dict(fields))
        place = dimension.values.index(value) + 1
        values = (*dimension.values[:place], added, *dimension.values[place:])
        changed = put(codebook, dimension.model_copy(update={"values": values}))
        return accept(
            follow_values(changed, dimension_id, {value.id: (value.id, added.id)}),
            lineages.value_split(lineage, dimension_id, value.id, added.id),
            f"Split “{short_title(value)}”: “{short_title(added)}” takes over a part.",
        )

    return apply


def _new(dimension: Dimension, fields: Mapping[str, Any]) -> Value:
    value = make(Value, fields)
    _refuse_taken(dimension, value.id)
    return value


def _refuse_taken(dimension: Dimension, value_id: str) -> None:
    if value_id in dimension.value_ids():
        message = (
            f"another value of “{short_title(dimension)}” is called {value_id} in the data already"
        )
        raise Invalid(
            f"This was not done: {message}.",
            details={"problems": [{"place": "id", "message": message}]},
        )


def _without(codebook: Codebook, dimension: Dimension, value: Value) -> Codebook:
    current = find_dimension(codebook, dimension.id)
    values = tuple(v for v in current.values if v.id != value.id)
    return put(codebook, current.model_copy(update={"values": values}))
