"""Tables of the corpus room."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.core.db import Base, UtcDateTime
from workbench.corpus.drafts import KINDS

#: Offsets of words, sentences or premarks within a paragraph, as JSON lists.
Offsets = list[list[int]]


class Outlet(Base):
    """Who published; hidden from annotators where a round masks it."""

    __tablename__ = "outlet"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))


class Story(Base):
    """One event that several outlets cover."""

    __tablename__ = "story"
    __table_args__ = (UniqueConstraint("project_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))


class Article(Base):
    """One text as it was imported; the text of its paragraphs never changes afterwards."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("project_id", "sha256"),
        UniqueConstraint("project_id", "key"),
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
    #: `text` or `markdown`, and the name of the file as the browser or the shell gave it.
    format: Mapped[str] = mapped_column(String(20))
    source_name: Mapped[str] = mapped_column(String(200))
    #: Of the paragraphs' texts: the same text is never imported twice.
    sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)

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
    #: [start, end, value, rule] each: suggestions, which count for nothing until accepted.
    premarks: Mapped[list[list[int | str]]] = mapped_column(JSON)
    #: What tokenised: "blank en, spaCy 3.8.18".
    segmented_by: Mapped[str] = mapped_column(String(60))
