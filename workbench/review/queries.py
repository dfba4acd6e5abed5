"""Reads of the review room: a fixed number of queries, however many paragraphs there are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from workbench.annotate.models import Judgment, Span
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Paragraph
from workbench.review.comparison import Text


def titles_of(article_ids: Collection[int]) -> dict[int, Text]:
    """Articles as a whole by article id: their titles, and no text."""
    rows = db.session.execute(
        select(Article.id, Article.title, Article.language).where(Article.id.in_(article_ids))
    )
    return {row.id: Text(row.title, row.language, None, "") for row in rows}


def texts_of(paragraph_ids: Collection[int]) -> dict[int, Text]:
    """Texts by paragraph id, with the number that a paragraph has on the annotation page."""
    articles = select(Paragraph.article_id).where(Paragraph.id.in_(paragraph_ids))
    numbered = (
        select(
            Paragraph.id,
            func.row_number()
            .over(partition_by=Paragraph.article_id, order_by=Paragraph.position)
            .label("number"),
        )
        .where(Paragraph.is_annotatable, Paragraph.article_id.in_(articles))
        .subquery()
    )
    rows = db.session.execute(
        select(Paragraph.id, Article.title, Article.language, numbered.c.number, Paragraph.text)
        .join(numbered, numbered.c.id == Paragraph.id)
        .join(Article, Article.id == Paragraph.article_id)
        .where(Paragraph.id.in_(paragraph_ids))
    )
    return {row.id: Text(row.title, row.language, row.number, row.text) for row in rows}


def text_in(project_id: int, paragraph_id: int) -> Text:
    """One paragraph of the project that is annotated. Raises NotFound for any other."""
    found = db.session.scalar(
        select(Paragraph.id)
        .join(Article, Article.id == Paragraph.article_id)
        .where(
            Article.project_id == project_id,
            Paragraph.id == paragraph_id,
            Paragraph.is_annotatable,
        )
    )
    if found is None:
        raise NotFound("This project has no such paragraph.")
    return texts_of([found])[found]


def passages_of(round_id: int, paragraph_id: int) -> list[tuple[int, int]]:
    """The passages that anybody marked in a paragraph, each extent once, in reading order."""
    rows = db.session.execute(
        select(Span.starts_at, Span.ends_at)
        .distinct()
        .join(Judgment, Judgment.id == Span.judgment_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(
            Assignment.round_id == round_id,
            Judgment.paragraph_id == paragraph_id,
            Judgment.is_done,
        )
        .order_by(Span.starts_at, Span.ends_at)
    )
    return [(row[0], row[1]) for row in rows]
