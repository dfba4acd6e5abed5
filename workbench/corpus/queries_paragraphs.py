"""Reads of paragraphs wherever they stand."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Subquery, func, select

from workbench.corpus.models import Paragraph


def number_paragraphs(paragraph_ids: Collection[int | None]) -> Subquery:
    """(`id`, `number`): numbers as the annotation page shows them, from 1.

    It has every paragraph that is annotated in the articles of these.
    """
    articles = select(Paragraph.article_id).where(Paragraph.id.in_(paragraph_ids))
    number = func.row_number().over(partition_by=Paragraph.article_id, order_by=Paragraph.position)
    return (
        select(Paragraph.id, number.label("number"))
        .where(Paragraph.is_annotatable, Paragraph.article_id.in_(articles))
        .subquery()
    )
