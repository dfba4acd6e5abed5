"""Writes of what is known of an article besides its text; the edge commits."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workbench.core.db import db
from workbench.core.errors import Conflict
from workbench.corpus.actions import find_or_add_outlet, find_or_add_story
from workbench.corpus.kept_masks import MaskedParagraph, merge_masks
from workbench.corpus.models import SEARCHED, Article
from workbench.corpus.searching import search_text
from workbench.corpus.self_references import Mask, find
from workbench.projects.actions import take_turn

#: What the rules that find masks go by.
_GIVEN_AWAY_BY = ("outlet", "byline", "url")


def facts_of(article: Article) -> dict[str, Any]:
    """The facts that a lead can change, by the names of their fields."""
    return {
        "outlet": article.outlet.name if article.outlet else "",
        "byline": article.byline,
        "published": article.published,
        "story": article.story.title if article.story else "",
        "section": article.section,
        "url": article.url,
        "language": article.language,
    }


def seen_facts(article: Article) -> str:
    """A short mark of the facts as they are, for a page to say later what it showed."""
    return sha256(repr(sorted(facts_of(article).items())).encode()).hexdigest()[:16]


def change_facts(article: Article, facts: Mapping[str, Any], *, seen: str) -> None:
    """Store the facts, also of an article that is in use: they are no part of its text.

    Where outlet, byline or address changed, the masks made by the rules follow; those a person
    made or took away stay as they are. Raises Conflict, leaving everything as it is, when the
    facts are not those that the page showed.
    """
    take_turn(article.project_id)
    article = db.session.scalars(
        select(Article)
        .where(Article.id == article.id)
        .options(joinedload(Article.outlet), joinedload(Article.story))
        .execution_options(populate_existing=True)
    ).one()
    if seen != seen_facts(article):
        raise Conflict("Somebody changed these facts since you opened the page.")
    columns = {name: facts[name] for name in facts if name not in {"outlet", "story"}}
    columns["outlet_id"] = find_or_add_outlet(article.project_id, facts["outlet"])
    columns["story_id"] = find_or_add_story(article.project_id, facts["story"])
    set_facts_and_masks(article, columns)


def set_facts_and_masks(article: Article, columns: Mapping[str, Any]) -> None:
    """Set columns of an article that keeps its paragraphs; the masks of the rules follow."""
    before, masked = facts_of(article), masked_paragraphs(article)
    set_facts(article, columns)
    after = facts_of(article)
    if any(before[name] != after[name] for name in _GIVEN_AWAY_BY):
        _mask_anew(article, masked)


def set_facts(article: Article, columns: Mapping[str, Any]) -> None:
    """Set columns of the article, and what it is searched by with them."""
    for name, value in columns.items():
        setattr(article, name, value)
    article.search_text = search_text(*(getattr(article, name) for name in SEARCHED))
    db.session.flush()
    db.session.expire(article, ["outlet", "story"])


def masked_paragraphs(article: Article) -> list[MaskedParagraph]:
    """The article's paragraphs with their masks, and those that the rules make of its facts."""
    return [
        MaskedParagraph(one.text, tuple(_as_mask(mask) for mask in one.masks), by_rule)
        for one, by_rule in zip(article.paragraphs, _found(article), strict=True)
    ]


def _mask_anew(article: Article, masked: list[MaskedParagraph]) -> None:
    for paragraph, old, found in zip(article.paragraphs, masked, _found(article), strict=True):
        paragraph.masks = [list(mask) for mask in merge_masks(old, found)]
    db.session.flush()


def _found(article: Article) -> list[tuple[Mask, ...]]:
    return find(
        [(one.kind, one.text) for one in article.paragraphs],
        outlet=article.outlet.name if article.outlet else "",
        byline=article.byline,
        url=article.url,
    )


def _as_mask(stored: list[int | str]) -> Mask:
    start, end, kind, origin = stored
    return int(start), int(end), str(kind), str(origin)
