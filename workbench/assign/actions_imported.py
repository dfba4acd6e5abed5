"""Rounds and assignments for labels that come from a file; the edge commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from workbench.assign.models import Assignment, Round
from workbench.assign.queries_gating import refuse_given_away
from workbench.core.db import db

#: Of an article that the file says was laid aside: why, no file says.
SKIP_NOTE = "Laid aside before it was imported; the file gives no reason."


@dataclass(frozen=True)
class Given:
    """An article in the hands of an annotator, as a file tells of it."""

    membership_id: int
    article_id: int
    #: One of open, submitted, skipped.
    state: str
    #: When the last of it was saved, which is as near to its submission as a file comes.
    saved_at: datetime
    recognised: str | None = None
    recognised_as: str = ""


def open_imported_round(
    project_id: int, name: str, *, version_id: int, is_masked: bool, now: datetime
) -> Round:
    """A round of the kind that promises nothing: no premarks, nobody shown the others.

    What its annotators saw in truth stands with each judgment.
    """
    created = Round(
        project_id=project_id,
        name=name,
        codebook_version_id=version_id,
        mask_outlet=is_masked,
        mask_byline=is_masked,
        has_premarks=False,
        created_at=now,
    )
    db.session.add(created)
    db.session.flush()  # assignments need the id
    return created


def add_assignments(round_id: int, given: Iterable[Given]) -> dict[tuple[int, int], int]:
    """Assignments after those that their annotators have in this round; ids by member and article.

    None of them may exist yet. Raises Conflict for one still to be coded that the training in front
    of the round gives away.
    """
    given = list(given)
    refuse_given_away(round_id, [one.article_id for one in given if one.state != "submitted"])
    last = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Assignment.membership_id, func.max(Assignment.position))
            .where(Assignment.round_id == round_id)
            .group_by(Assignment.membership_id)
        )
    }
    rows = []
    for one in given:
        last[one.membership_id] = last.get(one.membership_id, 0) + 1
        rows.append(_row(round_id, last[one.membership_id], one))
    if not rows:
        return {}
    table = db.metadata.tables[Assignment.__tablename__]
    db.session.connection().execute(insert(table), rows)
    return find_assignments(round_id)


def find_assignments(round_id: int) -> dict[tuple[int, int], int]:
    """The ids of a round's assignments by member and article."""
    rows = db.session.execute(
        select(Assignment.membership_id, Assignment.article_id, Assignment.id).where(
            Assignment.round_id == round_id
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _row(round_id: int, position: int, one: Given) -> dict[str, Any]:
    is_skipped = one.state == "skipped"
    return {
        "round_id": round_id,
        "membership_id": one.membership_id,
        "article_id": one.article_id,
        "position": position,
        "state": one.state,
        "submitted_at": one.saved_at if one.state == "submitted" else None,
        "recognised": one.recognised,
        "recognised_as": one.recognised_as,
        "skip_reason": "other" if is_skipped else None,
        "skip_note": SKIP_NOTE if is_skipped else None,
        "skipped_at": one.saved_at if is_skipped else None,
    }
