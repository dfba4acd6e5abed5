"""Drafts as JSON documents and back: what the reading process sends and an upload keeps. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from workbench.corpus.drafts import ArticleDraft, Options, ParagraphDraft, Problem, Reading

Document = dict[str, Any]


def draft_as_document(draft: ArticleDraft) -> Document:
    """The draft in plain values; the date as ISO text."""
    document = asdict(draft)
    document["published"] = draft.published.isoformat() if draft.published else None
    return document


def draft_from_document(document: Mapping[str, Any]) -> ArticleDraft:
    """The draft that `draft_as_document` was given."""
    fields = dict(document)
    published = fields["published"]
    fields["published"] = date.fromisoformat(published) if published else None
    fields["paragraphs"] = tuple(ParagraphDraft(**one) for one in fields["paragraphs"])
    fields["warnings"] = tuple(Problem(**one) for one in fields["warnings"])
    return ArticleDraft(**fields)


def reading_as_document(reading: Reading) -> Document:
    """A file's reading in plain values."""
    return {
        "format": reading.format,
        "encoding": reading.encoding,
        "articles": [draft_as_document(one) for one in reading.articles],
        "problems": [asdict(one) for one in reading.problems],
        "columns": list(reading.columns),
        "mapping": dict(reading.mapping),
    }


def reading_from_document(document: Mapping[str, Any]) -> Reading:
    """The reading that `reading_as_document` was given."""
    return Reading(
        format=document["format"],
        encoding=document["encoding"],
        articles=tuple(draft_from_document(one) for one in document["articles"]),
        problems=tuple(Problem(**one) for one in document["problems"]),
        columns=tuple(document["columns"]),
        mapping=document["mapping"],
    )


def options_as_document(options: Options) -> Document:
    """The options in plain values."""
    return {
        "format": options.format,
        "encoding": options.encoding,
        "columns": dict(options.columns),
        "rules_off": sorted(options.rules_off),
        "captions": options.captions,
        "language": options.language,
    }


def options_from_document(document: Mapping[str, Any]) -> Options:
    """The options that `options_as_document` was given."""
    return Options(**{**document, "rules_off": frozenset(document.get("rules_off", ()))})
