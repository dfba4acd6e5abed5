"""The rows of questions on links, and of what is asked about passages and links. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from workbench.agreement import notes
from workbench.agreement.rows import Beside, Row
from workbench.agreement.rows_values import binary_rows, value_rows
from workbench.agreement.sample import Sample
from workbench.agreement.ties import Joined, at_all, attribute_ratings, joined_in, tying_of
from workbench.codebook.questions import Question
from workbench.stats.agreement import PercentAgreement
from workbench.stats.bootstrap import Resampled
from workbench.stats.estimate import Estimate
from workbench.stats.link_f1 import LinkWay, link_f1

_WAYS: tuple[LinkWay, ...] = ("overlap", "exact")
#: How the distance of F1 of links is called: it has no other one.
LINKS = "links"
NO_PERCENT = "Passages and links have no percent agreement: nobody counts where none was made."


def link_rows(question: Question, sample: Sample) -> list[Row]:
    """F1 of the links, alpha of whether there is one at all, and of what is asked about them."""
    tying = tying_of(question, sample)
    overlap, exact = (
        link_f1(tying, way, seed=sample.seed, replicates=sample.replicates) for way in _WAYS
    )
    compared = tying.read.sum(axis=1) >= 2
    estimate = estimated(
        "link_f1_overlap",
        LINKS,
        (overlap.value, overlap.why_undefined, overlap.resampled),
        sample,
        n_units=len(compared),
        n_pairable=int(compared.sum()),
        n_single=int((~compared).sum()),
        n_annotators=int(tying.read[compared].any(axis=0).sum()),
        n_clusters=len(np.unique(tying.cluster[compared])),
    )
    equal = Beside("link_f1_exact", exact.value, exact.why_undefined, exact.resampled.interval)
    first = replace(
        marked_row(question, question.title, replace(estimate, p_below_667=None)),
        beside=(equal,),
        n_positive=int(tying.n_made[compared].sum()),
    )
    return [first, *_at_all_rows(question, sample), *attribute_rows(question, sample)]


def attribute_rows(question: Question, sample: Sample) -> list[Row]:
    """Alpha of each question about passages or links, on those that are matched."""
    attributes = [one for one in question.attributes if notes.is_measured(one)]
    if not attributes:
        return []
    joined = joined_in(question, sample)
    return [row for one in attributes for row in _about(question, one, joined, sample)]


def marked_row(question: Question, title: str, estimate: Estimate) -> Row:
    """A row on passages or links.

    Without the rule of 95 to 5: most of a text is never marked, which these measures know.
    """
    return Row(
        question=question.key,
        title=title,
        estimate=estimate,
        percent=PercentAgreement(None, None, NO_PERCENT, estimate.n_pairable),
        commonest="",
        share=None,
        notes=tuple(notes.estimate_notes(estimate, is_informative=True)),
    )


def estimated(
    measure: str,
    distance: str,
    found: tuple[float | None, str | None, Resampled],
    sample: Sample,
    **counts: int,
) -> Estimate:
    """A value, or why there is none, and its resamples, with the counts of an estimate."""
    value, why, resampled = found
    return Estimate(
        measure=measure,
        distance=distance,
        value=value,
        why_undefined=why,
        interval=resampled.interval,
        interval_note=resampled.note,
        replicates=resampled.replicates,
        seed=sample.seed,
        p_below_667=resampled.p_below_667,
        **counts,
    )


def _at_all_rows(question: Question, sample: Sample) -> list[Row]:
    """Whether there is a link at all: the one figure on links that is corrected for chance."""
    ratings = at_all(question, sample)
    titles = {question.key: f"{question.title} linked at all"}
    rows = binary_rows(question, sample, ratings, titles, ("linked", "not linked"))
    return [replace(row, part="at all", values=()) for row in rows]


def _about(
    question: Question, attribute: Question, joined: Joined, sample: Sample
) -> Iterator[Row]:
    ratings, _ = attribute_ratings(attribute, joined)
    said = notes.question_notes(attribute, question.attributes)
    for row in value_rows(attribute, ratings, sample, said):
        yield replace(
            row,
            question=question.key,
            attribute=attribute.key,
            title=f"{question.title}: {attribute.dimension.title}",
            matched=joined.matched,
            values=(),
        )
