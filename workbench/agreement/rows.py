"""The figures of one question: which distance, over which answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.agreement import notes
from workbench.agreement.answers import (
    SetRecord,
    SingleRecord,
    link_records,
    passage_records,
    set_records,
    single_records,
)
from workbench.agreement.distances import distances_for, in_numbers, scale_of
from workbench.agreement.sample import Sample
from workbench.codebook.questions import Question
from workbench.stats.agreement import (
    PercentAgreement,
    is_informative,
    percent_agreement,
    prevalence,
)
from workbench.stats.alpha import label_alphas
from workbench.stats.estimate import Estimate
from workbench.stats.ratings import Ratings, Value


@dataclass(frozen=True)
class Row:
    """One coefficient and what has to be read beside it.

    `percent`, `commonest` and its `share` in [0, 1] rest on the same judgments as the coefficient:
    those of units that two or more annotators answered. `n_positive` counts the judgments
    that carry a label; None where the row is not about one label.
    """

    question: str
    title: str
    estimate: Estimate
    percent: PercentAgreement
    commonest: str
    share: float | None
    notes: tuple[str, ...]
    n_positive: int | None = None


def question_rows(question: Question, sample: Sample) -> list[Row]:
    """The rows of a question in the reliability table; none where nothing is to be measured."""
    if not notes.is_measured(question):
        return []
    if question.is_spans:
        titles = {value.id: f"{value.title} marked at all" for value in question.values}
        records = passage_records(question, sample.judged)
        return _label_rows(question, sample, records, titles, ("marked", "not marked"))
    if question.is_links:
        titles = {question.dimension.id: f"{question.title} linked at all"}
        records = link_records(question, sample.judged)
        return _label_rows(question, sample, records, titles, ("linked", "not linked"))
    if question.is_set:
        return _set_rows(question, sample)
    return _single_rows(question, sample)


def label_rows(question: Question, sample: Sample) -> list[Row]:
    """For a question that takes a set: one binary alpha for each label, chosen or not."""
    titles = {value.id: value.title for value in question.values}
    records = set_records(question, sample.judged)
    return _label_rows(question, sample, records, titles, ("chosen", "not chosen"))


def _set_rows(question: Question, sample: Sample) -> list[Row]:
    ratings = sample.ratings(set_records(question, sample.judged), question.value_ids())
    shown: dict[Value, str] = {one: _set_title(question, one) for one in ratings.sets()}
    said = notes.question_notes(question, sample.questions)
    return [
        _row(question, question.title, sample.alpha(ratings, name), ratings, shown, said)
        for name in distances_for(question)
    ]


def _set_title(question: Question, chosen: frozenset[str]) -> str:
    return " + ".join(value.title for value in question.values if value.id in chosen) or "none"


def _single_rows(question: Question, sample: Sample) -> list[Row]:
    records = single_records(question, sample.judged)
    scale = scale_of(question)
    graded = [record for record in records if record[2] in scale]
    ratings = sample.ratings(graded, scale)
    shown: dict[Value, str] = {value: _title(question, value) for value in scale}
    said = notes.question_notes(question, sample.questions)
    rows = []
    for name in distances_for(question):
        alike = sample.ratings(*in_numbers(graded, scale)) if name == "interval" else ratings
        estimate = sample.alpha(alike, name)
        rows.append(_row(question, question.title, estimate, ratings, shown, said))
    if question.dimension.off_scale:
        rows.append(_scale_row(question, sample, records))
    return rows


def _title(question: Question, value_id: str) -> str:
    return value_id if question.is_flag else question.value_title(value_id)


def _scale_row(question: Question, sample: Sample, records: Sequence[SingleRecord]) -> Row:
    """Whether a grade was given at all: what the alpha of the grades leaves out as missing."""
    off = notes.off_scale_titles(question)
    ratings = sample.ratings(
        [
            (unit, seat, off if value in question.dimension.off_scale else "a grade")
            for unit, seat, value in records
        ],
        ("a grade", off),
    )
    shown: dict[Value, str] = {"a grade": "a grade", off: off.strip("“”")}
    estimate = sample.alpha(ratings, "nominal")
    return _row(question, f"{question.title}: {off} or a grade", estimate, ratings, shown, [])


def _label_rows(
    question: Question,
    sample: Sample,
    records: Sequence[SetRecord],
    titles: Mapping[str, str],
    words: tuple[str, str],
) -> list[Row]:
    labels = tuple(titles)
    found = label_alphas(
        sample.ratings(records, labels), labels, seed=sample.seed, replicates=sample.replicates
    )
    rows = []
    for label in labels:
        carried = sample.ratings(
            [(unit, seat, words[label not in chosen]) for unit, seat, chosen in records], words
        )
        row = _row(question, titles[label], found[label].alpha, carried, {w: w for w in words}, [])
        rows.append(replace(row, n_positive=found[label].n_positive))
    return rows


def _row(
    question: Question,
    title: str,
    estimate: Estimate,
    ratings: Ratings,
    shown: Mapping[Value, str],
    said: Sequence[str],
) -> Row:
    shares = prevalence(ratings)
    commonest = max(shares, key=lambda value: shares[value], default=None)
    return Row(
        question=question.key,
        title=title,
        estimate=estimate,
        percent=percent_agreement(ratings),
        commonest="" if commonest is None else shown[commonest],
        share=None if commonest is None else shares[commonest],
        notes=(*notes.estimate_notes(estimate, is_informative(shares.values())), *said),
    )
