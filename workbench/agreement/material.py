"""All that was said to one question, in the form that parts of it are measured in. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.agreement import notes
from workbench.agreement.distances import is_number
from workbench.agreement.rated import ratings_of
from workbench.agreement.sample import Sample
from workbench.agreement.slicing import Figure, alpha_figure
from workbench.codebook.questions import Question
from workbench.stats.disagreement import Distance
from workbench.stats.jackknife import jackknife_interval
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked, Span
from workbench.stats.ratings import Ratings, Value, show
from workbench.stats.unitized import unitized_of, unitized_sums


@dataclass(frozen=True, eq=False)
class Material:
    """The judgments of one question.

    For passages `ratings` say of which values each person marked one, `marking` holds the passages,
    and `distance` is None; else `marking` is None.
    """

    question: Question
    ratings: Ratings
    distance: Distance | None
    marking: Marking | None = None

    @cached_property
    def overlapping(self) -> bool:
        """Whether somebody's passages of different labels overlap: then only |u has a meaning."""
        return self.marking is not None and self.marking.compared.columns().merged().overlap()

    @cached_property
    def value_ids(self) -> tuple[str, ...]:
        """Of each code of `ratings` the value's id in the codebook; for sets those of its labels,
        as they are shown."""
        numbers = {float(one): one for one in self.question.value_ids() if is_number(one)}
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
        marking = self.marked(part)
        compared = marking.compared
        sums, statistic = unitized_sums(marking, where=self.overlapping)
        value, why, interval = float(statistic(sums.sum(axis=0, keepdims=True))[0]), None, None
        if np.isnan(value):
            alphas = unitized_of(marking)
            why = (alphas.bar_u if self.overlapping else alphas.u).why_undefined
        else:
            interval = jackknife_interval(sums, statistic)
        return Figure(
            value=None if why else value,
            why=why,
            interval=interval,
            percent=None,
            n_units=len(compared.texts),
            n_annotators=int(compared.read.any(axis=0).sum()),
        )

    def marked(self, part: Ratings) -> Marking:
        """The passages of some of its judgments; all of its texts stay."""
        assert self.marking is not None
        texts = np.array(self.marking.texts, dtype=np.int64)  # ids of units, in order
        rows = np.searchsorted(texts, np.array(part.units, dtype=np.int64))
        columns = np.array([self.marking.annotators.index(one) for one in part.annotators], int)
        kept = np.zeros(self.marking.read.shape, dtype=bool)
        kept[np.ix_(rows, columns)] = part.codes >= 0
        return self.marking.read_by(kept)


def material_of(question: Question, sample: Sample, lengths: Mapping[int, int]) -> Material | None:
    """What was said to a question; `lengths` are the code points of each paragraph.

    None for a question without figures, such as one answered in words.
    """
    if not notes.is_measured(question) or question.is_links:
        return None
    if not question.is_spans:
        ratings, distance = ratings_of(question, sample)
        return Material(question, ratings, distance)
    marking = sample.marking(question, lengths)
    return Material(question, labels_marked(marking), None, marking)


def labels_marked(marking: Marking) -> Ratings:
    """Of which labels each person marked a passage in what they read: none is the empty set."""
    n_annotators = len(marking.annotators)
    cells, place = np.unique(marking.text * n_annotators + marking.who, return_inverse=True)
    carries = np.zeros((len(cells), len(marking.labels)), dtype=bool)
    carries[place, marking.code - 1] = True
    packed = np.packbits(carries, axis=1)
    _, first, kind = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    sets: list[Value] = [frozenset[str]()]
    for row in carries[first]:
        sets.append(frozenset(np.array(marking.labels, dtype=object)[row].tolist()))
    codes = np.where(marking.read, 0, -1)
    codes.flat[cells] = kind.reshape(-1) + 1
    return Ratings.from_codes(
        codes,
        units=marking.texts,
        annotators=marking.annotators,
        articles=marking.cluster,
        values=sets,
        offered=marking.labels,
    )


def texts_marked(marking: Marking) -> dict[int, Marked]:
    """The passages by text and reader, also of texts where nobody marked anything."""
    found = {
        row: {marking.annotators[who]: list[Span]() for who in np.flatnonzero(marking.read[row])}
        for row in range(len(marking.texts))
    }
    passages = zip(
        marking.text.tolist(),
        marking.who.tolist(),
        marking.start.tolist(),
        marking.end.tolist(),
        marking.code.tolist(),
        strict=True,
    )
    for row, who, start, end, code in passages:
        found[row][marking.annotators[who]].append(Span(start, end, marking.labels[code - 1]))
    return {
        int(str(marking.texts[row])): Marked(int(marking.length[row]), own)
        for row, own in found.items()
    }
