"""What a reader makes of a file: values, before anything is stored."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

KINDS = (
    "title",
    "standfirst",
    "heading",
    "body",
    "quote",
    "caption",
    "byline",
    "metadata",
    "boilerplate",
)
# Everything else is kept and shown greyed, so that a wrong guess can be put right.
ANNOTATABLE_KINDS = frozenset({"title", "standfirst", "heading", "body", "quote"})


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """One paragraph in reading order.

    `text` is normalised (NFC, line feeds, no control characters); `kind` is one of `KINDS`;
    `note` names the rule that decided, "" where none had to.
    """

    text: str
    kind: str
    annotatable: bool
    note: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as its file gives it; "" and None stand for what the text does not say.

    The title, byline and so on stay in `paragraphs` too, each with its kind. `format` is "text"
    or "markdown", `name` the file's name as handed in.
    """

    title: str
    paragraphs: tuple[ParagraphDraft, ...]
    outlet: str = ""
    byline: str = ""
    published: datetime.date | None = None
    language: str = "en"
    format: str = "text"
    name: str = ""
