"""Writes of learners: practised answers and tests; the edge commits.

Nothing here is a judgment: no round, no figure of agreement and no export knows of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.core.wording import _
from workbench.projects.actions import take_turn
from workbench.training.models import TrainingAnswer, TrainingAttempt, TrainingItem, TrainingSet
from workbench.training.queries_learning import get_opened_set
from workbench.training.scoring import Share, is_passed


@dataclass(frozen=True)
class AnswerOrder:
    """One answer as the edge hands it over, checked and complete."""

    project_id: int
    set_id: int
    item_id: int
    membership_id: int
    #: Canonical JSON of the document.
    document: str
    key: str


def practise(order: AnswerOrder, *, now: datetime) -> int:
    """Keep a practised answer beside the earlier ones; which one it is, from 1.

    The same key gets the same answer, however often it is sent. Raises Conflict for a key that
    belongs to another answer, and where the set was put away.
    """
    _begin(order.project_id, order.set_id)
    repeated = _repeated(order)
    if repeated is not None:
        return repeated.attempt
    last = db.session.scalar(
        select(func.max(TrainingAnswer.attempt)).where(
            TrainingAnswer.item_id == order.item_id,
            TrainingAnswer.membership_id == order.membership_id,
        )
    )
    db.session.add(_answer(order, (last or 0) + 1, now))
    db.session.flush()
    return (last or 0) + 1


def begin_test(project_id: int, set_id: int, membership_id: int, *, now: datetime) -> int:
    """The number of the attempt that is under way, or of a new one.

    Raises Conflict where the test is passed already, or the set was put away.
    """
    _begin(project_id, set_id)
    last = _last_attempt(set_id, membership_id)
    if last is not None and last.handed_in_at is None:
        return last.number
    if last is not None and last.is_passed:
        raise Conflict(_("You have passed this test already."))
    number = last.number + 1 if last else 1
    db.session.add(
        TrainingAttempt(
            set_id=set_id,
            membership_id=membership_id,
            number=number,
            begun_at=now,
            is_passed=False,
            shares=[],
        )
    )
    db.session.flush()
    return number


def answer_test(order: AnswerOrder, number: int, *, now: datetime) -> None:
    """Keep an answer of the attempt under way, in place of an earlier one to the same item.

    Raises Conflict where that attempt was handed in meanwhile.
    """
    attempt = under_way(order.project_id, order.set_id, order.membership_id)
    if attempt.number != number:
        raise Conflict(_("This attempt was handed in already. Nothing was stored."))
    standing = db.session.scalar(
        select(TrainingAnswer).where(
            TrainingAnswer.item_id == order.item_id,
            TrainingAnswer.membership_id == order.membership_id,
            TrainingAnswer.attempt == number,
        )
    )
    if standing is None:
        if _repeated(order) is None:
            db.session.add(_answer(order, number, now))
    else:
        standing.document, standing.answered_at = order.document, now
    db.session.flush()


def under_way(project_id: int, set_id: int, membership_id: int) -> TrainingAttempt:
    """The attempt that is not handed in yet, behind the lock. Raises Conflict without one."""
    _begin(project_id, set_id)
    last = _last_attempt(set_id, membership_id)
    if last is None or last.handed_in_at is not None:
        raise Conflict(_("No test is under way: this one was handed in, or never begun."))
    return last


def hand_in(attempt: TrainingAttempt, shares: Sequence[Share], *, now: datetime) -> None:
    """Close the attempt with what came of it."""
    attempt.handed_in_at = now
    attempt.shares = [share.as_json() for share in shares]
    attempt.is_passed = is_passed(shares)
    db.session.flush()


def _begin(project_id: int, set_id: int) -> TrainingSet:
    take_turn(project_id)
    found = get_opened_set(project_id, set_id)
    db.session.refresh(found)
    if found.closed_at is not None:
        raise Conflict(_("Your lead has put this training away. What you reached in it stays."))
    return found


def _last_attempt(set_id: int, membership_id: int) -> TrainingAttempt | None:
    return db.session.scalar(
        select(TrainingAttempt)
        .where(TrainingAttempt.set_id == set_id, TrainingAttempt.membership_id == membership_id)
        .order_by(TrainingAttempt.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def _repeated(order: AnswerOrder) -> TrainingAnswer | None:
    found = db.session.scalar(
        select(TrainingAnswer).where(TrainingAnswer.idempotency_key == order.key)
    )
    if found is None:
        return None
    if (found.item_id, found.membership_id) != (order.item_id, order.membership_id):
        raise Conflict(
            _("This answer carries the key of another one. Reload the page and send it again."),
            code="key_reused",
        )
    return found


def _answer(order: AnswerOrder, attempt: int, now: datetime) -> TrainingAnswer:
    known = select(TrainingItem.id).where(
        TrainingItem.id == order.item_id, TrainingItem.set_id == order.set_id
    )
    if db.session.scalar(known) is None:
        raise NotFound(_("There is no such item in this training."))
    return TrainingAnswer(
        item_id=order.item_id,
        membership_id=order.membership_id,
        attempt=attempt,
        idempotency_key=order.key,
        document=order.document,
        answered_at=now,
    )
