"""All that was said to one question, in the form that parts of it are measured in. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.agreement import notes
from workbench.agreement.dimensions import marked_in, ratings_of
from workbench.agreement.sample import Sample
from workbench.agreement.slicing import Figure, alpha_figure
from workbench.codebook.questions import Question
from workbench.stats.disagreement import Distance
from workbench.stats.jackknife import jackknife_interval
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked
from workbench.stats.ratings import Ratings, show
from workbench.stats.unitized import OVERLAPPING, unitized_of, unitized_sums


@dataclass(frozen=True, eq=False)
class Material:
    """The judgments of one question.

    For passages `ratings` say of which values each person marked one, and `marked` holds the
    passages, without which it is None. `distance` is then None.
    """

    question: Question
    ratings: Ratings
    distance: Distance | None
    marked: Mapping[int, Marked] | None = None
    #: Whether somebody's passages of different labels overlap: then only |u has a meaning.
    overlapping: bool = False

    @property
    def value_ids(self) -> tuple[str, ...]:
        """Of each code of `ratings` the value's id in the codebook; for sets those of its labels,
        as they are shown."""
        numbers = {float(one): one for one in self.question.value_ids() if _is_number(one)}
        return tuple(
            numbers.get(value, show(value)) if isinstance(value, int | float) else show(value)
            for value in self.ratings.values
        )

    @property
    def measure(self) -> str:
        """The name of the figure that parts of it are measured with."""
        if self.distance is None:
            return "bar_u_alpha" if self.overlapping else "u_alpha"
        return (
            f"krippendorff_alpha_{self.distance}" if self.question.is_set else "krippendorff_alpha"
        )

    def figure(self, part: Ratings) -> Figure:
        """The figures of some of its judgments, which are those of a part of `ratings`."""
        if self.distance is not None:
            return alpha_figure(part, self.distance)
        return self._passage_figure(part)

    def passages(self, part: Ratings) -> dict[int, Marked]:
        """The passages of some of its judgments."""
        marked = self.marked or {}
        found = {}
        for unit, codes in zip(part.units, part.codes, strict=True):
            assert isinstance(unit, int)
            seats = [part.annotators[place] for place in np.flatnonzero(codes >= 0)]
            own = marked[unit].annotators
            found[unit] = Marked(marked[unit].length, {seat: own[seat] for seat in seats})
        return found

    def _passage_figure(self, part: Ratings) -> Figure:
        home = dict(zip(part.units, (part.articles[one] for one in part.cluster), strict=True))
        marking = Marking.of(self.passages(part), self.question.value_ids(), home)
        alphas = unitized_of(marking)
        found = alphas.bar_u if self.overlapping else alphas.u
        interval = None
        if found.value is not None:
            interval = jackknife_interval(*unitized_sums(marking, where=self.overlapping))
        return Figure(
            value=found.value,
            why=found.why_undefined,
            interval=interval,
            percent=None,
            n_units=alphas.n_articles,
            n_annotators=alphas.n_annotators,
        )


def material_of(
    question: Question, sample: Sample, lengths: Mapping[int, int] | None = None
) -> Material | None:
    """What was said to a question; `lengths` are the code points of each paragraph.

    None for a question without figures, such as one answered in words.
    """
    if not notes.is_measured(question) or question.is_links:
        return None
    if not question.is_spans:
        ratings, distance = ratings_of(question, sample)
        return Material(question, ratings, distance)
    marked = marked_in(question, sample.judged, lengths or {})
    ratings = Ratings.from_records(
        (
            (unit, seat, frozenset(span.label for span in spans))
            for unit, one in marked.items()
            for seat, spans in one.annotators.items()
        ),
        clusters=sample.article_of,
        values=question.value_ids(),
    )
    whole = unitized_of(Marking.of(marked, question.value_ids())).u
    return Material(question, ratings, None, marked, whole.why_undefined == OVERLAPPING)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
