"""Counts for the landing pages; a fixed number of queries whatever the size of the project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.projects.models import Membership


@dataclass(frozen=True)
class Counts:
    """How far one assignment is."""

    done: int = 0
    flagged: int = 0
    last_saved_at: datetime | None = None


def count_done(assignment_ids: Iterable[int]) -> dict[int, Counts]:
    """What is finished and flagged by assignment id, the article as a whole included."""
    rows = db.session.execute(
        select(
            Judgment.assignment_id,
            func.sum(case((Judgment.is_done, 1), else_=0)),
            func.sum(case((Judgment.is_flagged, 1), else_=0)),
            func.max(Judgment.saved_at),
        )
        .where(Judgment.assignment_id.in_(list(assignment_ids)))
        .group_by(Judgment.assignment_id)
    )
    return {row[0]: _counts(row) for row in rows}


def list_round_assignments(round_id: int) -> list[Assignment]:
    """All assignments of a round with article, seat and person."""
    return list(
        db.session.scalars(
            select(Assignment)
            .where(Assignment.round_id == round_id)
            .options(
                joinedload(Assignment.article),
                joinedload(Assignment.membership).joinedload(Membership.person),
            )
            .order_by(Assignment.article_id, Assignment.membership_id)
        )
    )


def _counts(row: Any) -> Counts:
    return Counts(int(row[1]), int(row[2]), row[3])
