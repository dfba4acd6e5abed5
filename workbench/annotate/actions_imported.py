"""Storing judgments that come from a file, in batches: 100,000 go through in seconds. No commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from workbench.annotate.imported import ImportedJudgment
from workbench.annotate.models import Judgment, Revision
from workbench.annotate.rows import TABLES, Row, rows_of
from workbench.core.db import db

#: Judgments for one round of statements.
_BATCH = 1_000
_judgment, _revision = (db.metadata.tables[m.__tablename__] for m in (Judgment, Revision))
#: In the order of what is sent, so that each id can be told whose it is.
_ADD_JUDGMENTS = insert(_judgment).returning(_judgment.c.id, sort_by_parameter_order=True)

#: A judgment with the id of its assignment, which must have none for this unit yet.
Placed = tuple[int, ImportedJudgment]


def store_imported(judgments: Sequence[Placed]) -> None:
    """Store them as new, each with the one entry of its log that the file gives."""
    for start in range(0, len(judgments), _BATCH):
        _store(judgments[start : start + _BATCH])


def _store(some: Sequence[Placed]) -> None:
    connection = db.session.connection()
    ids = connection.execute(_ADD_JUDGMENTS, [_row(*placed) for placed in some]).scalars().all()
    parts: dict[str, list[Row]] = {name: [] for name in TABLES}
    log = []
    for judgment_id, (_, one) in zip(ids, some, strict=True):
        for name, rows in rows_of(judgment_id, one.document, one.questions).items():
            parts[name] += rows
        log.append(_entry(judgment_id, one))
    for name, rows in parts.items():
        if rows:
            connection.execute(insert(db.metadata.tables[name]), rows)
    connection.execute(insert(_revision), log)


def _row(assignment_id: int, one: ImportedJudgment) -> dict[str, Any]:
    return {
        "assignment_id": assignment_id,
        "paragraph_id": one.paragraph_id,
        "codebook_version_id": one.codebook_version_id,
        "answered_version_id": one.answered_version_id,
        "revision": one.revision,
        "is_done": one.document.is_done,
        "is_flagged": one.document.is_flagged,
        "note": one.document.note,
        "saw_outlet": one.saw_outlet,
        "saw_premarks": one.saw_premarks,
        "saw_others": one.saw_others,
        "created_at": one.saved_at,
        "saved_at": one.saved_at,
        "active_ms": one.active_ms,
    }


def _entry(judgment_id: int, one: ImportedJudgment) -> dict[str, Any]:
    return {
        "judgment_id": judgment_id,
        "number": one.revision,
        # No page can send a key with a colon: none of these can be taken.
        "idempotency_key": f"import:{judgment_id}",
        "is_parked": False,
        "codebook_version_id": one.codebook_version_id,
        "document": one.stored,
        "saved_at": one.saved_at,
        "active_ms": one.active_ms,
    }
