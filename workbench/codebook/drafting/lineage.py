"""How a lineage follows one change of a draft. Pure.

What a draft adds is written down as new even where its id was never used: the version that the
draft began from need not be looked at, and `tidied` drops what ids say by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage

Sources = dict[str, tuple[str, ...]]


def dimension_added(lineage: Lineage, dimension_id: str, value_ids: Iterable[str] = ()) -> Lineage:
    """A new dimension, also where one of that id was removed before."""
    values = {dimension_id: dict.fromkeys(value_ids, ())} if value_ids else {}
    kept = {key: own for key, own in lineage.values.items() if key != dimension_id}
    return Lineage(dimensions=lineage.dimensions | {dimension_id: ""}, values=kept | values)


def dimension_removed(lineage: Lineage, dimension_id: str) -> Lineage:
    """Nothing is said of what is not there."""
    return Lineage(
        dimensions={k: v for k, v in lineage.dimensions.items() if k != dimension_id},
        values={k: v for k, v in lineage.values.items() if k != dimension_id},
    )


def dimension_renamed(lineage: Lineage, old: str, new: str) -> Lineage:
    """The same dimension with its values under another id."""
    origin, values = lineage.origin(old), lineage.values.get(old, {})
    rest = dimension_removed(dimension_removed(lineage, old), new)
    return Lineage(
        dimensions=rest.dimensions | ({} if origin == new else {new: origin}),
        values=rest.values | ({new: values} if values else {}),
    )


def value_added(lineage: Lineage, dimension_id: str, value_id: str) -> Lineage:
    """A new value, also where one of that id was removed before."""
    return _with_sources(lineage, dimension_id, {value_id: ()})


def value_removed(lineage: Lineage, dimension_id: str, value_id: str) -> Lineage:
    """Nothing is said of what is not there."""
    return _with_sources(lineage, dimension_id, {}, without=value_id)


def value_renamed(lineage: Lineage, dimension_id: str, old: str, new: str) -> Lineage:
    """The same value under another id."""
    sources = lineage.sources(dimension_id, old)
    return _with_sources(lineage, dimension_id, {new: sources}, without=old)


def value_merged(lineage: Lineage, dimension_id: str, value_id: str, into: str) -> Lineage:
    """`into` takes over what the other one stood for."""
    both = (*lineage.sources(dimension_id, into), *lineage.sources(dimension_id, value_id))
    merged = {into: tuple(dict.fromkeys(both))}
    return _with_sources(lineage, dimension_id, merged, without=value_id)


def value_split(lineage: Lineage, dimension_id: str, value_id: str, added: str) -> Lineage:
    """Both parts come from the same."""
    return _with_sources(lineage, dimension_id, {added: lineage.sources(dimension_id, value_id)})


def tidied(lineage: Lineage, base: Codebook, codebook: Codebook) -> Lineage:
    """The lineage without what ids say by themselves, to be frozen with the version.

    `base` is the version that the draft began from, `codebook` the draft.
    """
    before = {dimension.id: set(dimension.value_ids()) for dimension in base.dimensions}
    dimensions, values = {}, {}
    for dimension in codebook.dimensions:
        origin = lineage.origin(dimension.id)
        if origin != dimension.id and (origin in before or dimension.id in before):
            dimensions[dimension.id] = origin if origin in before else ""
        known = before.get(origin, set())
        own = {}
        for value_id in dimension.value_ids() if known else ():
            sources = tuple(s for s in lineage.sources(dimension.id, value_id) if s in known)
            if sources != ((value_id,) if value_id in known else ()):
                own[value_id] = sources
        if own:
            values[dimension.id] = own
    return Lineage(dimensions=dimensions, values=values)


def _with_sources(
    lineage: Lineage, dimension_id: str, sources: Sources, *, without: str = ""
) -> Lineage:
    own = {k: v for k, v in lineage.values.get(dimension_id, {}).items() if k != without} | sources
    own = {value_id: found for value_id, found in own.items() if found != (value_id,)}
    rest = {k: v for k, v in lineage.values.items() if k != dimension_id}
    return Lineage(
        dimensions=lineage.dimensions, values=rest | ({dimension_id: own} if own else {})
    )
