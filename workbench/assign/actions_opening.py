"""Writes about what a round opens to its annotators; the edge commits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select

from workbench.assign.models import Assignment, Round
from workbench.assign.opening import UNSEALED, Opening, fault_of_opening
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.projects.actions import take_turn


def open_to_annotators(project_id: int, round_id: int, opening: Opening, *, now: datetime) -> Round:
    """Set the switches of a round; the first time annotators can see others unseals it for good.

    Raises Invalid for what the kind of round rules out, NotFound for another project's round.
    """
    changed = hold(project_id, round_id)
    fault = fault_of_opening(changed.kind, opening, still_open=count_open(round_id))
    if fault:
        raise Invalid(fault)
    for switch, is_on in asdict(opening).items():
        setattr(changed, switch, is_on)
    if opening.unseals and changed.unsealed_at is None:
        changed.unsealed_at = now
    db.session.flush()
    return changed


def refuse_unsealed(project_id: int, round_id: int) -> None:
    """Raises Conflict in a round that was ever unsealed; whoever opens it meanwhile waits."""
    if hold(project_id, round_id).unsealed_at is not None:
        raise Conflict(str(UNSEALED), code="unsealed")


def hold(project_id: int, round_id: int) -> Round:
    """The round as it is now, kept so until the transaction ends. Raises NotFound."""
    take_turn(project_id)
    held = db.session.scalar(
        select(Round)
        .where(Round.id == round_id, Round.project_id == project_id)
        .execution_options(populate_existing=True)
    )
    if held is None:
        raise NotFound("This project has no such round.")
    return held


def count_open(round_id: int) -> int:
    """How many assignments are neither submitted nor skipped."""
    counted = select(func.count()).where(
        Assignment.round_id == round_id, Assignment.state == "open"
    )
    return db.session.scalar(counted) or 0
