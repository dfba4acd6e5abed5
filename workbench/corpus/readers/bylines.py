"""Lines that name who wrote an article."""

from __future__ import annotations

import re

# Particles may stand inside a name ("Ana de la Torre") but not begin one.
_PARTICLE = r"(?<= )(?:de|del|della|da|di|du|la|le|van|von|der|den|bin|al|el)(?= )"
_WORD = rf"(?:[A-ZÀ-ÞŁŚŻŽČŠĆĐŘŐŰİŞĞА-ЯЁІЇЄҐΑ-Ω][\w'’-]*\.?|{_PARTICLE})"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
# After a comma a name has two words at least: "Ana Lind, Berlin" is one person and a place.
_NAMES = (
    rf"{_NAME}(?:, {_WORD}(?: {_WORD}){{1,4}}){{0,4}}"
    rf"(?:,? (?:and|&|und|et|y) (?:the )?{_NAME}){{0,2}}"
)
_PREFIX = (
    r"(?:by|von|par|por|words by|written by|story by|reported by|reporting by|text by|posted by"
    r"|published by|interview by|di|interview von|propos recueillis par|texte de"
    r"|aufgezeichnet von)"
)
_LABEL = (
    r"(?:authors?|articles? by|text|byline|autore?n?|auteure?|written by|words|interview"
    r"|автор|текст)\s*:"
)
_TAIL = r"(?:\s*\([^()]{1,80}\)|(?:,| \|| in| for| at| of| on|\n)[^.!?]{1,80})?"
_BY = re.compile(rf"(?i:{_PREFIX})\s+(?:the )?(?P<names>{_NAMES}){_TAIL}")
_LABELLED = re.compile(rf"(?i:{_LABEL})\s*(?P<names>{_NAMES})(?:[ ,|(][^.!?]{{0,80}})?")
_ROLE = re.compile(
    rf"(?P<names>{_NAMES})(?:,| \||\n)\s*(?i:[\w ]{{0,40}}\b(?:correspondent|reporter|editor|"
    r"writer|columnist|korrespondent(?:in)?|redakteur(?:in)?)\b)[^.!?]{0,40}"
)
_ARABIC = re.compile(r"(?:بقلم\s*:?|كتبت?\s*:|מאת\s*:?)\s*(?P<names>\S+(?: \S+){0,4})")
_CHINESE = re.compile(
    r"(?:(?:本报)?记者|記者|作者|撰文|文)\s*(?:[:：/／]\s*|\s)(?P<names>[\w·]{2,12})"
)
_BARE_NAMES = re.compile(
    rf"(?P<names>{_WORD} {_WORD}(?: {_WORD}){{0,2}}(?:(?:,| and| &| und| et| y| e) {_NAME}){{0,4}})"
    r"(?: (?:in|at|aus) [^.!?]{2,40})?"
)
_CREDITS = re.compile(
    r"^[(\[]?(?:additional )?(?:reporting|writing|editing|compiled|edited|written)\s+(?:by|in)\b"
    r".{0,200}[)\]]?\.?$"
    r"|^\([a-zäöü]{2,6}(?:[/,] ?[a-zäöü]{2,6}){1,3}\)$"
    r"|^.{3,120}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 160


def byline_names(text: str) -> str:
    """The names in a line such as "By Ana Lind and Jo Roe, Political editor"; "" if it is none."""
    if len(text) > _LONGEST:
        return ""
    for pattern in (_BY, _LABELLED, _ROLE, _ARABIC, _CHINESE):
        match = pattern.fullmatch(text)
        if match:
            return match["names"].strip(" ,")
    return ""


def is_labelled_byline(text: str) -> bool:
    """Whether the line says "Author:" or "Articles by:" and can be trusted anywhere."""
    return len(text) <= _LONGEST and bool(_LABELLED.fullmatch(text))


def bare_names(text: str) -> str:
    """The names in a line of nothing else, but perhaps a place: "Ana Lind and Jo Roe in Berlin"."""
    match = _BARE_NAMES.fullmatch(text) if len(text) <= _LONGEST else None
    return match["names"] if match else ""


def is_credits_line(text: str) -> bool:
    """Whether the line credits colleagues: "(Reporting by ...; editing by ...)"."""
    return len(text) <= 300 and bool(_CREDITS.match(text))
