"""Tables of the codebook room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
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
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def codebook(self) -> Codebook:
        """The parsed document (cached by its digest)."""
        return parse_stored(self.sha256, self.document)
