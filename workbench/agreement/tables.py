"""Reliability tables that people bring: CSV or JSON in, who judged which unit how. Pure.

CSV: a line of names, the unit in the first column, then one column an annotator; an empty cell is
missing. Sets are written `a|b`, the empty set `{}`. JSON is explained in the README.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from workbench.core.errors import Invalid
from workbench.stats.passages import Marked, Span
from workbench.stats.ratings import Value

Level = Literal["nominal", "ordinal", "interval", "ratio", "set", "spans"]
NUMERIC = frozenset({"interval", "ratio"})

#: A slip of the pen, not a table: units times annotators.
MOST_CELLS = 5_000_000
EMPTY_SET, AND = "{}", "|"


@dataclass(frozen=True)
class Table:
    """Units with the values of their annotators, or articles with their passages.

    `values` are those offered, lowest first, None where the table does not say. Of `spans` only
    `articles` and `values` (labels) are there, of all others only `units`.
    """

    level: Level
    annotators: tuple[str, ...]
    values: tuple[Value, ...] | None = None
    units: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    articles: Mapping[str, Marked] = field(default_factory=dict)
    tokens: Mapping[str, Sequence[tuple[int, int]]] | None = None


def read_table(content: bytes, level: str = "") -> Table:
    """The table in a file; `level` overrules what the file says of itself.

    A CSV that does not say is nominal, or of sets where a cell is written as one. Raises Invalid,
    with the line or the unit, for what cannot be read as such a table.
    """
    if level and level not in get_args(Level):
        known = ", ".join(get_args(Level))
        raise Invalid(f"There is no level {level!r}; choose one of {known}.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("The file is not UTF-8. Save it as “CSV UTF-8” and try again.") from error
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(text, cast(Level, level))
    return _from_csv(text, cast(Level, level))


def _from_csv(text: str, level: Level | Literal[""]) -> Table:
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
    _check_size(len(cells), len(head) - 1)
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
    if not math.isfinite(number) or "_" in cell:
        return None
    return int(number) if number.is_integer() else number


def _from_json(text: str, level: Level | Literal[""]) -> Table:
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"This is not readable as JSON: {error}") from error
    if not isinstance(given, dict):
        raise Invalid('Expected an object such as {"level": "nominal", "units": {…}}.')
    chosen = level or given.get("level", "spans" if "articles" in given else "nominal")
    if chosen not in get_args(Level):
        known = ", ".join(get_args(Level))
        raise Invalid(f"There is no level {chosen!r}; choose one of {known}.")
    values = _offered(given.get("values"))
    if chosen == "spans":
        return _of_spans(_object(given, "articles"), values)
    return _of_units(_object(given, "units"), cast(Level, chosen), values)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands in one object twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _object(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = given.get(name)
    if not isinstance(found, dict):
        raise Invalid(f'Expected "{name}", an object with one entry for each of them.')
    return found


def _offered(given: Any) -> tuple[Value, ...] | None:
    if given is None:
        return None
    if not isinstance(given, list):
        raise Invalid('"values" is the list of the values offered, lowest first.')
    return tuple(_single(one, '"values"') for one in given)


def _of_units(given: Mapping[str, Any], level: Level, values: tuple[Value, ...] | None) -> Table:
    units: dict[str, dict[str, Value]] = {}
    annotators: dict[str, None] = {}
    for unit, row in given.items():
        if not isinstance(row, dict):
            raise Invalid(f"Unit {unit!r}: expected an object with a value for each annotator.")
        annotators |= dict.fromkeys(row)
        units[unit] = {
            name: _json_value(value, level, f"Unit {unit!r}, annotator {name!r}")
            for name, value in row.items()
            if value is not None
        }
    _check_size(len(units), len(annotators))
    return Table(level, tuple(annotators), values, units=units)


def _json_value(value: Any, level: Level, where: str) -> Value:
    if level != "set":
        found = _single(value, where)
        if level in NUMERIC and isinstance(found, str):
            raise Invalid(f"{where}: {value!r} is not a number, which the level {level} needs.")
        return found
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Invalid(f'{where}: a set is a list of labels, such as [] or ["a", "b"].')
    return frozenset(value)


def _single(value: Any, where: str) -> Value:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value.is_integer() else value
    raise Invalid(f"{where}: {value!r} is neither a text nor a number.")


def _of_spans(given: Mapping[str, Any], values: tuple[Value, ...] | None) -> Table:
    articles: dict[str, Marked] = {}
    tokens: dict[str, Sequence[tuple[int, int]]] = {}
    annotators: dict[str, None] = {}
    for key, one in given.items():
        where = f"Article {key!r}"
        if not isinstance(one, dict) or not isinstance(one.get("annotators"), dict):
            raise Invalid(f'{where}: expected {{"length": …, "annotators": {{…}}}}.')
        length = one.get("length")
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            raise Invalid(f"{where}: the length is a number of characters, from 0 on.")
        marks = {
            name: [_span(span, f"{where}, annotator {name!r}", length) for span in spans]
            for name, spans in one["annotators"].items()
            if isinstance(spans, list)
        }
        if len(marks) < len(one["annotators"]):
            raise Invalid(f"{where}: each annotator has a list of passages, [] for none.")
        annotators |= dict.fromkeys(marks)
        articles[key] = Marked(length, marks)
        if "tokens" in one:
            tokens[key] = [_token(token, where, length) for token in one["tokens"]]
    if tokens and len(tokens) < len(articles):
        raise Invalid("Hand in the tokens of every article, or of none.")
    return Table("spans", tuple(annotators), values, articles=articles, tokens=tokens or None)


def _span(given: Any, where: str, length: int) -> Span:
    if not isinstance(given, list) or len(given) != 3 or not isinstance(given[2], str):
        raise Invalid(f"{where}: a passage is [start, end, label], not {given!r}.")
    start, end = _ends(given, where, length)
    return Span(start, end, given[2])


def _token(given: Any, where: str, length: int) -> tuple[int, int]:
    if not isinstance(given, list) or len(given) != 2:
        raise Invalid(f"{where}: a token is [start, end], not {given!r}.")
    return _ends(given, where, length)


def _ends(given: Sequence[Any], where: str, length: int) -> tuple[int, int]:
    start, end = given[:2]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise Invalid(
            f"{where}: {start!r} to {end!r} is no passage within the {length} characters."
        )
    return start, end


def _check_size(units: int, annotators: int) -> None:
    if units * annotators > MOST_CELLS:
        raise Invalid(
            f"{units} units by {annotators} annotators are more than {MOST_CELLS:,} cells, the "
            "most that is calculated here."
        )
