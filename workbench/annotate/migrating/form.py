"""What a lead is asked before a round is moved: a line for everything that does not stay. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.migrating.counts import Use
from workbench.annotate.migrating.plan import (
    ASK,
    DROP,
    Moves,
    Plan,
    can_follow,
    completed,
    follows,
)
from workbench.codebook.format import Codebook, Dimension
from workbench.codebook.lineage import Lineage
from workbench.codebook.mapping import pair_dimensions

DROP_VALUE = "is dropped, nobody is asked again"
ASK_AGAIN = "cannot be told: ask again"
DROP_ANSWERS = "is not asked any more: its answers are dropped"


@dataclass(frozen=True)
class Choice:
    """`value` as the form sends it."""

    value: str
    title: str


@dataclass(frozen=True)
class FormLine:
    """One thing of the old version and what becomes of it."""

    name: str
    title: str
    chosen: str
    choices: tuple[Choice, ...]
    use: Use
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A dimension, the targets or the camps; `kept` are values that stay what they are."""

    title: str
    lines: tuple[FormLine, ...]
    kept: tuple[FormLine, ...] = ()


def form_sections(
    plan: Plan,
    old: Codebook,
    new: Codebook,
    lineage: Lineage,
    uses: Mapping[tuple[str, str], Use],
) -> list[Section]:
    """What the lead has to look at, preset with the plan; nothing for what goes by itself."""
    sections = []
    certain = pair_dimensions(lineage, old, new)
    for dimension in old.dimensions:
        lines = _dimension_line(plan, old, new, dimension, certain, uses)
        values = _value_lines(plan, old, new, dimension, uses)
        changed = [line for line in values if not line.name.endswith(f".{line.chosen}")]
        kept = [line for line in values if line not in changed]
        if lines or changed or _has_new_values(plan, new, dimension):
            title = dimension.title
            sections.append(Section(title, (*lines, *changed), tuple(kept)))
    targets = [(t.id, t.title) for t in old.targets], [(t.id, t.title) for t in new.targets]
    camps = [(c.id, c.title) for c in old.camps], [(c.id, c.title) for c in new.camps]
    about = {key: uses.get(("", key), Use()) for key, _ in targets[0]}
    gone = _listed("target", *targets, plan.targets, {DROP: DROP_ANSWERS}, about)
    sections += [Section("Targets", tuple(gone))] if gone else []
    about = {key: _use_of_camp(key, old, uses) for key, _ in camps[0]}
    gone = _listed("camp", *camps, plan.camps, {ASK: ASK_AGAIN, DROP: DROP_VALUE}, about)
    sections += [Section("Camps", tuple(gone))] if gone else []
    return sections


def chosen_plan(
    form: Mapping[str, str], base: Plan, old: Codebook, new: Codebook, lineage: Lineage
) -> Plan:
    """The plan with what the form says; values of a newly paired dimension are preset."""

    def chosen(kind: str, moves: Moves) -> dict[str, str]:
        return {key: form.get(f"{kind}.{key}", to) for key, to in moves.items()}

    values = {}
    for dimension in old.dimensions:
        own = dict(base.values.get(dimension.id, {}))
        for value in old.values_of(dimension):
            name = f"value.{dimension.id}.{value.id}"
            if name in form:
                own[value.id] = form[name]
        values[dimension.id] = own
    dimensions = chosen("dimension", base.dimensions)
    targets, camps = chosen("target", base.targets), chosen("camp", base.camps)
    known = {dimension.id for dimension in new.dimensions}
    for key, other in dimensions.items():
        if other and (other not in known or not can_follow(old, new, key, other, dimensions)):
            dimensions[key] = DROP
    return completed(Plan(dimensions, values, targets, camps), old, new, lineage)


def _dimension_line(
    plan: Plan,
    old: Codebook,
    new: Codebook,
    dimension: Dimension,
    certain: Moves,
    uses: Mapping[tuple[str, str], Use],
) -> list[FormLine]:
    chosen = plan.dimensions[dimension.id]
    if chosen and chosen == certain.get(dimension.id):
        return []
    taken = {other for key, other in plan.dimensions.items() if key != dimension.id}
    fitting = [
        Choice(other.id, f"becomes “{other.title}”")
        for other in new.dimensions
        if other.id not in taken and can_follow(old, new, dimension.id, other.id, plan.dimensions)
    ]
    note = ""
    if chosen:
        note = "The two look alike."
    elif certain.get(dimension.id):
        note = "It is asked in another way now: its answers cannot be carried over."
    name = f"dimension.{dimension.id}"
    choices = (Choice(DROP, DROP_ANSWERS), *fitting)
    use = uses.get((dimension.id, ""), Use())
    return [FormLine(name, f"The question “{dimension.title}”", chosen, choices, use, note)]


def _value_lines(
    plan: Plan,
    old: Codebook,
    new: Codebook,
    dimension: Dimension,
    uses: Mapping[tuple[str, str], Use],
) -> list[FormLine]:
    other = plan.dimensions[dimension.id]
    if not other or follows(old, new, dimension.id, other, plan.dimensions):
        return []
    offered = [(v.id, v.title) for v in new.values_of(new.dimension(other))]
    choices = _choices(offered, {ASK: ASK_AGAIN, DROP: DROP_VALUE})
    return [
        FormLine(
            f"value.{dimension.id}.{value.id}",
            value.title,
            plan.values[dimension.id][value.id],
            choices,
            uses.get((dimension.id, value.id), Use()),
        )
        for value in old.values_of(dimension)
    ]


def _has_new_values(plan: Plan, new: Codebook, dimension: Dimension) -> bool:
    other = plan.dimensions[dimension.id]
    moves = plan.values.get(dimension.id)
    if not other or moves is None:
        return False
    return not set(new.dimension(other).value_ids()) <= set(moves.values())


def _listed(
    kind: str,
    old: Sequence[tuple[str, str]],
    new: Sequence[tuple[str, str]],
    moves: Moves,
    otherwise: Mapping[str, str],
    uses: Mapping[str, Use],
) -> list[FormLine]:
    choices = _choices(new, otherwise)
    there = {key for key, _ in new}
    return [
        FormLine(f"{kind}.{key}", title, moves[key], choices, uses[key])
        for key, title in old
        if key not in there
    ]


def _use_of_camp(camp: str, old: Codebook, uses: Mapping[tuple[str, str], Use]) -> Use:
    """Answers only: one judgment may name the camp under several questions."""
    asked = [d.id for d in old.dimensions if d.values_from == "project.camps"]
    return Use(labels=sum(uses.get((one, camp), Use()).labels for one in asked))


def _choices(
    offered: Iterable[tuple[str, str]], otherwise: Mapping[str, str]
) -> tuple[Choice, ...]:
    becomes = [Choice(key, f"becomes “{title}”") for key, title in offered]
    return (*becomes, *(Choice(key, words) for key, words in otherwise.items()))
