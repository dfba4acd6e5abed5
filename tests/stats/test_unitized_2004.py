"""The older unitized alpha: its formula by loops, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.marking import LENGTH, apart, spans
from workbench.stats.passages import merged
from workbench.stats.unitized_2004 import unitized_alpha_2004

Lines = list[list[tuple[int, int]]]


def lines() -> st.SearchStrategy[Lines]:
    """Two to four annotators with passages of one category."""
    one = spans().map(lambda own: [span[:2] for span in apart(merged(own))])
    return st.lists(one, min_size=2, max_size=4)


def alpha(own: Lines, begin: int = 0, length: int = LENGTH) -> float | None:
    moved = [[(start + begin, end + begin) for start, end in spans] for spans in own]
    return unitized_alpha_2004(moved, begin=begin, length=length).value


@settings(max_examples=60, deadline=None)
@given(own=lines(), order=st.randoms(use_true_random=False), begin=st.integers(-5, 500))
def test_neither_order_nor_where_the_text_begins_matters(
    own: Lines, order: Any, begin: int
) -> None:
    value = alpha(own)
    for passages in own:
        order.shuffle(passages)
    order.shuffle(own)
    assert alpha(own, begin) == (None if value is None else pytest.approx(value))
    assert value is None or value <= 1


@settings(max_examples=60, deadline=None)
@given(own=lines())
def test_expected_disagreement_is_that_of_all_ways_to_lay_the_sections(own: Lines) -> None:
    """The closed form against moving every section over every other (Krippendorff 1995).

    Two passages of lengths a and b meet in a + b - 1 places, a passage lies in a gap in
    gap - a + 1; each passage is met by all the others.
    """
    found = unitized_alpha_2004(own, begin=0, length=LENGTH)
    units = [end - start for spans in own for start, end in spans]
    gaps = []
    for passages in own:
        ends = [0, *(end for span in sorted(passages) for end in span), LENGTH]
        gaps += [end - start for start, end in zip(ends[::2], ends[1::2], strict=True)]
    gaps = [gap for gap in gaps if gap]
    ways = (m := len(own)) * LENGTH * (m * LENGTH - 1) - sum(a * (a - 1) for a in units)
    disagreement = 0.0
    for unit in units:
        # Of equal length, shifted by up to a - 1 either way, both ends differ by the shift.
        shifts = sum(2 * shift**2 for shift in range(-unit + 1, unit))
        disagreement += (len(units) - 1) * shifts / 2
        disagreement += sum((gap - unit + 1) * unit**2 for gap in gaps if gap >= unit)
    assert found.expected == pytest.approx(2 / LENGTH * disagreement / ways)


def test_full_agreement_is_1_and_nothing_marked_is_undefined() -> None:
    assert alpha([[(2, 5), (7, 9)]] * 3) == 1
    nothing = unitized_alpha_2004([[], []], begin=0, length=9)
    assert (nothing.value, nothing.observed, nothing.expected) == (None, 0, 0)


def test_it_grows_with_the_length_of_the_text_which_is_why_it_was_replaced() -> None:
    own = [[(2, 6)], [(3, 6)]]
    short, long = alpha(own, length=12), alpha(own, length=1200)
    assert short is not None
    assert long is not None
    assert long > short


@pytest.mark.parametrize(
    "spans", [[(0, 4), (3, 6)], [(5, 5)], [(-1, 4)], [(5, 13)], [(6, 4)]], ids=str
)
def test_passages_that_cannot_be_are_refused(spans: Any) -> None:
    with pytest.raises(ValueError, match="is empty, lies outside 0 to 12, or overlaps"):
        alpha([spans, []])


def test_one_annotator_and_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="two annotators"):
        alpha([[(0, 4)]])
    with pytest.raises(ValueError, match="has no text"):
        alpha([[], []], length=0)


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ([(3, 7)], 1 + 4),  # the ends differ by 1 and by 2
        ([(5, 7)], 9 + 4),  # neighbours: each lies in a gap of the other, 3 and 2 long
        ([], 9),
        ([(2, 3), (4, 5)], 4 + 4),  # both meet it
    ],
)
def test_observed_disagreement_by_hand(other: Any, apart: int) -> None:
    """One annotator marked 2 to 5; summed both ways, over m (m - 1) lines of text squared."""
    found = unitized_alpha_2004([[(2, 5)], other], begin=0, length=LENGTH)
    assert found.observed == pytest.approx(2 * apart / (2 * LENGTH**2))
