"""What was said to a question, in the form that parts of it are measured in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.agreement.given import judged, questions, sample_of
from workbench.agreement.material import Material, labels_marked, material_of, texts_marked
from workbench.stats.passages import Marked, Span
from workbench.stats.restrict import restricted
from workbench.stats.unitized import unitized_alphas

SAID = [
    judged("A", 1, {"quoted": "yes"}, article=1, spans=[(0, 4, "source"), (6, 9, "cue")]),
    judged("B", 1, {"quoted": "yes"}, article=1, spans=[(0, 5, "source")]),
    judged("A", 2, {"quoted": "no"}, article=2),
    judged("B", 2, {"quoted": "yes"}, article=2, spans=[(3, 7, "cue")]),
    judged("C", 2, {"quoted": "yes"}, article=2, spans=[(3, 7, "cue")]),
    judged("C", 3, {"quoted": "no"}, article=3),
]
TWO = [Span(0, 4, "source"), Span(6, 9, "cue")]
LENGTHS = {1: 40, 2: 30, 3: 20}


def passages() -> Material:
    question = next(one for one in questions() if one.is_spans)
    found = material_of(question, sample_of(SAID, questions()), LENGTHS)
    assert found is not None
    return found


def marked() -> dict[int, Marked]:
    return {
        1: Marked(
            40, {"A": [Span(0, 4, "source"), Span(6, 9, "cue")], "B": [Span(0, 5, "source")]}
        ),
        2: Marked(30, {"A": [], "B": [Span(3, 7, "cue")], "C": [Span(3, 7, "cue")]}),
        3: Marked(20, {"C": []}),
    }


def test_passages_by_who_read_what() -> None:
    material = passages()
    assert material.marking is not None
    assert texts_marked(material.marking) == marked()
    assert not material.overlapping
    assert material.measure == "u_alpha"


def test_labels_are_sets_and_none_is_an_answer() -> None:
    material = passages()
    assert material.marking is not None
    ratings = labels_marked(material.marking)
    said = {
        (unit, seat): ratings.values[code]
        for unit, row in zip(ratings.units, ratings.codes, strict=True)
        for seat, code in zip(ratings.annotators, row, strict=True)
        if code >= 0
    }
    assert said == {
        (1, "A"): {"source", "cue"},
        (1, "B"): {"source"},
        (2, "A"): frozenset(),
        (2, "B"): {"cue"},
        (2, "C"): {"cue"},
        (3, "C"): frozenset(),
    }


@pytest.mark.parametrize("seats", ["ABC", "BC", "AB"])
def test_a_part_has_the_figure_of_its_judgments_alone(seats: str) -> None:
    material = passages()
    kept = np.array([name in seats for name in material.ratings.annotators])
    found = material.figure(restricted(material.ratings, kept))
    alone = {
        unit: Marked(one.length, {who: own for who, own in one.annotators.items() if who in seats})
        for unit, one in marked().items()
    }
    alphas = unitized_alphas(alone)
    assert found.value == pytest.approx(alphas.u.value)
    assert found.why == alphas.u.why_undefined
    assert (found.n_units, found.n_annotators) == (alphas.n_articles, alphas.n_annotators)
    assert (found.interval is not None) == (alphas.n_articles >= 2)


def test_numbers_have_the_ids_of_their_values() -> None:
    question = next(one for one in questions() if one.key == "tone.mayor")
    interval = question.dimension.agreement.model_copy(update={"distances": ("interval",)})
    dimension = question.dimension.model_copy(update={"agreement": interval})
    some = [judged("A", 1, {"tone.mayor": "-1"}), judged("B", 1, {"tone.mayor": "1"})]
    found = material_of(replace(question, dimension=dimension), sample_of(some, questions()), {})
    assert found is not None
    assert found.distance == "interval"
    assert found.ratings.values == (-1.0, 0.0, 1.0)
    assert found.value_ids == ("-1", "0", "1")


def test_words_are_no_material() -> None:
    question = next(one for one in questions() if one.key == "quoted")
    dimension = question.dimension.model_copy(update={"type": "text"})
    assert material_of(replace(question, dimension=dimension), sample_of([], ()), {}) is None
