"""The rows of questions of values: which distance, over which answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from workbench.agreement import notes
from workbench.agreement.distances import distances_for, scale_of
from workbench.agreement.rated import ratings_of
from workbench.agreement.rows import Row
from workbench.agreement.sample import Sample
from workbench.codebook.questions import Question
from workbench.stats.agreement import is_informative, percent_agreement, prevalence
from workbench.stats.alpha import label_alphas
from workbench.stats.estimate import Estimate
from workbench.stats.ratings import Ratings, Value
from workbench.stats.steps import within_steps

#: From so many grades on it says something whether two are a step apart at most.
FEWEST_GRADES = 3
#: An answer's title and the ids of its values.
Shown = Mapping[Value, tuple[str, tuple[str, ...]]]


def question_rows(question: Question, sample: Sample) -> list[Row]:
    """The rows of a question of values, the one of the headline distance first."""
    ratings, _ = ratings_of(question, sample)
    rows = value_rows(question, ratings, sample, notes.question_notes(question, sample.questions))
    if question.dimension.off_scale:
        rows.append(_scale_row(question, sample))
    return rows


def value_rows(
    question: Question, ratings: Ratings, sample: Sample, said: Sequence[str] = ()
) -> list[Row]:
    """A row for each distance of the question, on ratings as `ratings_of` has them."""
    if question.is_set:
        shown = _shown_sets(question, ratings)
        return [
            make_row(question, question.title, sample.alpha(ratings, name), ratings, shown, said)
            for name in distances_for(question)
        ]
    scale = scale_of(question)
    ratings = _offering(ratings, scale)
    grades: Shown = {value: (_title(question, value), (value,)) for value in scale}
    has_steps = question.dimension.type == "ordinal" and len(scale) >= FEWEST_GRADES
    within = within_steps(ratings) if has_steps else None
    rows = []
    for name in distances_for(question):
        alike = _offering(ratings, tuple(map(float, scale))) if name == "interval" else ratings
        estimate = sample.alpha(alike, name)
        row = make_row(question, question.title, estimate, ratings, grades, said)
        rows.append(replace(row, within_one=within))
    return rows


def label_rows(question: Question, sample: Sample) -> list[Row]:
    """For a question that takes a set: one binary alpha for each label, chosen or not."""
    ratings, _ = ratings_of(question, sample)
    titles = {value.id: value.title for value in question.values}
    return binary_rows(question, sample, ratings, titles, ("chosen", "not chosen"))


def binary_rows(
    question: Question,
    sample: Sample,
    ratings: Ratings,
    titles: Mapping[str, str],
    words: tuple[str, str],
) -> list[Row]:
    """One alpha for each label of sets: carried or not, as the two words call it."""
    found = label_alphas(ratings, list(titles), seed=sample.seed, replicates=sample.replicates)
    rows = []
    for label, title in titles.items():
        shown: Shown = {word: (word, (label,)) for word in words}
        carried = ratings.carrying(label, words)
        row = make_row(question, title, found[label].alpha, carried, shown, [])
        n_positive = found[label].n_positive
        rows.append(replace(row, n_positive=n_positive, values=(label,), part=label))
    return rows


def make_row(
    question: Question,
    title: str,
    estimate: Estimate,
    ratings: Ratings,
    shown: Shown,
    said: Sequence[str],
) -> Row:
    """A row on single values or sets, with what has to be read beside its coefficient."""
    shares = prevalence(ratings)
    commonest = max(shares, key=lambda value: shares[value], default=None)
    title_of, ids = ("", ()) if commonest is None else shown[commonest]
    return Row(
        question=question.key,
        title=title,
        estimate=estimate,
        percent=percent_agreement(ratings),
        commonest=title_of,
        share=None if commonest is None else shares[commonest],
        notes=(*notes.estimate_notes(estimate, is_informative(shares.values())), *said),
        values=ids,
    )


def _shown_sets(question: Question, ratings: Ratings) -> dict[Value, tuple[str, tuple[str, ...]]]:
    found: dict[Value, tuple[str, tuple[str, ...]]] = {}
    for one in ratings.sets():
        chosen = [value for value in question.values if value.id in one]
        title = " + ".join(value.title for value in chosen) or "none"
        found[one] = title, tuple(value.id for value in chosen)
    return found


def _title(question: Question, value_id: str) -> str:
    return value_id if question.is_flag else question.value_title(value_id)


def _offering(ratings: Ratings, values: Sequence[Any]) -> Ratings:
    """The same ratings under other names for the values offered."""
    return replace(ratings, values=tuple(values), offered=tuple(values))


def _scale_row(question: Question, sample: Sample) -> Row:
    """Whether a grade was given at all: what the alpha of the grades leaves out as missing."""
    off = notes.off_scale_titles(question)
    values = ("a grade", off)
    offered = question.value_ids()
    is_off = np.array([value in question.dimension.off_scale for value in offered] + [-1])
    given = sample.singles(question, offered)
    ratings = replace(_offering(given, values), codes=is_off[given.codes].astype(np.int8))
    shown: Shown = {
        "a grade": ("a grade", ()),
        off: (off.strip("“”"), question.dimension.off_scale),
    }
    estimate = sample.alpha(ratings, "nominal")
    row = make_row(question, f"{question.title}: {off} or a grade", estimate, ratings, shown, [])
    return replace(row, part="graded", values=())
