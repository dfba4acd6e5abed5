"""Tables of the annotate room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workbench.core.db import Base, UtcDateTime


class Judgment(Base):
    """One person's whole answer to one paragraph, as it stands now."""

    __tablename__ = "judgment"
    __table_args__ = (UniqueConstraint("assignment_id", "paragraph_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: Counts the saves; a save that knew an older number is refused, and kept as parked.
    revision: Mapped[int]
    #: Said by the annotator and checked for completeness. Only done judgments count anywhere:
    #: an unfinished one is missing, a finished one without a span is an answer.
    is_done: Mapped[bool]
    is_flagged: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    #: What the annotator could see at the last save: design factors of the study.
    saw_outlet: Mapped[bool]
    saw_premarks: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Label(Base):
    """One value of one question; a set has a row for each of its values."""

    __tablename__ = "label"

    judgment_id: Mapped[int] = mapped_column(
        ForeignKey("judgment.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Key of the project's target where the dimension asks per target, else "".
    target: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)


class Span(Base):
    """A marked passage: code points of the paragraph's text, end exclusive."""

    __tablename__ = "span"
    __table_args__ = (
        CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name="extent"),
        CheckConstraint(
            "origin IN ('manual', 'premark_accepted', 'premark_edited')", name="origin"
        ),
    )

    judgment_id: Mapped[int] = mapped_column(
        ForeignKey("judgment.id", ondelete="CASCADE"), primary_key=True
    )
    #: From 1, in reading order.
    number: Mapped[int] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    origin: Mapped[str] = mapped_column(String(20))


class Revision(Base):
    """Every saved document, append-only; also those that came too late (`is_parked`)."""

    __tablename__ = "revision"
    __table_args__ = (
        # Two current revisions of one number cannot exist, whatever races.
        Index(
            "uq_revision_judgment_id_number",
            "judgment_id",
            "number",
            unique=True,
            sqlite_where=text("NOT is_parked"),
            postgresql_where=text("NOT is_parked"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judgment_id: Mapped[int] = mapped_column(ForeignKey("judgment.id", ondelete="CASCADE"))
    #: The judgment's revision that this made, or, for a parked one, that it was based on.
    number: Mapped[int]
    #: Made by the client for one save; the same key always gets the same answer.
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    is_parked: Mapped[bool]
    #: Canonical JSON of the document.
    document: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
