"""Reads around the questions to the lead: the paragraphs they are about, and who judged when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, distinct, exists, func, or_, select

from workbench.annotate.models import Judgment, Label, Link, LinkLabel, Span, SpanLabel, Written
from workbench.annotate.queries_places import WHOLE
from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion, Inquiry
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.queries_paragraphs import number_paragraphs
from workbench.projects.models import Membership

#: So many flagged paragraphs are listed, the newest first.
MOST_FLAGGED = 200


@dataclass(frozen=True)
class AskedFrom:
    """Where a question is asked: the paragraph (None: the article) and the round's version."""

    version_id: int
    sha256: str
    document: str
    paragraph_id: int | None


@dataclass(frozen=True)
class Passage:
    """A paragraph as a lead reads it; `number` counts those that are annotated, from 1."""

    article_key: str
    article_title: str
    language: str
    position: int
    number: int
    text: str


@dataclass(frozen=True)
class Flagged:
    """A paragraph that an annotator flagged for the lead."""

    seat: str
    round_name: str
    paragraph_id: int | None
    article_key: str
    article_title: str
    #: 0 and no text for the article as a whole.
    position: int
    text: str
    note: str
    is_done: bool
    saved_at: datetime
    judgment_id: int


@dataclass(frozen=True)
class FlagSource:
    """A flagged judgment, for the question that is made of it; `paragraph_id` None: the article."""

    judgment_id: int
    membership_id: int
    seat: str
    paragraph_id: int | None
    note: str
    saved_at: datetime
    #: In whose terms the judgment stands.
    version_id: int
    version: int
    sha256: str
    document: str


_FLAGGED: Any = (
    select(
        Membership.seat,
        Round.name,
        Judgment.paragraph_id,
        Article.key,
        Article.title,
        func.coalesce(Paragraph.position, WHOLE).label("position"),
        func.coalesce(Paragraph.text, ""),
        Judgment.note,
        Judgment.is_done,
        Judgment.saved_at,
        Judgment.id,
    )
    .select_from(Judgment)
    .join(Assignment, Assignment.id == Judgment.assignment_id)
    .join(Round, Round.id == Assignment.round_id)
    .join(Membership, Membership.id == Assignment.membership_id)
    .join(Article, Article.id == Assignment.article_id)
    .outerjoin(Paragraph, Paragraph.id == Judgment.paragraph_id)
    .where(Judgment.is_flagged)
)

#: A question made of a flag has its annotator and its time. Who saves the flag again says it again.
_BECAME_A_QUESTION: Any = exists().where(
    Inquiry.project_id == Round.project_id,
    Inquiry.membership_id == Assignment.membership_id,
    Inquiry.asked_at == Judgment.saved_at,
    or_(
        Inquiry.paragraph_id == Judgment.paragraph_id,
        and_(Inquiry.paragraph_id.is_(None), Judgment.paragraph_id.is_(None)),
    ),
)


def asked_from(membership_id: int, assignment_id: int, position: int) -> AskedFrom:
    """A paragraph of an annotator's own assignment; position 0 is the article as a whole.

    Raises NotFound.
    """
    found = db.session.execute(
        select(CodebookVersion.id, CodebookVersion.sha256, CodebookVersion.document, Paragraph.id)
        .select_from(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .join(CodebookVersion, CodebookVersion.id == Round.codebook_version_id)
        .outerjoin(
            Paragraph,
            and_(
                Paragraph.article_id == Assignment.article_id,
                Paragraph.position == position,
                Paragraph.is_annotatable,
            ),
        )
        .where(Assignment.id == assignment_id, Assignment.membership_id == membership_id)
    ).first()
    if found is None or (position and found[3] is None):
        raise NotFound(_("There is no such paragraph among your work. Nothing was stored."))
    return AskedFrom(*found)


def own_places(membership_id: int, paragraph_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Where an annotator's own paragraphs are: (assignment id, position) by paragraph id."""
    rows = db.session.execute(
        select(Paragraph.id, Assignment.id, Paragraph.position)
        .join(Assignment, Assignment.article_id == Paragraph.article_id)
        .where(Assignment.membership_id == membership_id, Paragraph.id.in_(paragraph_ids))
        .order_by(Assignment.id)
    )
    return {paragraph_id: (assignment, position) for paragraph_id, assignment, position in rows}


def passages(paragraph_ids: Collection[int | None]) -> dict[int, Passage]:
    """Paragraphs with their articles, unmasked: for leads only."""
    numbered = number_paragraphs(paragraph_ids)
    rows = db.session.execute(
        select(
            Paragraph.id,
            Article.key,
            Article.title,
            Article.language,
            Paragraph.position,
            numbered.c.number,
            Paragraph.text,
        )
        .join(numbered, numbered.c.id == Paragraph.id)
        .join(Article, Article.id == Paragraph.article_id)
        .where(Paragraph.id.in_(paragraph_ids))
    )
    return {row[0]: Passage(*row[1:]) for row in rows}


def flagged(project_id: int) -> list[Flagged]:
    """The project's paragraphs that carry an annotator's flag, newest first.

    Without those that a lead has made a question of: they are on the list as such.
    """
    newest = (
        _FLAGGED.where(Round.project_id == project_id, ~_BECAME_A_QUESTION)
        .order_by(Judgment.saved_at.desc(), Judgment.id)
        .limit(MOST_FLAGGED)
    )
    return [Flagged(*row) for row in db.session.execute(newest)]


def flag_source(project_id: int, judgment_id: int) -> FlagSource:
    """What a flag was set on. Raises NotFound where there is none, or it is a question already."""
    found: Any = db.session.execute(
        select(
            Judgment.id,
            Assignment.membership_id,
            Membership.seat,
            Judgment.paragraph_id,
            Judgment.note,
            Judgment.saved_at,
            CodebookVersion.id,
            CodebookVersion.number,
            CodebookVersion.sha256,
            CodebookVersion.document,
        )
        .select_from(Judgment)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Membership, Membership.id == Assignment.membership_id)
        .join(CodebookVersion, CodebookVersion.id == Judgment.codebook_version_id)
        .where(
            Judgment.id == judgment_id,
            Judgment.is_flagged,
            Round.project_id == project_id,
            ~_BECAME_A_QUESTION,
        )
    ).first()
    if found is None:
        raise NotFound("This flag is not there any more, or it has become a question.")
    return FlagSource(*found)


def flagged_in(round_id: int) -> list[Flagged]:
    """Those of one round, in reading order."""
    in_order = _FLAGGED.where(Round.id == round_id).order_by(
        Article.id, "position", Membership.seat
    )
    return [Flagged(*row) for row in db.session.execute(in_order)]


def judged_before(project_id: int, inquiry_ids: Sequence[int]) -> dict[int, int]:
    """How many finished judgments had answered a question before its lead's answer came."""
    parts = (
        exists().where(part.judgment_id == Judgment.id, part.dimension == Inquiry.dimension)
        for part in (Label, Span, SpanLabel, Link, LinkLabel, Written)
    )
    rows = db.session.execute(
        select(Inquiry.id, func.count(distinct(Judgment.id)))
        .join(Round, Round.project_id == Inquiry.project_id)
        .join(Assignment, Assignment.round_id == Round.id)
        .join(Judgment, Judgment.assignment_id == Assignment.id)
        .where(
            Inquiry.project_id == project_id,
            Inquiry.id.in_(inquiry_ids),
            Judgment.is_done,
            Judgment.saved_at < Inquiry.answered_at,
            or_(*parts),
        )
        .group_by(Inquiry.id)
    )
    return {row[0]: row[1] for row in rows}


def judged_at(round_id: int, paragraph_ids: Collection[int]) -> dict[tuple[int, str], datetime]:
    """When the finished judgments of these paragraphs were saved, by (paragraph id, seat)."""
    rows = db.session.execute(
        select(Judgment.paragraph_id, Membership.seat, Judgment.saved_at)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .join(Membership, Membership.id == Assignment.membership_id)
        .where(
            Assignment.round_id == round_id,
            Judgment.paragraph_id.in_(paragraph_ids),
            Judgment.is_done,
        )
    )
    return {(row[0], row[1]): row[2] for row in rows if row[0] is not None}
