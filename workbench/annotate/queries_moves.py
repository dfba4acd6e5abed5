"""Reads about the moves of a round: their history, and what taking one back restores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from workbench.annotate.migrating.route import Unit
from workbench.annotate.models import Judgment, Migration, MigrationItem, Revision
from workbench.assign.models import Assignment
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.projects.models import Membership

_old, _new = aliased(CodebookVersion), aliased(CodebookVersion)


@dataclass(frozen=True)
class Said:
    """Of a judgment's last save by its annotator: the version, the time, what they could see."""

    answered_version_id: int
    saved_at: datetime
    saw_outlet: bool
    saw_premarks: bool
    saw_others: bool


_SAID = (
    select(
        Judgment.id,
        Judgment.answered_version_id,
        Judgment.saved_at,
        Judgment.saw_outlet,
        Judgment.saw_premarks,
        Judgment.saw_others,
    )
    .join(Assignment, Assignment.id == Judgment.assignment_id)
    .where(Assignment.round_id == bindparam("round"))
)


def load_said(round_id: int) -> dict[int, Said]:
    """What every judgment of a round says of its last save, by judgment id."""
    return {row.id: Said(*row[1:]) for row in _rows(_SAID, round=round_id)}


@dataclass(frozen=True)
class Moved:
    """A migration in the round's history."""

    id: int
    from_number: int
    to_number: int
    seat: str
    made_at: datetime
    undone_at: datetime | None


_MOVES = (
    select(
        Migration.id,
        _old.number,
        _new.number,
        Membership.seat,
        Migration.made_at,
        Migration.undone_at,
    )
    .join(_old, _old.id == Migration.from_version_id)
    .join(_new, _new.id == Migration.to_version_id)
    .outerjoin(Membership, Membership.id == Migration.membership_id)
    .where(Migration.round_id == bindparam("round"))
    .order_by(Migration.id.desc())
)


def list_moves(round_id: int) -> list[Moved]:
    """Every migration of a round, newest first."""
    return [
        Moved(row[0], row[1], row[2], row[3] or "", *row[4:])
        for row in _rows(_MOVES, round=round_id)
    ]


def get_last_migration(round_id: int, migration_id: int) -> Migration:
    """The migration, if it is the last one that counts: only that can be taken back.

    Raises NotFound for another round's, Conflict where a later one stands on it or it is undone.
    """
    found = db.session.get(Migration, migration_id, populate_existing=True)
    if found is None or found.round_id != round_id:
        raise NotFound("This round was not moved so.")
    last = db.session.scalar(
        select(Migration.id)
        .where(Migration.round_id == round_id, Migration.undone_at.is_(None))
        .order_by(Migration.id.desc())
        .limit(1)
    )
    if last != migration_id:
        raise Conflict("Only the last move of a round can be taken back, and only once.")
    return found


@dataclass(frozen=True)
class Before:
    """A judgment before a migration: what taking it back restores."""

    judgment_id: int
    assignment_id: int
    paragraph_id: int | None
    #: The revision before, and the one now.
    revision: int
    revision_now: int
    was_done: bool
    was_submitted: bool
    #: As the log has it.
    stored: str
    said: Said

    @property
    def unit(self) -> Unit:
        return "article" if self.paragraph_id is None else "paragraph"

    @property
    def is_rewritten_since(self) -> bool:
        """By its annotator, or by a later move and its undoing."""
        return self.revision_now > self.revision + 1


def count_answered_since(migration_id: int) -> int:
    """Judgments that their annotators saved after the migration had moved them."""
    saved_since = (
        (Revision.judgment_id == MigrationItem.judgment_id)
        & (Revision.number > MigrationItem.revision)
        & Revision.migration_id.is_(None)
        & ~Revision.is_parked
    )
    counted = db.session.scalar(
        select(func.count(MigrationItem.judgment_id.distinct()))
        .join(Revision, saved_since)
        .where(MigrationItem.migration_id == migration_id)
    )
    return counted or 0


_BEFORE = (
    select(
        Judgment.id,
        Judgment.assignment_id,
        Judgment.paragraph_id,
        MigrationItem.revision,
        Judgment.revision.label("revision_now"),
        MigrationItem.was_done,
        MigrationItem.was_submitted,
        Revision.document,
        MigrationItem.answered_version_id,
        MigrationItem.saved_at,
        MigrationItem.saw_outlet,
        MigrationItem.saw_premarks,
        MigrationItem.saw_others,
    )
    .join(MigrationItem, MigrationItem.judgment_id == Judgment.id)
    .join(
        Revision,
        (Revision.judgment_id == Judgment.id)
        & (Revision.number == MigrationItem.revision)
        & ~Revision.is_parked,
    )
    .where(MigrationItem.migration_id == bindparam("migration"))
    .order_by(Judgment.id)
)


def load_before(migration_id: int) -> list[Before]:
    """What a migration found, judgment by judgment."""
    return [
        Before(
            judgment_id=row.id,
            assignment_id=row.assignment_id,
            paragraph_id=row.paragraph_id,
            revision=row.revision,
            revision_now=row.revision_now,
            was_done=row.was_done,
            was_submitted=row.was_submitted,
            stored=row.document,
            said=Said(
                row.answered_version_id,
                row.saved_at,
                row.saw_outlet,
                row.saw_premarks,
                row.saw_others,
            ),
        )
        for row in _rows(_BEFORE, migration=migration_id)
    ]


def _rows(statement: Any, **values: object) -> Sequence[Any]:
    rows: Sequence[Any] = db.session.connection().execute(statement, values).all()
    return rows
