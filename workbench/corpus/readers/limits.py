"""How many articles one file may hold, and how long a line of it may be."""

from __future__ import annotations

from workbench.core.errors import Refused

MOST_ARTICLES = 10_000  # of one file
LONGEST_LINE = 1_000_000  # code points of one line of JSON


def refuse_too_many_articles(line: int | None = None) -> None:
    """Raises Refused, always: for the record after the last that one file may hold."""
    raise Refused(
        f"This file holds more than {MOST_ARTICLES:,} articles. Split it into smaller files.",
        code="too_many_articles",
        line=line,
    )
