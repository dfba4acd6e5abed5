"""From one codebook version to a later one: what each part became. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.lineage import Lineage, takers

#: Questions that belong to one of these can hand their values to each other.
KIN = frozenset({"single", "multi", "ordinal", "flag"})


def compose(books: Sequence[Codebook], lineages: Sequence[Lineage]) -> Lineage:
    """Where the parts of the last codebook come from in the first.

    `lineages[n]` leads from `books[n]` to `books[n + 1]`. A part that was away in between is new.
    """
    composed = lineages[0] if lineages else Lineage()
    for place in range(1, len(lineages)):
        composed = _join(composed, lineages[place], books[0], books[place], books[place + 1])
    return composed


def _join(first: Lineage, second: Lineage, a: Codebook, b: Codebook, c: Codebook) -> Lineage:
    oldest = {dimension.id: dimension for dimension in a.dimensions}
    middle = {dimension.id: dimension for dimension in b.dimensions}
    dimensions: dict[str, str] = {}
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    for dimension in c.dimensions:
        between = middle.get(second.origin(dimension.id))
        before = oldest.get(first.origin(between.id)) if between else None
        origin = before.id if before else ""
        if origin != (dimension.id if dimension.id in oldest else ""):
            dimensions[dimension.id] = origin
        if between is None or before is None:
            continue
        own: dict[str, tuple[str, ...]] = {}
        for value_id in dimension.value_ids():
            steps = [one for one in second.sources(dimension.id, value_id) if _has(between, one)]
            found = dict.fromkeys(
                source
                for step in steps
                for source in first.sources(between.id, step)
                if _has(before, source)
            )
            if tuple(found) != ((value_id,) if _has(before, value_id) else ()):
                own[value_id] = tuple(found)
        if own:
            values[dimension.id] = own
    return Lineage(dimensions=dimensions, values=values)


def _has(dimension: Dimension, value_id: str) -> bool:
    return value_id in dimension.value_ids()


def pair_dimensions(lineage: Lineage, old: Codebook, new: Codebook) -> dict[str, str]:
    """The new id of each old dimension, "" for one that is gone.

    Of several new ones that name the same origin, the one with its id goes on; the others are new.
    """
    pairs = {dimension.id: "" for dimension in old.dimensions}
    for dimension in new.dimensions:
        origin = lineage.origin(dimension.id)
        if origin in pairs and (not pairs[origin] or dimension.id == origin):
            pairs[origin] = dimension.id
    return pairs


def value_takers(
    lineage: Lineage, old: Codebook, new: Codebook, old_id: str, new_id: str
) -> dict[str, tuple[str, ...]]:
    """The new values that take over each value that the old dimension offers.

    Values that are offered from elsewhere go the way of the dimension that they belong to; a flag's
    one value stays what it is; camps and targets are the same by their ids.
    """
    before, after = old.dimension(old_id), new.dimension(new_id)
    if before.values and after.values:
        return takers(lineage, before, after)
    source, other = before.values_from, after.values_from
    if source and other and not source.startswith("project.") and not other.startswith("project."):
        return takers(lineage, old.dimension(source), new.dimension(other))
    offered = {value.id for value in new.values_of(after)}
    return {v.id: (v.id,) if v.id in offered else () for v in old.values_of(before)}


def can_carry(old: Dimension, new: Dimension) -> bool:
    """Whether answers to the one can become answers to the other: same place, kin in type."""
    same_place = (old.unit, old.per) == (new.unit, new.per)
    kin = old.type == new.type or {old.type, new.type} <= KIN
    return same_place and kin
