"""Tables of the corpus room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.core.db import Base, UtcDateTime
from workbench.corpus.drafts import KINDS
from workbench.corpus.searching import search_text

#: An import from its upload to its end; only the first three can still be changed by a person.
UPLOAD_STATES = ("waiting", "reading", "ready", "storing", "stored", "failed", "discarded")

#: Offsets of words, sentences or premarks within a paragraph, as JSON lists.
Offsets = list[list[int]]


class Outlet(Base):
    """Who published; hidden from annotators where a round masks it."""

    __tablename__ = "outlet"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))


def _folded_title(context: DefaultExecutionContext) -> str:
    given = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy's
    return search_text(given["title"])


class Story(Base):
    """One event that several outlets cover."""

    __tablename__ = "story"
    __table_args__ = (UniqueConstraint("project_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    #: The title, folded (see `searching`).
    search_text: Mapped[str] = mapped_column(Text, default=_folded_title)
    #: What an annotator reads before any of its articles opens; "" where nobody needs warning.
    content_warning: Mapped[str] = mapped_column(Text, default="")


#: Columns that are searched as words, the outlet's name aside.
SEARCHED = ("title", "byline", "source_name", "source_id")


def _search_text(context: DefaultExecutionContext) -> str:
    given = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy's
    return search_text(*(given.get(column) or "" for column in SEARCHED))


class Article(Base):
    """One text, in one version. Once it is assigned, its paragraphs never change any more.

    A later correction is an article of its own, which replaces this one and leaves it in place.
    """

    __tablename__ = "article"
    __table_args__ = (
        # A version may differ from the one before in the kinds of its paragraphs alone.
        UniqueConstraint("project_id", "sha256", "version"),
        UniqueConstraint("project_id", "key"),
        Index("ix_article_list", "project_id", "is_current", "id"),
        Index("ix_article_source_id", "project_id", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlet.id"), index=True)
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"), index=True)
    #: Public name in addresses and exports: the beginning of the content's hash.
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(1000))
    byline: Mapped[str] = mapped_column(String(300))
    published: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(12))
    #: What its file says of it besides; "" where it does not.
    section: Mapped[str] = mapped_column(String(120), default="")
    url: Mapped[str] = mapped_column(String(2000), default="")
    #: The article's own id in its file, as data: it never becomes part of a path.
    source_id: Mapped[str] = mapped_column(String(200), default="")
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: From 1; a corrected text gets the next one and says which article it replaces.
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), unique=True)
    #: False once another version has replaced this one.
    is_current: Mapped[bool] = mapped_column(default=True)
    #: One of `readers.FORMATS`, and the name of the file as the browser or the shell gave it.
    format: Mapped[str] = mapped_column(String(20))
    source_name: Mapped[str] = mapped_column(String(200))
    #: Of the paragraphs' texts: the same text is never imported twice.
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The columns of SEARCHED, folded (see `searching`); lists are sorted by it, title first.
    search_text: Mapped[str] = mapped_column(Text, default=_search_text)

    outlet: Mapped[Outlet | None] = relationship()
    story: Mapped[Story | None] = relationship()
    paragraphs: Mapped[list[Paragraph]] = relationship(order_by="Paragraph.position")


class Paragraph(Base):
    """One paragraph, with the offsets of its words counted in code points."""

    __tablename__ = "paragraph"
    __table_args__ = (
        UniqueConstraint("article_id", "position"),
        CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    #: 1 for the first paragraph, furniture included.
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    is_annotatable: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    #: Code points from the start of the article's text, paragraphs joined by two line ends.
    article_offset: Mapped[int]
    #: Name of the import rule that decided kind or annotatability, "" where none did.
    note: Mapped[str] = mapped_column(String(120))
    #: [start, end] each.
    tokens: Mapped[Offsets] = mapped_column(JSON)
    sentences: Mapped[Offsets] = mapped_column(JSON)
    #: Suggestions, which count for nothing until accepted: `nlp.cues.Row` each.
    premarks: Mapped[list[list[int | str]]] = mapped_column(JSON)
    #: [start, end, kind, origin] each: what names the outlet or the author (see `masked`).
    masks: Mapped[list[list[int | str]]] = mapped_column(JSON, default=list)
    #: What tokenised: "blank en, spaCy 3.8.18".
    segmented_by: Mapped[str] = mapped_column(String(60))


class Shingle(Base):
    """One of the smallest hashes of an article's word runs: near-duplicates share many of them."""

    __tablename__ = "shingle"
    __table_args__ = ({"sqlite_with_rowid": False},)  # a B-tree less to write

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True
    )
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class Upload(Base):
    """Files on their way into the corpus: what was handed in, what was read, what was decided."""

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(repr(state) for state in UPLOAD_STATES)})", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    #: What the lead chose for all files (see `documents.options_as_document`).
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Names for all articles that do not give their own.
    outlet: Mapped[str] = mapped_column(String(120), default="")
    story: Mapped[str] = mapped_column(String(200), default="")
    #: False: all articles are stored, or none.
    skips_bad: Mapped[bool] = mapped_column(default=False)
    #: The article whose text is being corrected, for an upload that holds just this draft.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    #: Steps of the job that runs: files while reading, articles while storing.
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: Why it failed, or what its lead should look at, in a sentence or two.
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: When the job last said that it goes on: one that fell silent is begun again.
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    files: Mapped[list[UploadFile]] = relationship(order_by="UploadFile.position")
    drafts: Mapped[list[Draft]] = relationship(order_by="Draft.position")


class UploadFile(Base):
    """One file as it was handed in, and how it was read."""

    __tablename__ = "upload_file"
    __table_args__ = (UniqueConstraint("upload_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    #: Emptied once the upload has ended.
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    #: What the lead chose for this file alone; what was recognised where nothing was chosen.
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    format: Mapped[str] = mapped_column(String(20), default="")
    encoding: Mapped[str] = mapped_column(String(40), default="")
    #: Columns of a table, and the field each was taken for.
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: {"code", "message", "line", "name"} each; with an encoding proposed, it is under "proposal".
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class Draft(Base):
    """One article of an upload before it is stored: as it was read, and what was corrected."""

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("upload_id", "position"),
        Index("ix_draft_sha256", "upload_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("upload_file.id", ondelete="CASCADE"))
    position: Mapped[int]
    #: As it was read (see `documents`); `steps` are the corrections since (see `correcting`).
    document: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Facts of the corrected draft, for the list of a large upload.
    title: Mapped[str] = mapped_column(String(1000), default="")
    outlet: Mapped[str] = mapped_column(String(120), default="")
    published: Mapped[date | None]
    story: Mapped[str] = mapped_column(String(200), default="")
    source_id: Mapped[str] = mapped_column(String(200), default="")
    #: Paragraphs to annotate, and all of them.
    usable: Mapped[int] = mapped_column(default=0)
    paragraphs: Mapped[int] = mapped_column(default=0)
    #: Of the corrected paragraphs' texts, as `Article.sha256`.
    sha256: Mapped[str] = mapped_column(String(64), default="")
    #: Of the corrected text (see `preparing.article_sketch`), and warnings of its reader.
    sketch: Mapped[list[int]] = mapped_column(JSON, default=list)
    warnings: Mapped[int] = mapped_column(default=0)
    #: Position of the earlier draft of the upload that was the most alike when they were read.
    near_position: Mapped[int | None]
    #: False where the lead leaves this article out.
    is_wanted: Mapped[bool] = mapped_column(default=True)
    #: `added`, `skipped` or `refused` once it was decided, and why.
    outcome: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))

    file: Mapped[UploadFile | None] = relationship()
