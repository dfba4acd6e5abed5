"""Whether what one dimension says of another is so. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.remarks import Path, Remark, find_twice

PROJECT_LISTS = frozenset({"project.camps", "project.targets"})


def key_scope(dimension: Dimension) -> str:
    """Where a key counts: on the paragraph, on the article, or within one passage or link."""
    return f"{dimension.unit} of {dimension.of}" if dimension.is_attribute else dimension.unit


def find_attribute_faults(
    dimension: Dimension, known: Mapping[str, Dimension], path: Path
) -> Iterator[Remark]:
    """Faults of a question on spans or links, and of a dimension of links."""
    described = known.get(dimension.of or "")
    if not dimension.is_attribute and dimension.type != "links":
        for field in ("of", "of_values"):
            if getattr(dimension, field):
                yield Remark(
                    (*path, field),
                    f"`{field}` belongs to questions on spans or links, and to links",
                )
        return
    wanted = "links" if dimension.unit == "link" else "spans"
    if described is None or described.type != wanted:
        yield Remark((*path, "of"), f"`of` must name the dimension whose {wanted} it is about")
        return
    for value in dimension.of_values:
        if dimension.unit != "span" or value not in described.value_ids():
            yield Remark((*path, "of_values"), f"`{described.id}` has no label `{value}`")
    for number, member in enumerate(dimension.members):
        here = (*path, "members", number)
        if member.value not in described.value_ids():
            yield Remark((*here, "value"), f"`{described.id}` has no label `{member.value}`")
        if member.max and member.max < member.min:
            yield Remark((*here, "max"), "`max` is smaller than `min`")
    yield from find_twice([m.value for m in dimension.members], (*path, "members"), "member")


def find_source_faults(
    dimension: Dimension,
    earlier: Mapping[str, Dimension],
    known: Mapping[str, Dimension],
    path: Path,
) -> Iterator[Remark]:
    """Faults of `values_from`."""
    name = dimension.values_from
    if name is None:
        return
    here = (*path, "values_from")
    if dimension.type not in {"single", "multi"}:
        yield Remark(here, f"`values_from` of `{dimension.id}` needs type `single` or `multi`")
    if name.startswith("project."):
        return
    source = earlier.get(name)
    if source is None:
        why = "comes later: move it up" if name in known else "does not exist"
        yield Remark(here, f"it takes its values from `{name}`, which {why}")
    elif source.unit == dimension.unit and source.type != "multi" and not source.is_attribute:
        yield Remark(here, f"`{name}` must be of type `multi` for its choice to be offered again")
    elif source.unit == dimension.unit and source.of != dimension.of:
        yield Remark(here, f"`{name}` is asked of other passages or links than `{dimension.id}`")
    elif source.per:
        yield Remark(here, f"`{name}` is asked per target: its choice cannot be offered again")
    elif source.values_from or not source.values:
        yield Remark(here, f"`{name}` has no values of its own")
    else:
        for value in dimension.exports:
            if value not in source.value_ids():
                yield Remark((*path, "exports"), f"`{name}` has no value `{value}`")


def find_condition_faults(
    dimension: Dimension,
    earlier: Mapping[str, Dimension],
    known: Mapping[str, Dimension],
    codebook: Codebook,
    path: Path,
) -> Iterator[Remark]:
    """Faults of `when`."""
    condition = dimension.when
    if condition is None:
        return
    here = (*path, "when")
    if bool(condition.is_) == bool(condition.at_least):
        yield Remark(here, "give either `is` or `at_least`, and only one of them")
    asked = earlier.get(condition.dimension)
    if asked is None:
        yield Remark(here, _why_not_asked(dimension, known))
        return
    if key_scope(asked) != key_scope(dimension):
        yield Remark(here, f"`{asked.id}` is asked of another unit than `{dimension.id}`")
        return
    if asked.type in {"spans", "links", "text"}:
        yield Remark(here, f"`{asked.id}` has no values to wait for")
        return
    if asked.per and not dimension.per:
        yield Remark(here, f"`{asked.id}` is asked per target, `{dimension.id}` is not")
    if condition.at_least and asked.type != "multi":
        yield Remark(here, f"`at_least` needs a question of type `multi`, not `{asked.id}`")
    if asked.values_from and asked.values_from not in {*known, *PROJECT_LISTS}:
        return  # said of its `values_from`
    offered = {value.id for value in codebook.values_of(asked)}
    for value in condition.is_:
        if value not in offered:
            yield Remark((*here, "is"), f"`{asked.id}` has no value `{value}`")


def _why_not_asked(dimension: Dimension, known: Mapping[str, Dimension]) -> str:
    assert dimension.when is not None  # only asked where there is a condition
    name = dimension.when.dimension
    if name == dimension.id:
        return f"`{name}` waits for itself"
    if name not in known:
        return f"`{dimension.id}` waits for `{name}`, which does not exist"
    chain, at = [dimension.id], name
    while (gate := known[at].when) is not None and gate.dimension in known and at not in chain:
        chain.append(at)
        at = gate.dimension
    if at == dimension.id and len(chain) == 2:
        return f"`{dimension.id}` and `{name}` wait for each other, so neither would be asked"
    if at == dimension.id:
        rest = ", ".join(f"`{a}` for `{b}`" for a, b in pairwise([*chain[1:], at]))
        return f"`{at}` waits for `{name}`, {rest}, so none of them would be asked"
    return f"`{dimension.id}` waits for `{name}`, which is asked later: move that one up"
