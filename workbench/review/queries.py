"""Reads of the review room: a fixed number of queries, however many paragraphs there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, select

from workbench.annotate.models import Judgment, Span
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.masked import MaskedText, apply_masks
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.queries_paragraphs import number_paragraphs
from workbench.review.comparison import Text


@dataclass(frozen=True)
class Quotable:
    """A paragraph that words are taken from for everybody to read.

    `seen` is its text with every mask on: annotators of a masked round read them too. `is_open`
    says that somebody has not submitted the article yet, who may have skipped it for now.
    """

    article_title: str
    language: str
    number: int
    seen: MaskedText
    is_open: bool


def titles_of(article_ids: Collection[int]) -> dict[int, Text]:
    """Articles as a whole by article id: their titles, and no text."""
    rows = db.session.execute(
        select(Article.id, Article.title, Article.language).where(Article.id.in_(article_ids))
    )
    return {row.id: Text(row.title, row.language, None, "") for row in rows}


def texts_of(paragraph_ids: Collection[int]) -> dict[int, Text]:
    """Texts by paragraph id, with the number that a paragraph has on the annotation page."""
    numbered = number_paragraphs(paragraph_ids)
    rows = db.session.execute(
        select(Paragraph.id, Article.title, Article.language, numbered.c.number, Paragraph.text)
        .join(numbered, numbered.c.id == Paragraph.id)
        .join(Article, Article.id == Paragraph.article_id)
        .where(Paragraph.id.in_(paragraph_ids))
    )
    return {row.id: Text(row.title, row.language, row.number, row.text) for row in rows}


def quotable(project_id: int, paragraph_id: int) -> Quotable:
    """One paragraph of the project that is annotated. Raises NotFound for any other."""
    numbered = number_paragraphs([paragraph_id])
    is_open = exists().where(Assignment.article_id == Article.id, Assignment.state != "submitted")
    found = db.session.execute(
        select(
            Article.title,
            Article.language,
            numbered.c.number,
            Paragraph.text,
            Paragraph.masks,
            is_open,
        )
        .join(Article, Article.id == Paragraph.article_id)
        .join(numbered, numbered.c.id == Paragraph.id)
        .where(Article.project_id == project_id, Paragraph.id == paragraph_id)
    ).first()
    if found is None:
        raise NotFound("This project has no such paragraph.")
    title, language, number, text, masks, has_open = found
    return Quotable(title, language, number, apply_masks(text, masks), bool(has_open))


def passages_of(round_id: int, paragraph_id: int) -> list[tuple[int, int]]:
    """The passages that anybody marked in a paragraph, each extent once, in reading order."""
    rows = db.session.execute(
        select(Span.starts_at, Span.ends_at)
        .distinct()
        .join(Judgment, Judgment.id == Span.judgment_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.state != "skipped",
            Judgment.paragraph_id == paragraph_id,
            Judgment.is_done,
        )
        .order_by(Span.starts_at, Span.ends_at)
    )
    return [(row[0], row[1]) for row in rows]
