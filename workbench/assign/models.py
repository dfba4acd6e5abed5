"""Tables of the assign room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.assign.opening import Opening
from workbench.assign.recognising import LONGEST_NAME, RECOGNISED
from workbench.assign.suggesting import ROUND_KINDS
from workbench.codebook.models import CodebookVersion
from workbench.core.db import Base, UtcDateTime
from workbench.corpus.models import Article
from workbench.projects.models import Membership


class Round(Base):
    """One pass of coding: a codebook version and what its annotators may see."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in ROUND_KINDS)})", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20), default="production")
    codebook_version_id: Mapped[int] = mapped_column(ForeignKey("codebook_version.id"))
    #: The strongest cue an annotator can get is who published it: masked unless switched off.
    mask_outlet: Mapped[bool]
    mask_byline: Mapped[bool]
    #: Suggestions made by rules raise agreement by themselves: off unless switched on.
    has_premarks: Mapped[bool]
    #: Whether loaded words and boosters are shown too, faintly: precise as a hint, no coverage.
    has_hints: Mapped[bool] = mapped_column(default=False)
    #: Whether an annotator sees, once an article is submitted, how the others saw it.
    shows_others: Mapped[bool] = mapped_column(default=False)
    #: Whether annotators join the discussion of articles that they have submitted.
    has_discussion: Mapped[bool] = mapped_column(default=False)
    #: Whether they see, in articles that they have submitted, which rulings differ from theirs.
    shows_rulings: Mapped[bool] = mapped_column(default=False)
    #: Whether they see earlier rulings at the label while they answer.
    shows_precedents: Mapped[bool] = mapped_column(default=False)
    #: When `has_discussion` or `shows_rulings` was first switched on, null for never: since then no
    #: submitted article can be reopened. Agreement counts answers as they were before.
    unsealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    codebook_version: Mapped[CodebookVersion] = relationship()

    @property
    def opening(self) -> Opening:
        """What it opens to its annotators now."""
        return Opening(self.has_discussion, self.shows_rulings, self.shows_precedents)


class Assignment(Base):
    """One annotator, one article, one round."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("round_id", "membership_id", "article_id"),
        CheckConstraint("state IN ('open', 'submitted', 'skipped')", name="state"),
        CheckConstraint("(state = 'skipped') = (skip_reason IS NOT NULL)", name="skipped"),
        CheckConstraint(
            f"recognised IN ({', '.join(repr(answer) for answer in RECOGNISED)})",
            name="recognised",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    #: Place in the annotator's own order, from 1.
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="open")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Whether the annotator knew the hidden outlet, as said before it was shown (see
    #: `recognising`); null where nobody asked.
    recognised: Mapped[str | None] = mapped_column(String(10))
    #: The outlet they had in mind, in their own words.
    recognised_as: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    #: Why and when its annotator laid it aside, for the lead; forgotten when it is taken back.
    skip_reason: Mapped[str | None] = mapped_column(String(20))
    skip_note: Mapped[str | None] = mapped_column(Text)
    skipped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The content warning in spite of which its annotator chose to read it.
    warning_read: Mapped[str] = mapped_column(Text, default="")

    round: Mapped[Round] = relationship()
    membership: Mapped[Membership] = relationship()
    article: Mapped[Article] = relationship()
