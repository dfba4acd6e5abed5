"""Searching the corpus by words, whatever their case. Pure.

SQLite folds the case of ASCII letters only and PostgreSQL as its locale says, so a folded copy of
what can be searched is stored with each article and the words asked for are folded the same way.
"""

from __future__ import annotations

import unicodedata

#: Words asked for beyond these are left out: nobody types more, and each costs a scan.
MOST_WORDS = 8


def fold(text: str) -> str:
    """The text without differences of case or of composition, control characters as spaces."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if folded.isprintable():
        return folded
    return "".join(sign if sign.isprintable() else " " for sign in folded)


def search_text(*facts: str) -> str:
    """What is stored of an article to be searched, the title first."""
    return fold(" \u00b7 ".join(fact for fact in facts if fact))


def words_asked(query: str) -> list[str]:
    """The words that must all occur in what was stored."""
    return fold(query).split()[:MOST_WORDS]
