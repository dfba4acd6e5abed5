from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from workbench.stats.alpha import category_alphas, krippendorff_alpha, label_alphas
from workbench.stats.disagreement import Distance
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]

WAR, PEACE, BOTH, NONE = (frozenset(one) for one in (["war"], ["peace"], ["war", "peace"], []))


def test_two_swapped_units_give_minus_one_half(rate: Rate) -> None:
    """fast-krippendorff issue 27: systematic disagreement on two units."""
    assert krippendorff_alpha(rate([["A", "B"], ["B", "A"]]), "nominal").value == -0.5


def test_one_dissent_among_otherwise_equal_values_gives_exactly_0(rate: Rate) -> None:
    """fast-krippendorff issue 11, confirmed by Krippendorff."""
    table = [[3] * 5, [3, 3, 3, 3, None], [3, 3, None, 3, 3], [3, 3, None, 3, 3], [3, 3, 3, 1, 3]]
    assert krippendorff_alpha(rate(table), "nominal").value == 0
    for distance in ("ordinal", "interval", "ratio"):
        value = krippendorff_alpha(rate(table), distance).value
        assert value == pytest.approx(0, abs=1e-12)


def test_partial_overlap_with_perfect_agreement_gives_1(rate: Rate) -> None:
    """Annotators are matched by unit, never by position."""
    table = [[1, 1, None], [None, 2, 2], [3, None, 3], [None, 1, 1], [4, None, None]]
    for distance in ("nominal", "ordinal", "interval", "ratio"):
        estimate = krippendorff_alpha(rate(table), distance, seed=3)
        assert estimate.value == 1
        assert estimate.interval == (1, 1)


def test_values_nobody_used_in_a_pairable_unit_do_not_move_ordinal_alpha(rate: Rate) -> None:
    """By hand: two values are left, n = (5, 3), so Do = 2/8 and De = 30/56."""
    table = [[1, 1], [1, 1], [5, 5], [1, 5], [2, None]]
    ratings = rate(table, values=[1, 2, 3, 4, 5])
    assert krippendorff_alpha(ratings, "ordinal").value == pytest.approx(8 / 15)


@pytest.mark.parametrize("distance", get_args(Distance))
def test_without_pairable_units_alpha_is_undefined_and_says_so(
    rate: Rate, distance: Distance
) -> None:
    value = WAR if distance in ("masi", "jaccard") else 1
    for table in ([], [[value, None], [None, value]]):
        estimate = krippendorff_alpha(rate(table), distance, seed=1)
        assert estimate.value is None
        assert "nothing to compare" in (estimate.why_undefined or "")
        assert estimate.interval is None


def test_a_new_project_with_labels_but_no_judgments_has_no_alpha_yet() -> None:
    ratings = Ratings.from_records([], values=["war", "peace"])
    assert "nothing to compare" in (krippendorff_alpha(ratings, "masi").why_undefined or "")
    assert label_alphas(ratings, ["war"])["war"].prevalence is None


@pytest.mark.parametrize("distance", get_args(Distance))
def test_without_variation_alpha_is_undefined_never_1(rate: Rate, distance: Distance) -> None:
    value, said = (WAR, "war") if distance in ("masi", "jaccard") else (7, "7")
    other = PEACE if value == WAR else 8
    table = [[value, value], [value, value], [other, None]]
    estimate = krippendorff_alpha(rate(table), distance, seed=1)
    assert estimate.value is None
    assert f"({said})" in (estimate.why_undefined or "")


def test_the_estimate_counts_what_it_rests_on(rate: Rate) -> None:
    table = [[1, 1, None, None], [1, 2, 2, None], [2, None, None, None], [None, None, None, 1]]
    articles = {0: "x", 1: "x", 2: "y", 3: "z"}
    estimate = krippendorff_alpha(rate(table, clusters=articles), "nominal")
    assert (estimate.measure, estimate.distance) == ("krippendorff_alpha", "nominal")
    assert (estimate.n_units, estimate.n_pairable, estimate.n_single) == (4, 2, 2)
    assert (estimate.n_annotators, estimate.n_clusters) == (3, 1)


def test_without_a_seed_there_is_no_interval(rate: Rate) -> None:
    estimate = krippendorff_alpha(rate([[1, 2], [1, 1]]), "nominal")
    assert (estimate.interval, estimate.replicates, estimate.seed) == (None, 0, None)


@pytest.mark.parametrize(
    ("table", "distance", "sentence"),
    [
        ([["a", "b"]], "euclid", "choose one of nominal, ordinal"),
        ([["a", "b"]], "ordinal", "hand in the values"),
        ([[WAR, PEACE]], "ordinal", "no order"),
        ([["a", "b"]], "interval", "'a' is not a number"),
        ([[WAR, PEACE]], "interval", "needs numbers"),
        ([[-1, 2]], "ratio", "starts at 0"),
        ([["a", "b"]], "masi", "not sets of labels"),
    ],
)
def test_a_distance_that_does_not_fit_is_refused_in_words(
    rate: Rate, table: Any, distance: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        krippendorff_alpha(rate(table), distance)


def test_words_in_an_offered_order_are_ordinal(rate: Rate) -> None:
    words, numbers = ["low", "middle", "high"], [1, 2, 3]
    table = [[1, 2], [2, 2], [3, 3], [1, 3]]
    named = [[words[value - 1] for value in row] for row in table]
    assert (
        krippendorff_alpha(rate(named, values=words), "ordinal").value
        == krippendorff_alpha(rate(table, values=numbers), "ordinal").value
    )


def test_category_alpha_is_the_alpha_of_this_value_against_all_others(rate: Rate) -> None:
    table: list[Any] = [
        ["a", "b", None],
        ["a", "a", "c"],
        ["b", "b", "b"],
        [None, "c", "c"],
        ["d", None, None],
    ]
    found = category_alphas(rate(table, values=["a", "b", "c", "d", "e"]))
    assert list(found) == ["a", "b", "c", "d", "e"]
    for value in "abc":
        binary = [[None if one is None else int(one == value) for one in row] for row in table]
        expected = krippendorff_alpha(rate(binary), "nominal").value
        assert found[value].value == pytest.approx(expected)
    for value in "de":
        assert found[value].value is None
        assert f"None of the judgments that can be compared carry {value}" in (
            found[value].why_undefined or ""
        )


def test_a_category_that_all_judgments_carry_has_no_alpha(rate: Rate) -> None:
    found = category_alphas(rate([["a", "a"], ["a", "a"]]))
    assert "All of the judgments" in (found["a"].why_undefined or "")


def test_full_agreement_gives_each_category_exactly_1(rate: Rate) -> None:
    found = category_alphas(rate([["a"] * 4, ["b"] * 7, ["c"] * 3, ["a"] * 11]))
    assert [found[value].value for value in "abc"] == [1, 1, 1]


def test_label_alphas_are_binary_alphas_with_prevalence(rate: Rate) -> None:
    table: list[Any] = [[WAR, BOTH], [NONE, PEACE], [WAR, WAR], [BOTH, BOTH], [PEACE, None]]
    found = label_alphas(rate(table), ["war", "peace", "economy"], seed=5, replicates=50)
    for label, positive in (("war", 6), ("peace", 4)):
        binary = [[None if one is None else int(label in one) for one in row] for row in table]
        expected = krippendorff_alpha(rate(binary), "nominal", seed=5, replicates=50)
        assert found[label].alpha == expected
        assert (found[label].n_positive, found[label].prevalence) == (positive, positive / 8)
    assert found["economy"].alpha.value is None
    assert "None of the judgments" in (found["economy"].alpha.why_undefined or "")
    assert (found["economy"].n_positive, found["economy"].prevalence) == (0, 0)


def test_labels_of_single_values_are_refused(rate: Rate) -> None:
    with pytest.raises(ValueError, match="not sets of labels"):
        label_alphas(rate([["war", "war"]]), ["war"])
