"""What a person's name may look like."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 80


def tidy_name(name: str) -> str:
    """One form for what is typed and what is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def is_possible_name(name: str) -> bool:
    """Whether a tidied name can be stored: 1 to 80 printable characters.

    Control characters also stay out because PostgreSQL cannot even be asked for a NUL.
    """
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()
