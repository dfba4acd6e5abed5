"""One JSON object, or one row of a table, to an article.

The workbench's own record names the fields of an article and gives its `paragraphs`, or its `text`
with blank lines between them. Records of doccano, Label Studio, Hugging Face and BASIL are first
brought into that shape (`shapes_of_records`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Scalar
from workbench.corpus.readers.bytes import clean
from workbench.corpus.readers.dates import read_date_line
from workbench.corpus.readers.fields import IGNORED, LONGEST, is_label, propose_mapping
from workbench.corpus.readers.foreign import in_own_shape
from workbench.corpus.readers.given import article_of
from workbench.corpus.readers.lifting import is_address, language_code
from workbench.corpus.readers.noticing import notice_in_source

LONGEST_EXTRA = 2_000  # bytes of one field that is kept as it came
MOST_EXTRAS = 200
# What the record of our own command says besides.
_SAID_BESIDES = frozenset({"problems"})


@dataclass
class Facts:
    """What a record says of its article, besides the text."""

    said: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Scalar] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)


def read_record(
    record: Mapping[str, Any],
    *,
    format: str,
    name: str,
    options: Options,
    line: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> ArticleDraft:
    """The article of one record; `mapping` (field to key) overrides what its keys are taken for.

    :raise Refused: with what is wrong in it, and its line.
    """
    try:
        record, warnings = in_own_shape(record)
        places = propose_mapping(record) if mapping is None else mapping
        facts = _facts(record, places)
        draft = article_of(
            record.get(places.get("paragraphs", "")),
            record.get(places.get("text", "")),
            title=_title(facts),
            standfirst=facts.said.get("standfirst", ""),
            format=format,
            name=name,
            options=replace(options, language=_language(facts) or options.language),
        )
    except Refused as error:
        raise Refused(error.message, code=error.code, line=line) from None
    if "paragraphs" in places and record.get(places.get("text", "")):
        facts.warnings.append(
            Problem("left_out", "The paragraphs are taken, not the text beside them.")
        )
    found = (*draft.warnings, *warnings, *facts.warnings, *notice_in_source(_source(record)))
    here = tuple(replace(one, line=line, name=name) for one in found)
    return replace(_with_facts(draft, facts), line=line, warnings=here)


def _language(facts: Facts) -> str:
    return language_code(facts.said.get("language", ""))


def _title(facts: Facts) -> str:
    """A title that only repeats the id is a name for a machine, and no line of the article."""
    title = facts.said.get("title", "")
    return "" if title == facts.said.get("id") else title


def _facts(record: Mapping[str, Any], places: Mapping[str, str]) -> Facts:
    facts = Facts()
    field_at = {place: field for field, place in places.items()}
    for key, value in record.items():
        known = field_at.get(key, "")
        if known in LONGEST:
            facts.said[known] = _short_text(known, value)
        elif is_label(key) and value not in (None, [], {}):
            facts.warnings.append(_labels_left_out(key))
        elif not (known or is_label(key) or key in IGNORED | _SAID_BESIDES):
            facts.extra[key] = _extra(key, value)
    if len(facts.extra) > MOST_EXTRAS:
        raise Refused(
            f"This record has {len(facts.extra):,} fields of its own; {MOST_EXTRAS} are kept. "
            "Leave some out.",
            code="too_many_fields",
        )
    _set_aside_what_is_not_read(facts, places)
    return facts


def _short_text(known: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        if isinstance(value, list) and known == "byline" and _are_strings(value):
            value = ", ".join(value)
        else:
            raise Refused(f"“{known}” must be text, not {_called(value)}.", code="wrong_type")
    # An id is data to be found again: kept to the letter. The rest is set in one line.
    text = str(value) if known == "id" else " ".join(clean(str(value)).split())
    if len(text) > LONGEST[known]:
        raise Refused(
            f"“{known}” has {len(text):,} characters; {LONGEST[known]:,} are allowed.",
            code=f"{known}_too_long",
        )
    if known == "id" and re.search(r"[\x00-\x1f\x7f-\x9f]", text):
        raise Refused("The id holds a control character. Take it out.", code="bad_id")
    return text


def _are_strings(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _called(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "an object" if isinstance(value, dict) else "a list"


def _extra(key: str, value: Any) -> Scalar:
    if isinstance(value, dict | list):
        raise Refused(
            f"The field “{key[:60]}” holds {_called(value)}; only text, numbers, true, false and "
            "null are kept. Take it out.",
            code="nested_field",
        )
    if len(key) > 200 or (isinstance(value, str) and len(value.encode()) > LONGEST_EXTRA):
        raise Refused(
            f"The field “{key[:60]}” is longer than {LONGEST_EXTRA:,} bytes. Take it out.",
            code="field_too_long",
        )
    kept: Scalar = value
    return kept


def _set_aside_what_is_not_read(facts: Facts, places: Mapping[str, str]) -> None:
    """A date in an unknown form is no reason to refuse a text: it is kept beside, and said."""
    for known, (is_read, form) in _READ.items():
        given = facts.said.get(known, "")
        if given and not is_read(given):
            facts.extra[places[known]] = facts.said.pop(known)
            facts.warnings.append(
                Problem(f"{known}_unread", f"“{given[:60]}” is not read as {form}. It is kept.")
            )


def _date(given: str) -> date | None:
    """The day in "2019-03-09", "2019-03-09T10:30:00Z" or "9 March 2019"."""
    if re.match(r"\d{4}-\d\d-\d\d(?!\d)", given):
        try:
            return date.fromisoformat(given[:10])
        except ValueError:  # a day that no month has
            return None
    line = read_date_line(given)
    return line.published if line and not line.before else None


#: Fields that have a form, how it is looked at, and what it is.
_READ: dict[str, tuple[Callable[[str], object], str]] = {
    "published": (_date, "a date, such as 2019-03-09"),
    "language": (language_code, "a language, such as en or pt-BR"),
    "url": (is_address, "an address, which begins with https://"),
}


def _labels_left_out(key: str) -> Problem:
    return Problem(
        "labels", f"The labels under “{key[:60]}” are not imported here, only the text is."
    )


def _source(record: Mapping[str, Any]) -> str:
    """All strings of the record, to be looked at for what `clean` takes out."""
    return "\n".join(_strings(list(record.values())))


def _strings(values: list[Any]) -> list[str]:
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            found += _strings(list(value.values()))
        elif isinstance(value, list):
            found += _strings(value)
    return found


def _with_facts(draft: ArticleDraft, facts: Facts) -> ArticleDraft:
    said = facts.said
    return replace(
        draft,
        source_id=said.get("id", ""),
        title=said.get("title") or draft.title,
        byline=said.get("byline") or draft.byline,
        outlet=said.get("outlet") or draft.outlet,
        published=_date(said.get("published", "")) or draft.published,
        url=said.get("url") or draft.url,
        section=said.get("section") or draft.section,
        language=_language(facts) or draft.language,
        story=said.get("story", ""),
        extra=facts.extra,
    )
