"""Reads of the corpus room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.listing import NO_STORY, PER_PAGE, Wanted
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.corpus.queries_usage import is_in_state, states_of
from workbench.corpus.searching import fold, words_asked


@dataclass(frozen=True)
class Line:
    """An article in the list; `usable` counts its paragraphs to annotate."""

    id: int
    key: str
    title: str
    language: str
    published: date | None
    version: int
    outlet: str
    story_id: int | None
    story: str
    usable: int
    state: str


@dataclass(frozen=True)
class Found:
    """One page of a list, and how many articles and pages there are in all."""

    lines: tuple[Line, ...]
    count: int
    page: int
    pages: int


def list_articles(project_id: int) -> Sequence[Article]:
    """The project's articles in their current versions, with outlet and story, as imported."""
    return db.session.scalars(
        select(Article)
        .where(Article.project_id == project_id, Article.is_current)
        .options(joinedload(Article.outlet), joinedload(Article.story))
        .order_by(Article.id)
    ).all()


def find_articles(project_id: int, wanted: Wanted) -> Found:
    """A page of the articles that the search and the filters let through.

    A page beyond the last is the last one.
    """
    conditions = _conditions(project_id, wanted)
    count, page, pages = turn_to(wanted.page, Article, conditions)
    chosen = (
        _ordered(select(Article.id), wanted.sort)
        .where(*conditions)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return Found(tuple(read_lines(db.session.scalars(chosen).all())), count, page, pages)


def turn_to(
    page: int, model: type[Article | Story], conditions: Sequence[ColumnExpressionArgument[bool]]
) -> tuple[int, int, int]:
    """How many there are, the page of them to show (the last one, beyond it), and all pages."""
    count = db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
    pages = max(1, -(-count // PER_PAGE))
    return count, min(page, pages), pages


def read_lines(article_ids: Sequence[int]) -> list[Line]:
    """The articles as a list shows them, in the order given."""
    rows = db.session.execute(
        select(
            Article.id,
            Article.key,
            Article.title,
            Article.language,
            Article.published,
            Article.version,
            func.coalesce(Outlet.name, ""),
            Article.story_id,
            func.coalesce(Story.title, ""),
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id.in_(article_ids))
    )
    by_id = {row[0]: row for row in rows}
    usable, states = count_annotatable(article_ids), states_of(article_ids)
    return [
        Line(*by_id[number], usable=usable.get(number, 0), state=states[number])
        for number in article_ids
    ]


def list_outlets(project_id: int) -> Sequence[tuple[int, str]]:
    """Ids and names of the project's outlets by name."""
    found = select(Outlet.id, Outlet.name).where(Outlet.project_id == project_id)
    return [(row[0], row[1]) for row in db.session.execute(found.order_by(Outlet.name))]


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


def holds_words(folded: InstrumentedAttribute[str], query: str) -> list[ColumnElement[bool]]:
    """A condition for each word of the query: the folded column has it."""
    return [folded.contains(word, autoescape=True) for word in words_asked(query)]


def _conditions(project_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    current = Article.is_current.is_(wanted.state != "replaced")
    conditions: list[ColumnElement[bool]] = [Article.project_id == project_id, current]
    if wanted.query:
        conditions.extend(_holds_words(project_id, wanted.query))
    if wanted.outlet_id is not None:
        conditions.append(Article.outlet_id == wanted.outlet_id)
    if wanted.story == NO_STORY:
        conditions.append(Article.story_id.is_(None))
    elif wanted.story:
        named = holds_words(Story.search_text, wanted.story)
        stories = select(Story.id).where(Story.project_id == project_id, *named)
        conditions.append(Article.story_id.in_(stories))
    if wanted.first_day is not None:
        conditions.append(Article.published >= wanted.first_day)
    if wanted.last_day is not None:
        conditions.append(Article.published <= wanted.last_day)
    if wanted.state not in {"", "replaced"}:
        conditions.append(is_in_state(wanted.state))
    return conditions


def _holds_words(project_id: int, query: str) -> list[ColumnElement[bool]]:
    """A condition for each word: it stands in the article's own facts or in its outlet's name."""
    outlets = [(number, fold(name)) for number, name in list_outlets(project_id)]
    return [
        or_(own, Article.outlet_id.in_([number for number, name in outlets if word in name]))
        for own, word in zip(
            holds_words(Article.search_text, query), words_asked(query), strict=True
        )
    ]


def _ordered(statement: Select[int], sort: str) -> Select[int]:
    """In one of `listing.SORTS`; the newest import decides between equals."""
    if sort == "published":
        return statement.order_by(Article.published.desc().nulls_last(), Article.id.desc())
    if sort == "title":
        return statement.order_by(Article.search_text, Article.id.desc())
    if sort == "outlet":
        named = statement.outerjoin(Outlet, Outlet.id == Article.outlet_id)
        return named.order_by(Outlet.name.nulls_last(), Article.search_text, Article.id.desc())
    return statement.order_by(Article.id.desc())
