"""Phrases that several pages of the room need alike. Pure."""

from __future__ import annotations

_QUOTES = '“”„«»"‘’‚‹›'


def in_quotes(words: str) -> str:
    """Words of an article in quotation marks; a quotation has its own, and gets no second ones."""
    return words if words[:1] in _QUOTES and words[-1:] in _QUOTES else f"“{words}”"
