from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings

from tests.stats.tables import Table, tables
from workbench.stats.others import against_the_majority


def codes_of(table: Table) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    width = len(table[0]) if table else 0
    rows = [[-1 if value is None else value for value in row] for row in table]
    return np.array(rows, dtype=np.int8).reshape(len(table), width)


@settings(max_examples=150, deadline=None)
@given(table=tables(width=(1, 6)))
def test_each_judgment_beside_the_commonest_value_of_the_others(table: Table) -> None:
    agrees, differs = against_the_majority(codes_of(table))
    for unit, row in enumerate(table):
        for place, own in enumerate(row):
            others = Counter(one for at, one in enumerate(row) if at != place and one is not None)
            most = [value for value, n in others.items() if n == max(others.values())]
            has_majority = own is not None and len(most) == 1
            assert agrees[unit, place] == (has_majority and own == most[0])
            assert differs[unit, place] == (has_majority and own != most[0])


def test_by_hand() -> None:
    agrees, differs = against_the_majority(codes_of([[1, 1, 2], [1, 2, 3], [1, 2, None]]))
    # The first of row 1 sees a tie of 1 and 2, the third two that agree against it.
    assert agrees.tolist() == [[False] * 3] * 3
    assert differs.tolist() == [[False, False, True], [False] * 3, [True, True, False]]
    agrees, differs = against_the_majority(codes_of([[1, 1, 1, 2], [1, None, None, None]]))
    assert agrees.tolist() == [[True, True, True, False], [False] * 4]
    assert differs.tolist() == [[False, False, False, True], [False] * 4]
