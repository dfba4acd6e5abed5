"""JSON as its standard has it, with what Python's reader lets pass refused.

Python keeps the last of two equal keys in silence, reads NaN, Infinity and 1e999, and hands out
half a surrogate pair, which no database can store.
"""

from __future__ import annotations

import json
import math
from typing import Any

DEEPEST = 20
_LARGEST = 2**63  # what databases and other readers of JSON can hold


class Fault(ValueError):
    """What is wrong; `code` for machines, `place` the code point in the text, if it is known."""

    def __init__(self, code: str, message: str, place: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.place = code, message, place


def read_value(text: str, start: int = 0) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends. Raises Fault."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        message = f"This is no JSON: {error.msg[:1].lower()}{error.msg[1:]}."
        raise Fault("not_json", message, error.pos) from None
    except RecursionError:
        raise _too_deep() from None
    _check(value)
    return value, end


def skip_space(text: str, start: int) -> int:
    """The next place that is not white space as JSON has it."""
    end = len(text)
    while start < end and text[start] in " \t\n\r":
        start += 1
    return start


def _check(value: Any) -> None:
    """Raises Fault for deep nesting, and for strings that cannot be stored."""
    level, depth = [value], 0
    while level:
        depth += 1
        following: list[Any] = []
        for one in level:
            if isinstance(one, str):
                _check_string(one)
            elif isinstance(one, dict):
                following += one
                following += one.values()
            elif isinstance(one, list):
                following += one
        if depth > DEEPEST and any(isinstance(one, dict | list) for one in level):
            raise _too_deep()
        level = following


def _check_string(text: str) -> None:
    if "\x00" in text:
        raise Fault("nul", r"A string holds a NUL character (\u0000). Take it out.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Fault(
                "lone_surrogate",
                "A string holds half of a surrogate pair, such as \\ud83d without its second "
                "half: the text was cut in the middle of a character.",
            ) from None


def _too_deep() -> Fault:
    return Fault("too_deep", f"Objects and lists stand more than {DEEPEST} deep in each other.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add() is falsy, which is the point
        raise Fault("duplicate_key", f"The key “{twice[:60]}” stands twice in one object.")
    return made


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) >= _LARGEST:
        raise Fault("number_too_large", f"A number of {len(digits):,} digits is too large.")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Fault("number_too_large", f"The number {digits[:40]} is too large.")
    return number


def _constant(word: str) -> Any:
    raise Fault("not_a_number", f"{word} is no number that JSON knows.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
)
