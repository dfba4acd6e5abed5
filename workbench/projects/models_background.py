"""Tables of what annotators say about themselves, if they want to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.core.db import Base, UtcDateTime
from workbench.projects.background import LONGEST_CHOICE, LONGEST_TITLE


class BackgroundQuestion(Base):
    """Something a lead asks the annotators of a project about themselves; never changed, so that
    nobody's answer comes to mean something else."""

    __tablename__ = "background_question"
    __table_args__ = (UniqueConstraint("project_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    choices: Mapped[list[BackgroundChoice]] = relationship(order_by="BackgroundChoice.position")


class BackgroundChoice(Base):
    """One of the answers that can be chosen."""

    __tablename__ = "background_choice"
    __table_args__ = (
        UniqueConstraint("question_id", "title"),
        CheckConstraint("position >= 1", name="position"),
    )

    question_id: Mapped[int] = mapped_column(
        ForeignKey("background_question.id", ondelete="CASCADE"), primary_key=True
    )
    #: From 1, in the order of the lead.
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_CHOICE))


class BackgroundAnswer(Base):
    """What a person chose; there is none without consent.

    It hangs on the person and not on the seat, whose labels stay: whoever is erased takes it along.
    """

    __tablename__ = "background_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["question_id", "position"],
            ["background_choice.question_id", "background_choice.position"],
            ondelete="CASCADE",
        ),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)
