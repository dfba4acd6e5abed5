"""Reliability tables in JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workbench.agreement.table_parts import (
    LARGEST,
    NUMERIC,
    Level,
    Table,
    check_kinds,
    check_names,
    check_size,
    known_level,
)
from workbench.agreement.tables_spans import of_spans
from workbench.core.errors import Invalid
from workbench.stats.ratings import Value


def from_json(text: str, level: Level | None) -> Table:
    """The table in a JSON text; `level` overrules what it says of itself."""
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"This is not readable as JSON: {error}") from error
    if not isinstance(given, dict):
        raise Invalid('Expected an object such as {"level": "nominal", "units": {…}}.')
    _refuse_half_characters(text, given)
    named = given.get("level", "spans" if "articles" in given else "nominal")
    chosen = level or known_level(named)
    values = _offered(given.get("values"))
    if chosen == "spans":
        return of_spans(_object(given, "articles"), values)
    return _of_units(_object(given, "units"), chosen, values)


def _refuse_half_characters(text: str, given: Any) -> None:
    r"""Raise Invalid for an escape such as \ud800 alone, which no file can be written with."""
    if "\\ud" in text.lower():
        try:
            json.dumps(given, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise Invalid(
                "A text in the file holds half a character (a lone surrogate)."
            ) from error


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
    check_size(len(units), len(annotators))
    check_names(annotators)
    check_kinds([*(values or ()), *(value for row in units.values() for value in row.values())])
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
    if isinstance(value, str):
        return value
    if not isinstance(value, int | float):
        raise Invalid(f"{where}: {value!r} is neither a text nor a number.")
    if abs(value) > LARGEST:
        raise Invalid(f"{where}: a number beyond {LARGEST:.0e} cannot be calculated with.")
    return int(value) if isinstance(value, float) and value.is_integer() else value
