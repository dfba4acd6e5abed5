"""Gates: rounds that are open only to those who have passed a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, select

from workbench.assign.models import Assignment, Round
from workbench.core.db import db
from workbench.training.models import RoundGate, TrainingAttempt, TrainingSet
from workbench.training.queries import Item, items_of
from workbench.training.queries_meeting import met_by


@dataclass(frozen=True)
class Waiting:
    """A round that waits until its annotator has passed the test of a set."""

    round_id: int
    set_id: int
    title: str


_PASSED = (
    exists()
    .where(
        TrainingAttempt.set_id == RoundGate.set_id,
        TrainingAttempt.membership_id == Assignment.membership_id,
        TrainingAttempt.is_passed,
    )
    .correlate(RoundGate, Assignment)
)


def ask_closed(statement: Any) -> Any:
    """A statement on Assignment with one more column: whether its round is closed to its annotator.

    One look-up by key, and of a round with a gate another one. What is submitted is not closed.
    """
    waits = and_(RoundGate.round_id.is_not(None), Assignment.state != "submitted", ~_PASSED)
    gate = RoundGate.round_id == Assignment.round_id
    return statement.outerjoin(RoundGate, gate).add_columns(waits)


def waiting_for(membership_id: int) -> dict[int, Waiting]:
    """By round id, what an annotator has to pass first."""
    rows = db.session.execute(
        select(Assignment.round_id, TrainingSet.id, TrainingSet.title)
        .join(RoundGate, RoundGate.round_id == Assignment.round_id)
        .join(TrainingSet, TrainingSet.id == RoundGate.set_id)
        .where(Assignment.membership_id == membership_id, ~_PASSED)
        .distinct()
    )
    return {row[0]: Waiting(*row) for row in rows}


def gated_rounds(set_id: int) -> Sequence[Round]:
    """The rounds that wait for the test of a set."""
    return db.session.scalars(
        select(Round)
        .join(RoundGate, RoundGate.round_id == Round.id)
        .where(RoundGate.set_id == set_id)
        .order_by(Round.id)
    ).all()


def gates_of(project_id: int) -> dict[int, int]:
    """Of the project's rounds with a gate, the set that each waits for."""
    rows = db.session.execute(
        select(RoundGate.round_id, RoundGate.set_id)
        .join(Round, Round.id == RoundGate.round_id)
        .where(Round.project_id == project_id)
    )
    return {row[0]: row[1] for row in rows}


def articles_in(round_id: int) -> set[int]:
    """The articles that are still to be coded by somebody in a round."""
    return set(
        db.session.scalars(
            select(Assignment.article_id).where(
                Assignment.round_id == round_id, Assignment.state != "submitted"
            )
        )
    )


def given_away(round_id: int, article_ids: Collection[int]) -> str:
    """Why these articles must not be handed out in a gated round, "" where nothing speaks against.

    The training in front of it would tell the answers to them.
    """
    set_id = db.session.scalar(select(RoundGate.set_id).where(RoundGate.round_id == round_id))
    return "" if set_id is None else told_by(items_of(set_id), article_ids)


def told_by(items: Sequence[Item], article_ids: Collection[int]) -> str:
    """The sentence for the first of the items that gives an answer to one of the articles away."""
    met = met_by(article_ids, items)
    first = next((one for one in items if one.id in met), None)
    if first is None:
        return ""
    where = f"paragraph {first.number}" if first.number else "the article as a whole"
    kind = "test" if first.is_test else "practice"
    return (
        f"The training would give answers away: its {kind} item {first.position} is {where} of "
        f"“{first.article_title}”, which stands in this round too. Leave that article out of the "
        "round, or that item out of the training."
    )
