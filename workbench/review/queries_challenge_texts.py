"""Reads of the challenge file: the texts that were judged, as a lead knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.review.places import Place


@dataclass(frozen=True)
class ArticleFacts:
    """An article as a lead knows it: nothing is masked."""

    key: str
    title: str
    outlet: str
    byline: str
    published: str
    url: str
    story: str
    language: str
    version: int
    sha256: str
    format: str
    source_name: str


@dataclass(frozen=True)
class Lines:
    """A paragraph between its neighbours; `number` counts those that are annotated."""

    position: int
    number: int
    kind: str
    text: str
    sha256: str
    before: str
    after: str


def article_facts(article_ids: Collection[int]) -> dict[int, ArticleFacts]:
    """By id."""
    rows = db.session.execute(
        select(
            Article.id,
            Article.key,
            Article.title,
            Outlet.name.label("outlet"),
            Article.byline,
            Article.published,
            Article.url,
            Story.title.label("story"),
            Article.language,
            Article.version,
            Article.sha256,
            Article.format,
            Article.source_name,
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id.in_(article_ids))
    )
    return {row.id: _facts(row) for row in rows}


def _facts(row: Any) -> ArticleFacts:
    return ArticleFacts(
        key=row.key,
        title=row.title,
        outlet=row.outlet or "",
        byline=row.byline,
        published=row.published.isoformat() if row.published else "",
        url=row.url,
        story=row.story or "",
        language=row.language,
        version=row.version,
        sha256=row.sha256,
        format=row.format,
        source_name=row.source_name,
    )


def lines_on(places: Sequence[Place]) -> dict[Place, Lines]:
    """The words of paragraphs. Of the rest of their articles no text is read."""
    wanted = {one.paragraph_id: one for one in places if one.paragraph_id is not None}
    if not wanted:
        return {}
    beside: dict[Place, tuple[Any, int, Any, Any]] = {}
    for rows in _outlines({one.article_id for one in places}):
        number = 0
        for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
            number += row.is_annotatable
            if row.id in wanted:
                beside[wanted[row.id]] = row, number, before, after
    texts = _texts({one.id for row, _, *near in beside.values() for one in (row, *near) if one})
    return {
        place: Lines(
            position=row.position,
            number=number,
            kind=row.kind,
            text=texts[row.id].text,
            sha256=texts[row.id].sha256,
            before=texts[before.id].text if before else "",
            after=texts[after.id].text if after else "",
        )
        for place, (row, number, before, after) in beside.items()
    }


def _outlines(article_ids: Collection[int]) -> list[list[Any]]:
    """The paragraphs of each article in order, without their words."""
    articles: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        select(
            Paragraph.id,
            Paragraph.article_id,
            Paragraph.position,
            Paragraph.is_annotatable,
            Paragraph.kind,
        )
        .where(Paragraph.article_id.in_(article_ids))
        .order_by(Paragraph.article_id, Paragraph.position)
    ):
        articles[row.article_id].append(row)
    return list(articles.values())


def _texts(paragraph_ids: Collection[int]) -> dict[int, Any]:
    rows = db.session.execute(
        select(Paragraph.id, Paragraph.text, Paragraph.sha256).where(
            Paragraph.id.in_(paragraph_ids)
        )
    )
    return {row.id: row for row in rows}
