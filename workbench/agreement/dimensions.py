"""Every measure of every question of a report, for programs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.agreement import notes
from workbench.agreement.dimensions_ties import attribute_figures, link_figures
from workbench.agreement.documents import document
from workbench.agreement.measures import Draws, set_measures, single_measures
from workbench.agreement.measures_marked import marking_measures
from workbench.agreement.rated import ratings_of
from workbench.agreement.sample import Sample
from workbench.codebook.questions import Question


def dimension_measures(
    sample: Sample, lengths: Mapping[int, int] | None = None
) -> dict[str, dict[str, Any]]:
    """By the key of each question its figures (see `figures_of`).

    `lengths` are the code points of each paragraph, without which questions on passages are left
    out, as are answers in words. What is asked about passages and links has a key of its own.
    """
    found: dict[str, dict[str, Any]] = {}
    for question in sample.questions:
        if (figures := figures_of(question, sample, lengths)) is not None:
            found[question.key] = figures
            found |= attribute_figures(question, sample)
    return found


def figures_of(
    question: Question, sample: Sample, lengths: Mapping[int, int] | None = None
) -> dict[str, Any] | None:
    """{"title", "unit", "level", "n_units", "n_units_paired", "n_annotators", "interval_note",
    "measures", "per_value", "pairs"} of one question, as the calculator has them; None where it
    has none.

    Units are paragraphs, or articles as a whole; intervals resample articles.
    """
    if not notes.is_measured(question):
        return None
    if question.is_links:
        return link_figures(question, sample)
    draws = Draws(sample.seed, sample.replicates)
    if question.is_spans:
        if lengths is None:
            return None
        marking = sample.marking(question, lengths)
        n_readers = int(marking.read.any(axis=0).sum())
        found = marking_measures(marking, draws)
        return document(question, "spans", len(marking.texts), n_readers, found)
    ratings, distance = ratings_of(question, sample)
    if question.is_set:
        level, found = "set", set_measures(ratings, draws)
    else:
        level, found = (
            distance,
            single_measures(
                ratings, distance, draws, has_order=question.dimension.type == "ordinal"
            ),
        )
    return document(question, level, len(ratings.units), len(ratings.annotators), found)
