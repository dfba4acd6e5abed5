"""A line that says outlet, date and names at once, its parts between strokes or dots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from workbench.corpus.readers.bylines import byline_names
from workbench.corpus.readers.dates import is_clock_time, is_date_in_figures, read_date_line
from workbench.corpus.readers.phrases import COUNTER, KICKERS, OUTLET
from workbench.corpus.readers.shapes import word_count

_STROKES = re.compile(r"\s*[|·•—]\s*|\s+–\s+")
_LONGEST = 200  # code points
_MOST_PARTS = 6
_ENOUGH_TELLING = 2  # a date and a byline vouch for short parts of other sorts
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class HeadLine:
    """ "" and None stand for what the line does not say."""

    outlet: str
    byline: str
    published: date | None


def read_head_line(text: str, *, day_first: bool = False) -> HeadLine | None:
    """Read "Some Paper | 4 May 2020 | By Ana Lind"; None for a line of other parts too.

    Two names that may be an outlet's are none: nobody knows which. `day_first` as for dates.
    """
    parts = [part for part in _STROKES.split(text) if part] if len(text) <= _LONGEST else []
    if not 2 <= len(parts) <= _MOST_PARTS or _is_simpler(text, parts):
        return None
    found = [_read_part(part, day_first) for part in parts]
    telling = [one for one in found if one and (one.byline or one.is_dated)]
    if not telling or (len(telling) < _ENOUGH_TELLING and not all(found)):
        return None
    if any(
        word_count(part) > _MOST_WORDS for part, one in zip(parts, found, strict=True) if not one
    ):
        return None
    outlets = [one.outlet for one in found if one and one.outlet]
    return HeadLine(
        outlet=outlets[0] if len(outlets) == 1 else "",
        byline=next((one.byline for one in telling if one.byline), ""),
        published=next((one.published for one in telling if one.published), None),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    outlet: str = ""
    byline: str = ""
    is_dated: bool = False
    published: date | None = None


def _read_part(part: str, day_first: bool) -> _Part | None:
    names = byline_names(part)
    if names:
        return _Part(byline=names)
    line = read_date_line(part, day_first=True)
    if line and (not line.before or _may_be_outlet(line.before)):
        sure = read_date_line(part, day_first=day_first)
        return _Part(line.before, is_dated=True, published=sure.published if sure else None)
    if _is_small_fact(part):
        return _Part()
    return _Part(outlet=part) if _may_be_outlet(part) else None


def _is_simpler(text: str, parts: list[str]) -> bool:
    """A byline or a date with one thing more, as the rules for those read it."""
    return len(parts) == 2 and bool(byline_names(text) or read_date_line(text, day_first=True))


def _is_small_fact(part: str) -> bool:
    return (
        part.lower() in KICKERS
        or is_clock_time(part)
        or is_date_in_figures(part)
        or COUNTER.match(part) is not None
    )


def _may_be_outlet(part: str) -> bool:
    return OUTLET.fullmatch(part) is not None and not byline_names(part)
