"""How much of the text is marked."""

from __future__ import annotations

import pytest

from workbench.stats.extent import shares_marked
from workbench.stats.marking import Marking
from workbench.stats.passages import Marked, Span


def test_what_overlaps_counts_once_and_who_marks_nothing_counts() -> None:
    articles = {
        1: Marked(20, {"A": [Span(0, 6, "x"), Span(4, 10, "x"), Span(8, 12, "y")], "B": []}),
        2: Marked(10, {"A": [Span(0, 10, "x")]}),
        3: Marked(30, {"A": [], "B": [Span(0, 30, "y")]}),
    }
    # 20 + 20 + 30 + 30 code points were read by two; the second article is single.
    whole, shares = shares_marked(Marking.of(articles, ["x", "y", "z"]))
    assert whole == pytest.approx((12 + 30) / 100)
    assert shares == pytest.approx({"x": 0.1, "y": (4 + 30) / 100, "z": 0})


def test_nothing_compared_is_no_share() -> None:
    assert shares_marked(Marking.of({1: Marked(4, {"A": []})}, ["x"])) == (None, {"x": None})
