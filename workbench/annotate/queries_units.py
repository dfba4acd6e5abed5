"""What is known of the units of a round beside the judgments."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Select, func, select

from workbench.annotate.queries_numbers import numbers
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.corpus.queries_paragraphs import number_paragraphs


class UnitFacts(NamedTuple):
    """A paragraph of a round, or with `position` 0 an article as a whole."""

    unit_id: int
    #: As exports name it: the article's key, for a paragraph with its position.
    name: str
    article: str
    outlet: str
    story: str
    kind: str
    position: int
    last: int

    @property
    def article_key(self) -> str:
        """The article's key, as exports and addresses have it."""
        return self.name.removesuffix(f"-p{self.position}")


def paragraph_lengths(round_id: int) -> dict[int, int]:
    """Of each paragraph that a round assigns, by its id, how many code points it has."""
    ids, lengths = numbers(
        select(Paragraph.id, func.length(Paragraph.text)).where(
            Paragraph.article_id.in_(_articles(round_id))
        )
    )
    return dict(zip(ids.tolist(), lengths.tolist(), strict=True))


def paragraph_facts(round_id: int) -> list[UnitFacts]:
    """The facts of each paragraph of the articles that a round assigns."""
    last = (
        select(Paragraph.article_id, func.max(Paragraph.position).label("last"))
        .group_by(Paragraph.article_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Paragraph.id,
            Article.key,
            Article.title,
            func.coalesce(Outlet.name, ""),
            func.coalesce(Story.title, ""),
            Paragraph.kind,
            Paragraph.position,
            last.c.last,
        )
        .join(Article, Article.id == Paragraph.article_id)
        .join(last, last.c.article_id == Paragraph.article_id)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Paragraph.article_id.in_(_articles(round_id)))
    )
    return [UnitFacts(row[0], f"{row[1]}-p{row.position}", *row[2:]) for row in rows]


def article_facts(round_id: int) -> list[UnitFacts]:
    """The facts of each article that a round assigns, as a whole."""
    rows = db.session.execute(
        select(
            Article.id,
            Article.key,
            Article.title,
            func.coalesce(Outlet.name, ""),
            func.coalesce(Story.title, ""),
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id.in_(_articles(round_id)))
    )
    return [UnitFacts(*row, "", 0, 0) for row in rows]


def _articles(round_id: int) -> Select[int]:
    return select(Assignment.article_id).where(Assignment.round_id == round_id)


class UnitText(NamedTuple):
    """What is read where a paragraph is judged."""

    text: str
    language: str
    #: Counts the paragraphs of the article that are annotated, as the page for it does; None for
    #: one that is not any more.
    number: int | None


def paragraph_texts(paragraph_ids: Collection[int]) -> dict[int, UnitText]:
    """The words of paragraphs by their ids."""
    numbered = number_paragraphs(paragraph_ids)
    rows = db.session.execute(
        select(Paragraph.id, Paragraph.text, Article.language, numbered.c.number)
        .join(Article, Article.id == Paragraph.article_id)
        .outerjoin(numbered, numbered.c.id == Paragraph.id)
        .where(Paragraph.id.in_(paragraph_ids))
    )
    return {row[0]: UnitText(*row[1:]) for row in rows}
