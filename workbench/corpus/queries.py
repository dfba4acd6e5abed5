"""Reads of the corpus room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Paragraph


def list_articles(project_id: int) -> Sequence[Article]:
    """The project's articles with outlet and story, in the order of import."""
    return db.session.scalars(
        select(Article)
        .where(Article.project_id == project_id)
        .options(joinedload(Article.outlet), joinedload(Article.story))
        .order_by(Article.id)
    ).all()


def get_article(project_id: int, key: str) -> Article:
    """Raises NotFound for an article of another project, too."""
    article = db.session.scalar(
        select(Article)
        .where(Article.project_id == project_id, Article.key == key)
        .options(joinedload(Article.outlet), joinedload(Article.story))
    )
    if article is None:
        raise NotFound("This project has no such article.")
    return article


def count_annotatable(article_ids: Iterable[int]) -> dict[int, int]:
    """Paragraphs to annotate by article id, in one query."""
    rows = db.session.execute(
        select(Paragraph.article_id, func.count())
        .where(Paragraph.article_id.in_(list(article_ids)), Paragraph.is_annotatable)
        .group_by(Paragraph.article_id)
    )
    return {row[0]: row[1] for row in rows}
