"""Every measure of links, and of what is asked about passages and links, for programs. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.agreement import notes
from workbench.agreement.documents import document
from workbench.agreement.measures import (
    Draws,
    link_measures,
    set_measures,
    single_measures,
)
from workbench.agreement.sample import Sample
from workbench.agreement.ties import attribute_ratings, joined_in, links_of, ties_in
from workbench.codebook.questions import Question


def link_figures(question: Question, sample: Sample) -> dict[str, Any]:
    """F1 of the links of a question, in the form of `dimensions.figures_of`."""
    tied = links_of(ties_in(question, sample.judged))
    draws = Draws(sample.seed, sample.replicates)
    found = link_measures(tied, draws, clusters=sample.article_of)
    return document(
        question, "links", len(tied), len({s for own in tied.values() for s in own}), found
    )


def attribute_figures(question: Question, sample: Sample) -> dict[str, dict[str, Any]]:
    """By the key of each question about passages or links its figures, on those that are matched.

    Units are these; `matched` says of how many. Empty for questions without any.
    """
    attributes = [one for one in question.attributes if notes.is_measured(one)]
    if not attributes:
        return {}
    joined = joined_in(question, sample.judged)
    matched = {**asdict(joined.matched), "share": joined.matched.share}
    found = {}
    for attribute in attributes:
        ratings, distance = attribute_ratings(attribute, joined, sample)
        draws = Draws(sample.seed, sample.replicates)
        if attribute.is_set:
            level, measured = "set", set_measures(ratings, draws)
        else:
            level, measured = distance, single_measures(ratings, distance, draws)
        figures = document(attribute, level, len(ratings.units), len(ratings.annotators), measured)
        found[attribute.key] = figures | {"of": question.key, "matched": matched}
    return found
