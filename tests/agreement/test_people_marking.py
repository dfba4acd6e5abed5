"""Annotators of passages beside the rest."""

from __future__ import annotations

import numpy as np
import pytest

from tests.agreement.test_material import LENGTHS, passages
from workbench.agreement.people import Times
from workbench.agreement.people_marking import BesideMarks, marking_people
from workbench.stats.passages import Marked, Span
from workbench.stats.unitized import unitized_alphas


@pytest.fixture
def found() -> dict[str, BesideMarks]:
    """Of `test_material.SAID`: A marks a source and a cue where B marks the source, and nothing
    where B and C mark the same cue; C alone has read a third paragraph."""
    material = passages()
    shape = material.ratings.codes.shape
    milliseconds = np.full(shape, -1)
    milliseconds[0, 0], milliseconds[1, 0] = 4_000, 6_000
    people = marking_people(material, Times(np.full(shape, -1), milliseconds))
    return {one.seat: one for one in people}


def test_f1_is_the_mean_over_the_others(found: dict[str, BesideMarks]) -> None:
    """A and B: one hit of 2 + 2 marked; A and C: none of 0 + 1; B and C: one of 1 + 1."""
    assert list(found) == ["A", "B", "C"]
    assert [one.f1 for one in found.values()] == pytest.approx([1 / 4, (1 / 2 + 1) / 2, 1 / 2])


def test_who_marks_more_than_the_others_and_in_how_many_texts(
    found: dict[str, BesideMarks],
) -> None:
    """A: 2 beside 1, and 0 beside 1; B: 1 beside 2, and 1 beside (0 + 1) / 2; C: 1 beside that."""
    assert [one.more for one in found.values()] == pytest.approx([0, (-1 + 0.5) / 2, 0.5])
    assert [one.n_units for one in found.values()] == [2, 2, 1]


def test_without_somebody_is_what_the_others_make_alone(found: dict[str, BesideMarks]) -> None:
    cue = [Span(3, 7, "cue")]
    others = {
        1: Marked(LENGTHS[1], {"A": [Span(0, 4, "source"), Span(6, 9, "cue")]}),
        2: Marked(LENGTHS[2], {"A": [], "C": cue}),
    }
    expected = unitized_alphas(others, ["source", "cue"]).u.value
    assert found["B"].without.value == pytest.approx(expected)
    assert found["A"].without.value == 1.0  # B and C mark the same
    assert found["A"].without.n_units == 1


def test_time_is_the_median_of_what_was_measured(found: dict[str, BesideMarks]) -> None:
    assert (found["A"].seconds, found["A"].n_timed) == (5, 2)
    assert (found["B"].seconds, found["B"].n_timed) == (None, 0)
