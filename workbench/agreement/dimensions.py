"""Every measure of every question of a report, for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.agreement import notes
from workbench.agreement.answers import set_records, single_records
from workbench.agreement.distances import distances_for, in_numbers, scale_of
from workbench.agreement.measures import (
    Draws,
    Measures,
    set_measures,
    single_measures,
    span_measures,
)
from workbench.agreement.rows import Sample
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Question
from workbench.stats.passages import Marked, Span


def dimension_measures(
    sample: Sample, lengths: Mapping[int, int] | None = None
) -> dict[str, dict[str, Any]]:
    """By the key of each question {"title", "unit", "level", "n_units", "n_units_paired",
    "n_annotators", "measures", "per_value", "pairs"}, as the calculator has them.

    Units are paragraphs, or articles as a whole; intervals resample articles. `lengths` are the
    code points of each paragraph, without which questions on passages are left out, as are those
    of links and of answers in words.
    """
    draws = Draws(sample.seed, sample.replicates)
    found: dict[str, dict[str, Any]] = {}
    for question in sample.questions:
        if not notes.is_measured(question) or question.is_links:
            continue
        if question.is_spans:
            if lengths is None:
                continue
            marked = _marked(question, sample.judged, lengths)
            labels = [value.id for value in question.values]
            measures = span_measures(marked, labels, draws, clusters=sample.article_of)
            seats = {one.seat for one in sample.judged}
            found[question.key] = _document(question, "spans", len(marked), len(seats), measures)
            continue
        level, units, seats, measures = _of_values(question, sample, draws)
        found[question.key] = _document(question, level, units, len(seats), measures)
    return found


def _of_values(
    question: Question, sample: Sample, draws: Draws
) -> tuple[str, int, set[str], Measures]:
    if question.is_set:
        chosen = set_records(question, sample.judged)
        ratings = sample.ratings(chosen, question.value_ids())
        seats = {seat for _, seat, _ in chosen}
        return "set", len(ratings.units), seats, set_measures(ratings, draws)
    scale = scale_of(question)
    graded = [one for one in single_records(question, sample.judged) if one[2] in scale]
    level = distances_for(question)[0]
    if level == "interval":
        ratings = sample.ratings(*in_numbers(graded, scale))
    else:
        ratings = sample.ratings(graded, scale)
    seats = {seat for _, seat, _ in graded}
    return level, len(ratings.units), seats, single_measures(ratings, level, draws)


def _marked(
    question: Question, judged: Iterable[Judged], lengths: Mapping[int, int]
) -> dict[int, Marked]:
    """Of each paragraph who marked what in it; a finished one without passages counts."""
    by_unit: dict[int, dict[str, Sequence[Span]]] = {}
    for one in judged:
        by_unit.setdefault(one.unit_id, {})[one.seat] = [
            Span(span.start, span.end, span.value)
            for span in one.document.spans
            if span.dimension == question.key
        ]
    return {unit: Marked(lengths[unit], seats) for unit, seats in by_unit.items()}


def _document(
    question: Question, level: str, n_units: int, n_annotators: int, found: Measures
) -> dict[str, Any]:
    return {
        "title": question.title,
        "unit": question.dimension.unit,
        "level": level,
        "n_units": n_units,
        "n_units_paired": found.n_paired,
        "n_annotators": n_annotators,
        "measures": found.measures,
        "per_value": found.per_value,
        "pairs": found.pairs,
    }
