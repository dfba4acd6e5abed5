"""Which links, and which passages, of several annotators are one and the same. Pure.

What is asked of a passage or a link can only be compared where two people made it. Passages are
links of one member here: the same rule finds the partners of both (`stats.links`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.agreement.rated import ratings_of
from workbench.agreement.rows import Matched
from workbench.agreement.sample import Sample
from workbench.annotate.ties import Ties, roles_of, ties_of
from workbench.codebook.questions import Question
from workbench.stats.disagreement import Distance
from workbench.stats.links import groups_of
from workbench.stats.ratings import Ratings
from workbench.stats.tying import Tying


@dataclass(frozen=True, eq=False)
class Joined:
    """What was made where two or more have looked; each group of partners is a unit of `sample`.

    The roles of `ties` are places in `roles`.
    """

    ties: Ties
    sample: Sample
    roles: tuple[str, ...]
    matched: Matched


def tying_of(question: Question, sample: Sample) -> Tying:
    """The passages or links of a question; every finished unit counts as looked at."""
    columns, ties = sample.columns, ties_of(question, sample.columns)
    read = np.zeros((len(columns.units), len(columns.seats)), dtype=bool)
    read[columns.unit_row, columns.seat] = True
    return Tying(
        columns.seats,
        columns.article_of_unit,
        read,
        columns.unit_row[ties.row].astype(np.int64),
        columns.seat[ties.row],
        ties.tie,
        ties.role,
        ties.start,
        ties.end,
    )


def at_all(question: Question, sample: Sample) -> Ratings:
    """Whether each person made a link at all: {the question's key}, or the empty set."""
    tying, columns = tying_of(question, sample), sample.columns
    return Ratings.from_codes(
        np.where(tying.read, tying.n_made > 0, -1),
        units=columns.units.tolist(),
        annotators=columns.seats,
        articles=columns.article_of_unit,
        values=(frozenset[str](), frozenset({question.key})),
        offered=(question.key,),
    )


def joined_in(question: Question, sample: Sample) -> Joined:
    """The passages or links of a question, those of several annotators that are one joined."""
    ties, columns = ties_of(question, sample.columns), sample.columns
    group = groups_of(tying_of(question, sample))
    shared = columns.n_seats_of_unit[columns.unit_row[ties.row]] >= 2
    ties, group = ties.only(shared), group[shared]
    size = np.bincount(group, minlength=int(group.max(initial=-1)) + 1)[group]
    unit = "link" if question.is_links else "passage"
    return Joined(
        ties,
        Sample(
            ties.as_columns(columns, group),
            question.attributes,
            seed=sample.seed,
            replicates=sample.replicates,
        ),
        roles_of(question, sample.questions),
        Matched(int((size >= 2).sum()), len(ties), unit),
    )


def attribute_ratings(attribute: Question, joined: Joined) -> tuple[Ratings, Distance]:
    """The answers to a question about passages or links, each group a unit; and its distance.

    Missing is who was not asked: a passage of another label, a condition that does not hold.
    """
    only = attribute.dimension.of_values
    # A passage is a tie of one member: its role is its label.
    if attribute.dimension.unit != "span" or not only:
        return ratings_of(attribute, joined.sample)
    fitting = np.array([role in only for role in joined.roles])[joined.ties.role]
    sample = joined.sample
    asked = Sample(
        sample.columns.only(fitting),
        sample.questions,
        seed=sample.seed,
        replicates=sample.replicates,
    )
    return ratings_of(attribute, asked)
