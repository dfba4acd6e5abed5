"""What all changes to a draft have in common. Pure.

A change is an operation `(Codebook, Lineage) -> Changed`. It refuses what would make the codebook
contradict itself, and it keeps the lineage true to the version that the draft began from, so that
any number of changes in a row still says where every value comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from workbench.codebook.checks import find_faults
from workbench.codebook.format import (
    MOST_DIMENSIONS,
    MOST_TARGETS,
    MOST_VALUES,
    Codebook,
    Dimension,
    Value,
)
from workbench.codebook.lineage import Lineage
from workbench.codebook.wording import sentence
from workbench.core.errors import Invalid, NotFound

Part = TypeVar("Part", bound=BaseModel)
Item = TypeVar("Item")

#: Where to move something within its list.
Shift = Literal["up", "down", "first", "last"]

#: A change is listed in one line.
LONGEST_SAID = 200


@dataclass(frozen=True)
class Changed:
    """The codebook and its lineage after a change; `said` is the change in words."""

    codebook: Codebook
    lineage: Lineage
    said: str


Operation = Callable[[Codebook, Lineage], Changed]


def accept(codebook: Codebook, lineage: Lineage, said: str) -> Changed:
    """The outcome of an operation. Raises Invalid where it would contradict itself."""
    _refuse_too_many(codebook)
    faults = find_faults(codebook)
    if faults:
        problems = [
            {"place": one.place, "message": in_titles(codebook, one.message)} for one in faults
        ]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise Invalid(
            f"This was not done, because then {problems[0]['message']}{more}.",
            details={"problems": problems},
        )
    return Changed(codebook, lineage, said[:LONGEST_SAID])


def in_turn(*operations: Operation) -> Operation:
    """Several operations as one; the last one that has something to say names it."""

    def apply(codebook: Codebook, lineage: Lineage) -> Changed:
        state = Changed(codebook, lineage, "")
        for operation in operations:
            after = operation(state.codebook, state.lineage)
            state = Changed(after.codebook, after.lineage, after.said or state.said)
        return state

    return apply


def make(kind: type[Part], fields: Mapping[str, Any]) -> Part:
    """A part of the codebook from what was typed. Raises Invalid with the place of each fault."""
    try:
        return kind.model_validate(dict(fields))
    except ValidationError as error:
        problems = [
            {
                "place": ".".join(str(part) for part in fault["loc"]),
                "message": sentence(fault),
            }
            for fault in error.errors(include_url=False)
        ]
    first = problems[0]
    raise Invalid(f"{first['place']}: {first['message']}.", details={"problems": problems})


def find_dimension(codebook: Codebook, dimension_id: str) -> Dimension:
    """Raises NotFound."""
    try:
        return codebook.dimension(dimension_id)
    except KeyError:
        raise NotFound(f"The draft has no question “{dimension_id[:64]}” any more.") from None


def find_value(dimension: Dimension, value_id: str) -> Value:
    """Raises NotFound."""
    for value in dimension.values:
        if value.id == value_id:
            return value
    raise NotFound(f"“{short_title(dimension)}” has no value “{value_id[:64]}” any more.")


def put(codebook: Codebook, dimension: Dimension) -> Codebook:
    """The codebook with this dimension in the place of the one with its id."""
    dimensions = tuple(dimension if d.id == dimension.id else d for d in codebook.dimensions)
    return codebook.model_copy(update={"dimensions": dimensions})


def put_value(dimension: Dimension, value: Value) -> Dimension:
    """The dimension with this value in the place of the one with its id."""
    values = tuple(value if v.id == value.id else v for v in dimension.values)
    return dimension.model_copy(update={"values": values})


def moved(items: Sequence[Item], place: int, shift: Shift) -> list[Item]:
    """The list with the item at `place` one up, one down, first or last; it stops at the ends."""
    rest = [item for number, item in enumerate(items) if number != place]
    wanted = {"up": place - 1, "down": place + 1, "first": 0, "last": len(rest)}[shift]
    rest.insert(min(max(wanted, 0), len(rest)), items[place])
    return rest


def short_title(part: Dimension | Value) -> str:
    """Its title, short enough for a sentence."""
    return part.title if len(part.title) <= 40 else f"{part.title[:39]}…"


def in_titles(codebook: Codebook, message: str) -> str:
    """The sentence with the titles of questions in place of their ids."""
    if "`" not in message:  # most: this is asked for each of thousands of values
        return message
    titles = {dimension.id: short_title(dimension) for dimension in codebook.dimensions}

    def title(found: re.Match[str]) -> str:
        return f"“{titles.get(found[1], found[1])}”"

    return re.sub(r"`([^`]+)`", title, message)


def _refuse_too_many(codebook: Codebook) -> None:
    if len(codebook.dimensions) > MOST_DIMENSIONS:
        raise Invalid(f"A codebook asks at most {MOST_DIMENSIONS} questions.")
    if len(codebook.targets) > MOST_TARGETS:
        raise Invalid(f"A codebook scores at most {MOST_TARGETS} targets.")
    for dimension in codebook.dimensions:
        if len(dimension.values) > MOST_VALUES:
            raise Invalid(f"A question has at most {MOST_VALUES} values.")
