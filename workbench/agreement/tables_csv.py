"""Reliability tables as spreadsheets write them. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from workbench.agreement.table_parts import (
    AND,
    EMPTY_SET,
    LARGEST,
    NUMERIC,
    Level,
    Table,
    check_names,
    check_size,
)
from workbench.core.errors import Invalid
from workbench.stats.ratings import Value


def from_csv(text: str, level: Level | None) -> Table:
    """The table in a CSV; sets where nothing is said and a cell is written as one."""
    if level == "spans":
        raise Invalid("Passages do not fit into a CSV; hand in JSON.")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    cells: dict[str, dict[str, str]] = {}
    try:
        head = [name.strip() for name in next(rows, [])]
        _check_head(head)
        for row in rows:
            if any(cell.strip() for cell in row):
                _add_row(cells, head, row, rows.line_num)
    except csv.Error as error:
        raise Invalid(f"Line {rows.line_num}: this is no CSV ({error}).") from error
    check_size(len(cells), len(head) - 1)
    given = {cell for row in cells.values() for cell in row.values()}
    chosen: Level = level or ("set" if any(map(_is_set, given)) else "nominal")
    return Table(
        level=chosen,
        annotators=tuple(head[1:]),
        units={
            unit: {one: _cell(cell, chosen, unit) for one, cell in row.items()}
            for unit, row in cells.items()
        },
    )


def _delimiter(text: str) -> str:
    """What the line of names is divided by most often; a comma where it is by nothing."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _check_head(head: Sequence[str]) -> None:
    if len(head) < 3:
        raise Invalid(
            "Line 1: expected the names of the columns: the unit, then at least two annotators."
        )
    if "" in head[1:]:
        raise Invalid(f"Line 1: column {head[1:].index('') + 2} has no name.")
    if twice := next((name for name in head[1:] if head[1:].count(name) > 1), None):
        raise Invalid(f"Line 1: the annotator {twice!r} has two columns.")
    check_names(head[1:])


def _add_row(
    cells: dict[str, dict[str, str]], head: Sequence[str], row: Sequence[str], line: int
) -> None:
    unit = row[0].strip()
    if not unit:
        raise Invalid(f"Line {line}: the unit has no name.")
    if unit in cells:
        raise Invalid(f"Line {line}: the unit {unit!r} stands in the table twice.")
    if len(row) > len(head):
        raise Invalid(f"Line {line}: {len(row)} cells, but the line of names has {len(head)}.")
    cells[unit] = {
        name: cell.strip() for name, cell in zip(head[1:], row[1:], strict=False) if cell.strip()
    }


def _is_set(cell: str) -> bool:
    return cell == EMPTY_SET or AND in cell


def _cell(cell: str, level: Level, unit: str) -> Value:
    if level == "set":
        labels = [] if cell == EMPTY_SET else [label.strip() for label in cell.split(AND)]
        if "" in labels:
            raise Invalid(f"Unit {unit!r}: {cell!r} has a label without a name.")
        if EMPTY_SET in labels:
            raise Invalid(f"Unit {unit!r}: the empty set in {cell!r} stands beside labels.")
        return frozenset(labels)
    number = _number(cell)
    if level in NUMERIC and number is None:
        raise Invalid(f"Unit {unit!r}: {cell!r} is not a number, which the level {level} needs.")
    return cell if level == "nominal" or number is None else number


def _number(cell: str) -> float | int | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    if not abs(number) <= LARGEST or "_" in cell:
        return None
    return int(number) if number.is_integer() else number
