"""Writes about stories; the edge commits."""

from __future__ import annotations

from sqlalchemy import select

from workbench.core.db import db
from workbench.core.errors import Conflict
from workbench.corpus.models import Article, Story
from workbench.corpus.queries import get_article
from workbench.corpus.queries_stories import get_story
from workbench.corpus.searching import search_text
from workbench.projects.actions import take_turn


def rename_story(project_id: int, story_id: int, title: str, *, seen: str) -> None:
    """Give a story another title.

    Raises Conflict when another story has it, or when the title is not the one that the page
    showed.
    """
    take_turn(project_id)
    story = get_story(project_id, story_id)
    db.session.refresh(story)
    if story.title != seen:
        raise Conflict(f"Somebody renamed this story since you opened the page: “{story.title}”.")
    taken = select(Story.id).where(
        Story.project_id == project_id, Story.title == title, Story.id != story_id
    )
    if db.session.scalar(taken) is not None:
        raise Conflict("There is already a story of that title. Move its articles instead.")
    story.title, story.search_text = title, search_text(title)


def warn_of_story(project_id: int, story_id: int, warning: str, *, seen: str) -> None:
    """Let annotators read this before any article of the story opens; "" takes the warning away.

    Raises Conflict when the warning is not the one that the page showed.
    """
    take_turn(project_id)
    story = get_story(project_id, story_id)
    db.session.refresh(story)
    if story.content_warning not in {seen, warning}:
        raise Conflict(
            "Somebody changed this warning since you opened the page. Reload it and look again."
        )
    story.content_warning = warning


def move_article(project_id: int, key: str, *, into: int | None, seen: int | None) -> Article:
    """Put an article into a story, or take it out of its story (`into` None).

    `seen` is the id of the story that the page showed it in, None for none. Raises Conflict when
    it has been moved since.
    """
    take_turn(project_id)
    if into is not None:
        get_story(project_id, into)
    article = get_article(project_id, key)
    db.session.refresh(article)
    if article.story_id not in {seen, into}:
        raise Conflict(
            f"Somebody moved “{article.title}” since you opened the page. Reload it and look again."
        )
    article.story_id = into
    return article


def remove_story(project_id: int, story_id: int) -> None:
    """Remove a story without articles. Raises Conflict while it has any, old versions included."""
    take_turn(project_id)
    story = get_story(project_id, story_id)
    held = select(Article.id).where(Article.story_id == story_id).limit(1)
    if db.session.scalar(held) is not None:
        raise Conflict("This story has articles. Take them out first.")
    db.session.delete(story)
