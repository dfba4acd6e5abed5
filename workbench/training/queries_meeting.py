"""Which items of a set tell the answers to articles that somebody still has before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, literal, or_, select
from sqlalchemy.orm import aliased

from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.corpus.models import Article, Paragraph
from workbench.training.queries import Item


def withheld(membership_id: int, items: Sequence[Item]) -> set[int]:
    """The ids of the items that would tell a learner what to answer in work still before them.

    Those on an article that they have open or skipped in any round, or on a paragraph that stands
    in one with the same words; an article as a whole also where another version of it is theirs.
    """
    return all_withheld([membership_id], items).get(membership_id, set())


def all_withheld(membership_ids: Collection[int], items: Sequence[Item]) -> Mapping[int, set[int]]:
    """The same of several learners, by membership id."""
    at_work = select(
        Assignment.membership_id.label("who"), Assignment.article_id.label("article_id")
    ).where(Assignment.membership_id.in_(membership_ids), Assignment.state.in_(("open", "skipped")))
    return _meeting(items, at_work)


def met_by(article_ids: Collection[int], items: Sequence[Item]) -> set[int]:
    """The ids of the items that stand in one of the articles, or whose words do."""
    theirs = select(literal(0).label("who"), Article.id.label("article_id")).where(
        Article.id.in_(article_ids)
    )
    return _meeting(items, theirs).get(0, set())


def _meeting(items: Sequence[Item], theirs: Select[int, int]) -> dict[int, set[int]]:
    """By who has the articles; four queries however many items and people there are."""
    held = theirs.subquery()
    in_article: dict[int, set[int]] = defaultdict(set)
    whole: dict[int, set[int]] = defaultdict(set)
    for item in items:
        in_article[item.ruled.place.article_id].add(item.id)
        if item.ruled.place.paragraph_id is None:
            whole[item.ruled.place.article_id].add(item.id)
    found: dict[int, set[int]] = defaultdict(set)
    same = select(held.c.who, held.c.article_id).where(held.c.article_id.in_(in_article))
    for who, article_id in db.session.execute(same):
        found[who] |= in_article[article_id]
    for who, item_id in [*_words_met(items, held), *_versions_met(whole, held)]:
        found[who].add(item_id)
    return found


def _words_met(items: Sequence[Item], held: Any) -> list[tuple[int, int]]:
    """(who, item id) where the words of an item's paragraph stand in one of the articles too."""
    wanted = {one.ruled.place.paragraph_id: one.id for one in items if one.text}
    if not wanted:
        return []
    words: dict[str, set[int]] = defaultdict(set)
    for sha256, paragraph_id in db.session.execute(
        select(Paragraph.sha256, Paragraph.id).where(Paragraph.id.in_(wanted))
    ):
        words[sha256].add(wanted[paragraph_id])
    rows = db.session.execute(
        select(held.c.who, Paragraph.sha256)
        .join(Paragraph, Paragraph.article_id == held.c.article_id)
        .where(Paragraph.sha256.in_(words))
        .distinct()
    )
    return [(who, item_id) for who, sha256 in rows for item_id in words[sha256]]


def _versions_met(whole: Mapping[int, set[int]], held: Any) -> list[tuple[int, int]]:
    """(who, item id) where another version of an item's article is among them, or its very text."""
    if not whole:
        return []
    mine, other = aliased(Article), aliased(Article)
    is_same = or_(
        mine.replaces_id == other.id,
        other.replaces_id == mine.id,
        and_(mine.sha256 == other.sha256, mine.project_id == other.project_id),
    )
    rows = db.session.execute(
        select(held.c.who, mine.id)
        .join(other, other.id == held.c.article_id)
        .join(mine, is_same)
        .where(mine.id.in_(whole))
    )
    return [(who, item_id) for who, article_id in rows for item_id in whole[article_id]]
