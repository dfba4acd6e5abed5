"""Tables of the annotate room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workbench.core.db import Base, UtcDateTime


class Judgment(Base):
    """One person's whole answer to one paragraph, or to the article, as it stands now."""

    __tablename__ = "judgment"
    __table_args__ = (
        UniqueConstraint("assignment_id", "paragraph_id"),
        # To a unique constraint every null is another one.
        Index(
            "uq_judgment_assignment_id_article",
            "assignment_id",
            unique=True,
            sqlite_where=text("paragraph_id IS NULL"),
            postgresql_where=text("paragraph_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    #: Null for the judgment of the article as a whole.
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), index=True)
    #: The version in whose terms its labels stand.
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: The version that its annotator had before them; an older one when it was carried over.
    answered_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
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
    saw_others: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Milliseconds that its annotator worked on it (see `active_time`), null when never measured.
    active_ms: Mapped[int | None] = mapped_column(BigInteger)


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


class SpanLabel(Base):
    """One value of one question on a span."""

    __tablename__ = "span_label"
    __table_args__ = (
        ForeignKeyConstraint(
            ["judgment_id", "number"], ["span.judgment_id", "span.number"], ondelete="CASCADE"
        ),
    )

    judgment_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)


class Link(Base):
    """A tie between spans of one judgment."""

    __tablename__ = "link"

    judgment_id: Mapped[int] = mapped_column(
        ForeignKey("judgment.id", ondelete="CASCADE"), primary_key=True
    )
    #: From 1, in reading order of the first member.
    number: Mapped[int] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(64))


class LinkMember(Base):
    """A span that a link ties; its label is its role."""

    __tablename__ = "link_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["judgment_id", "number"], ["link.judgment_id", "link.number"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["judgment_id", "span_number"], ["span.judgment_id", "span.number"], ondelete="CASCADE"
        ),
    )

    judgment_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    span_number: Mapped[int] = mapped_column(primary_key=True)


class LinkLabel(Base):
    """One value of one question on a link."""

    __tablename__ = "link_label"
    __table_args__ = (
        ForeignKeyConstraint(
            ["judgment_id", "number"], ["link.judgment_id", "link.number"], ondelete="CASCADE"
        ),
    )

    judgment_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)


class Written(Base):
    """The words given to a text question of a judgment, of a span or of a link."""

    __tablename__ = "written"
    __table_args__ = (CheckConstraint("part IN ('judgment', 'span', 'link')", name="part"),)

    judgment_id: Mapped[int] = mapped_column(
        ForeignKey("judgment.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    #: The number of the span or link; 0 for the judgment itself.
    number: Mapped[int] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(String(64), primary_key=True)
    target: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


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
        # The rest of a judgment's log. No save that comes in time has to keep it up.
        Index(
            "ix_revision_parked",
            "judgment_id",
            sqlite_where=text("is_parked"),
            postgresql_where=text("is_parked"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judgment_id: Mapped[int] = mapped_column(ForeignKey("judgment.id", ondelete="CASCADE"))
    #: The judgment's revision that this made, or, for a parked one, that it was based on.
    number: Mapped[int]
    #: Made by the client for one save; the same key always gets the same answer.
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    is_parked: Mapped[bool]
    #: The codebook version in whose terms the document stands.
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: The migration that wrote it, or took it back; null for an annotator's own save.
    migration_id: Mapped[int | None] = mapped_column(ForeignKey("migration.id"))
    #: Canonical JSON of the document.
    document: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The milliseconds that came with this save, null where it brought none. Those of a parked save
    #: come again with the one that is accepted: the judgment has the sum.
    active_ms: Mapped[int | None] = mapped_column(BigInteger)


class Migration(Base):
    """A round moved from one codebook version to another, with all its judgments."""

    __tablename__ = "migration"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    from_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    to_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: What became of each dimension and value, as the lead confirmed it.
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Who was asked about, `before` and `after`. A version from before targets were frozen with it
    #: asks about the project's, and then the plan is about those of that day.
    targets: Mapped[dict[str, Any]] = mapped_column(JSON)
    membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MigrationItem(Base):
    """What a migration did with one judgment; all that taking it back needs."""

    __tablename__ = "migration_item"

    migration_id: Mapped[int] = mapped_column(
        ForeignKey("migration.id", ondelete="CASCADE"), primary_key=True
    )
    judgment_id: Mapped[int] = mapped_column(
        ForeignKey("judgment.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    #: The judgment's revision before; the migration's own is one more.
    revision: Mapped[int]
    was_done: Mapped[bool]
    was_submitted: Mapped[bool]
    #: What the judgment said of its annotator's last save: a later one overwrites it there.
    answered_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saw_outlet: Mapped[bool]
    saw_premarks: Mapped[bool]
    saw_others: Mapped[bool] = mapped_column(default=False)
    #: Keys of the questions to be answered again; [] when everything could be carried over.
    asks: Mapped[list[str]] = mapped_column(JSON)
