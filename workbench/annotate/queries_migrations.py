"""Reads about rounds that were moved to another codebook version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.migrating.counts import Item
from workbench.annotate.models import Judgment, Migration, MigrationItem, Revision
from workbench.assign.models import Assignment
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.corpus.models import Paragraph
from workbench.projects.models import Membership


@dataclass(frozen=True)
class AskedAgain:
    """What a migration left open in one judgment, for the annotator who answers it again."""

    #: Keys of the questions to be answered again.
    questions: tuple[str, ...]
    #: Numbers of the versions that the round was moved from and to.
    from_number: int
    to_number: int
    moved_at: datetime
    #: What the lead wrote about the version: what changed and why.
    remark: str


_before, _after = aliased(CodebookVersion), aliased(CodebookVersion)
_ASKED_AGAIN = (
    select(
        Judgment.paragraph_id,
        MigrationItem.asks,
        _before.number,
        _after.number,
        Migration.made_at,
        _after.remark,
    )
    .join(MigrationItem, MigrationItem.judgment_id == Judgment.id)
    .join(Migration, Migration.id == MigrationItem.migration_id)
    .join(_before, _before.id == Migration.from_version_id)
    .join(_after, _after.id == Migration.to_version_id)
    .where(
        Judgment.assignment_id == bindparam("assignment"),
        Judgment.is_done.is_(False),
        Migration.undone_at.is_(None),
    )
    .order_by(Migration.id)
)


def asked_again(assignment_id: int) -> dict[int | None, AskedAgain]:
    """What is to be answered again in an assignment, by paragraph id; None is the article.

    A later migration takes over what an earlier one left open, so the latest one speaks.
    """
    rows = db.session.connection().execute(_ASKED_AGAIN, {"assignment": assignment_id})
    found = {row[0]: AskedAgain(tuple(row[1]), *row[2:]) for row in rows}
    return {paragraph_id: asked for paragraph_id, asked in found.items() if asked.questions}


_OF_ROUND = Assignment.round_id == bindparam("round")
_ITEMS = (
    select(
        Judgment.id,
        Judgment.assignment_id,
        Judgment.paragraph_id,
        Judgment.revision,
        Revision.document,
    )
    .join(Assignment, Assignment.id == Judgment.assignment_id)
    .outerjoin(
        Revision,
        (Revision.judgment_id == Judgment.id)
        & (Revision.number == Judgment.revision)
        & ~Revision.is_parked,
    )
    .where(_OF_ROUND)
    .order_by(Judgment.id)
)
_TEXTS = select(Paragraph.id, Paragraph.text).where(
    Paragraph.article_id.in_(select(Assignment.article_id).where(_OF_ROUND)),
    Paragraph.is_annotatable,
)
_STILL_ASKED = (
    select(MigrationItem.judgment_id, MigrationItem.asks)
    .join(Migration, Migration.id == MigrationItem.migration_id)
    .join(Judgment, Judgment.id == MigrationItem.judgment_id)
    .where(
        Migration.round_id == bindparam("round"),
        Migration.undone_at.is_(None),
        Judgment.is_done.is_(False),
    )
    .order_by(Migration.id)
)


def load_items(round_id: int) -> list[Item]:
    """Every judgment of a round as the log has it, with its paragraph's text.

    Raises Conflict where a judgment has no entry in the log: nothing could bring it back.
    """
    rows = _rows(_ITEMS, round=round_id)
    if any(row.document is None for row in rows):
        raise Conflict("The log of this round is not complete: it cannot be moved.")
    texts = {row.id: row.text for row in _rows(_TEXTS, round=round_id)}
    asked = {row.judgment_id: tuple(row.asks) for row in _rows(_STILL_ASKED, round=round_id)}
    return [
        Item(
            row.id,
            row.assignment_id,
            row.paragraph_id,
            row.revision,
            read_document(orjson.loads(row.document)),
            texts.get(row.paragraph_id, ""),
            asked.get(row.id, ()),
        )
        for row in rows
    ]


def submitted_of(round_id: int) -> set[int]:
    """Ids of the round's submitted assignments."""
    wanted = select(Assignment.id).where(_OF_ROUND, Assignment.state == "submitted")
    return {row.id for row in _rows(wanted, round=round_id)}


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
        _before.number,
        _after.number,
        Membership.seat,
        Migration.made_at,
        Migration.undone_at,
    )
    .join(_before, _before.id == Migration.from_version_id)
    .join(_after, _after.id == Migration.to_version_id)
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

    @property
    def is_answered_since(self) -> bool:
        return self.revision_now > self.revision + 1


_BEFORE = (
    select(
        Judgment.id,
        Judgment.assignment_id,
        Judgment.paragraph_id,
        MigrationItem.revision,
        Judgment.revision,
        MigrationItem.was_done,
        MigrationItem.was_submitted,
        Revision.document,
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
    return [Before(*row) for row in _rows(_BEFORE, migration=migration_id)]


_ANSWERED = (
    select(Revision.judgment_id, Revision.codebook_version_id, Revision.saved_at)
    .join(MigrationItem, MigrationItem.judgment_id == Revision.judgment_id)
    .where(
        MigrationItem.migration_id == bindparam("migration"),
        Revision.number <= MigrationItem.revision,
        Revision.migration_id.is_(None),
        ~Revision.is_parked,
    )
    .order_by(Revision.number)
)


def answered_before(migration_id: int) -> dict[int, tuple[int, datetime]]:
    """Version and time of the last save by its annotator before a migration, by judgment id."""
    rows = _rows(_ANSWERED, migration=migration_id)
    return {row.judgment_id: (row.codebook_version_id, row.saved_at) for row in rows}


def _rows(statement: Any, **values: object) -> Sequence[Any]:
    rows: Sequence[Any] = db.session.connection().execute(statement, values).all()
    return rows
