"""Ratings from small tables, and alpha straight from its definition to compare with.

Both are session fixtures that hand out plain functions, so that hypothesis may use them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from workbench.stats.ratings import Ratings

# One row a unit, one column an annotator, None where a judgment is missing.
Table = Sequence[Sequence[Any]]


def _rate(table: Table, **options: Any) -> Ratings:
    records = [
        (unit, f"annotator {column}", value)
        for unit, row in enumerate(table)
        for column, value in enumerate(row)
        if value is not None
    ]
    return Ratings.from_records(records, **options)


def _alpha_by_definition(table: Table, distance: str, order: Sequence[Any] = ()) -> float | None:
    """Loop over all pairs of values: Do within units, De over all pairable values."""
    units = [[value for value in row if value is not None] for row in table]
    units = [unit for unit in units if len(unit) >= 2]
    judged = [value for unit in units for value in unit]
    n = len(judged)

    def delta(a: Any, b: Any) -> float:
        return _delta(a, b, distance, judged, order)

    observed = sum(
        delta(a, b) / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    expected = sum(
        delta(a, b) for i, a in enumerate(judged) for j, b in enumerate(judged) if i != j
    )
    if not expected:
        return None
    return float(1 - (observed / n) / (expected / (n * (n - 1))))


def _delta(a: Any, b: Any, distance: str, judged: list[Any], order: Sequence[Any]) -> float:
    if a == b:
        return 0
    if distance == "nominal":
        return 1
    if distance == "ordinal":
        low, high = sorted([order.index(a), order.index(b)])
        between = sum(judged.count(order[rank]) for rank in range(low, high + 1))
        return float((between - (judged.count(a) + judged.count(b)) / 2) ** 2)
    if distance == "interval":
        return float((a - b) ** 2)
    if distance == "ratio":
        return float(((a - b) / (a + b)) ** 2)
    overlap = len(a & b) / len(a | b)
    if distance == "jaccard":
        return 1 - overlap
    if a < b or b < a:
        return 1 - overlap * 2 / 3
    return 1 - overlap / 3


@pytest.fixture(scope="session")
def rate() -> Callable[..., Ratings]:
    return _rate


@pytest.fixture(scope="session")
def alpha_by_definition() -> Callable[..., float | None]:
    return _alpha_by_definition
