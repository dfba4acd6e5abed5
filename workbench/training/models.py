"""Tables of the training room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.codebook.models import CodebookVersion
from workbench.core.db import Base, UtcDateTime
from workbench.review.models import Ruling


class TrainingSet(Base):
    """Paragraphs with rulings, to be answered with feedback, and as a test where it has one."""

    __tablename__ = "training_set"
    __table_args__ = (UniqueConstraint("project_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text)
    #: The version in whose terms it asks; the rulings of its items stand in it.
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: Share of the test's answers that must be as ruled, from 0 to 1, by key of the question.
    thresholds: Mapped[dict[str, Any]] = mapped_column(JSON)
    membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    #: Null while the lead is still choosing: annotators do not see it, and items can change.
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Put away: nobody begins anything in it any more; what was reached in it stays.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    codebook_version: Mapped[CodebookVersion] = relationship()


class TrainingItem(Base):
    """A ruled paragraph in a training set."""

    __tablename__ = "training_item"
    __table_args__ = (UniqueConstraint("set_id", "ruling_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("training_set.id", ondelete="CASCADE"))
    ruling_id: Mapped[int] = mapped_column(ForeignKey(Ruling.id), index=True)
    #: From 1, practice and test each.
    position: Mapped[int]
    #: Answered without feedback until the whole test is handed in.
    is_test: Mapped[bool]
    #: Why it is ruled so, in the lead's words for learners.
    explanation: Mapped[str] = mapped_column(Text)


class TrainingAnswer(Base):
    """What a learner answered to an item: in practice each time, in a test once an attempt.

    Never changed, but for those of a test that was not handed in yet.
    """

    __tablename__ = "training_answer"
    __table_args__ = (
        UniqueConstraint("item_id", "membership_id", "attempt"),
        CheckConstraint("attempt >= 1", name="attempt"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("training_item.id", ondelete="CASCADE"))
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    attempt: Mapped[int]
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    #: Canonical JSON of the document.
    document: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TrainingAttempt(Base):
    """One go at the test of a set: begun, and at last handed in as a whole."""

    __tablename__ = "training_attempt"
    __table_args__ = (
        UniqueConstraint("set_id", "membership_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("training_set.id", ondelete="CASCADE"))
    membership_id: Mapped[int] = mapped_column(
        ForeignKey("membership.id", ondelete="CASCADE"), index=True
    )
    #: From 1; that of its answers (`TrainingAnswer.attempt`).
    number: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_passed: Mapped[bool]
    #: What came of it question by question, as it was judged then (see `scoring.Share`).
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class RoundGate(Base):
    """A round that is open only to those who have passed the test of a training set."""

    __tablename__ = "round_gate"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("round.id", ondelete="CASCADE"), primary_key=True
    )
    set_id: Mapped[int] = mapped_column(ForeignKey("training_set.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
