"""Lines that say when, and perhaps where, an article appeared.

Months are known in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Arabic
and Hebrew, figures in the order of Chinese and Japanese. A date in figures such as 03/04/2019 is
never read, because two continents read it differently; 03.04.2019 is where a language is known to
set the day first, or where no other reading is possible.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro januari января يناير ינואר jan",
    "february februar février febrero febbraio fevereiro februari февраля فبراير פברואר feb",
    "march märz mars marzo março maart марта مارس מרץ מרס mar mär",
    "april avril abril aprile апреля أبريل ابريل אפריל apr",
    "may mai mayo maggio maio mei мая مايو מאי",
    "june juni juin junio giugno junho июня يونيو יוני jun",
    "july juli juillet julio luglio julho июля يوليو יולי jul",
    "august août agosto augustus августа أغسطس אוגוסט aug",
    "september septembre septiembre settembre setembro сентября سبتمبر ספטמבר sept sep",
    "october oktober octobre octubre ottobre outubro октября أكتوبر אוקטובר oct okt",
    "november novembre noviembre novembro ноября نوفمبر נובמבר nov",
    "december dezember décembre diciembre dicembre dezembro декабря ديسمبر דצמבר dec dez",
)
_MONTH_NUMBERS = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DATE = re.compile(
    r"\b(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?<![\d.])(?P<d4>\d{1,2})\. ?(?P<m4>\d{1,2})\. ?(?P<y4>\d{4})(?![\d.])"
    r"|(?P<y3>\d{4}) ?年 ?(?P<m3>\d{1,2}) ?月 ?(?P<d3>\d{1,2}) ?日"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+|ב-?)?(?P<m1>{_MONTH}),?\s+(?:de\s+)?"
    r"(?P<y1>\d{4})\b"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r")",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:first\s+|last\s+)?(?:published|updated|posted|modified|aired|broadcast|recorded|original"
    r"|date|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato"
    r"|опубликовано)(?:\s+(?:on|at|am|le|el))?\s*:?\s*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s*$"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),?\s*(?:den\s*)?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^[\s,|·•@(T/–—-]*(?:(?:at|um|à)\s+)?"
    r"(?:\d{1,2}(?:[:.h]\d{2}){0,2}(?:\.\d+)?\s*(?i:[ap]\.?m\.?)?\s*"
    r"(?:Z\b|[A-Z]{2,4}\b|Uhr\b)?(?:[+-]\d{2}:?\d{2})?)?[\s,|·•)/–—-]*",
)
_TIME_BEFORE = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?(?:\s+on)?[\s,|·•–—-]*$", re.IGNORECASE
)
_TRAILING_MARKS = " \t\n,|·•–—-/:"
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?")
_YEAR = re.compile(r"\d{4}")  # every date has one, and hardly any other line
_LONGEST = 160  # code points
_MONTHS_OF_A_YEAR = 12
_DAY_FIRST = frozenset(
    {"de", "lb", "da", "nb", "nn", "no", "fi", "et", "lv", "cs", "sk", "pl"}
    | {"ru", "uk", "be", "bg", "sr", "hr", "sl", "ro", "tr"}
)
_FIGURES = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only dates an article; `before` is what stands ahead of the date."""

    published: datetime.date
    before: str


def sets_day_first(language: str) -> bool:
    """Whether dotted dates of a language (a code such as "de-AT") begin with the day."""
    return language.casefold().split("-")[0] in _DAY_FIRST


def read_date_line(text: str, *, day_first: bool = False) -> DateLine | None:
    """Read "Some Paper, 9 March 2019, 10:30 GMT" and its kin; None if more is said.

    09.03.2019 is read as it is in German where `day_first`; without, only if it has one meaning.
    """
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    match = _DATE.search(rest)
    published = _to_date(match) if match else None
    if match is None or published is None:
        return None
    if match["d4"] and not (day_first or _has_one_meaning(match)):
        return None
    after = rest[match.end() :]
    after = after[_end_of_time(after) :]
    second = read_date_line(after, day_first=day_first) if after else None
    if after and (second is None or second.before):
        return None
    before = _TIME_BEFORE.sub("", rest[: match.start()])
    before = _WEEKDAY.sub("", before).strip(_TRAILING_MARKS)
    return DateLine(published, before)


def is_labelled_date(text: str) -> bool:
    """Whether a line such as "Updated: 03/04/2019" says by a label that it holds a date."""
    label = _LABEL.match(text)
    if label is None or len(text) > 80:
        return False
    rest = text[label.end() :]
    if is_date_in_figures(rest):
        return True
    line = read_date_line(rest)
    return line is not None and not line.before


def is_date_in_figures(text: str) -> bool:
    """Whether a line is a date such as "12.03.2018" and nothing else; which day, nobody knows."""
    match = _FIGURES.match(text)
    return match is not None and _end_of_time(text[match.end() :]) == len(text) - match.end()


def is_clock_time(text: str) -> bool:
    """Whether a line holds a time of day and nothing else."""
    return bool(_CLOCK.fullmatch(text))


def _end_of_time(text: str) -> int:
    match = _TIME.match(text)
    return match.end() if match else 0


def _has_one_meaning(match: re.Match[str]) -> bool:
    return int(match["d4"]) > _MONTHS_OF_A_YEAR or int(match["d4"]) == int(match["m4"])


def _to_date(match: re.Match[str]) -> datetime.date | None:
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"])
        if match["y3"]:
            return datetime.date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
        if match["y4"]:
            return datetime.date(int(match["y4"]), int(match["m4"]), int(match["d4"]))
        month = (match["m1"] or match["m2"]).rstrip(".").lower()
        day, year = match["d1"] or match["d2"], match["y1"] or match["y2"]
        return datetime.date(int(year), _MONTH_NUMBERS[month], int(day))
    except ValueError:  # a day that no month has
        return None
