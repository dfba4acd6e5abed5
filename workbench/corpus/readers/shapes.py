"""What a paragraph looks like, in any language: predicates over its text alone."""

from __future__ import annotations

import re

_STOPS = tuple(".!?…:;。！？؟۔।॥")
_SENTENCE_END = re.compile(rf"[{''.join(_STOPS)}][\"'”’»›“)\]\s*]*$")
_ABBREVIATION_END = re.compile(r"(?:^|\s)(?:\w\.){2,}$")
_TOWN_DATELINE = re.compile(r"^[A-ZÀ-Þ]{2}[A-ZÀ-Þ.'’ -]*(?:,[\w. ]{2,20})?\s*(?:—|–|--|-)\s+\S")
_AGENCY_DATELINE = re.compile(r"^[A-ZÀ-Þ][\w.,'’ /-]{1,50}\s*\([^()\n]{2,40}\)\s*(?:—|–|--|-)\s+\S")
OPENING_MARKS = "\"'“‘«„(["
_PROSE_WORDS = 12
_PROSE_LENGTH = 60  # code points, for scripts that write no spaces
MOST_WORDS_IN_A_HEADING = 10


def word_count(text: str) -> int:
    """The number of words between spaces."""
    return len(text.split())


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does; an abbreviation such as "U.S." ends none."""
    if text.endswith(_STOPS):  # most paragraphs do: no need to search them
        return text[-3:-2] != "." or not _ABBREVIATION_END.search(text)
    return bool(_SENTENCE_END.search(text))


def is_prose(text: str) -> bool:
    """Whether this is running text: long enough, and ending a sentence."""
    long_enough = len(text.split(None, _PROSE_WORDS)) >= _PROSE_WORDS or (
        " " not in text and len(text) >= _PROSE_LENGTH
    )
    return long_enough and ends_sentence(text)


def has_dateline(text: str) -> bool:
    """Whether a report opens here: "GENEVA (Agency) — ..." or "GENEVA — ..."."""
    return bool(_AGENCY_DATELINE.match(text) or _TOWN_DATELINE.match(text))


def opens_in_lower_case(text: str) -> bool:
    """Whether the first word is wholly in lower case ("iPhone" is not)."""
    first = re.match(r"[^\W\d_]+", text.lstrip(OPENING_MARKS))
    return first is not None and first[0].islower()


def is_title_like(text: str) -> bool:
    """One line, short, and not ending as running text does; "?" and "!" are welcome."""
    ending = text.rstrip("\"'”’»)")
    closes = ends_sentence(text) and not ending.endswith(("?", "!", "？", "！", "؟", "…"))
    return "\n" not in text and word_count(text) <= 25 and len(text) <= 200 and not closes
