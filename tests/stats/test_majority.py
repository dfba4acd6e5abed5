from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.majority import majorities
from workbench.stats.ratings import Ratings

Rate = Callable[..., Ratings]


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_the_commonest_values_of_each_unit_and_their_share(rate: Rate, table: Table) -> None:
    ratings = rate(table, values=VALUES)
    found = majorities(ratings)
    for place, unit in enumerate(ratings.units):
        row = [value for value in table[int(str(unit))] if value is not None]
        counts = Counter(row)
        most = max(counts.values())
        leading = tuple(value for value in VALUES if counts[value] == most)
        assert found.leading[place] == leading
        assert found.share[place] == pytest.approx(most / len(row))
        assert found.winners[place] == (leading[0] if len(leading) == 1 else None)


def test_ties_are_told_in_the_order_offered_and_never_broken(rate: Rate) -> None:
    ratings = rate([["b", "a", None], ["b", "b", "a"], [None, "a", None]], values=["b", "a"])
    found = majorities(ratings)
    assert found.leading == (("b", "a"), ("b",), ("a",))
    assert found.winners == (None, "b", "a")
    assert found.share.tolist() == pytest.approx([1 / 2, 2 / 3, 1])


def test_sets_are_counted_as_wholes(rate: Rate) -> None:
    war, both, none = frozenset({"war"}), frozenset({"war", "law"}), frozenset[str]()
    rows: list[list[Any]] = [[war, war, both], [none, none, war]]
    assert majorities(rate(rows)).winners == (war, none)


def test_without_judgments_there_is_no_majority(rate: Rate) -> None:
    found = majorities(rate([]))
    assert (found.leading, found.winners, found.share.tolist()) == ((), (), [])
