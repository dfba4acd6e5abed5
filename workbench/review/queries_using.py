"""A ruling with all that a codebook can take from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.masked import MaskedText, apply_masks
from workbench.corpus.models import Paragraph
from workbench.projects.models import Project
from workbench.review.models import Ruling, RulingPair
from workbench.review.pairs import Pair
from workbench.review.queries_rulings import Ruled, as_ruled, select_rulings


@dataclass(frozen=True)
class Source:
    """`questions` are those of the ruling's version, `seen` its words with every mask on.

    `is_open`: somebody has not submitted the article yet.
    """

    ruling: Ruled
    pairs: tuple[Pair, ...]
    questions: tuple[Question, ...]
    seen: MaskedText
    is_open: bool


def get_source(project: Project, ruling_id: int) -> Source:
    """A ruling of the project, in force or not. Raises NotFound."""
    is_open = exists().where(
        Assignment.article_id == Ruling.article_id, Assignment.state != "submitted"
    )
    row = db.session.execute(
        select_rulings()
        .add_columns(
            func.coalesce(Paragraph.text, ""), Paragraph.masks, CodebookVersion.sha256, is_open
        )
        .join(Round, Round.id == Ruling.round_id)
        .join(CodebookVersion, CodebookVersion.id == Ruling.codebook_version_id)
        .outerjoin(Paragraph, Paragraph.id == Ruling.paragraph_id)
        .where(Ruling.id == ruling_id, Round.project_id == project.id)
    ).first()
    if row is None:
        raise NotFound("This project has no such ruling.")
    ruling, seat, text, masks, sha256, has_open = row
    return Source(
        as_ruled((ruling, seat)),
        pairs_of(ruling_id),
        questions_for(project, sha256, "paragraph" if ruling.paragraph_id else "article"),
        apply_masks(text, masks or ()),
        bool(has_open),
    )


def pairs_of(ruling_id: int) -> tuple[Pair, ...]:
    """Between which values the unit of a ruling was disputed."""
    rows = db.session.execute(
        select(RulingPair.dimension, RulingPair.value, RulingPair.other)
        .where(RulingPair.ruling_id == ruling_id)
        .order_by(RulingPair.dimension, RulingPair.value, RulingPair.other)
    )
    return tuple(Pair(*row) for row in rows)
