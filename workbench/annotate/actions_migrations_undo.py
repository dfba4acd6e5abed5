"""Taking back that a round was moved to another codebook version. The edge commits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select

from workbench.annotate.actions_migrated import Rewritten, restore_said, rewrite
from workbench.annotate.actions_migrations import (
    as_rewritten,
    hold_round,
    refuse_reopening,
    set_state,
)
from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.migrating.counts import Finished, carry_all, count_finished, lacking
from workbench.annotate.migrating.plan import inverse, read_plan
from workbench.annotate.migrating.route import Route, with_targets
from workbench.annotate.models import Migration
from workbench.annotate.queries_migrations import (
    count_paragraphs,
    load_items,
    skipped_of,
    submitted_of,
)
from workbench.annotate.queries_moves import (
    Before,
    count_answered_since,
    get_last_migration,
    load_before,
)
from workbench.assign.models import Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries_versions import way_between
from workbench.core.db import db


@dataclass(frozen=True)
class UndoSummary:
    """What taking a move back does. `carried_back` judgments were begun after the move."""

    restored: int
    answered_since: int
    carried_back: int
    queued: int
    submitted: int
    reopened: int


def preview_undo(project_id: int, round_id: int, migration_id: int) -> UndoSummary:
    """The counts, without storing anything. Raises as `undo_move`."""
    return _Undo(project_id, round_id, migration_id).summary()


def undo_move(project_id: int, round_id: int, migration_id: int, *, now: datetime) -> UndoSummary:
    """Restore the round's version and every judgment as it was before the move.

    What was saved since stays in the log. Judgments begun since go the plan's way back, as far as
    it is clear. Raises Conflict for any move but the last one, and where it would open submitted
    articles of an unsealed round again; NotFound for another round's.
    """
    held = hold_round(project_id, round_id)
    undo = _Undo(project_id, round_id, migration_id)
    refuse_reopening(held, undo.summary().reopened)
    undo.store(now)
    return undo.summary()


class _Undo:
    def __init__(self, project_id: int, round_id: int, migration_id: int) -> None:
        self.migration = get_last_migration(round_id, migration_id)
        numbers = _numbers(project_id, self.migration)
        way = way_between(project_id, *numbers)
        old = with_targets(way.old, self.migration.targets["before"])
        new = with_targets(way.new, self.migration.targets["after"])
        plan = read_plan(self.migration.plan, old, new)
        self.back = Route(inverse(plan, old, new), new, old)
        self.before = load_before(migration_id)
        known = {one.judgment_id for one in self.before}
        begun = [item for item in load_items(round_id) if item.judgment_id not in known]
        self.begun = carry_all(begun, self.back)
        self.submitted = submitted_of(round_id)
        self.skipped = skipped_of(round_id)
        self.paragraphs = count_paragraphs(round_id)

    def summary(self) -> UndoSummary:
        resubmit, reopen = self._states()
        return UndoSummary(
            restored=len(self.before),
            answered_since=count_answered_since(self.migration.id),
            carried_back=len(self.begun),
            queued=sum(bool(one.carried.asks) for one in self.begun),
            submitted=len(resubmit),
            reopened=len(reopen),
        )

    def store(self, now: datetime) -> None:
        migration = self.migration
        back = [_restored(one, self.back) for one in self.before]
        begun = [as_rewritten(one, self.back) for one in self.begun]
        rewrite(
            [*back, *begun],
            version_id=migration.from_version_id,
            migration_id=migration.id,
            is_undoing=True,
            now=now,
        )
        restore_said(
            [
                (new, one.said)
                for one, new in zip(self.before, back, strict=True)
                if one.is_rewritten_since
            ]
        )
        resubmit, reopen = self._states()
        set_state(resubmit, "submitted")
        set_state(reopen, "open")
        moved = db.session.get_one(Round, migration.round_id)
        moved.codebook_version_id = migration.from_version_id
        migration.undone_at = now
        db.session.flush()

    def _states(self) -> tuple[set[int], set[int]]:
        """Assignments to be submitted again, and those that have something open then.

        What was skipped since stays so: its annotator takes it back.
        """
        open_ = {one.assignment_id for one in self.before if not one.was_done}
        open_ |= {one.item.assignment_id for one in self.begun if one.carried.asks}
        open_ |= lacking(self._finished(), self.back, self.submitted, self.paragraphs)
        was = {one.assignment_id for one in self.before if one.was_submitted}
        return was - open_ - self.submitted - self.skipped, self.submitted & open_

    def _finished(self) -> Finished:
        restored = Counter((one.assignment_id, one.unit) for one in self.before if one.was_done)
        return restored + count_finished(self.begun)


def _numbers(project_id: int, migration: Migration) -> tuple[int, int]:
    wanted = [migration.from_version_id, migration.to_version_id]
    rows = db.session.execute(
        select(CodebookVersion.id, CodebookVersion.number).where(CodebookVersion.id.in_(wanted))
    )
    number = {row.id: row.number for row in rows}
    return number[wanted[0]], number[wanted[1]]


def _restored(before: Before, back: Route) -> Rewritten:
    document = read_document(orjson.loads(before.stored))
    return Rewritten(
        judgment_id=before.judgment_id,
        number=before.revision_now + 1,
        document=document,
        stored=before.stored,
        questions=back.questions[before.unit],
        is_changed=True,
        is_done=before.was_done,
    )
