"""Moving a round to another codebook version. The edge commits.

Everything of the round is held while it is moved: a save that comes meanwhile waits, and then
finds that the round has another version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update

from workbench.annotate.actions_migrated import Rewritten, insert_rows, rewrite
from workbench.annotate.document import canonical
from workbench.annotate.migrating.counts import (
    Outcome,
    Summary,
    Use,
    carry_all,
    count_uses,
    summarise,
    to_reopen,
)
from workbench.annotate.migrating.plan import Plan, read_plan
from workbench.annotate.migrating.route import Route, targets_of
from workbench.annotate.models import Migration
from workbench.annotate.queries_migrations import (
    count_paragraphs,
    load_items,
    submitted_of,
)
from workbench.annotate.queries_moves import load_said
from workbench.assign.models import Assignment, Round
from workbench.assign.opening import UNSEALED
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries_versions import Way, way_between
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.projects.actions import take_turn


@dataclass(frozen=True)
class MoveOrder:
    """A move as its lead has seen it in the preview."""

    project_id: int
    round_id: int
    from_number: int
    to_number: int
    plan: Plan


@dataclass(frozen=True)
class Preview:
    """What a move would do, and how often each value is in use now."""

    summary: Summary
    uses: Mapping[tuple[str, str], Use]


def preview_move(round_id: int, way: Way, plan: Plan) -> Preview:
    """The counts, without storing anything. Raises Invalid for a plan that does not fit."""
    route = _route(way, plan)
    items = load_items(round_id)
    summary = _summarise(round_id, carry_all(items, route), route)
    return Preview(summary, count_uses(item.document for item in items))


def _route(way: Way, plan: Plan) -> Route:
    return Route(read_plan(plan.as_json(), way.old, way.new), way.old, way.new)


def _summarise(round_id: int, outcomes: Sequence[Outcome], route: Route) -> Summary:
    return summarise(outcomes, route, submitted_of(round_id), count_paragraphs(round_id))


def move_round(order: MoveOrder, *, by: int | None, now: datetime) -> Summary:
    """Put every judgment of the round into the terms of the other version.

    Raises Conflict where the round was moved since the preview, and where it would open submitted
    articles again although annotators may have seen others since; Invalid for a plan that does not
    fit, NotFound for another project's round or version.
    """
    moved = hold_round(order.project_id, order.round_id)
    ids = _version_ids(order)
    if moved.codebook_version_id != ids[order.from_number]:
        raise _moved_meanwhile()
    way = way_between(order.project_id, order.from_number, order.to_number)
    route = _route(way, order.plan)
    submitted, said = submitted_of(moved.id), load_said(moved.id)
    outcomes = carry_all(load_items(moved.id), route)
    summary = _summarise(moved.id, outcomes, route)
    refuse_reopening(moved, summary.reopened)
    migration = Migration(
        round_id=moved.id,
        from_version_id=moved.codebook_version_id,
        to_version_id=ids[order.to_number],
        plan=order.plan.as_json(),
        targets=targets_of(way.old, way.new),
        membership_id=by,
        made_at=now,
    )
    db.session.add(migration)
    moved.codebook_version_id = migration.to_version_id
    db.session.flush()  # the items need the id
    rewrite(
        [as_rewritten(one, route) for one in outcomes],
        version_id=migration.to_version_id,
        migration_id=migration.id,
        now=now,
    )
    insert_rows(
        "migration_item",
        [
            _item_row(migration.id, one, submitted) | asdict(said[one.item.judgment_id])
            for one in outcomes
        ],
    )
    set_state(to_reopen(outcomes, route, submitted, count_paragraphs(moved.id)), "open")
    return summary


def hold_round(project_id: int, round_id: int) -> Round:
    """The round, its assignments locked. On SQLite there is one writer at a time anyway."""
    take_turn(project_id)
    wanted = select(Assignment.id).where(Assignment.round_id == round_id).order_by(Assignment.id)
    db.session.execute(wanted.with_for_update()).all()
    held = db.session.scalar(
        select(Round)
        .where(Round.id == round_id, Round.project_id == project_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if held is None:
        raise NotFound("This project has no such round.")
    return held


def refuse_reopening(moved: Round, count: int) -> None:
    """Raises Conflict where submitted articles would be opened in a round that was unsealed."""
    if count and moved.unsealed_at is not None:
        raise Conflict(str(UNSEALED), code="unsealed")


def _version_ids(order: MoveOrder) -> dict[int, int]:
    rows = db.session.execute(
        select(CodebookVersion.number, CodebookVersion.id).where(
            CodebookVersion.project_id == order.project_id,
            CodebookVersion.number.in_([order.from_number, order.to_number]),
        )
    )
    found = {row.number: row.id for row in rows}
    if len(found) < 2:
        raise NotFound("This project has no such codebook versions.")
    return found


def _moved_meanwhile() -> Conflict:
    return Conflict(
        "The round was moved to another version meanwhile. Look at what a move would do now.",
        code="round_moved",
    )


def as_rewritten(outcome: Outcome, route: Route) -> Rewritten:
    """What is to be stored of a carried judgment."""
    item, carried = outcome.item, outcome.carried
    return Rewritten(
        judgment_id=item.judgment_id,
        number=item.revision + 1,
        document=carried.document,
        stored=canonical(carried.document, item.text),
        questions=route.questions[item.unit],
        is_changed=carried.is_changed,
        is_done=carried.document.is_done,
    )


def _item_row(migration_id: int, outcome: Outcome, submitted: set[int]) -> dict[str, object]:
    return {
        "migration_id": migration_id,
        "judgment_id": outcome.item.judgment_id,
        "revision": outcome.item.revision,
        "was_done": outcome.item.document.is_done,
        "was_submitted": outcome.item.assignment_id in submitted,
        "asks": list(outcome.carried.asks),
    }


def set_state(assignment_ids: set[int], state: str) -> None:
    """`submitted_at` stays as it is: the outlet has been seen since then."""
    if assignment_ids:
        db.session.execute(
            update(Assignment).where(Assignment.id.in_(assignment_ids)).values(state=state)
        )
