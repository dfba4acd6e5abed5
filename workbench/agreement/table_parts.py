"""A reliability table that somebody brings, and what holds for it however it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from workbench.core.errors import Invalid
from workbench.stats.passages import Marked
from workbench.stats.ratings import Value

Level = Literal["nominal", "ordinal", "interval", "ratio", "set", "spans"]
NUMERIC = frozenset({"interval", "ratio"})

#: A slip of the pen, not a table: units times annotators.
MOST_CELLS = 5_000_000
#: The same of articles together.
MOST_CHARACTERS = 50_000_000
#: Beyond this the squares of differences and their sums leave what a float can hold.
LARGEST = 1e100
EMPTY_SET, AND = "{}", "|"


@dataclass(frozen=True)
class Table:
    """Units with the values of their annotators, or articles with their passages.

    `values` are those offered, lowest first, None where the table does not say. Of `spans` only
    `articles` and `values` (labels) are there, of all others only `units`.
    """

    level: Level
    annotators: tuple[str, ...]
    values: tuple[Value, ...] | None = None
    units: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    articles: Mapping[str, Marked] = field(default_factory=dict)
    tokens: Mapping[str, Sequence[tuple[int, int]]] | None = None


def known_level(level: object) -> Level:
    """The level of this name. Raises Invalid where there is none."""
    for one in get_args(Level):
        if one == level:
            found: Level = one
            return found
    known = ", ".join(get_args(Level))
    raise Invalid(f"There is no level {level!r}; choose one of {known}.")


def check_size(units: int, annotators: int) -> None:
    """Raise Invalid for more cells than are calculated with."""
    if units * annotators > MOST_CELLS:
        raise Invalid(
            f"{units} units by {annotators} annotators are more than {MOST_CELLS:,} cells, the "
            "most that is calculated here."
        )


def check_names(annotators: Iterable[str]) -> None:
    """Raise Invalid for a name that would make the names of pairs ambiguous."""
    if one := next((name for name in annotators if AND in name), None):
        raise Invalid(f"The annotator {one!r}: pairs are written a|b, so no name may hold a “|”.")


def check_kinds(values: Iterable[Value]) -> None:
    """Raise Invalid where 1 and "1" stand for two values that nobody could tell apart."""
    every = set(values)
    for value in every:
        if isinstance(value, int | float) and str(value) in every:
            raise Invalid(f"The value {value!r} is written as a number and as a text; choose one.")
