"""How far learners are: answers and attempts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workbench.annotate.document import Document
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.review.rulings import read_stored
from workbench.training.models import TrainingAnswer, TrainingAttempt, TrainingItem, TrainingSet


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
    return all_answers([membership_id], set_id)[membership_id]


def all_answers(membership_ids: Collection[int], set_id: int) -> dict[int, list[Answer]]:
    """The same of several learners, by membership id."""
    found: dict[int, list[Answer]] = {one: [] for one in membership_ids}
    for one in db.session.scalars(
        select(TrainingAnswer)
        .join(TrainingItem, TrainingItem.id == TrainingAnswer.item_id)
        .where(TrainingItem.set_id == set_id, TrainingAnswer.membership_id.in_(found))
        .order_by(TrainingAnswer.id)
    ):
        answer = Answer(one.item_id, one.attempt, read_stored(one.document), one.answered_at)
        found[one.membership_id].append(answer)
    return found


def attempts_of(membership_id: int, set_id: int) -> Sequence[TrainingAttempt]:
    """A learner's attempts at the test of a set, in their order."""
    return all_attempts([membership_id], set_id)[membership_id]


def all_attempts(membership_ids: Collection[int], set_id: int) -> dict[int, list[TrainingAttempt]]:
    """The same of several learners, by membership id."""
    found: dict[int, list[TrainingAttempt]] = {one: [] for one in membership_ids}
    for one in db.session.scalars(
        select(TrainingAttempt)
        .where(TrainingAttempt.set_id == set_id, TrainingAttempt.membership_id.in_(found))
        .order_by(TrainingAttempt.number)
        .execution_options(populate_existing=True)
    ):
        found[one.membership_id].append(one)
    return found
