"""How far a learner is: answers, attempts, and the items that they must not see yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from workbench.annotate.document import Document
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.corpus.models import Article, Paragraph
from workbench.review.rulings import read_stored
from workbench.training.models import TrainingAnswer, TrainingAttempt, TrainingItem, TrainingSet
from workbench.training.queries import Item


@dataclass(frozen=True)
class Answer:
    """An answer to an item; `attempt` is how often it was practised, or the attempt at the test."""

    item_id: int
    attempt: int
    document: Document
    answered_at: datetime


def get_opened_set(project_id: int, set_id: int) -> TrainingSet:
    """A set that was opened to learners. Raises NotFound: a draft does not exist for them."""
    found = db.session.scalar(
        select(TrainingSet).where(
            TrainingSet.project_id == project_id,
            TrainingSet.id == set_id,
            TrainingSet.opened_at.is_not(None),
        )
    )
    if found is None:
        raise NotFound(_("There is no such training. Open it from your list."))
    return found


def answers_of(membership_id: int, set_id: int) -> list[Answer]:
    """All that a learner answered in a set, oldest first."""
    rows = db.session.scalars(
        select(TrainingAnswer)
        .join(TrainingItem, TrainingItem.id == TrainingAnswer.item_id)
        .where(TrainingItem.set_id == set_id, TrainingAnswer.membership_id == membership_id)
        .order_by(TrainingAnswer.id)
    )
    return [
        Answer(one.item_id, one.attempt, read_stored(one.document), one.answered_at) for one in rows
    ]


def attempts_of(membership_id: int, set_id: int) -> Sequence[TrainingAttempt]:
    """A learner's attempts at the test of a set, in their order."""
    return db.session.scalars(
        select(TrainingAttempt)
        .where(TrainingAttempt.set_id == set_id, TrainingAttempt.membership_id == membership_id)
        .order_by(TrainingAttempt.number)
        .execution_options(populate_existing=True)
    ).all()


def withheld(membership_id: int, items: Sequence[Item]) -> set[int]:
    """The ids of the items that would tell a learner what to answer in work still before them.

    Those on an article that they have open or skipped in any round, or on a paragraph that stands
    in one with the same words; an article as a whole also where another version of it is theirs.
    """
    at_work = and_(
        Assignment.membership_id == membership_id, Assignment.state.in_(("open", "skipped"))
    )
    return _meeting(items, select(Assignment.article_id).where(at_work))


def met_by(article_ids: Collection[int], items: Sequence[Item]) -> set[int]:
    """The ids of the items that stand in one of the articles, or whose words do."""
    return _meeting(items, select(Article.id).where(Article.id.in_(article_ids)))


def _meeting(items: Sequence[Item], theirs: Select[int]) -> set[int]:
    articles = {one.ruled.place.article_id for one in items}
    same = select(Article.id).where(Article.id.in_(articles), Article.id.in_(theirs))
    met = set(db.session.scalars(same))
    whole = [one for one in items if one.ruled.place.paragraph_id is None]
    met_articles = met | _versions_met({one.ruled.place.article_id for one in whole}, theirs)
    paragraphs = _words_met({one.ruled.place.paragraph_id for one in items} - {None}, theirs)
    return {
        one.id
        for one in items
        if one.ruled.place.article_id in met
        or one.ruled.place.paragraph_id in paragraphs
        or (one.ruled.place.paragraph_id is None and one.ruled.place.article_id in met_articles)
    }


def _words_met(paragraph_ids: Collection[int | None], theirs: Select[int]) -> set[int]:
    """Those of the paragraphs whose words stand in one of the articles too."""
    if not paragraph_ids:
        return set()
    rows = db.session.execute(
        select(Paragraph.sha256, Paragraph.id).where(Paragraph.id.in_(paragraph_ids))
    )
    words: dict[str, set[int]] = {}
    for sha256, paragraph_id in rows:
        words.setdefault(sha256, set()).add(paragraph_id)
    there = db.session.scalars(
        select(Paragraph.sha256)
        .where(Paragraph.article_id.in_(theirs), Paragraph.sha256.in_(words))
        .distinct()
    )
    return {one for sha256 in there for one in words[sha256]}


def _versions_met(article_ids: Collection[int], theirs: Select[int]) -> set[int]:
    """Those of the articles of which another version, or the same text, is among the others."""
    if not article_ids:
        return set()
    mine, other = Article.__table__.alias("mine"), Article.__table__.alias("other")
    is_same = or_(
        mine.c.replaces_id == other.c.id,
        other.c.replaces_id == mine.c.id,
        and_(mine.c.sha256 == other.c.sha256, mine.c.project_id == other.c.project_id),
    )
    return set(
        db.session.scalars(
            select(mine.c.id)
            .join(other, is_same)
            .where(mine.c.id.in_(article_ids), other.c.id.in_(theirs))
        )
    )
