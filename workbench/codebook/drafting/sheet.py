"""Changes to the sheet as a whole, and what is added to it from elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from workbench.codebook.drafting import (
    Changed,
    Operation,
    accept,
    find_dimension,
    find_value,
    make,
    put,
    put_value,
    short_title,
)
from workbench.codebook.format import (
    Clarification,
    Codebook,
    Dimension,
    Value,
    canonical_json,
)
from workbench.codebook.lineage import Lineage
from workbench.core.errors import Invalid

Kind = Literal["positive", "negative"]

#: The fields of the sheet itself; dimensions have operations of their own.
FACTS = ("id", "title", "language", "purpose", "source", "general_rules", "targets", "camps")


def edit_sheet(fields: Mapping[str, Any]) -> Operation:
    """Set any of `FACTS`. Raises Invalid for what does not fit."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        plain = codebook.model_dump(include=set(FACTS)) | dict(fields)
        facts = make(Codebook, plain)
        changes = {name: getattr(facts, name) for name in FACTS}
        changed = codebook.model_copy(update=changes)
        if changed == codebook:
            return Changed(codebook, lineage, "")
        return accept(changed, lineage, "Changed the sheet.")

    return apply


def bring_in(other: Codebook) -> Operation:
    """Put another codebook in the draft's place: what has the same id counts as the same."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        if canonical_json(other) == canonical_json(codebook):
            return Changed(codebook, lineage, "The file holds what the draft holds.")
        return accept(other, _shared(lineage, other), "Brought in a file.")

    return apply


def add_example(dimension_id: str, value_id: str, kind: Kind, text: str) -> Operation:
    """One more example for the value, or counter-example."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        dimension = _with_own_values(codebook, dimension_id)
        value = find_value(dimension, value_id)
        words = " ".join(text.split())
        if not words:
            raise Invalid("Give the words of the example.")
        what = "an example" if kind == "positive" else "a counter-example"
        if words in getattr(value, kind):
            return Changed(codebook, lineage, f"“{short_title(value)}” has this as {what} already.")
        added = _checked(value, {kind: [*getattr(value, kind), words]})
        changed = put(codebook, put_value(dimension, added))
        return accept(changed, lineage, f"Added {what} to “{short_title(value)}”.")

    return apply


def add_clarification(dimension_id: str, value_id: str, question: str, answer: str) -> Operation:
    """A question of an annotator and its answer, to a value or ("") to the dimension."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        clarified = make(Clarification, {"question": question, "answer": answer})
        if not clarified.question or not clarified.answer:
            raise Invalid("A clarification needs both a question and an answer.")
        dimension = find_dimension(codebook, dimension_id)
        part: Dimension | Value = dimension
        if value_id and dimension.type != "flag":
            dimension = _with_own_values(codebook, dimension_id)
            part = find_value(dimension, value_id)
        if clarified in part.clarifications:
            return Changed(
                codebook, lineage, f"“{short_title(part)}” has this clarification already."
            )
        more = [*(one.model_dump() for one in part.clarifications), clarified.model_dump()]
        said = f"Added a clarification to “{short_title(part)}”."
        if isinstance(part, Value):
            dimension = put_value(dimension, _checked(part, {"clarifications": more}))
        else:
            dimension = _checked(part, {"clarifications": more})
        return accept(put(codebook, dimension), lineage, said)

    return apply


def _shared(lineage: Lineage, other: Codebook) -> Lineage:
    """What the lineage says of dimensions and values that the other codebook has too."""
    ids = {dimension.id: set(dimension.value_ids()) for dimension in other.dimensions}
    values = {
        dimension: {value: found for value, found in own.items() if value in ids[dimension]}
        for dimension, own in lineage.values.items()
        if dimension in ids
    }
    return Lineage(
        dimensions={new: old for new, old in lineage.dimensions.items() if new in ids},
        values={dimension: own for dimension, own in values.items() if own},
    )


def _with_own_values(codebook: Codebook, dimension_id: str) -> Dimension:
    """The dimension that holds the values which this one offers."""
    dimension = find_dimension(codebook, dimension_id)
    source = dimension.values_from
    if source is None and dimension.type != "flag":
        return dimension
    if source is None or source.startswith("project."):
        raise Invalid(
            f"The values of “{short_title(dimension)}” carry no examples."
            " Write it into its rule instead."
        )
    return find_dimension(codebook, source)


def _checked(part: Any, changes: Mapping[str, Any]) -> Any:
    """A checked copy."""
    return make(type(part), part.model_dump(by_alias=True) | dict(changes))
