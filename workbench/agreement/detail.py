"""One question of a report in all its figures. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.agreement.dimensions import figures_of, ratings_of
from workbench.agreement.distances import FITTING
from workbench.agreement.sample import Sample
from workbench.agreement.slicing import Facts, Slice, slices
from workbench.codebook.questions import Question
from workbench.stats.annotators import AgainstTheRest, against_the_rest, pair_counts
from workbench.stats.ratings import Ratings, show


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
    empty for sets and passages; `annotators` each beside the rest, none for passages."""

    question: Question
    figures: dict[str, Any]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    annotators: tuple[AgainstTheRest, ...]
    slices: tuple[Slice, ...]

    @property
    def has_scale(self) -> bool:
        return self.question.dimension.type == "ordinal"

    def title_of(self, value_id: str) -> str:
        """A value as the codebook calls it."""
        return title_of(self.question, value_id)


def detail_of(
    question: Question,
    sample: Sample,
    lengths: Mapping[int, int] | None,
    facts: Mapping[int, Facts],
) -> Detail | None:
    """All of it; `facts` of every unit. None for a question without figures, such as one answered
    in words."""
    figures = figures_of(question, sample, lengths)
    if figures is None:
        return None
    if question.dimension.type not in FITTING:
        return Detail(question, figures, (), (), ())
    ratings, distance = ratings_of(question, sample)
    is_scale = question.dimension.type == "ordinal"
    return Detail(
        question,
        figures,
        rows=() if question.is_set else tuple(_confusions(question, ratings)),
        annotators=against_the_rest(ratings, distance, is_scale=is_scale),
        slices=slices(ratings, distance, facts),
    )


def _confusions(question: Question, ratings: Ratings) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    ids = [show(value) for value in ratings.values]
    for own, counts in zip(ids, pair_counts(ratings), strict=True):
        cells = zip(ids, counts, strict=True)
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
