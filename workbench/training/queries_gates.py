"""Gates: rounds that are open only to those who have passed a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select

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


def waits() -> ColumnElement[bool]:
    """A condition on Assignment: its round has a gate that its annotator has not passed.

    Two look-ups by key within the statement that asks; of a round without a gate, one.
    """
    passed = exists().where(
        TrainingAttempt.set_id == RoundGate.set_id,
        TrainingAttempt.membership_id == Assignment.membership_id,
        TrainingAttempt.is_passed,
    )
    return (
        exists()
        .where(RoundGate.round_id == Assignment.round_id, ~passed.correlate(RoundGate, Assignment))
        .correlate(Assignment)
    )


def waiting_for(membership_id: int) -> dict[int, Waiting]:
    """By round id, what an annotator has to pass first."""
    rows = db.session.execute(
        select(Assignment.round_id, TrainingSet.id, TrainingSet.title)
        .join(RoundGate, RoundGate.round_id == Assignment.round_id)
        .join(TrainingSet, TrainingSet.id == RoundGate.set_id)
        .where(Assignment.membership_id == membership_id, waits())
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
