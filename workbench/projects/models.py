"""Tables of the projects room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.accounts.models import Person
from workbench.core.db import Base, UtcDateTime


class Project(Base):
    """One study: its corpus, codebook, people and rounds."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Part of every address of the project; never changes.
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The sample project: said wherever its invented judgments are shown.
    is_demo: Mapped[bool] = mapped_column(default=False)
    #: Whether captions are annotated like body text; imports follow it.
    annotates_captions: Mapped[bool] = mapped_column(default=False)

    targets: Mapped[list[Target]] = relationship(order_by="Target.position")


class Target(Base):
    """An actor whose portrayal is scored; per-target dimensions are asked once for each."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("project_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]


class Membership(Base):
    """A person's place in a project. Labels hang on the seat, not on the person."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("project_id", "seat"),
        UniqueConstraint("project_id", "person_id"),
        UniqueConstraint("project_id", "recorded_as"),
        CheckConstraint("role IN ('annotator', 'lead')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    #: Null once the person has been erased: the seat and its labels stay.
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    #: Of one who is known from labels made elsewhere and never signs in: what the file calls them.
    #: Null for everybody else.
    recorded_as: Mapped[str | None] = mapped_column(String(60))
    #: The pseudonym, such as `A-7F3K`; drawn at random, so that it links to no other project.
    seat: Mapped[str] = mapped_column(String(12))

    project: Mapped[Project] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def name(self) -> str:
        """Whose seat it is, in words for a lead."""
        if self.person is not None:
            return self.person.name
        return "erased" if self.recorded_as is None else f"{self.recorded_as}, from a file"
