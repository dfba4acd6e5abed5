"""What the figures of one unit rest on: finished judgments, and how to resample them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np

from workbench.agreement.counting import set_codes, single_codes
from workbench.annotate.columns import Columns
from workbench.annotate.layout import Integers
from workbench.annotate.ties import ties_of
from workbench.codebook.questions import Question
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.estimate import Estimate
from workbench.stats.marking import Marking
from workbench.stats.ratings import Ratings, Value, natural

#: Seed and number of the resamples behind every interval; printed beside them.
SEED = 2004
REPLICATES = 2000


@dataclass(frozen=True, eq=False)
class Sample:
    """Finished judgments on one unit, what they answer, and how to resample them."""

    columns: Columns
    questions: Sequence[Question]
    seed: int = SEED
    replicates: int = REPLICATES

    @property
    def n_shared(self) -> int:
        """Units that two or more have finished."""
        return int((self.columns.n_seats_of_unit >= 2).sum())

    @cached_property
    def _ground(self) -> bytes:
        """What every question's figures rest on beside its answers."""
        digest = blake2b(repr((self.questions, self.seed, self.replicates)).encode())
        for column in (self.columns.unit, self.columns.article, self.columns.seat):
            digest.update(column.tobytes())
        digest.update(repr(self.columns.seats).encode())
        return digest.digest()

    def fingerprint(self, question: Question) -> bytes:
        """Equal where all that a question's figures rest on is."""
        digest = blake2b(self._ground + question.key.encode(), digest_size=32)
        if question.is_spans or question.is_links:
            ties = ties_of(question, self.columns)
            for column in (ties.row, ties.words, ties.tie, ties.role, ties.start, ties.end):
                digest.update(column.tobytes())
        for word in self.columns.of_questions(question.key, question.gate, question.source):
            digest.update(word.tobytes())
        return digest.digest()

    def singles(self, question: Question, scale: Sequence[str]) -> Ratings:
        """The answers to a question of one value that stand on a scale; others are missing."""
        ids = ("yes", "no") if question.is_flag else question.value_ids()
        place = np.array([scale.index(one) if one in scale else -1 for one in ids] + [-1])
        return self._rated(place[single_codes(question, self.columns)], scale, scale)

    def sets(self, question: Question) -> Ratings:
        """The answers to a question that takes a set; none chosen is the empty set."""
        if question.key not in self._sets:
            sets, codes = set_codes(question, self.columns)
            order = sorted(range(len(sets)), key=lambda one: natural(sets[one]))
            place = np.full(len(sets) + 1, -1)
            place[order] = np.arange(len(sets))
            values = [sets[one] for one in order]
            self._sets[question.key] = self._rated(place[codes], values, question.value_ids())
        return self._sets[question.key]

    @cached_property
    def _sets(self) -> dict[str, Ratings]:
        return {}

    def beside(self, ratings: Ratings, told: Integers) -> Integers:
        """What is told of each judgment, laid out as the ratings are (units, annotators); -1 where
        there is no judgment. It may stand also where the ratings are missing."""
        columns = self.columns
        matrix = np.full((len(columns.units), len(columns.seats)), -1)
        matrix[columns.unit_row, columns.seat] = told
        rows = np.searchsorted(columns.units, np.array(ratings.units, dtype=np.int64))
        places = [columns.seats.index(str(one)) for one in ratings.annotators]
        return matrix[rows][:, places]

    def marking(self, question: Question, lengths: Mapping[int, int]) -> Marking:
        """Who marked what for a question on passages; a finished paragraph without any counts.

        `lengths` are the code points of each paragraph.
        """
        columns, own = self.columns, ties_of(question, self.columns)
        entries = columns.unit_row[own.row], columns.seat[own.row], own.role + 1, own.start, own.end
        units = columns.units.tolist()
        read = np.zeros((len(units), len(columns.seats)), dtype=bool)
        read[columns.unit_row, columns.seat] = True
        return Marking.build(
            units,
            columns.seats,
            question.value_ids(),
            list(map(lengths.__getitem__, units)),
            columns.article_of_unit,
            read,
            np.column_stack(entries),
        )

    def alpha(self, ratings: Ratings, distance: Distance) -> Estimate:
        return krippendorff_alpha(ratings, distance, seed=self.seed, replicates=self.replicates)

    def _rated(self, codes: Integers, values: Sequence[Value], offered: Sequence[Value]) -> Ratings:
        columns = self.columns
        matrix = np.full((len(columns.units), len(columns.seats)), -1)
        matrix[columns.unit_row, columns.seat] = codes
        return Ratings.from_codes(
            matrix,
            units=columns.units.tolist(),
            annotators=columns.seats,
            articles=columns.article_of_unit,
            values=values,
            offered=offered,
        )
