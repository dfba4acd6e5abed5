"""What an article says about itself: outlet, byline, date, section, address and language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from workbench.corpus.readers.bylines import bare_names, byline_names
from workbench.corpus.readers.dates import read_date_line, sets_day_first
from workbench.corpus.readers.head_lines import HeadLine, read_head_line
from workbench.corpus.readers.judged import Judged
from workbench.corpus.readers.signing import outlet_in

_OUTLET = r"outlet|publication|newspaper|site(?:[ _]name)?"
_SECTION = r"sections?|rubrik|ressort|rubrique|sección"
_ADDRESS = r"url|link|canonical(?:[ _]url)?|source[ _]url"
_LANGUAGE = r"lang(?:uage)?|sprache|langue|idioma"
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
_LONGEST_LANGUAGE = 12
_LABELLED = {"label_line", "front_matter"}


@dataclass(frozen=True, slots=True)
class Facts:
    """ "" and None stand for what the text does not say."""

    outlet: str
    byline: str
    published: date | None
    section: str
    url: str
    language: str


def lift_facts(judged: list[Judged], language: str) -> Facts:
    """Read what bylines, date lines and label lines say; the first that says a thing wins.

    `language` is that of the article where it does not say its own.
    """

    def first(read: Callable[[Judged], str]) -> str:
        return next(filter(None, map(read, judged)), "")

    own = first(lambda one: language_code(_labelled(one, _LANGUAGE)))
    day_first = sets_day_first(own or language)
    return Facts(
        outlet=first(_outlet),
        byline=first(_byline),
        published=next(filter(None, (_published(one, day_first) for one in judged)), None),
        section=first(lambda one: _labelled(one, _SECTION)),
        url=first(_address),
        language=own,
    )


def language_code(text: str) -> str:
    """A code such as "de" or "de-AT"; "" where the text is none ("German", "x-default")."""
    code = text.strip().replace("_", "-")
    return code if len(code) <= _LONGEST_LANGUAGE and _CODE.fullmatch(code) else ""


def _labelled(one: Judged, label: str) -> str:
    if one.note not in _LABELLED:
        return ""
    match = re.match(rf"(?:{label})\s*:\s*(.+)", one.text, re.IGNORECASE)
    return match[1].strip() if match else ""


def _address(one: Judged) -> str:
    url = _labelled(one, _ADDRESS)
    return url if is_address(url) else ""


def is_address(text: str) -> bool:
    """Whether the text is the address of a page and nothing else."""
    return bool(re.fullmatch(r"https?://[^\s<>\"]{1,1990}", text, re.IGNORECASE))


def _byline(one: Judged) -> str:
    line = _head_line(one)
    if line:
        return line.byline
    if one.kind != "byline":
        return ""
    return byline_names(one.text) or bare_names(one.text)


def _outlet(one: Judged) -> str:
    line = _head_line(one)
    if line:
        return line.outlet
    return outlet_in(one.text) if one.note == "date_line" else _labelled(one, _OUTLET)


def _published(one: Judged, day_first: bool) -> date | None:
    head = _head_line(one, day_first)
    if head:
        return head.published
    may_date = one.note in {"date_line", "byline"}
    line = read_date_line(one.text, day_first=day_first) if may_date else None
    return line.published if line else None


def _head_line(one: Judged, day_first: bool = False) -> HeadLine | None:
    return read_head_line(one.text, day_first=day_first) if one.note == "head_line" else None
