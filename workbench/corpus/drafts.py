"""What a reader makes of a file: values, before anything is stored."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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

Scalar = str | int | float | bool | None


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
class Problem:
    """Something that a person should know about a file, an article or a row.

    `code` is the stable word for machines; `line` is 1-based where it is known; `name` is the
    file's name where one upload holds several.
    """

    code: str
    message: str
    line: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as its file gives it; "" and None stand for what the text does not say.

    The title, byline and so on stay in `paragraphs` too, each with its kind. `format` is one of
    `readers.FORMATS`, `name` the file's name as handed in, `line` where the article begins in a
    file of several. `source_id` is the article's own id in its file, `extra` holds its other
    fields as they came.
    """

    title: str
    paragraphs: tuple[ParagraphDraft, ...]
    outlet: str = ""
    byline: str = ""
    published: datetime.date | None = None
    language: str = "en"
    format: str = "text"
    name: str = ""
    section: str = ""
    url: str = ""
    story: str = ""
    source_id: str = ""
    line: int | None = None
    warnings: tuple[Problem, ...] = ()
    extra: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What a lead decided about an import; everything "" or empty means: as recognised.

    `format` is one of `readers.FORMATS`; `encoding` a Python codec, confirmed by a person;
    `columns` maps fields of an article (`text`, `title`, ...) to columns of a table; `rules_off`
    names rules that must not be applied; `language` is that of articles that do not say theirs.
    """

    format: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    rules_off: frozenset[str] = frozenset()
    captions: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its articles, and a problem for each part that could not be read.

    `format` and `encoding` say how it was read; `columns` and `mapping` (field to column) are
    there for tables only.
    """

    format: str
    encoding: str
    articles: tuple[ArticleDraft, ...]
    problems: tuple[Problem, ...] = ()
    columns: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


#: Formats in which an article states its facts field by field.
STATING_FORMATS = frozenset({"json", "jsonl", "csv"})


def with_names(draft: ArticleDraft, outlet: str, story: str) -> ArticleDraft:
    """The draft with what a person said of all articles of an import.

    It comes before what a rule found in running text, but after what a record states itself.
    """
    states = draft.format in STATING_FORMATS
    return replace(
        draft,
        outlet=draft.outlet if states and draft.outlet else outlet or draft.outlet,
        story=draft.story if states and draft.story else story or draft.story,
    )
