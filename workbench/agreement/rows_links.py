"""The rows of questions on links, and of what is asked about passages and links. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.agreement import notes
from workbench.agreement.rows import Beside, Row
from workbench.agreement.rows_values import binary_rows, value_rows
from workbench.agreement.sample import Sample
from workbench.agreement.ties import (
    Joined,
    Ties,
    at_all_records,
    attribute_ratings,
    joined_in,
    links_of,
    ties_in,
)
from workbench.codebook.questions import Question
from workbench.stats.agreement import PercentAgreement
from workbench.stats.bootstrap import Resampled
from workbench.stats.estimate import Estimate
from workbench.stats.links import LinkF1, LinkWay, link_f1

#: How the distance of F1 of links is called: it has no other one.
LINKS = "links"
NO_PERCENT = "Passages and links have no percent agreement: nobody counts where none was made."


def link_rows(question: Question, sample: Sample) -> list[Row]:
    """F1 of the links, alpha of whether there is one at all, and of what is asked about them."""
    ties = ties_in(question, sample.judged)
    overlap, exact = link_scores(ties, sample)
    compared = [unit for unit, own in ties.items() if len(own) >= 2]
    estimate = estimated(
        "link_f1_overlap",
        LINKS,
        (overlap.value, overlap.why_undefined, overlap.resampled),
        sample,
        n_units=len(ties),
        n_pairable=len(compared),
        n_single=len(ties) - len(compared),
        n_annotators=len({seat for unit in compared for seat in ties[unit]}),
        n_clusters=len({sample.article_of[unit] for unit in compared}),
    )
    first = replace(
        marked_row(question, question.title, replace(estimate, p_below_667=None)),
        beside=(
            Beside("link_f1_exact", exact.value, exact.why_undefined, exact.resampled.interval),
        ),
        n_positive=sum(len(some) for unit in compared for some in ties[unit].values()),
    )
    return [first, *_at_all_rows(question, ties, sample), *attribute_rows(question, sample)]


def link_scores(ties: Ties, sample: Sample) -> tuple[LinkF1, LinkF1]:
    """F1 of links that overlap, and of links that are equal."""

    def score(way: LinkWay) -> LinkF1:
        return link_f1(
            links_of(ties),
            way,
            clusters=sample.article_of,
            seed=sample.seed,
            replicates=sample.replicates,
        )

    return score("overlap"), score("exact")


def attribute_rows(question: Question, sample: Sample) -> list[Row]:
    """Alpha of each question about passages or links, on those that are matched."""
    attributes = [one for one in question.attributes if notes.is_measured(one)]
    if not attributes:
        return []
    joined = joined_in(question, sample.judged)
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


def _at_all_rows(question: Question, ties: Ties, sample: Sample) -> list[Row]:
    """Whether there is a link at all: the one figure on links that is corrected for chance."""
    ratings = sample.ratings(at_all_records(question, ties), (question.key,))
    titles = {question.key: f"{question.title} linked at all"}
    rows = binary_rows(question, sample, ratings, titles, ("linked", "not linked"))
    return [replace(row, part="at all", values=()) for row in rows]


def _about(
    question: Question, attribute: Question, joined: Joined, sample: Sample
) -> Iterator[Row]:
    ratings, _ = attribute_ratings(attribute, joined, sample)
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
