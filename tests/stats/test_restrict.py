from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.tables import VALUES, Table, tables
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.ratings import Ratings
from workbench.stats.restrict import restricted


@settings(max_examples=60, deadline=None)
@given(table=tables(), data=st.data())
def test_it_is_as_if_the_others_had_never_been_made(table: Table, data: st.DataObject) -> None:
    records: list[Any] = [
        (unit, who, value)
        for unit, row in enumerate(table)
        for who, value in enumerate(row)
        if value is not None
    ]
    clusters = {unit: f"article {unit // 3}" for unit in range(len(table))}
    whole = Ratings.from_records(records, clusters=clusters, values=VALUES)
    drawn = data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)))
    left = [record for record, stays in zip(records, drawn, strict=True) if stays]
    kept = np.zeros(whole.codes.shape, dtype=np.bool_)
    for unit, who, _ in left:
        kept[whole.units.index(unit), whole.annotators.index(who)] = True
    found = restricted(whole, kept)
    expected = Ratings.from_records(left, clusters=clusters, values=VALUES)
    assert (found.units, found.annotators) == (expected.units, expected.annotators)
    assert (found.articles, found.values) == (expected.articles, expected.values)
    assert found.codes.tolist() == expected.codes.tolist()
    assert found.cluster.tolist() == expected.cluster.tolist()
    assert krippendorff_alpha(found, "interval") == krippendorff_alpha(expected, "interval")


def test_one_flag_an_annotator_will_do_and_nothing_is_written_over() -> None:
    whole = Ratings.from_records([(1, "x", "a"), (1, "y", "b"), (2, "y", "b"), (3, "x", "b")])
    found = restricted(whole, np.array([True, False]))
    assert (found.units, found.annotators, found.values) == ((1, 3), ("x",), ("a", "b"))
    assert found.codes.tolist() == [[0], [1]]
    assert whole.codes.tolist() == [[0, 1], [-1, 1], [1, -1]]
    with pytest.raises(ValueError, match="read-only"):
        found.codes[0, 0] = 1
