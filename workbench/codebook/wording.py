"""What pydantic finds wrong with the shape of a codebook, for whoever wrote the file. Pure.

No sentence repeats what the file holds: it may be shown to others than its author.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from workbench.codebook import format

_NAMES: Final = "letters, digits, `_` and `-`, and begins with a letter or digit, or a minus"


def _pattern(constrained: Any) -> str:
    return str(constrained.__metadata__[0].pattern)


#: What a text must look like, by the pattern that it fails.
_PATTERNS: Final[Mapping[str, str]] = {
    _pattern(format.Identifier): f"an id is made of {_NAMES}",
    _pattern(format.TargetKey): (
        "the id of a target is made of small letters and digits, with single hyphens between"
    ),
    _pattern(format.Key): "a key is one letter (a to z, A to Z) or digit",
    _pattern(format.ValuesFrom): (
        "this must be the id of an earlier question, `project.camps` or `project.targets`"
    ),
    r"^[a-z]{2,3}$": "a language is a code of two or three small letters, such as en",
    _pattern(format.OutsideName): "this must stand on one line",
}


def sentence(fault: Mapping[str, Any]) -> str:
    """One of pydantic's faults (with its input) in plain words, without a full stop."""
    kind, given = fault["type"], fault.get("input")
    limits: Mapping[str, Any] = fault.get("ctx", {})
    match kind:
        case "missing":
            return "this is needed"
        case "extra_forbidden":
            return "there is no such key; check its spelling"
        case "string_type":
            return _needs_text(given)
        case "string_pattern_mismatch":
            said = _PATTERNS.get(limits["pattern"])
            return said or "this holds characters that cannot stand here"
        case "string_too_long":
            return f"{len(given or ''):,} characters: at most {limits['max_length']:,}"
        case "string_too_short":
            return "this is empty: write a word or more"
        case "literal_error":
            return f"this must be {_choices(limits['expected'])}"
        case "too_long":
            return _too_many(fault, limits)
        case "tuple_type" | "list_type":
            return "this must be a list: lines that begin with `-`, or [one, two]"
        case "model_type" | "dict_type" | "model_attributes_type":
            return "this must hold `key: value` lines"
        case "greater_than_equal":
            return f"this must be {limits['ge']} or more"
        case "less_than_equal":
            return f"this must be {limits['le']} or less"
        case _ if kind.startswith("int_"):
            return "this must be a whole number"
        case _ if kind.startswith("bool_"):
            return "this must be true or false"
    return str(fault["msg"])


def _needs_text(given: Any) -> str:
    match given:
        case None:
            return "nothing stands here: write text, or leave the key out"
        case bool():
            return "yes, no, on, off, true and false are no text in YAML: put it in quotes"
        case int() | float():
            return "a number is no text in YAML: put it in quotes"
        case date():
            return "a date is no text in YAML: put it in quotes"
    return "this must be text"


def _choices(expected: str) -> str:
    """`'a', 'b' or 'c'` as pydantic lists them."""
    return (
        expected.replace("'", "`")
        if " or " not in expected
        else ("one of " + expected.replace("'", "`"))
    )


def _too_many(fault: Mapping[str, Any], limits: Mapping[str, Any]) -> str:
    what = next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "parts")
    noun = what.rstrip("_").replace("_", " ")
    given: Sequence[Any] | None = fault.get("input")
    number = f"{len(given):,} " if given is not None else ""
    return f"{number}{noun}: at most {limits['max_length']}"
