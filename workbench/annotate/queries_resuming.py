"""Where an annotator goes on, read without loading the article."""

from __future__ import annotations

from sqlalchemy import select

from workbench.annotate.models import Judgment
from workbench.annotate.queries_places import WHOLE
from workbench.annotate.resuming import Place, resume_at
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.corpus.models import Paragraph


def number_to_resume(
    assignment: Assignment, *, has_paragraphs: bool, has_whole: bool
) -> int | None:
    """The number of the paragraph, as its page shows it, that the article opens at.

    0 is the article as a whole, None an article without anything to answer. The flags say what its
    codebook asks of.
    """
    places = list_places(assignment) if has_paragraphs else []
    if has_whole:
        places.append(_whole(assignment.id))
    position = resume_at(places)
    if position is None or position == WHOLE:
        return position
    return 1 + [place.position for place in places].index(position)


def list_places(assignment: Assignment) -> list[Place]:
    """Its paragraphs that are annotated, in order."""
    rows = db.session.execute(
        select(Paragraph.position, Judgment.is_done, Judgment.saved_at)
        .outerjoin(
            Judgment,
            (Judgment.paragraph_id == Paragraph.id) & (Judgment.assignment_id == assignment.id),
        )
        .where(Paragraph.article_id == assignment.article_id, Paragraph.is_annotatable)
        .order_by(Paragraph.position)
    )
    return [Place(position, bool(is_done), saved_at) for position, is_done, saved_at in rows]


def _whole(assignment_id: int) -> Place:
    row = db.session.execute(
        select(Judgment.is_done, Judgment.saved_at).where(
            Judgment.assignment_id == assignment_id, Judgment.paragraph_id.is_(None)
        )
    ).first()
    return Place(WHOLE, row.is_done, row.saved_at) if row else Place(WHOLE)
