"""Tables of the review room: rulings and what was discussed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from workbench.core.db import Base, UtcDateTime
from workbench.review.rulings import METHODS, OUTCOMES, REASONS


def _one_of(column: str, names: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(name) for name in names)})"


def _one_each(table: str, *, where: str) -> tuple[Index, Index]:
    """One row for each paragraph of a round, and one for each article as a whole.

    To a unique index every null is another one: hence two.
    """
    on_paragraph, on_article = (
        text(f"{where}paragraph_id IS {wanted}") for wanted in ("NOT NULL", "NULL")
    )
    return (
        Index(
            f"uq_{table}_paragraph",
            "round_id",
            "paragraph_id",
            unique=True,
            sqlite_where=on_paragraph,
            postgresql_where=on_paragraph,
        ),
        Index(
            f"uq_{table}_article",
            "round_id",
            "article_id",
            unique=True,
            sqlite_where=on_article,
            postgresql_where=on_article,
        ),
    )


class Ruling(Base):
    """What a lead decided about a unit of a round, append-only; never a judgment.

    Rows beside those of the judgments and not among them: no figure of agreement can count one, and
    no annotator's answer can be touched by one.
    """

    __tablename__ = "ruling"
    __table_args__ = (
        CheckConstraint(_one_of("outcome", OUTCOMES), name="outcome"),
        CheckConstraint(_one_of("method", METHODS), name="method"),
        CheckConstraint(_one_of("reason", REASONS), name="reason"),
        CheckConstraint("NOT (is_current AND is_parked)", name="parked"),
        # Whatever races: never two current rulings on one unit.
        *_one_each("ruling", where="is_current AND "),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    #: Null for the article as a whole.
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), index=True)
    #: Counts the rulings on the unit in this round, from 1; of a parked one, the number that it
    #: wanted to follow.
    number: Mapped[int]
    #: It came too late: another lead had ruled in the meantime. Kept, and in force nowhere.
    is_parked: Mapped[bool]
    #: In force; false once another one followed or it was withdrawn.
    is_current: Mapped[bool]
    outcome: Mapped[str] = mapped_column(String(20))
    #: Keys of the questions on which the difference is legitimate: no answer of these is gold.
    left_open: Mapped[list[str]] = mapped_column(JSON)
    #: How it relates to the answers; found by comparing, not claimed.
    method: Mapped[str] = mapped_column(String(20))
    #: Null where nothing had to be explained: a bulk ruling on what everybody answered alike.
    reason: Mapped[str | None] = mapped_column(String(30))
    sentence: Mapped[str] = mapped_column(Text)
    #: Canonical JSON of the document that is right, without the questions left open.
    document: Mapped[str] = mapped_column(Text)
    #: The version in whose terms the document stands.
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    #: The bulk ruling that it is a part of.
    bulk_id: Mapped[int | None] = mapped_column(
        ForeignKey("bulk_ruling.id", ondelete="CASCADE"), index=True
    )
    #: Made by the page for one ruling; the same key always gets the same answer.
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)


class RulingPair(Base):
    """Two values between which the unit of a ruling was disputed (see `pairs`)."""

    __tablename__ = "ruling_pair"

    ruling_id: Mapped[int] = mapped_column(
        ForeignKey("ruling.id", ondelete="CASCADE"), primary_key=True
    )
    dimension: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: In alphabetical order; "" for nothing instead.
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    other: Mapped[str] = mapped_column(String(64), primary_key=True)


class BulkRuling(Base):
    """Many rulings by one rule at once, which can be taken back as one."""

    __tablename__ = "bulk_ruling"
    __table_args__ = (CheckConstraint("rule IN ('unanimous', 'majority')", name="rule"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(20))
    #: How many annotators at least had to agree on every question.
    at_least: Mapped[int]
    n_ruled: Mapped[int]
    membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )


class Discussion(Base):
    """What is said about a unit of a round, from its first comment on."""

    __tablename__ = "discussion"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'resolved')", name="state"),
        *_one_each("discussion", where=""),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    #: Null for the article as a whole.
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="open")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )


class Comment(Base):
    """One contribution to a discussion; said, it stays."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(
        ForeignKey("discussion.id", ondelete="CASCADE"), index=True
    )
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Made by the page for one comment; the same key always gets the same answer.
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)


class Mention(Base):
    """Whom a comment names."""

    __tablename__ = "mention"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), primary_key=True)


class Notice(Base):
    """What waits for a member to be read: something was said in a discussion that concerns them."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("kind IN ('mention', 'comment', 'resolved', 'reopened')", name="kind"),
        # Every page's bar counts what waits, however much has been read since.
        Index(
            "ix_notice_waiting",
            "membership_id",
            "discussion_id",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    discussion_id: Mapped[int] = mapped_column(
        ForeignKey("discussion.id", ondelete="CASCADE"), index=True
    )
    #: The comment that it is about; null where the state changed.
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
