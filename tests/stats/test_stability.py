from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.ratings import Ratings
from workbench.stats.stability import Stability, stability

FIRST, AGAIN = "first", "again"


def twice(answers: dict[str, list[tuple[Any, Any]]], **options: Any) -> Ratings:
    """Of each annotator the first and second answer to unit 0, 1, 2 and so on."""
    records = [
        (unit, (who, occasion), value)
        for who, pairs in answers.items()
        for unit, pair in enumerate(pairs)
        for occasion, value in zip((FIRST, AGAIN), pair, strict=True)
        if value is not None
    ]
    return Ratings.from_records(records, **options)


def test_by_hand() -> None:
    # o: aa 2, bb 4, ab and ba 1 each; so n_a = 3, n_b = 5 and 1 - 7 * 2 / (2 * 3 * 5).
    ann = [("a", "a"), ("b", "b"), ("b", "b"), ("a", "b"), ("a", None)]
    bea = [("a", "b"), ("b", "a"), (None, "a"), (None, None), (None, None)]
    first, second = stability(twice({"Ann": ann, "Bea": bea}), "nominal")
    assert first.annotator == "Ann"
    assert first.alpha.value == pytest.approx(1 - 7 / 15)
    assert (first.agreement, first.n_units, first.alpha.n_single) == (3 / 4, 4, 1)
    assert second.alpha.value == pytest.approx(-0.5), "two swapped answers"
    assert (second.agreement, second.n_units) == (0, 2)


def test_far_apart_weighs_more_than_near_by() -> None:
    near, far = [(1, 1), (4, 4), (2, 3)], [(1, 1), (4, 4), (1, 4)]
    first, second = stability(twice({"Ann": near, "Bea": far}, values=[1, 2, 3, 4]), "interval")
    assert first.alpha.value is not None
    assert second.alpha.value is not None
    assert first.agreement == second.agreement
    assert first.alpha.value > second.alpha.value


def test_without_a_second_answer_or_without_variation_it_says_so() -> None:
    answers = {"Ann": [("a", None), ("b", None)], "Bea": [("a", "a"), ("a", "a")]}
    first, second = stability(twice(answers), "nominal")
    assert (first.alpha.value, first.agreement, first.n_units) == (None, None, 0)
    assert "a second time" in (first.alpha.why_undefined or "")
    assert (second.alpha.value, second.agreement, second.n_units) == (None, 1, 2)
    assert "say the same (a)" in (second.alpha.why_undefined or "")
    assert stability(twice({}), "nominal") == ()


def test_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="is not a pair"):
        stability(Ratings.from_records([(1, "Ann", "a")]), "nominal")


@settings(max_examples=50, deadline=None)
@given(one=tables(width=(2, 2)), other=tables(width=(2, 2)))
def test_each_is_alpha_of_their_own_answers_whatever_others_say(one: Table, other: Table) -> None:
    def rows(table: Table) -> list[tuple[Any, Any]]:
        return [(first, again) for first, again in table]

    found = stability(twice({"Ann": rows(one), "Bea": rows(other)}, values=VALUES), "ordinal")
    by_name: dict[Any, Stability] = {own.annotator: own for own in found}
    for name, table in (("Ann", one), ("Bea", other)):
        both = [pair for pair in rows(table) if None not in pair]
        if name not in by_name:
            assert not both
            continue
        alone = krippendorff_alpha(twice({name: rows(table)}, values=VALUES), "ordinal")
        assert by_name[name].alpha.value == alone.value
        assert by_name[name].n_units == len(both)
