"""Writes of the corpus room; the edge commits."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.corpus.preparing import PreparedArticle
from workbench.projects.actions import take_turn


@dataclass(frozen=True)
class Imported:
    """What became of one file: `outcome` is added, skipped or refused; `reason` says why."""

    name: str
    outcome: str
    reason: str = ""
    article: Article | None = None


def add_article(
    project_id: int,
    prepared: PreparedArticle,
    *,
    outlet: str = "",
    story: str = "",
    now: datetime,
) -> Imported:
    """Store an article; the same text is not stored twice in one project.

    `outlet` and `story` are names, made when new; an empty outlet takes the one the text gives.
    """
    take_turn(project_id)
    draft = prepared.draft
    existing = db.session.scalar(
        select(Article).where(Article.project_id == project_id, Article.sha256 == prepared.sha256)
    )
    if existing is not None:
        reason = f"the same text is already in the corpus as “{existing.title}”"
        return Imported(draft.name, "skipped", reason, existing)
    article = Article(
        project_id=project_id,
        key=prepared.sha256[:16],
        title=_title(draft)[:1000],
        byline=draft.byline[:300],
        published=draft.published,
        language=draft.language,
        format=draft.format,
        source_name=draft.name[:200],
        sha256=prepared.sha256,
        imported_at=now,
        outlet=find_or_add_outlet(project_id, (outlet.strip() or draft.outlet.strip())[:120]),
        story=find_or_add_story(project_id, story.strip()[:200]),
        paragraphs=_rows(prepared),
    )
    db.session.add(article)
    db.session.flush()  # assignments need the id
    return Imported(draft.name, "added", article=article)


def _title(draft: ArticleDraft) -> str:
    """What a list can show: the title, else the first words, else the name of the file."""
    if draft.title:
        return draft.title
    opening = next((p.text for p in draft.paragraphs if p.annotatable), "")
    return textwrap.shorten(opening, 80, placeholder=" …") or draft.name


def _rows(prepared: PreparedArticle) -> list[Paragraph]:
    return [
        Paragraph(
            position=position,
            kind=paragraph.draft.kind,
            is_annotatable=paragraph.draft.annotatable,
            text=paragraph.draft.text,
            sha256=paragraph.sha256,
            article_offset=paragraph.article_offset,
            note=paragraph.draft.note[:120],
            tokens=_as_lists(paragraph.segmentation.tokens),
            sentences=_as_lists(paragraph.segmentation.sentences),
            premarks=[list(mark) for mark in paragraph.premarks],
            segmented_by=paragraph.segmentation.source[:60],
        )
        for position, paragraph in enumerate(prepared.paragraphs, start=1)
    ]


def _as_lists(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(pair) for pair in pairs]


def find_or_add_outlet(project_id: int, name: str) -> Outlet | None:
    """The project's outlet of that name, made when new; None for an empty name."""
    if not name:
        return None
    found = db.session.scalar(
        select(Outlet).where(Outlet.project_id == project_id, Outlet.name == name)
    )
    return found or Outlet(project_id=project_id, name=name)


def find_or_add_story(project_id: int, title: str) -> Story | None:
    """The project's story of that title, made when new; None for an empty title."""
    if not title:
        return None
    found = db.session.scalar(
        select(Story).where(Story.project_id == project_id, Story.title == title)
    )
    return found or Story(project_id=project_id, title=title)
