from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.agreement import (
    is_informative,
    percent_agreement,
    positive_agreement,
    prevalence,
)
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]
NA = None


def test_both_definitions_on_krippendorff_2004_p230(rate: Rate) -> None:
    """Pooled .800 (Krippendorff 2004, p. 230); mean over units .81818 (Gwet 2014, same data)."""
    table = [
        [1, 1, NA, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NA, 5, 5, 5], [NA, NA, 1, 1], [NA, 3, NA, NA],
    ]  # fmt: skip
    agreement = percent_agreement(rate(table))
    assert agreement.pooled == pytest.approx(0.8, abs=1e-12)
    assert agreement.unit_mean == pytest.approx(0.81818, abs=1e-5)
    assert agreement.n_pairable == 11


def test_two_coders_artstein_and_poesio_2008_p558(rate: Rate) -> None:
    table = [["S", "S"]] * 20 + [["S", "I"]] * 10 + [["I", "S"]] * 20 + [["I", "I"]] * 50
    agreement = percent_agreement(rate(table))
    assert agreement.unit_mean == pytest.approx(0.7)
    assert agreement.pooled == pytest.approx(0.7)


def test_sets_agree_only_when_they_match_exactly(rate: Rate) -> None:
    """The nine pairs of DKPro Agreement's SetAnnotationsTest: three match."""
    pairs = ["|", "A|", "A|A", "A|B", "AB|A", "AB|AC", "ABC|ABC", "C|AC", "C|AC"]
    table = [[frozenset(one) for one in pair.split("|")] for pair in pairs]
    assert percent_agreement(rate(table)).unit_mean == pytest.approx(1 / 3)


def test_full_agreement_without_variation_is_still_full_agreement(rate: Rate) -> None:
    agreement = percent_agreement(rate([["a", "a"], ["a", "a", "a"]]))
    assert (agreement.pooled, agreement.unit_mean) == (1, 1)


def test_with_nothing_to_compare_agreement_says_so(rate: Rate) -> None:
    agreement = percent_agreement(rate([["a", None], [None, "a"]]))
    assert (agreement.pooled, agreement.unit_mean, agreement.n_pairable) == (None, None, 0)
    assert "nothing to compare" in (agreement.why_undefined or "")


def test_prevalence_counts_the_judgments_that_are_compared(rate: Rate) -> None:
    ratings = rate([["a", "a"], ["a", "b"], ["c", None]], values=["a", "b", "c"])
    assert prevalence(ratings) == {"a": 0.75, "b": 0.25, "c": 0}
    assert prevalence(rate([["a", None]])) == {}


@pytest.mark.parametrize(
    ("shares", "informative"),
    [
        ([0.95, 0.05], True),
        ([0.951, 0.049], False),
        ([0.02, 0.98], False),
        ([1.0], False),
        ([0.4, 0.3, 0.3], True),
        ([], False),
    ],
)
def test_beyond_95_to_5_a_coefficient_is_not_informative(
    shares: list[float], informative: bool
) -> None:
    assert is_informative(shares) is informative


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_positive_agreement_is_the_share_of_judgments_that_are_joined(
    rate: Rate, table: Table
) -> None:
    units = [own for row in table if len(own := [value for value in row if value]) >= 2]
    found = positive_agreement(rate(table, values=VALUES))
    assert bool(found) == bool(units)
    for value, share in found.items():
        n = sum(unit.count(value) for unit in units)
        joined = sum(
            unit.count(value) * (unit.count(value) - 1) / (len(unit) - 1) for unit in units
        )
        assert share == (pytest.approx(joined / n) if n else None)


@settings(max_examples=40, deadline=None)
@given(table=tables(width=(2, 2), complete=True, values=[1, 2]))
def test_of_two_annotators_positive_agreement_is_that_of_a_fourfold_table(
    rate: Rate, table: Table
) -> None:
    """2a / (2a + b + c), Cicchetti & Feinstein 1990."""
    both = table.count([1, 1])
    apart = table.count([1, 2]) + table.count([2, 1])
    found = positive_agreement(rate(table, values=[1, 2])).get(1)
    assert found == (pytest.approx(2 * both / (2 * both + apart)) if both + apart else None)
