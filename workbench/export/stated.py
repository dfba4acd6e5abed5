"""What the keys of a line may hold. Pure: each check gives the value, or a sentence why not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from workbench.accounts.names import tidy_name
from workbench.assign.recognising import LONGEST_NAME, RECOGNISED
from workbench.core.errors import Refused
from workbench.export.naming import LARGEST_EXACT

#: As for what is typed in the shell.
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
STATUSES = ("draft", "done", "submitted", "skipped")
_LARGEST_ROW = 2**31 - 1

Check = Callable[[Any, str], Any]


def take(said: Mapping[str, Any], key: str, check: Check) -> Any:
    if key not in said:
        raise Refused(f"“{key}” is missing.")
    return check(said[key], key)


def maybe(said: Mapping[str, Any], key: str, check: Check) -> Any:
    return None if said.get(key) is None else check(said[key], key)


def take_or(said: Mapping[str, Any], key: str, check: Check, absent: Any) -> Any:
    return check(said[key], key) if key in said else absent


def text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"“{key}” must be text.")
    return value


def word(value: Any, key: str) -> str:
    """An id, as it stands."""
    if not isinstance(value, str) or not 0 < len(value) <= 200 or _hides(value):
        raise Refused(f"“{key}” must be 1 to 200 visible characters.")
    return value


def name(value: Any, key: str) -> str:
    """Of a round, as it stands but for spaces at its ends."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= 60 or _hides(value):
        raise Refused(f"“{key}” must be 1 to 60 visible characters.")
    return value.strip()


def person(value: Any, key: str) -> str:
    """Of an annotator, in one form: two names never differ by a space or by how “é” is written."""
    return name(tidy_name(value) if isinstance(value, str) else value, key)


def _hides(words: str) -> bool:
    """Whether a control character or a line end is in it."""
    return any(unicodedata.category(sign) in _HIDDEN for sign in words)


def switch(value: Any, key: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"“{key}” must be true or false.")
    return value


def _whole(value: Any, key: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Refused(f"“{key}” must be a whole number from {least} to {most:,}.")
    return value


def count(value: Any, key: str) -> int:
    return _whole(value, key, 1, _LARGEST_ROW)


def count_from_0(value: Any, key: str) -> int:
    return _whole(value, key, 0, _LARGEST_ROW - 1)


def milliseconds(value: Any, key: str) -> int:
    return _whole(value, key, 0, LARGEST_EXACT)


def list_(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise Refused(f"“{key}” must be a list.")
    return value


def mapping(value: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"“{key}” must be an object.")
    return value


def status(value: Any, key: str) -> str:
    if value not in STATUSES:
        raise Refused(f"“{key}” is none of {', '.join(STATUSES)}.")
    return str(value)


def recognised(value: Any, key: str) -> str:
    if value not in RECOGNISED:
        raise Refused(f"“{key}” is none of {', '.join(RECOGNISED)}.")
    return str(value)


def recognised_as(value: Any, key: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise Refused(f"“{key}” must be text of at most {LONGEST_NAME} characters.")
    return value


def moment(value: Any, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text(value, key))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise Refused(f"“{key}” is no moment such as 2026-01-31T14:03:22Z.") from None
    if moment.tzinfo is None or not 1970 <= moment.year < 9999:
        raise Refused(f"“{key}” needs its time zone, as in 2026-01-31T14:03:22Z.")
    return moment
