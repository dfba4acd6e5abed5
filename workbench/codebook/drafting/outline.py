"""The draft as its editor shows it: sections of questions, and what could be better where. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.codebook.checks import Remark, find_advice, find_gaps
from workbench.codebook.drafting import in_titles, short_title
from workbench.codebook.facts import condition
from workbench.codebook.format import Codebook, Dimension, Unit, Value
from workbench.codebook.phrases import UNITS

#: A longer condition would hide the question that it belongs to.
LONGEST_CONDITION = 120


@dataclass(frozen=True)
class Note:
    """A gap or a piece of advice; `dimension` and `value` are ids, "" where it is about neither."""

    grade: Literal["gap", "advice"]
    sentence: str
    dimension: str = ""
    value: str = ""
    field: str = ""


@dataclass(frozen=True)
class Section:
    """The dimensions of one unit, in their order."""

    unit: Unit
    title: str
    dimensions: Sequence[Dimension]


def sections(codebook: Codebook) -> list[Section]:
    """Only those that have questions; paragraphs always, so that there is a place to begin."""
    found = [
        Section(unit, title, [d for d in codebook.dimensions if d.unit == unit])
        for unit, title in UNITS.items()
    ]
    return [one for one in found if one.dimensions or one.unit == "paragraph"]


def notes(codebook: Codebook) -> list[Note]:
    """What is missing, then what could be better."""
    gaps = [_note(codebook, "gap", remark) for remark in find_gaps(codebook)]
    return gaps + [_note(codebook, "advice", remark) for remark in find_advice(codebook)]


def notes_on(found: Sequence[Note], dimension: str, value: str | None = None) -> list[Note]:
    """Those about one dimension: with its values (None), or about one value ("": none of them)."""
    own = [note for note in found if note.dimension == dimension]
    return own if value is None else [note for note in own if note.value == value]


def tally(found: Sequence[Note]) -> dict[tuple[str, str], Mapping[str, int]]:
    """Numbers of gaps and of advice for each dimension ("" for the value) and for each value."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for note in found:
        for place in {(note.dimension, ""), (note.dimension, note.value)}:
            counts.setdefault(place, Counter())[note.grade] += 1
    return dict(counts)


def facts(codebook: Codebook, dimension: Dimension) -> list[str]:
    """What is peculiar about a question, in few words each."""
    found = []
    if dimension.type == "multi" and (dimension.min or dimension.max):
        least, most = dimension.min or 0, dimension.max
        found.append(f"{least} to {most} of them" if most else f"{least} or more of them")
    if dimension.of:
        found.append(f"about “{short_title(codebook.dimension(dimension.of))}”")
    if dimension.per:
        found.append("for each target")
    if dimension.optional:
        found.append("may be left open")
    if dimension.group:
        found.append(f"battery “{dimension.group}”")
    if dimension.values_from in {"project.camps", "project.targets"}:
        found.append(f"chosen among the {dimension.values_from.removeprefix('project.')}")
    elif dimension.values_from:
        found.append(f"values of “{short_title(codebook.dimension(dimension.values_from))}”")
    if dimension.when:
        found.append(_condition(codebook, dimension))
    return found


def _condition(codebook: Codebook, dimension: Dimension) -> str:
    assert dimension.when is not None  # only asked where there is a condition
    gate = codebook.dimension(dimension.when.dimension)
    said = condition(codebook, dimension.when)
    return said if len(said) < LONGEST_CONDITION else f"asked after “{short_title(gate)}”"


def _note(codebook: Codebook, grade: Literal["gap", "advice"], remark: Remark) -> Note:
    message = in_titles(codebook, remark.message)
    sentence = f"{message[:1].upper()}{message[1:]}."
    path = remark.path
    if not path or path[0] != "dimensions":
        return Note(grade, sentence, field=str(path[0]) if path else "")
    dimension = codebook.dimensions[int(path[1])]
    value = _value_at(dimension, path)
    if value:
        return Note(grade, sentence, dimension.id, value.id, str(path[-1]))
    return Note(grade, sentence, dimension.id, field=str(path[2]))


def _value_at(dimension: Dimension, path: tuple[str | int, ...]) -> Value | None:
    if len(path) > 3 and path[2] == "values":
        return dimension.values[int(path[3])]
    return None
