"""Reads of masks: what an article's title gives away, and one paragraph to be changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.masked import masks_of
from workbench.corpus.models import Article, Outlet, Paragraph
from workbench.corpus.self_facts import find_in_fact
from workbench.corpus.self_references import Mask, find, settle


def title_masks(article_ids: Collection[int]) -> dict[int, Sequence[Sequence[Any]]]:
    """Masks of each article's title, as it stands in lists, by article id: two queries.

    A title that is a paragraph has that one's masks. Any other (a shortened opening, a title from
    a file's head) is searched like a text, also for all that is masked in the article.
    """
    paragraphs: dict[int, list[Any]] = defaultdict(list)
    has_masks = func.length(cast(Paragraph.masks, String)) > len("[]")
    for row in db.session.execute(
        select(Paragraph.article_id, Paragraph.kind, Paragraph.text, Paragraph.masks)
        .where(Paragraph.article_id.in_(article_ids), or_(Paragraph.kind == "title", has_masks))
        .order_by(Paragraph.article_id, Paragraph.position)
    ):
        paragraphs[row.article_id].append(row)
    articles = db.session.execute(
        select(Article.id, Article.title, Article.byline, Article.url, Outlet.name)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.id.in_(article_ids))
    )
    return {row.id: _masks_of_title(row, paragraphs[row.id]) for row in articles}


def masks_of_fact(article: Article, fact: str, kind: str) -> Sequence[Sequence[Any]]:
    """Masks of one kind of the article's byline or of its outlet's name, as a list shows them.

    A byline may name the outlet, and an outlet be named after its author.
    """
    outlet = article.outlet.name if article.outlet else ""
    found = find_in_fact(fact, kind, outlet=outlet, byline=article.byline, url=article.url)
    rows = [row for row in article.paragraphs if row.masks]
    return settle(hit for hit in [*found, *_masked_elsewhere(rows, fact)] if hit[2] == kind)


def get_paragraph(project_id: int, key: str, position: int) -> Paragraph:
    """One paragraph of an article, as it stands now. Raises NotFound."""
    found = db.session.scalar(
        select(Paragraph)
        .join(Article, Article.id == Paragraph.article_id)
        .where(Article.project_id == project_id, Article.key == key, Paragraph.position == position)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("This article has no paragraph of that number.")
    return found


def _masks_of_title(article: Any, paragraphs: Iterable[Any]) -> Sequence[Sequence[Any]]:
    rows = list(paragraphs)
    own: Sequence[Sequence[Any]] | None = next(
        (row.masks for row in rows if row.text == article.title), None
    )
    if own is not None:
        return own
    texts = [("title", article.title), *((row.kind, row.text) for row in rows)]
    found = find(texts, outlet=article.name or "", byline=article.byline, url=article.url)[0]
    return settle([*found, *_masked_elsewhere(rows, article.title)])


def _masked_elsewhere(rows: Iterable[Any], text: str) -> Iterator[Mask]:
    """Where the text has words that are masked in these paragraphs."""
    for row in rows:
        for mask in masks_of(row.masks):
            words = rf"(?<!\w){re.escape(row.text[mask.start : mask.end])}(?!\w)"
            for one in re.finditer(words, text):
                yield (*one.span(), mask.kind, mask.origin)
