"""Reads about stories: their list, their articles, and what suggestions are made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import distinct, func, select

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.listing import PER_PAGE
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.corpus.queries import Found, holds_words, read_lines, turn_to
from workbench.corpus.stories import MOST_DAYS, KnownStory, names_in

#: Stories compared at most, and articles and opening paragraphs read of each: news says who it is
#: about at the start.
MOST_STORIES = 60
_ARTICLES_EACH = 3
_PARAGRAPHS_EACH = 12
_MOST_ARTICLES = 300


@dataclass(frozen=True)
class StoryLine:
    """A story in the list, with its articles, their outlets, and their first and last day."""

    id: int
    title: str
    articles: int
    outlets: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class FoundStories:
    """One page of the list of stories."""

    lines: tuple[StoryLine, ...]
    count: int
    page: int
    pages: int


@dataclass
class _Material:
    title: str
    days: set[date] = field(default_factory=set)
    articles: list[int] = field(default_factory=list)


def get_story(project_id: int, story_id: int) -> Story:
    """Raises NotFound for a story of another project, too."""
    story = db.session.scalar(
        select(Story).where(Story.id == story_id, Story.project_id == project_id)
    )
    if story is None:
        raise NotFound("This project has no such story.")
    return story


def find_stories(project_id: int, query: str, page: int) -> FoundStories:
    """A page of the stories whose title holds all words of the query, the newest first."""
    conditions = (Story.project_id == project_id, *holds_words(Story.search_text, query))
    count, page, pages = turn_to(page, Story, conditions)
    shown = db.session.scalars(
        select(Story.id)
        .where(*conditions)
        .order_by(Story.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    rows = db.session.execute(
        select(
            Story.id,
            Story.title,
            func.count(Article.id),
            func.count(distinct(Article.outlet_id)),
            func.min(Article.published),
            func.max(Article.published),
        )
        .outerjoin(Article, (Article.story_id == Story.id) & Article.is_current)
        .where(Story.id.in_(shown))
        .group_by(Story.id, Story.title)
        .order_by(Story.id.desc())
    )
    return FoundStories(tuple(StoryLine(*row) for row in rows), count, page, pages)


def find_story_articles(story: Story, page: int) -> Found:
    """A page of a story's articles in their current versions, by outlet and day."""
    held = (Article.story_id == story.id, Article.is_current)
    count, page, pages = turn_to(page, Article, held)
    ids = db.session.scalars(
        select(Article.id)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .where(*held)
        .order_by(Outlet.name.nulls_last(), Article.published.nulls_last(), Article.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return Found(tuple(read_lines(ids)), count, page, pages)


def count_without_story(project_id: int) -> int:
    """Articles, in their current versions, that belong to no story."""
    found = select(func.count()).where(
        Article.project_id == project_id, Article.is_current, Article.story_id.is_(None)
    )
    return db.session.scalar(found) or 0


def known_stories(
    project_id: int, days: Collection[date], *, leave_out: int | None = None
) -> list[KnownStory]:
    """Stories that articles of these days may belong to, with the names in them.

    The project's newest stories are among them whatever their days: they show how rare a name is,
    and have to do where `days` is empty. `leave_out` is an article that must not speak for its own
    story. Three queries, however many stories there are.
    """
    near: dict[int, _Material] = {}
    for window in ([(min(days), max(days))] if days else []) + [None]:
        _gather(near, project_id, window, leave_out)
    names = _names([one for material in near.values() for one in material.articles])
    return [
        KnownStory(
            story_id,
            material.title,
            frozenset().union(*(names.get(one, frozenset()) for one in material.articles)),
            tuple(sorted(material.days)),
        )
        for story_id, material in near.items()
    ]


def _gather(
    near: dict[int, _Material],
    project_id: int,
    window: tuple[date, date] | None,
    leave_out: int | None,
) -> None:
    """Add the stories of a window of days, or the newest ones, up to the greatest number."""
    chosen = (
        select(Article.id, Article.published, Story.id, Story.title)
        .join(Story, Story.id == Article.story_id)
        .where(Article.project_id == project_id, Article.is_current, Article.id != (leave_out or 0))
        .order_by(Article.id.desc())
        .limit(_MOST_ARTICLES)
    )
    if window is not None:
        margin = timedelta(days=MOST_DAYS)
        chosen = chosen.where(Article.published.between(window[0] - margin, window[1] + margin))
    for article_id, published, story_id, title in db.session.execute(chosen):
        if story_id not in near and len(near) == MOST_STORIES:
            continue
        material = near.setdefault(story_id, _Material(title))
        if published is not None:
            material.days.add(published)
        if len(material.articles) < _ARTICLES_EACH and article_id not in material.articles:
            material.articles.append(article_id)


def _names(article_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Names in the opening paragraphs of each article."""
    rows = db.session.execute(
        select(Paragraph.article_id, Paragraph.text).where(
            Paragraph.article_id.in_(article_ids),
            Paragraph.is_annotatable,
            Paragraph.position <= _PARAGRAPHS_EACH,
        )
    )
    texts: dict[int, list[str]] = {}
    for article_id, text in rows:
        texts.setdefault(article_id, []).append(text)
    return {article_id: names_in(found) for article_id, found in texts.items()}
