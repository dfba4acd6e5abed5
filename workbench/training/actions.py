"""Writes of training sets; the edge commits. A set that was opened is never changed any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions import take_turn
from workbench.review.queries_rulings import Ruled
from workbench.training.models import RoundGate, TrainingItem, TrainingSet
from workbench.training.queries import get_set
from workbench.training.rules import (
    LONGEST_EXPLANATION,
    LONGEST_INTRODUCTION,
    LONGEST_TITLE,
    MOST_ITEMS,
)

FROZEN = (
    "This training set is open: learners may be at work in it, so it stays as it is. Make another "
    "set for what you would change."
)


@dataclass(frozen=True)
class About:
    """What a set says of itself."""

    title: str
    introduction: str


@dataclass(frozen=True)
class Written:
    """What a lead wrote about one item."""

    explanation: str
    is_test: bool


def make_set(
    project_id: int, about: About, *, version_id: int, membership_id: int, now: datetime
) -> TrainingSet:
    """A set without items. Raises Invalid without a title, Conflict when it is taken."""
    take_turn(project_id)
    _check_about(project_id, about)
    made = TrainingSet(
        project_id=project_id,
        title=_clean(about.title),
        introduction=_clean(about.introduction),
        codebook_version_id=version_id,
        thresholds={},
        membership_id=membership_id,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()  # the page leads to it
    return made


def revise(
    project_id: int,
    set_id: int,
    about: About,
    items: Mapping[int, Written],
    thresholds: Mapping[str, float],
) -> TrainingSet:
    """Store what stands in the form of a draft; items that it does not name stay as they are.

    Raises Conflict once the set is open, Invalid for what is too long.
    """
    changed = draft(project_id, set_id)
    _check_about(project_id, about, but=set_id)
    changed.title, changed.introduction = _clean(about.title), _clean(about.introduction)
    changed.thresholds = dict(thresholds)
    for item in _items(set_id):
        written = items.get(item.id)
        if written is None:
            continue
        if len(written.explanation) > LONGEST_EXPLANATION:
            raise Invalid(
                f"Shorten the explanation: at most {LONGEST_EXPLANATION:,} characters fit here."
            )
        item.explanation, item.is_test = _clean(written.explanation), written.is_test
    _number(set_id)
    return changed


def add_items(project_id: int, set_id: int, rulings: Sequence[Ruled]) -> int:
    """Put rulings at the end of the practice, each explained by its own sentence for a start.

    What a bulk ruling says is the rule that it followed, which explains nothing to a learner.
    Returns how many. Raises Conflict once the set is open, Invalid where it grows too large.
    """
    draft(project_id, set_id)
    there = _items(set_id)
    known = {item.ruling_id for item in there}
    fresh = [one for one in rulings if one.id not in known]
    if len(there) + len(fresh) > MOST_ITEMS:
        raise Invalid(f"A training set holds at most {MOST_ITEMS} items. Choose fewer.")
    db.session.add_all(
        TrainingItem(
            set_id=set_id,
            ruling_id=one.id,
            position=len(there) + number,
            is_test=False,
            explanation="" if one.bulk_id else one.sentence,
        )
        for number, one in enumerate(fresh, start=1)
    )
    db.session.flush()
    _number(set_id)
    return len(fresh)


def remove_item(project_id: int, set_id: int, item_id: int) -> None:
    """Take an item out of a draft."""
    draft(project_id, set_id)
    db.session.execute(
        delete(TrainingItem).where(TrainingItem.set_id == set_id, TrainingItem.id == item_id)
    )
    _number(set_id)


def move_item(project_id: int, set_id: int, item_id: int, by: int) -> None:
    """Move an item up (-1) or down (1) among those of its kind; at an end it stays."""
    draft(project_id, set_id)
    items = _items(set_id)
    moved = next((item for item in items if item.id == item_id), None)
    if moved is None:
        return
    alike = [item for item in items if item.is_test == moved.is_test]
    at = alike.index(moved) + by
    if 0 <= at < len(alike):
        other = alike[at]
        moved.position, other.position = other.position, moved.position
        db.session.flush()


def open_set(project_id: int, set_id: int, *, now: datetime) -> None:
    """Show a draft to the annotators; the edge has looked for faults."""
    draft(project_id, set_id).opened_at = now


def put_away(project_id: int, set_id: int, *, now: datetime) -> None:
    """End a set: nobody begins anything in it any more.

    Raises Conflict for a draft, and while a round waits for the test.
    """
    take_turn(project_id)
    found = get_set(project_id, set_id)
    if found.opened_at is None:
        raise Conflict("This set was never opened: delete it instead.")
    if db.session.scalar(select(RoundGate.round_id).where(RoundGate.set_id == set_id).limit(1)):
        raise Conflict("A round waits for the test of this set. Lift its gate first.")
    found.closed_at = found.closed_at or now


def bring_back(project_id: int, set_id: int) -> None:
    """Show a set that was put away to the annotators again."""
    take_turn(project_id)
    get_set(project_id, set_id).closed_at = None


def delete_draft(project_id: int, set_id: int) -> None:
    """Remove a set that was never opened. Raises Conflict for any other."""
    found = draft(project_id, set_id)
    db.session.execute(delete(TrainingItem).where(TrainingItem.set_id == set_id))
    db.session.delete(found)
    db.session.flush()


def draft(project_id: int, set_id: int) -> TrainingSet:
    """A set that can still be changed, as it stands behind the lock.

    Raises NotFound, and Conflict once it is open.
    """
    take_turn(project_id)
    found = get_set(project_id, set_id)
    if found.opened_at is not None:
        raise Conflict(FROZEN)
    return found


def _check_about(project_id: int, about: About, but: int = 0) -> None:
    title = _clean(about.title)
    if not title:
        raise Invalid("Give the training set a title.")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"Shorten the title: at most {LONGEST_TITLE} characters.")
    if len(about.introduction) > LONGEST_INTRODUCTION:
        raise Invalid(f"Shorten the introduction: at most {LONGEST_INTRODUCTION:,} characters.")
    taken = select(TrainingSet.id).where(
        TrainingSet.project_id == project_id, TrainingSet.title == title, TrainingSet.id != but
    )
    if db.session.scalar(taken) is not None:
        raise Conflict(f"There is already a training set called “{title}”. Choose another title.")


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _items(set_id: int) -> list[TrainingItem]:
    return list(
        db.session.scalars(
            select(TrainingItem)
            .where(TrainingItem.set_id == set_id)
            .order_by(TrainingItem.is_test, TrainingItem.position, TrainingItem.id)
            .execution_options(populate_existing=True)
        )
    )


def _number(set_id: int) -> None:
    """Positions from 1, practice and test each; what changed sides comes last there."""
    db.session.flush()
    counted = {False: 0, True: 0}
    for item in _items(set_id):
        counted[item.is_test] += 1
        item.position = counted[item.is_test]
    db.session.flush()
