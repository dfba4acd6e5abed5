"""One question of a report in all its figures. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.agreement.cuts import CUT_NAMES, Cut
from workbench.agreement.dimensions import figures_of
from workbench.agreement.grouping import GroupFigures, group_figures
from workbench.agreement.material import Material
from workbench.agreement.passages import PassageDifferences, passage_differences
from workbench.agreement.people import Beside, Times, people
from workbench.agreement.people_marking import BesideMarks, marking_people
from workbench.agreement.sample import Sample
from workbench.agreement.slicing import Part, Slice, slices
from workbench.codebook.questions import Question
from workbench.projects.background import Grouping
from workbench.stats.annotators import pair_counts
from workbench.stats.ratings import show


@dataclass(frozen=True)
class Cell:
    """How many pairs of answers are this one and that one; `is_same` on the diagonal."""

    count: int
    is_same: bool
    #: Of the two values.
    ids: tuple[str, str]


@dataclass(frozen=True)
class Detail:
    """`figures` as in a report's JSON; `rows` are the confusions, a row a value with its title,
    empty for sets and passages; `annotators` each beside the rest, for passages `markers`;
    `passages` says where these differ. `slices` and `groups` are measured with `measure`."""

    question: Question
    figures: dict[str, Any]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    annotators: tuple[Beside, ...]
    markers: tuple[BesideMarks, ...]
    slices: tuple[Slice, ...]
    groups: tuple[GroupFigures, ...]
    passages: PassageDifferences | None
    measure: str
    #: The ids of values by the names that `figures` give them: numbers where grades are numbers.
    ids: Mapping[str, str]

    @property
    def has_scale(self) -> bool:
        return self.question.dimension.type == "ordinal"

    @property
    def has_right(self) -> bool:
        """Whether there is enough to estimate how often annotators are right."""
        return any(one.right is not None for one in self.annotators)

    def title_of(self, value_id: str) -> str:
        """A value of `figures` as the codebook calls it."""
        return title_of(self.question, self.ids.get(value_id, value_id))


@dataclass(frozen=True, eq=False)
class Around:
    """What is known around the answers: `cuts` of them; the same question in all `rounds` and in
    all `versions` of the codebook that were answered in this one, by name; `times` of the answers;
    and the groups of annotators."""

    cuts: Sequence[Cut]
    rounds: Mapping[str, Material]
    versions: Mapping[str, Material]
    times: Times
    groupings: Sequence[Grouping]


def detail_of(
    material: Material, sample: Sample, lengths: Mapping[int, int] | None, around: Around
) -> Detail:
    """All of it; `material` is that of a question which has figures, from the sample."""
    question = material.question
    figures = figures_of(question, sample, lengths)
    assert figures is not None
    is_single = material.distance is not None and not question.is_set
    everywhere = slices(material.ratings, around.cuts, material.figure)
    elsewhere = (
        _whole("round", around.rounds),
        _whole("version", around.versions),
    )
    return Detail(
        question,
        figures,
        rows=tuple(confusions(question, material)) if is_single else (),
        annotators=people(
            material, around.times, rounds=tuple(around.rounds.values()), seed=sample.seed
        ),
        markers=marking_people(material, around.times),
        slices=(*everywhere, *(one for one in elsewhere if len(one.parts) > 1)),
        groups=group_figures(material, around.groupings),
        passages=None if material.marking is None else passage_differences(material),
        measure=material.measure,
        ids=dict(zip(map(show, material.ratings.values), material.value_ids, strict=True)),
    )


def _whole(key: str, materials: Mapping[str, Material]) -> Slice:
    parts = tuple(Part(name, one.figure(one.ratings)) for name, one in materials.items())
    return Slice(key, CUT_NAMES[key], parts)


def confusions(question: Question, material: Material) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Which values are taken for which, a row a value."""
    yield from _rows(question, material.value_ids, pair_counts(material.ratings))


def _rows(
    question: Question, ids: Sequence[str], counts: Any
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for own, row in zip(ids, counts, strict=True):
        cells = zip(ids, row, strict=True)
        yield (
            title_of(question, own),
            tuple(Cell(int(count), own == other, (own, other)) for other, count in cells),
        )


def title_of(question: Question, value_id: str) -> str:
    """A value as the codebook calls it."""
    if question.is_flag:
        return value_id
    known = {value.id: value.title for value in question.values}
    return known.get(value_id, value_id)
