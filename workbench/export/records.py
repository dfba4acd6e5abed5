"""One stored judgment as one line of JSON. Pure: values in, bytes out.

Offsets are code points, end exclusive. Text is canonical where it is kept: an article's text is
its paragraphs joined by two line ends, and `article_start` counts in that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan
from workbench.codebook.questions import Question, fits
from workbench.core.clock import iso
from workbench.export.naming import Sheet, name_answers, role

SCHEMA = "framing-annotations/1.2"


class Source(NamedTuple):
    """An article as it was published."""

    id: int
    key: str
    title: str
    language: str
    published: date | None
    outlet: str | None
    story: str | None


class Entry(NamedTuple):
    """All that one line is made of.

    `position`, `kind`, `text_sha256` and `article_offset` are None for a judgment of the article as
    a whole, and `text` too; it may be "" when lines are made without text. `answered_under` is the
    number of the version that the annotator had, which a migration leaves behind `sheet`.
    """

    round_name: str
    sheet: Sheet
    answered_under: int
    source: Source
    position: int | None
    kind: str | None
    text: str | None
    text_sha256: str | None
    article_offset: int | None
    seat: str
    #: Of the assignment: open, submitted or skipped.
    state: str
    document: Document
    revision: int
    saved_at: datetime
    saw_outlet: bool
    saw_premarks: bool
    saw_others: bool
    recognised_outlet: str | None
    recognised_as: str
    active_ms: int | None


def lines(
    entries: Iterable[Entry], *, project: str, is_demo: bool = False, with_text: bool = True
) -> Iterator[bytes]:
    """UTF-8 lines, each with its line end, in the order of the entries."""
    for entry in entries:
        yield orjson.dumps(
            record(entry, project=project, is_demo=is_demo, with_text=with_text),
            option=orjson.OPT_APPEND_NEWLINE,
        )


def record(
    entry: Entry, *, project: str, is_demo: bool = False, with_text: bool = True
) -> dict[str, Any]:
    """The judgment under the keys that `fields.FIELDS` explains.

    Without text the record stands off: no word of the article, of the note or of an answer in the
    annotator's own words, only hashes and offsets, for a text that the reader has from elsewhere.
    """
    made = {
        "schema": SCHEMA,
        "project": project,
        "demo": is_demo,
        **_about_article(entry),
        **_about_paragraph(entry),
        **_about_judgment(entry, with_text=with_text),
    }
    if not with_text:
        for key in ("title", "text", "note", "recognised_as"):
            del made[key]
    return made


def _about_article(entry: Entry) -> dict[str, Any]:
    sheet, source = entry.sheet, entry.source
    return {
        "codebook": {"id": sheet.codebook_id, "version": sheet.number, "sha256": sheet.sha256},
        "answered_under": entry.answered_under,
        "article_id": source.key,
        "title": source.title,
        "outlet": source.outlet,
        "story": source.story,
        "published": source.published.isoformat() if source.published else None,
        "language": source.language,
    }


def _about_paragraph(entry: Entry) -> dict[str, Any]:
    position = entry.position
    return {
        "unit": "article" if position is None else "paragraph",
        "paragraph_id": None if position is None else f"{entry.source.key}-p{position}",
        "paragraph_index": position,
        "role": entry.kind,
        "text": entry.text,
        "text_sha256": entry.text_sha256,
        "article_offset": entry.article_offset,
    }


def _about_judgment(entry: Entry, *, with_text: bool) -> dict[str, Any]:
    document = entry.document
    questions = entry.sheet.whole if entry.position is None else entry.sheet.questions
    marks = entry.sheet.marks
    return {
        "record": "annotation",
        "annotator": entry.seat,
        "round": entry.round_name,
        "blind": not entry.saw_others,
        "status": status(is_done=document.is_done, state=entry.state),
        "labels": name_answers(
            document.labels,
            questions,
            entry.sheet.names,
            is_done=document.is_done,
            with_text=with_text,
        ),
        "spans": [
            _span(number, span, marks.get(span.dimension), entry, with_text=with_text)
            for number, span in enumerate(document.spans, start=1)
        ],
        "relations": [
            _relation(number, link, marks[link.dimension], entry, with_text=with_text)
            for number, link in enumerate(document.links, start=1)
            if link.dimension in marks
        ],
        "note": document.note,
        "flag": document.is_flagged,
        "revision": entry.revision,
        "saved_at": iso(entry.saved_at),
        "saw_outlet": entry.saw_outlet,
        "saw_premarks": entry.saw_premarks,
        "saw_others": entry.saw_others,
        "recognised_outlet": entry.recognised_outlet,
        "recognised_as": entry.recognised_as,
        "active_ms": entry.active_ms,
    }


def status(*, is_done: bool, state: str) -> str:
    """`draft`, `done`, `submitted` where the article was handed in, `skipped` where laid aside."""
    if state == "skipped":
        return "skipped"
    if not is_done:
        return "draft"
    return "submitted" if state == "submitted" else "done"


def _span(
    number: int, span: MarkedSpan, question: Question | None, entry: Entry, *, with_text: bool
) -> dict[str, Any]:
    named = entry.sheet.named(span.dimension)
    offset, text = entry.article_offset or 0, entry.text or ""
    asked = [one for one in question.attributes if fits(one, span.value)] if question else []
    made: dict[str, Any] = {
        "id": f"s{number}",
        "dimension": named.dimension,
        "label": named.values.get(span.value, span.value),
        "start": span.start,
        "end": span.end,
        "article_start": offset + span.start,
        "article_end": offset + span.end,
        "text": text[span.start : span.end],
        "origin": span.origin,
        "attributes": _attributes(span.attributes, asked, entry, with_text=with_text),
    }
    if not with_text:
        del made["text"]
    return made


def _relation(
    number: int, link: MarkedLink, question: Question, entry: Entry, *, with_text: bool
) -> dict[str, Any]:
    """A tie; every role of its dimension holds the ids of its spans, [] where it has none."""
    dimension = question.dimension
    marked = entry.sheet.named(dimension.of or "").values
    roles: dict[str, list[str]] = {role(marked, one.value): [] for one in dimension.members}
    numbers = {
        (span.value, span.start, span.end): f"s{place}"
        for place, span in enumerate(entry.document.spans, start=1)
        if span.dimension == dimension.of
    }
    for member in link.members:
        span_id = numbers[member.value, member.start, member.end]
        roles.setdefault(role(marked, member.value), []).append(span_id)
    return {
        "id": f"r{number}",
        "type": entry.sheet.named(link.dimension).dimension,
        **roles,
        "attributes": _attributes(link.attributes, question.attributes, entry, with_text=with_text),
    }


def _attributes(
    given: Attributes, asked: Iterable[Question], entry: Entry, *, with_text: bool
) -> dict[str, Any]:
    asked = tuple(asked)
    if not asked:
        return {}
    return name_answers(
        dict(given),
        asked,
        entry.sheet.names,
        is_done=entry.document.is_done,
        with_text=with_text,
    )
