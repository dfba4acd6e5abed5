"""As much of JSON Schema (draft 2020-12) as the schema of the codebook uses."""

from __future__ import annotations

import re
from typing import Any

TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
WORDS_OF = {
    "object": {
        "required",
        "properties",
        "patternProperties",
        "propertyNames",
        "additionalProperties",
    },
    "array": {"items", "maxItems"},
    "string": {"pattern", "minLength", "maxLength"},
    "integer": {"minimum", "maximum"},
}
#: What says nothing about whether a document fits.
WORDS = {"title", "description", "default", "$schema", "$defs"}


def fits(document: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether the document is valid. Raises StopIteration for a keyword that is not known here."""
    return all(_holds(word, document, schema, root) for word in schema if word not in WORDS)


def _holds(word: str, given: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    wanted = schema[word]
    match word:
        case "$ref":
            return fits(given, root["$defs"][wanted.removeprefix("#/$defs/")], root)
        case "anyOf":
            return any(fits(given, one, root) for one in wanted)
        case "type":
            is_boolean = isinstance(given, bool) and wanted != "boolean"
            return isinstance(given, TYPES[wanted]) and not is_boolean
        case "const":
            return bool(given == wanted)
        case "enum":
            return given in wanted
    kind = next(kind for kind, words in WORDS_OF.items() if word in words)
    if not isinstance(given, TYPES[kind]):
        return True  # a keyword says nothing about values of another type
    return _holds_here(word, given, schema, root)


def _holds_here(word: str, given: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    wanted = schema[word]
    if isinstance(given, dict):
        return _holds_of_object(word, given, schema, root)
    if word == "items":
        return all(fits(one, wanted, root) for one in given)
    if word == "pattern":  # `$` as JavaScript has it
        return re.search(wanted.replace("$", r"\Z"), given) is not None
    size = given if isinstance(given, int) else len(given)
    return bool(size <= wanted if word.startswith("max") else size >= wanted)


def _holds_of_object(
    word: str, given: dict[str, Any], schema: dict[str, Any], root: dict[str, Any]
) -> bool:
    named, matched = schema.get("properties", {}), schema.get("patternProperties", {})
    match word:
        case "required":
            return set(schema[word]) <= set(given)
        case "properties":
            return all(fits(given[key], named[key], root) for key in given if key in named)
        case "patternProperties":
            return all(
                fits(value, one, root)
                for key, value in given.items()
                for pattern, one in matched.items()
                if re.search(pattern, key)
            )
        case "propertyNames":
            return all(fits(key, schema[word], root) for key in given)
        case "additionalProperties":
            others = [v for k, v in given.items() if k not in named and not _any(matched, k)]
            return not others if schema[word] is False else _all(others, schema[word], root)
    raise KeyError(word)


def _any(patterns: dict[str, Any], key: str) -> bool:
    return any(re.search(pattern, key) for pattern in patterns)


def _all(given: list[Any], schema: dict[str, Any], root: dict[str, Any]) -> bool:
    return all(fits(one, schema, root) for one in given)
