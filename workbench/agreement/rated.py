"""The answers to a question of values as ratings, with the distance that leads. Pure."""

from __future__ import annotations

from dataclasses import replace

from workbench.agreement.distances import distances_for, scale_of
from workbench.agreement.sample import Sample
from workbench.codebook.questions import Question
from workbench.stats.disagreement import Distance
from workbench.stats.ratings import Ratings


def ratings_of(question: Question, sample: Sample) -> tuple[Ratings, Distance]:
    """The answers to a question of values, and its headline distance."""
    distance = distances_for(question)[0]
    if question.is_set:
        return sample.sets(question), distance
    scale = scale_of(question)
    ratings = sample.singles(question, scale)
    if distance == "interval":
        numbers = tuple(map(float, scale))
        return replace(ratings, values=numbers, offered=numbers), distance
    return ratings, distance
