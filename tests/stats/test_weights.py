from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from numpy.testing import assert_allclose

from workbench.stats.ratings import Ratings
from workbench.stats.weights import agreement_weights

Rate = Callable[..., Ratings]


@pytest.mark.parametrize(
    ("weights", "row"),
    [
        ("identity", [1, 0, 0, 0]),
        ("linear", [1, 2 / 3, 1 / 3, 0]),
        ("quadratic", [1, 8 / 9, 5 / 9, 0]),
    ],
)
def test_weights_fall_with_the_steps_between_the_values_offered(
    rate: Rate, weights: Any, row: list[float]
) -> None:
    for values in (["never", "rarely", "often", "always"], [4, 3, 7, 1000]):
        ratings = rate([[values[0], values[3]]], values=values)
        table = agreement_weights(ratings, weights)
        assert_allclose(table[0], row)
        assert_allclose(table, table.T)
        assert_allclose(table[3], row[::-1])


def test_numbers_that_were_not_offered_stand_in_their_own_order(rate: Rate) -> None:
    """Then the values used are all there are, and the figure hangs on them."""
    assert_allclose(agreement_weights(rate([[10, 2], [3, 2]]), "linear")[0], [1, 0.5, 0])


def test_one_value_and_none_have_weights_too(rate: Rate) -> None:
    for weights in ("identity", "linear", "quadratic"):
        name: Any = weights
        assert agreement_weights(rate([[1, 1]]), name).tolist() == [[1]]
        assert agreement_weights(rate([]), name).shape == (0, 0)


@pytest.mark.parametrize(
    ("table", "weights", "sentence"),
    [
        ([["a", "b"]], "linear", "values in order"),
        ([["a", "b"]], "quadratic", "values in order"),
        ([["a", "b"]], "cubic", "no weights 'cubic'"),
        ([[frozenset("a"), frozenset()]], "identity", "MASI or Jaccard"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    rate: Rate, table: Any, weights: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        agreement_weights(rate(table), weights)
