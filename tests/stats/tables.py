"""Small random rating tables: one row a unit, one column an annotator, None where missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Table = list[list[Any]]
VALUES = [1, 2, 3, 4]


def tables(
    *, width: tuple[int, int] = (2, 4), complete: bool = False, values: Sequence[Any] = VALUES
) -> st.SearchStrategy[Table]:
    """Up to eight units; about a third of the judgments missing, unless `complete`."""
    one = st.sampled_from(values)
    cell = one if complete else st.one_of(st.none(), one, one)
    return st.integers(*width).flatmap(
        lambda wide: st.lists(st.lists(cell, min_size=wide, max_size=wide), max_size=8)
    )


def moved(table: Table, order: Any) -> Table:
    """The same table with units and annotators in another order."""
    rows, columns = list(table), list(range(len(table[0]) if table else 0))
    order.shuffle(rows)
    order.shuffle(columns)
    return [[row[column] for column in columns] for row in rows]


def ordinary(units: int = 60, width: int = 3) -> Table:
    """Mostly agreeing, in a fixed pattern, with some missing."""

    def judged(unit: int, place: int) -> Any:
        differs = unit % (3 + place) == 0
        return None if (unit + place) % 7 == 0 else VALUES[(unit * unit // 2 + differs) % 4]

    return [[judged(unit, place) for place in range(width)] for unit in range(1, units + 1)]
