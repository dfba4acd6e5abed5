"""Reads of one unit of a round: who answered it how, and the article it stands in.

Never the whole round: a page of one paragraph costs the same, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from workbench.annotate.models import Judgment
from workbench.annotate.queries import Judged, judged_where
from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.projects.models import Membership
from workbench.review.places import Place
from workbench.review.queries_places import NO_SUCH_UNIT


@dataclass(frozen=True)
class Setting:
    """The round of a unit with the codebook version that its rulings are made in."""

    round_id: int
    round_name: str
    version_id: int
    version: int
    sha256: str
    document: str


@dataclass(frozen=True)
class Line:
    """One paragraph of the article; `number` counts those that are annotated, None for others."""

    id: int
    position: int
    number: int | None
    kind: str
    text: str


@dataclass(frozen=True)
class Around:
    """The article of a unit as a lead reads it: nothing of it is masked."""

    id: int
    key: str
    title: str
    outlet: str
    story: str
    byline: str
    published: date | None
    language: str
    lines: tuple[Line, ...]


def get_setting(project_id: int, round_id: int) -> Setting:
    """Raises NotFound for a round of another project, and for none."""
    row = db.session.execute(
        select(
            Round.id,
            Round.name,
            CodebookVersion.id,
            CodebookVersion.number,
            CodebookVersion.sha256,
            CodebookVersion.document,
        )
        .join(CodebookVersion, CodebookVersion.id == Round.codebook_version_id)
        .where(Round.project_id == project_id, Round.id == round_id)
    ).first()
    if row is None:
        raise NotFound("This project has no such round.")
    return Setting(*row)


def judged_on(place: Place, questions: Sequence[Question]) -> list[Judged]:
    """The finished judgments of one unit by seat; those of skipped articles are missing."""
    return judged_where(_finished(place), questions)


def saved_on(place: Place) -> dict[str, datetime]:
    """When each of these judgments was saved, by seat."""
    rows = db.session.execute(
        select(Membership.seat, Judgment.saved_at)
        .join(Assignment, Assignment.membership_id == Membership.id)
        .join(Judgment, Judgment.assignment_id == Assignment.id)
        .where(_finished(place))
    )
    return {row.seat: row.saved_at for row in rows}


def get_around(article_id: int) -> Around:
    """The article with all its paragraphs in order. Raises NotFound."""
    article = db.session.execute(
        select(
            Article.id,
            Article.key,
            Article.title,
            Outlet.name,
            Story.title.label("story"),
            Article.byline,
            Article.published,
            Article.language,
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id == article_id)
    ).first()
    if article is None:
        raise NotFound(NO_SUCH_UNIT)
    return Around(
        article.id,
        article.key,
        article.title,
        article.name or "",
        article.story or "",
        article.byline,
        article.published,
        article.language,
        _lines(article_id),
    )


def tokens_of(paragraph_id: int) -> list[list[int]]:
    """Where the words of a paragraph stand."""
    return db.session.scalar(select(Paragraph.tokens).where(Paragraph.id == paragraph_id)) or []


def _lines(article_id: int) -> tuple[Line, ...]:
    rows: Any = db.session.execute(
        select(
            Paragraph.id,
            Paragraph.position,
            Paragraph.is_annotatable,
            Paragraph.kind,
            Paragraph.text,
        )
        .where(Paragraph.article_id == article_id)
        .order_by(Paragraph.position)
    )
    lines, number = [], 0
    for row in rows:
        number += row.is_annotatable
        shown = number if row.is_annotatable else None
        lines.append(Line(row.id, row.position, shown, row.kind, row.text))
    return tuple(lines)


def _finished(place: Place) -> ColumnElement[bool]:
    return and_(
        Assignment.round_id == place.round_id,
        Assignment.article_id == place.article_id,
        Assignment.state != "skipped",
        Judgment.is_done,
        Judgment.paragraph_id.is_(None)
        if place.paragraph_id is None
        else Judgment.paragraph_id == place.paragraph_id,
    )
