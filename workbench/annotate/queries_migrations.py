"""Reads for moving a round to another codebook version, and for who answers again then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, exists, func, select, text
from sqlalchemy.orm import aliased

from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.migrating.counts import Item
from workbench.annotate.models import Judgment, Migration, MigrationItem, Revision
from workbench.assign.models import Assignment
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.core.errors import Conflict
from workbench.corpus.models import Paragraph


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


#: An annotator has said since the move that the judgment is done. In the move's own version: what
#: was said in a later one was taken back with it. A document of the log is canonical JSON, and no
#: word in it can look like this: its quotes are escaped.
_ANSWERED_SINCE = (
    exists()
    .where(
        Revision.judgment_id == MigrationItem.judgment_id,
        Revision.number > MigrationItem.revision,
        Revision.codebook_version_id == Migration.to_version_id,
        Revision.migration_id.is_(None),
        # In the words of the index on the log: SQLite does not see it behind `is_parked = 0`.
        text("NOT revision.is_parked"),
        Revision.document.contains('"done":true'),
    )
    .label("is_answered")
)
_before, _after = aliased(CodebookVersion), aliased(CodebookVersion)
_ASKED_AGAIN = (
    select(
        Judgment.paragraph_id,
        _ANSWERED_SINCE,
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

    A later migration takes over what an earlier one left open, so the latest one speaks. Who has
    answered and then takes "done" back is not asked once more.
    """
    rows = _rows(_ASKED_AGAIN, assignment=assignment_id)
    latest = {row.paragraph_id: row for row in rows}
    return {
        paragraph_id: AskedAgain(tuple(row.asks), *row[3:])
        for paragraph_id, row in latest.items()
        if row.asks and not row.is_answered
    }


def count_asked_again(assignment_ids: Collection[int]) -> dict[int, int]:
    """How many judgments are to be answered again, by assignment; without those that have none."""
    rows = db.session.execute(
        select(Judgment.id, Judgment.assignment_id, MigrationItem.asks, _ANSWERED_SINCE)
        .join(MigrationItem, MigrationItem.judgment_id == Judgment.id)
        .join(Migration, Migration.id == MigrationItem.migration_id)
        .where(
            Judgment.assignment_id.in_(assignment_ids),
            Judgment.is_done.is_(False),
            Migration.undone_at.is_(None),
        )
        .order_by(Migration.id)
    )
    latest = {row.id: row for row in rows}
    return Counter(row.assignment_id for row in latest.values() if row.asks and not row.is_answered)


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
    select(MigrationItem.judgment_id, MigrationItem.asks, _ANSWERED_SINCE)
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
    asked = {
        row.judgment_id: () if row.is_answered else tuple(row.asks)
        for row in _rows(_STILL_ASKED, round=round_id)
    }
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
    return _in_state(round_id, "submitted")


def skipped_of(round_id: int) -> set[int]:
    """Ids of the round's skipped assignments."""
    return _in_state(round_id, "skipped")


def _in_state(round_id: int, state: str) -> set[int]:
    wanted = select(Assignment.id).where(_OF_ROUND, Assignment.state == state)
    return {row.id for row in _rows(wanted, round=round_id)}


def count_paragraphs(round_id: int) -> dict[int, int]:
    """How many paragraphs are to be answered, by assignment of the round."""
    wanted = (
        select(Assignment.id, func.count(Paragraph.id))
        .outerjoin(
            Paragraph, (Paragraph.article_id == Assignment.article_id) & Paragraph.is_annotatable
        )
        .where(_OF_ROUND)
        .group_by(Assignment.id)
    )
    return {row[0]: row[1] for row in _rows(wanted, round=round_id)}


def was_ever_moved(assignment_id: int) -> bool:
    """Whether the assignment's round was moved, also where that was taken back."""
    wanted = (
        select(Migration.id)
        .join(Assignment, Assignment.round_id == Migration.round_id)
        .where(Assignment.id == bindparam("assignment"))
        .limit(1)
    )
    return bool(_rows(wanted, assignment=assignment_id))


def _rows(statement: Any, **values: object) -> Sequence[Any]:
    rows: Sequence[Any] = db.session.connection().execute(statement, values).all()
    return rows
