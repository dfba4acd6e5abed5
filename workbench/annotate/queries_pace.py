"""An annotator's own pace: no page shows it to others, or compares it with theirs.

Exports have the time of every judgment, which the sentences beside the pace say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select

from workbench.annotate.active_time import typical_seconds
from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment
from workbench.core.db import db


@dataclass(frozen=True)
class Pace:
    """Median active seconds for a paragraph that is done; None where none was measured."""

    overall: int | None
    by_assignment: Mapping[int, int | None]


def own_pace(membership_id: int) -> Pace:
    """Of everything that this annotator has done."""
    rows = db.session.execute(
        select(Judgment.assignment_id, Judgment.active_ms)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(
            Assignment.membership_id == membership_id,
            Judgment.is_done,
            Judgment.paragraph_id.is_not(None),
            Judgment.active_ms > 0,
        )
    )
    spent: dict[int, list[int]] = defaultdict(list)
    for assignment_id, active_ms in rows:
        spent[assignment_id].append(active_ms or 0)
    each = {assignment_id: typical_seconds(all_) for assignment_id, all_ in spent.items()}
    return Pace(typical_seconds(chain.from_iterable(spent.values())), each)
