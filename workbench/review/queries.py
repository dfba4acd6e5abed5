"""Reads of the review room: a fixed number of queries, however many paragraphs there are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from workbench.core.db import db
from workbench.corpus.models import Article, Paragraph
from workbench.review.comparison import Text


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
