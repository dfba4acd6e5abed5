"""One stored judgment as one line of JSON. Pure: values in, bytes out.

Offsets are code points, end exclusive. Text is canonical where it is kept: an article's text is
its paragraphs joined by two line ends, and `article_start` counts in that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson

from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import Question
from workbench.core.clock import iso

SCHEMA = "framing-annotations/1.0"

#: Readers that keep numbers as doubles (JavaScript, R) lose digits beyond this.
LARGEST_EXACT = 2**53 - 1


@dataclass(frozen=True)
class Sheet:
    """A codebook version, with its questions for the project's targets in order."""

    codebook_id: str
    number: int
    sha256: str
    questions: tuple[Question, ...]


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
    """All that one line is made of. `text` may be "" when lines are made without text."""

    round_name: str
    sheet: Sheet
    source: Source
    position: int
    kind: str
    text: str
    text_sha256: str
    article_offset: int
    seat: str
    is_submitted: bool
    document: Document
    revision: int
    saved_at: datetime
    saw_outlet: bool
    saw_premarks: bool


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

    Without text the record stands off: no word of the article or of the note, only hashes and
    offsets, for a text that the reader has from elsewhere.
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
        for key in ("title", "text", "note"):
            del made[key]
    return made


def _about_article(entry: Entry) -> dict[str, Any]:
    sheet, source = entry.sheet, entry.source
    return {
        "codebook": {"id": sheet.codebook_id, "version": sheet.number, "sha256": sheet.sha256},
        "article_id": source.key,
        "title": source.title,
        "outlet": source.outlet,
        "story": source.story,
        "published": source.published.isoformat() if source.published else None,
        "language": source.language,
    }


def _about_paragraph(entry: Entry) -> dict[str, Any]:
    return {
        "paragraph_id": f"{entry.source.key}-p{entry.position}",
        "paragraph_index": entry.position,
        "role": entry.kind,
        "text": entry.text,
        "text_sha256": entry.text_sha256,
        "article_offset": entry.article_offset,
    }


def _about_judgment(entry: Entry, *, with_text: bool) -> dict[str, Any]:
    document = entry.document
    return {
        "record": "annotation",
        "annotator": entry.seat,
        "round": entry.round_name,
        "blind": True,  # nobody sees the answers of others before a round is over
        "status": status(is_done=document.is_done, is_submitted=entry.is_submitted),
        "labels": labels(document, entry.sheet.questions),
        "spans": [
            _span(number, span, entry, with_text=with_text)
            for number, span in enumerate(document.spans, start=1)
        ],
        "note": document.note,
        "flag": document.is_flagged,
        "revision": entry.revision,
        "saved_at": iso(entry.saved_at),
        "saw_outlet": entry.saw_outlet,
        "saw_premarks": entry.saw_premarks,
    }


def status(*, is_done: bool, is_submitted: bool) -> str:
    """`draft`, `done`, or `submitted` for a done judgment of a submitted article."""
    if not is_done:
        return "draft"
    return "submitted" if is_submitted else "done"


def labels(document: Document, questions: Iterable[Question]) -> dict[str, Any]:
    """The answers by dimension, those asked per target one level deeper, unanswered ones absent."""
    answers: dict[str, Any] = {}
    for question in questions:
        answer = document.labels.get(question.key)
        if answer is None:
            continue
        dimension = question.dimension
        value: Any = list(answer) if question.is_set else answer
        if dimension.type == "ordinal":
            value = grade(value)
        if question.target_key:
            answers.setdefault(dimension.id, {})[question.target_key] = value
        else:
            answers[dimension.id] = value
    return answers


def grade(value_id: str) -> int | str:
    """A value of an ordinal scale as a number where its id is one, such as -1; else the id.

    Only what reads back as the same id becomes a number: `007` stays a word.
    """
    try:
        number = int(value_id)
    except ValueError:
        return value_id
    return number if str(number) == value_id and abs(number) <= LARGEST_EXACT else value_id


def _span(number: int, span: MarkedSpan, entry: Entry, *, with_text: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"s{number}",
        "dimension": span.dimension,
        "label": span.value,
        "start": span.start,
        "end": span.end,
        "article_start": entry.article_offset + span.start,
        "article_end": entry.article_offset + span.end,
        "text": entry.text[span.start : span.end],
        "origin": span.origin,
    }
    if not with_text:
        del made["text"]
    return made
