"""Reads of what annotators say about themselves. Nothing here gives a single answer to a lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.background import Grouping, nameable
from workbench.projects.models import Membership
from workbench.projects.models_background import BackgroundAnswer, BackgroundQuestion


def list_background(project_id: int) -> Sequence[BackgroundQuestion]:
    """The questions with what can be chosen, the oldest first."""
    return db.session.scalars(
        select(BackgroundQuestion)
        .where(BackgroundQuestion.project_id == project_id)
        .options(selectinload(BackgroundQuestion.choices))
        .order_by(BackgroundQuestion.id)
    ).all()


def asks_background(project_id: int) -> bool:
    """Whether the project asks anything at all."""
    asked = select(BackgroundQuestion.id).where(BackgroundQuestion.project_id == project_id)
    return db.session.scalar(asked.limit(1)) is not None


def get_background(project_id: int, background_id: int) -> BackgroundQuestion:
    """Raises NotFound for a question of another project, or one that was removed."""
    found = db.session.get(BackgroundQuestion, background_id)
    if found is None or found.project_id != project_id:
        raise NotFound("There is no such background question; it may have been removed.")
    return found


def own_background(person_id: int, project_id: int) -> dict[int, int]:
    """What the person chose, for themselves: positions by question."""
    rows = db.session.execute(
        select(BackgroundAnswer.question_id, BackgroundAnswer.position)
        .join(BackgroundQuestion, BackgroundQuestion.id == BackgroundAnswer.question_id)
        .where(BackgroundQuestion.project_id == project_id, BackgroundAnswer.person_id == person_id)
    )
    return {row[0]: row[1] for row in rows}


def count_background(project_id: int) -> dict[int, int]:
    """How many have answered, by question."""
    rows = db.session.execute(
        select(BackgroundAnswer.question_id, func.count())
        .join(BackgroundQuestion, BackgroundQuestion.id == BackgroundAnswer.question_id)
        .where(BackgroundQuestion.project_id == project_id)
        .group_by(BackgroundAnswer.question_id)
    )
    return {row[0]: row[1] for row in rows}


def groupings(project_id: int, seats: Collection[str]) -> list[Grouping]:
    """For each question the groups that a report may name, of those who sit in these seats."""
    rows = db.session.execute(
        select(BackgroundAnswer.question_id, BackgroundAnswer.position, Membership.seat)
        .join(Membership, Membership.person_id == BackgroundAnswer.person_id)
        .where(Membership.project_id == project_id, Membership.seat.in_(list(seats)))
    )
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for question_id, position, seat in rows:
        found[question_id, position].add(seat)
    return [
        nameable(
            question.title,
            {one.title: frozenset(found[question.id, one.position]) for one in question.choices},
        )
        for question in list_background(project_id)
    ]
