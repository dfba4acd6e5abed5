"""Lines that name who wrote an article."""

from __future__ import annotations

import re

# Particles may stand inside a name ("Ana de la Torre") but not begin one.
_PARTICLE = r"(?<= )(?:de|del|della|da|di|du|la|le|van|von|der|den|bin|al|el)(?= )"
_WORD = rf"(?:[A-ZÀ-ÞŁŚŻŽČŠĆĐŘŐŰİŞĞ][\w'’-]*\.?|{_PARTICLE})"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
# After a comma a name has two words at least: "Ana Lind, Berlin" is one person and a place.
_NAMES = (
    rf"{_NAME}(?:, {_WORD}(?: {_WORD}){{1,4}}){{0,4}}"
    rf"(?:,? (?:and|&|und|et|y) (?:the )?{_NAME}){{0,2}}"
)
_PREFIX = r"(?:by|von|par|por|words by|written by|story by|reported by|reporting by|text by)"
_LABEL = r"(?:authors?|articles? by|text|byline|autore?n?|auteure?|written by|words)\s*:"
_TAIL = r"(?:\s*\([^()]{1,80}\)|(?:,| \|| in| for| at| of|\n)[^.!?]{1,80})?"
_BY = re.compile(rf"(?i:{_PREFIX})\s+(?:the )?(?P<names>{_NAMES}){_TAIL}")
_LABELLED = re.compile(rf"(?i:{_LABEL})\s*(?P<names>{_NAMES})(?:[ ,|(][^.!?]{{0,80}})?")
_ROLE = re.compile(
    rf"(?P<names>{_NAMES})(?:,| \||\n)\s*(?i:[\w ]{{0,40}}\b(?:correspondent|reporter|editor|"
    r"writer|columnist|korrespondent(?:in)?|redakteur(?:in)?)\b)[^.!?]{0,40}"
)
_ARABIC = re.compile(r"(?:بقلم\s*:?|كتبت?\s*:)\s*(?P<names>\S+(?: \S+){0,4})")
_BARE_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
_CREDITS = re.compile(
    r"^[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|edited|written)\s+(?:by|in)\b"
    r".{0,200}[)\]]?\.?$"
    r"|^.{3,120}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 160


def byline_names(text: str) -> str:
    """The names in a line such as "By Ana Lind and Jo Roe, Political editor"; "" if it is none."""
    if len(text) > _LONGEST:
        return ""
    for pattern in (_BY, _LABELLED, _ROLE, _ARABIC):
        match = pattern.fullmatch(text)
        if match:
            return match["names"].strip(" ,")
    return ""


def is_labelled_byline(text: str) -> bool:
    """Whether the line says "Author:" or "Articles by:" and can be trusted anywhere."""
    return len(text) <= _LONGEST and bool(_LABELLED.fullmatch(text))


def is_bare_name(text: str) -> bool:
    """Two to four capitalised words and nothing else."""
    return bool(_BARE_NAME.fullmatch(text))


def is_credits_line(text: str) -> bool:
    """Whether the line credits colleagues: "(Reporting by ...; editing by ...)"."""
    return len(text) <= 300 and bool(_CREDITS.search(text))
