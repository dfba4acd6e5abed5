"""Tables of the codebook room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workbench.codebook.format import Codebook
from workbench.codebook.reading import parse_stored
from workbench.core.db import Base, UtcDateTime


class CodebookVersion(Base):
    """A published question sheet, frozen: every judgment says which one it answers."""

    __tablename__ = "codebook_version"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    #: 1 for the first version of the project.
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    #: Canonical JSON; `sha256` is its digest.
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    #: Where its parts come from in the version before: a `lineage.Lineage` as JSON.
    lineage: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: What changed and why, in the lead's words.
    remark: Mapped[str] = mapped_column(Text, default="")
    published_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def codebook(self) -> Codebook:
        """The parsed document (cached by its digest)."""
        return parse_stored(self.sha256, self.document)


class CodebookDraft(Base):
    """The sheet that leads are working on: one a project, edited freely, asked of nobody."""

    __tablename__ = "codebook_draft"

    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), primary_key=True
    )
    #: The version that it began from; null where there was none, or another file was brought in.
    base_id: Mapped[int | None] = mapped_column(ForeignKey("codebook_version.id"))
    #: Counts the changes: a change based on an older number is refused.
    revision: Mapped[int]
    #: JSON of a coherent codebook, which may be unfinished.
    document: Mapped[str] = mapped_column(Text)
    lineage: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CodebookStep(Base):
    """The draft as it was before a change, so that the change can be taken back."""

    __tablename__ = "codebook_step"

    project_id: Mapped[int] = mapped_column(
        ForeignKey("codebook_draft.project_id", ondelete="CASCADE"), primary_key=True
    )
    #: The draft's revision before the change.
    revision: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    lineage: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: The change in words.
    said: Mapped[str] = mapped_column(String(200))


class Inquiry(Base):
    """What an annotator asks about a dimension or value, and the lead's answer to all of them."""

    __tablename__ = "inquiry"
    __table_args__ = (CheckConstraint("state IN ('open', 'answered', 'closed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    #: The version that was in force when it was asked.
    version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    dimension: Mapped[str] = mapped_column(String(64))
    #: "" when it is about the dimension as a whole.
    value: Mapped[str] = mapped_column(String(64))
    #: The paragraph that gave rise to it; null for the article or the codebook alone.
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    #: As it was asked; only who asked and the leads ever read it.
    text: Mapped[str] = mapped_column(Text)
    #: As the lead words it for everybody; "" as long as it has no answer.
    wording: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(20), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL")
    )
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The version that the answer has become a part of.
    in_version_id: Mapped[int | None] = mapped_column(ForeignKey("codebook_version.id"))
