"""Writes of gates; the edge commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from workbench.assign.queries import get_round
from workbench.core.db import db
from workbench.core.errors import Conflict
from workbench.projects.actions import take_turn
from workbench.training.models import RoundGate
from workbench.training.queries import get_set, is_open, items_of
from workbench.training.queries_gates import articles_in, told_by


def set_gate(project_id: int, set_id: int, round_id: int, *, now: datetime) -> None:
    """Keep a round closed to each annotator until they have passed the test of the set.

    What was answered in it stays. Raises Conflict for a set that is not open or has no test, for a
    round that has a gate already, and where the training tells answers to the round's articles.
    """
    take_turn(project_id)
    found, gated = get_set(project_id, set_id), get_round(project_id, round_id)
    if not is_open(found):
        raise Conflict("Open the training set first: nobody could take its test.")
    items = items_of(set_id)
    if not any(item.is_test for item in items):
        raise Conflict("This set has no test that one could pass.")
    there = db.session.scalar(select(RoundGate.set_id).where(RoundGate.round_id == round_id))
    if there == set_id:
        return
    if there is not None:
        raise Conflict(f"{gated.name} waits for another test already. Lift that gate first.")
    sentence = told_by(items, articles_in(round_id))
    if sentence:
        raise Conflict(sentence)
    db.session.add(RoundGate(round_id=round_id, set_id=set_id, set_at=now))
    db.session.flush()


def lift_gate(project_id: int, set_id: int, round_id: int) -> None:
    """Open the round to everybody again, whether or not they have passed."""
    take_turn(project_id)
    get_round(project_id, round_id)
    db.session.execute(
        delete(RoundGate).where(RoundGate.round_id == round_id, RoundGate.set_id == set_id)
    )
