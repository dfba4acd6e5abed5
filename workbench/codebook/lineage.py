"""Where the dimensions and values of a new version come from in the one before. Pure.

A lineage records only what ids do not say by themselves: same id, same thing. It is written while
a draft is edited (rename, merge, split), frozen with the version, and read by the difference and
by the migration of judgments.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.codebook.format import Dimension

#: What became of a value of the version before.
Fate = Literal["kept", "renamed", "merged", "split", "removed"]


class Lineage(BaseModel):
    """`dimensions`: new id to the id before, "" for one that is new although its id is not.

    `values`: new dimension id to new value id to the ids before that it takes over, an empty tuple
    for a value that is new although its id is not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dimensions: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)

    def origin(self, dimension_id: str) -> str:
        """The id that this dimension had before; it may not have existed."""
        return self.dimensions.get(dimension_id, dimension_id)

    def sources(self, dimension_id: str, value_id: str) -> tuple[str, ...]:
        """The ids of the values before that this value takes over; they may not have existed."""
        return self.values.get(dimension_id, {}).get(value_id, (value_id,))


def takers(lineage: Lineage, old: Dimension, new: Dimension) -> dict[str, tuple[str, ...]]:
    """The new values that take over each old value: none, one, or several for a split."""
    taken: dict[str, list[str]] = {value_id: [] for value_id in old.value_ids()}
    for value_id in new.value_ids():
        for source in lineage.sources(new.id, value_id):
            if source in taken:
                taken[source].append(value_id)
    return {value_id: tuple(ids) for value_id, ids in taken.items()}


def fates(taken: Mapping[str, tuple[str, ...]]) -> dict[str, Fate]:
    """What became of each old value, from what `takers` found."""
    shares = [ids[0] for ids in taken.values() if len(ids) == 1]
    found: dict[str, Fate] = {}
    for value_id, ids in taken.items():
        if not ids:
            found[value_id] = "removed"
        elif len(ids) > 1:
            found[value_id] = "split"
        elif shares.count(ids[0]) > 1:
            found[value_id] = "merged"
        else:
            found[value_id] = "kept" if ids[0] == value_id else "renamed"
    return found
