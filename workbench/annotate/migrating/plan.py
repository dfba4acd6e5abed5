"""How judgments are put into the terms of another codebook version: the plan. Pure.

A plan says of everything in the old version what becomes of it. It is preset from the lineage and
from what looks alike, changed by the lead, kept with the migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.codebook.alike import propose
from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.lineage import Lineage
from workbench.codebook.mapping import can_carry, pair_dimensions, value_takers
from workbench.core.errors import Invalid

#: Instead of a new id: the question is asked again of those who gave this answer.
ASK = "?"
#: Instead of a new id: the answer is dropped, and nobody is asked because of it.
DROP = ""

Moves = Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """New ids by old ones: DROP for dimensions and targets that are gone; also ASK for values.

    `values` are by old dimension; those that the old version takes from a dimension, from the camps
    or the targets go with them (see `follows`).
    """

    dimensions: Moves = field(default_factory=dict)
    values: Mapping[str, Moves] = field(default_factory=dict)
    targets: Moves = field(default_factory=dict)
    camps: Moves = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "dimensions": dict(self.dimensions),
            "values": {key: dict(moves) for key, moves in self.values.items()},
            "targets": dict(self.targets),
            "camps": dict(self.camps),
        }


_SHAPE = TypeAdapter(Plan)


def preset(old: Codebook, new: Codebook, lineage: Lineage) -> Plan:
    """The plan that the lineage says, with what looks alike where it is silent.

    What is certain stays; a split value and a removed one are asked again.
    """
    proposals = propose(lineage, old, new)
    full = proposals.added_to(lineage)
    pairs = pair_dimensions(full, old, new)
    dimensions = {
        key: other if other and can_follow(old, new, key, other, pairs) else DROP
        for key, other in pairs.items()
    }
    values = {
        key: {
            value: found[0] if len(found) == 1 else ASK
            for value, found in value_takers(full, old, new, key, other).items()
        }
        for key, other in dimensions.items()
        if other and not follows(old, new, key, other, dimensions)
    }
    return Plan(
        dimensions,
        values,
        _listed([t.id for t in old.targets], [t.id for t in new.targets], proposals.targets, DROP),
        _listed([c.id for c in old.camps], [c.id for c in new.camps], proposals.camps, ASK),
    )


def _listed(old: list[str], new: list[str], alike: Moves, otherwise: str) -> dict[str, str]:
    becomes = {before: after for after, before in alike.items()} | {one: one for one in new}
    return {one: becomes.get(one, otherwise) for one in old}


def completed(plan: Plan, old: Codebook, new: Codebook, lineage: Lineage) -> Plan:
    """The plan with values for the dimensions that its lead has newly paired, by their ids."""
    values = {}
    for key, other in plan.dimensions.items():
        if not other or follows(old, new, key, other, plan.dimensions):
            continue
        taken = value_takers(lineage, old, new, key, other)
        own = plan.values.get(key, {})
        offered = {value.id for value in new.values_of(new.dimension(other))}
        first = {v: found[0] if len(found) == 1 else ASK for v, found in taken.items()}
        values[key] = {
            value: own[value] if own.get(value) in offered | {ASK, DROP} else first[value]
            for value in first
        }
    return Plan(plan.dimensions, values, plan.targets, plan.camps)


def can_follow(old: Codebook, new: Codebook, old_id: str, new_id: str, pairs: Moves) -> bool:
    """Whether answers to one dimension can become answers to the other."""
    before, after = old.dimension(old_id), new.dimension(new_id)
    about_the_same = (before.of is None) == (after.of is None) and (
        before.of is None or pairs.get(before.of) == after.of
    )
    return about_the_same and can_carry(before, after)


def follows(old: Codebook, new: Codebook, old_id: str, new_id: str, pairs: Moves) -> bool:
    """Whether its values are settled elsewhere: with their own dimension, the camps or targets.

    So for text and links, which have no values.
    """
    before, after = old.dimension(old_id), new.dimension(new_id)
    if not old.values_of(before):
        return True
    source, other = before.values_from, after.values_from
    if not source or not other:
        return False
    return source == other if source.startswith("project.") else pairs.get(source) == other


def moves_of(plan: Plan, old: Codebook, new: Codebook, old_id: str) -> Moves:
    """What becomes of each value that an old dimension offers."""
    other = plan.dimensions[old_id]
    if not follows(old, new, old_id, other, plan.dimensions):
        return plan.values.get(old_id, {})
    source = old.dimension(old_id).values_from
    if source == "project.camps":
        return plan.camps
    if source == "project.targets":
        return {key: to or ASK for key, to in plan.targets.items()}
    return plan.values.get(source, {}) if source else {}


def inverse(plan: Plan, old: Codebook, new: Codebook) -> Plan:
    """The way back, for what was answered in the new version only.

    What several old parts became, and what is new, cannot be told: it is asked again.
    """
    dimensions = _inverse(plan.dimensions, [d.id for d in new.dimensions], DROP)
    values: dict[str, Moves] = {}
    for key, other in dimensions.items():
        if other and not follows(new, old, key, other, dimensions):
            offered = [value.id for value in new.values_of(new.dimension(key))]
            values[key] = _inverse(moves_of(plan, old, new, other), offered, ASK)
    return Plan(
        dimensions,
        values,
        _inverse(plan.targets, [t.id for t in new.targets], DROP),
        _inverse(plan.camps, [c.id for c in new.camps], ASK),
    )


def _inverse(moves: Moves, new: list[str], otherwise: str) -> dict[str, str]:
    sources: dict[str, list[str]] = {one: [] for one in new}
    for before, after in moves.items():
        if after in sources:
            sources[after].append(before)
    return {one: found[0] if len(found) == 1 else otherwise for one, found in sources.items()}


def read_plan(given: object, old: Codebook, new: Codebook) -> Plan:
    """A plan as it comes from a form or the store, complete and fitting both versions.

    Raises Invalid.
    """
    try:
        plan = _SHAPE.validate_python(given)
    except ValidationError:
        raise _unfit("it is not complete") from None
    if set(plan.dimensions) != {d.id for d in old.dimensions}:
        raise _unfit("it is about other questions")
    kept = [other for other in plan.dimensions.values() if other]
    if len(set(kept)) < len(kept):
        raise Invalid("Two questions become the same one. Choose one of them; drop the other.")
    known = {d.id for d in new.dimensions}
    for key, other in plan.dimensions.items():
        if not other:
            continue
        if other not in known or not can_follow(old, new, key, other, plan.dimensions):
            title = old.dimension(key).title
            raise _unfit(f"answers to “{title}” cannot become answers to that question")
        _check_values(plan, old, new, old.dimension(key), new.dimension(other))
    _check_moves(plan.targets, [t.id for t in old.targets], {t.id for t in new.targets} | {DROP})
    _check_moves(plan.camps, [c.id for c in old.camps], {c.id for c in new.camps} | {ASK, DROP})
    return plan


def _check_values(plan: Plan, old: Codebook, new: Codebook, a: Dimension, b: Dimension) -> None:
    if follows(old, new, a.id, b.id, plan.dimensions):
        return
    offered = {value.id for value in new.values_of(b)} | {ASK, DROP}
    _check_moves(plan.values.get(a.id, {}), [value.id for value in old.values_of(a)], offered)


def _check_moves(moves: Moves, old: list[str], allowed: set[str]) -> None:
    if set(moves) != set(old) or not set(moves.values()) <= allowed:
        raise _unfit("it names values that one of the versions does not have")


def _unfit(why: str) -> Invalid:
    return Invalid(
        f"This plan does not fit the two versions: {why}. Open the page again.", code="plan_unfit"
    )
