"""Whether a codebook is coherent, whether it is finished, and what could be better. Pure.

Three grades: a fault is refused wherever it comes from; a gap may stand in a draft and keeps it
from being published; advice is only said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.codebook.checks_names import find_name_faults
from workbench.codebook.checks_references import (
    find_attribute_faults,
    find_condition_faults,
    find_source_faults,
)
from workbench.codebook.checks_references import key_scope as key_scope
from workbench.codebook.checks_values import FITTING_DISTANCES as FITTING_DISTANCES
from workbench.codebook.checks_values import FITTING_MEASURES as FITTING_MEASURES
from workbench.codebook.checks_values import find_measure_faults, find_value_faults
from workbench.codebook.format import FORM_NAMES, PAGE_KEYS, Codebook, Dimension
from workbench.codebook.remarks import Path, find_twice
from workbench.codebook.remarks import Remark as Remark
from workbench.core.errors import Invalid

CHOICES = frozenset({"single", "multi", "ordinal"})
#: Fewer words than that seldom tell one value from its neighbour.
THIN_DEFINITION = 5


def check(codebook: Codebook) -> None:
    """Raises Invalid with every fault; `details["problems"]` lists place and message."""
    refuse(find_faults(codebook))


def check_finished(codebook: Codebook) -> None:
    """The same for what is to be published: gaps are refused too."""
    refuse([*find_faults(codebook), *find_gaps(codebook)])


def refuse(remarks: Iterable[Remark]) -> None:
    """Raises Invalid when there is any remark."""
    problems = [{"place": one.place, "message": one.message} for one in remarks]
    if not problems:
        return
    first = problems[0]
    rest = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    raise Invalid(
        f"The codebook has a fault at {first['place']}: {first['message']}{rest}.",
        details={"problems": problems},
    )


def find_faults(codebook: Codebook) -> list[Remark]:
    """What contradicts itself or names something that is not there."""
    known = {dimension.id: dimension for dimension in codebook.dimensions}
    faults = list(find_twice([d.id for d in codebook.dimensions], ("dimensions",), "dimension id"))
    faults += [
        Remark(("dimensions", place, "id"), f"`{dimension.id}` is a name of the form's own")
        for place, dimension in enumerate(codebook.dimensions)
        if dimension.id in FORM_NAMES
    ]
    faults += find_twice([t.id for t in codebook.targets], ("targets",), "target id")
    faults += find_twice([c.id for c in codebook.camps], ("camps",), "camp id")
    earlier: dict[str, Dimension] = {}
    for place, dimension in enumerate(codebook.dimensions):
        path: Path = ("dimensions", place)
        faults += find_value_faults(dimension, known, codebook, path)
        faults += _shape_faults(dimension, path)
        faults += find_measure_faults(dimension, path)
        faults += find_attribute_faults(dimension, known, path)
        faults += find_source_faults(dimension, earlier, known, path)
        faults += find_condition_faults(dimension, earlier, known, codebook, path)
        earlier[dimension.id] = dimension
    return [*faults, *find_name_faults(codebook), *_key_faults(codebook)]


def find_gaps(codebook: Codebook) -> list[Remark]:
    """What is still missing before the codebook can be used."""
    gaps = [] if codebook.dimensions else [Remark((), "there is no question yet")]
    for place, dimension in enumerate(codebook.dimensions):
        path: Path = ("dimensions", place)
        needs_values = dimension.type in {*CHOICES, "spans"} and dimension.values_from is None
        if needs_values and not dimension.values:
            gaps.append(Remark((*path, "values"), f"`{dimension.id}` has no values yet"))
        elif needs_values and dimension.type == "ordinal" and len(_grades(dimension)) < 2:
            gaps.append(Remark((*path, "values"), f"the scale `{dimension.id}` needs two steps"))
        if dimension.values and dimension.min > len(dimension.values):
            gaps.append(
                Remark((*path, "min"), f"`{dimension.id}` asks for more values than there are")
            )
        if dimension.type == "links" and not dimension.members:
            gaps.append(Remark((*path, "members"), f"`{dimension.id}` does not say what it ties"))
    return gaps


def find_advice(codebook: Codebook) -> list[Remark]:
    """What makes a question hard to answer alike: thin definitions, missing examples and keys."""
    advice = []
    if any(d.per == "target" for d in codebook.dimensions) and not codebook.targets:
        advice.append(Remark(("targets",), "questions are asked per target, but there is none yet"))
    for place, dimension in enumerate(codebook.dimensions):
        path: Path = ("dimensions", place)
        if dimension.values_from == "project.camps" and not codebook.camps:
            said = f"“{dimension.title}” is not asked before the project has camps"
            advice.append(Remark((*path, "values_from"), said))
        if not dimension.question:
            advice.append(Remark((*path, "question"), f"“{dimension.title}” asks no question"))
        titles = Counter(value.title.casefold() for value in dimension.values)
        for number, value in enumerate(dimension.values):
            here = (*path, "values", number)
            if titles[value.title.casefold()] > 1:
                said = f"two values are called “{value.title}”"
                advice.append(Remark((*here, "title"), said))
            if len(value.definition.split()) < THIN_DEFINITION:
                said = "has a thin definition" if value.definition else "has no definition"
                advice.append(Remark((*here, "definition"), f"“{value.title}” {said}"))
            if not value.positive:
                advice.append(Remark((*here, "positive"), f"“{value.title}” has no example"))
            if not value.negative:
                advice.append(
                    Remark((*here, "negative"), f"“{value.title}” has no counter-example")
                )
    return advice


def _shape_faults(dimension: Dimension, path: Path) -> Iterator[Remark]:
    def wrong(field: str, needs: str) -> Remark:
        return Remark((*path, field), f"`{field}` of `{dimension.id}` needs {needs}")

    kind = dimension.type
    if kind != "multi":
        for field in ("min", "max", "exclusive"):
            if getattr(dimension, field):
                yield wrong(field, "type `multi`")
    if dimension.max and dimension.max < dimension.min:
        yield Remark((*path, "max"), f"`max` of `{dimension.id}` is smaller than its `min`")
    if dimension.off_scale and kind != "ordinal":
        yield wrong("off_scale", "type `ordinal`")
    if dimension.members and kind != "links":
        yield wrong("members", "type `links`")
    if dimension.key and kind != "flag":
        yield wrong("key", "type `flag`; other questions have keys on their values")
    if dimension.values and kind not in {*CHOICES, "spans"}:
        yield Remark((*path, "values"), f"a question of type `{kind}` has no values")
    if dimension.values and dimension.values_from:
        yield Remark((*path, "values"), "give either `values` or `values_from`, not both")
    if len(dimension.default) > 1 and kind != "multi":
        yield Remark((*path, "default"), "only a question of type `multi` takes several defaults")
    if dimension.default and kind in {"text", "spans", "links"}:
        yield Remark((*path, "default"), f"a question of type `{kind}` takes no default")
    if kind == "flag" and dimension.default not in ((), ("yes",)):
        yield Remark((*path, "default"), 'the default of a flag can only be "yes"')
    if kind in {"spans", "links"} and dimension.unit != "paragraph":
        yield Remark((*path, "unit"), f"`{dimension.id}` marks passages: its unit is the paragraph")
    if dimension.per and (kind in {"spans", "links"} or dimension.is_attribute):
        yield Remark((*path, "per"), f"`{dimension.id}` cannot be asked per target")


def _key_faults(codebook: Codebook) -> Iterator[Remark]:
    """A key means one thing at a time. Batteries share keys: the page aims at one question."""
    taken: dict[tuple[str, str], int] = {}
    for place, dimension in enumerate(codebook.dimensions):
        scope, own = key_scope(dimension), set[str]()
        keys = [(("values", n, "key"), value.key) for n, value in enumerate(dimension.values)]
        for end, key in [*keys, (("key",), dimension.key)]:
            path: Path = ("dimensions", place, *end)
            if not key:
                continue
            if key in PAGE_KEYS:
                yield Remark(path, f"the key `{key}` is used by the annotation page itself")
            other = taken.get((scope, key))
            if key in own:
                yield Remark(path, f"the key `{key}` is given twice in `{dimension.id}`")
            elif other is not None and not _take_turns(codebook.dimensions[other], dimension):
                name = codebook.dimensions[other].id
                yield Remark(path, f"the key `{key}` is taken by `{name}`, asked at the same time")
            own.add(key)
            taken.setdefault((scope, key), place)


def _take_turns(one: Dimension, other: Dimension) -> bool:
    """Whether both belong to batteries, whose questions are answered one after another."""
    return bool(one.group and other.group) and "spans" not in (one.type, other.type)


def _grades(dimension: Dimension) -> list[str]:
    return [value for value in dimension.value_ids() if value not in dimension.off_scale]
