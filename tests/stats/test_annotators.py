"""One annotator beside the rest, and how often which values meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.annotators import against_the_rest, pair_counts
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
NA = None
TABLE = [[1, 1, 2], [2, 2, 3], [3, 3, NA], [1, 2, 2], [NA, 1, 2], [NA, NA, 3]]


def test_pairs_are_counted_once_and_both_ways_alike(rate: Rate) -> None:
    counts = pair_counts(rate(TABLE, values=[1, 2, 3]))
    assert counts.tolist() == [[1, 5, 0], [5, 2, 2], [0, 2, 1]]
    assert int(np.triu(counts).sum()) == 3 + 3 + 1 + 3 + 1


def test_without_one_is_alpha_of_the_others(rate: Rate) -> None:
    found = against_the_rest(rate(TABLE, values=[1, 2, 3]), "ordinal")
    others = [[row[0], row[1]] for row in TABLE]
    third = found[2]
    assert (
        third.without.value == krippendorff_alpha(rate(others, values=[1, 2, 3]), "ordinal").value
    )
    assert third.without.value is not None
    assert found[0].without.value is not None
    assert third.without.value > found[0].without.value, "the third reads it differently"


def test_the_bias_is_in_steps_of_the_scale(rate: Rate) -> None:
    found = against_the_rest(rate(TABLE, values=[1, 2, 3]), "ordinal", is_scale=True)
    # By hand: 1, 1, 0.5 and 1 above the mean of the others on four shared units.
    assert found[2].bias == pytest.approx(3.5 / 4)
    assert found[2].n_units == 4
    assert against_the_rest(rate(TABLE), "nominal")[2].bias is None


def test_the_confusion_is_own_by_others(rate: Rate) -> None:
    third = against_the_rest(rate(TABLE, values=[1, 2, 3]), "nominal")[2]
    assert third.confusion.tolist() == [[0, 0, 0], [4, 1, 0], [0, 2, 0]]
    assert third.agreement == pytest.approx(1 / 7)


def test_who_shares_no_unit_has_no_figures_of_their_own(rate: Rate) -> None:
    found: Any = against_the_rest(rate([["x", "x", NA], ["y", "x", NA], [NA, NA, "y"]]), "nominal")
    assert (found[2].agreement, found[2].n_units) == (None, 0)
    assert found[0].without.value is None
    assert found[0].without.why_undefined
