"""Short names, targets and seats as they are typed in the shell. Pure."""

from __future__ import annotations

import re

from workbench.core.errors import Invalid

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SEAT = re.compile(r"[A-Za-z0-9-]{1,12}")


def check_slug(slug: str) -> str:
    """The short name of a project, part of every address. Raises Invalid."""
    if not _KEBAB.fullmatch(slug) or len(slug) > 60:
        raise Invalid(f"{slug!r} cannot be a short name: use a-z, 0-9 and hyphens, at most 60.")
    return slug


def check_seat(seat: str) -> str:
    """A pseudonym to be used as given. Raises Invalid."""
    if not is_possible_seat(seat):
        raise Invalid(f"{seat!r} cannot be a seat: use letters, digits and hyphens, at most 12.")
    return seat


def is_possible_seat(name: str) -> bool:
    """Whether the name may stand as a pseudonym."""
    return _SEAT.fullmatch(name) is not None


def read_target(text: str) -> tuple[str, str]:
    """(key, title) of a target written as KEY=TITLE. Raises Invalid."""
    key, _, title = text.partition("=")
    if not _KEBAB.fullmatch(key) or len(key) > 60 or not _is_title(title):
        raise Invalid(f"Give a target as KEY=TITLE, the key in a-z, 0-9 and hyphens; not {text!r}.")
    return key, title


def _is_title(title: str) -> bool:
    return 0 < len(title) <= 120 and title.isprintable()
