"""Every measure of links, and of what is asked about passages and links, for programs. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.agreement import notes
from workbench.agreement.documents import document
from workbench.agreement.measures import Draws, set_measures, single_measures
from workbench.agreement.measures_marked import link_measures
from workbench.agreement.sample import Sample
from workbench.agreement.ties import attribute_ratings, joined_in, tying_of
from workbench.codebook.questions import Question


def link_figures(question: Question, sample: Sample) -> dict[str, Any]:
    """F1 of the links of a question, in the form of `dimensions.figures_of`."""
    tying = tying_of(question, sample)
    found = link_measures(tying, Draws(sample.seed, sample.replicates))
    return document(question, "links", len(tying.read), len(tying.annotators), found)


def attribute_figures(question: Question, sample: Sample) -> dict[str, dict[str, Any]]:
    """By the key of each question about passages or links its figures, on those that are matched.

    Units are these; `matched` says of how many. Empty for questions without any.
    """
    attributes = [one for one in question.attributes if notes.is_measured(one)]
    if not attributes:
        return {}
    joined = joined_in(question, sample)
    matched = {**asdict(joined.matched), "share": joined.matched.share}
    found = {}
    for attribute in attributes:
        ratings, distance = attribute_ratings(attribute, joined)
        draws = Draws(sample.seed, sample.replicates)
        if attribute.is_set:
            level, measured = "set", set_measures(ratings, draws)
        else:
            level, measured = (
                distance,
                single_measures(
                    ratings, distance, draws, has_order=attribute.dimension.type == "ordinal"
                ),
            )
        figures = document(attribute, level, len(ratings.units), len(ratings.annotators), measured)
        found[attribute.key] = figures | {"of": question.key, "matched": matched}
    return found
