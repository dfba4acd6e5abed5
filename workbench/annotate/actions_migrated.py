"""Storing carried judgments in batches: 10,000 of them go through in seconds. No commit here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, update

from workbench.annotate.document import Document
from workbench.annotate.models import Judgment, Revision
from workbench.annotate.queries_moves import Said
from workbench.annotate.rows import TABLES, rows_of
from workbench.codebook.questions import Question
from workbench.core.db import db

#: Judgments for one statement: below every database's limit of parameters.
_BATCH = 500
_judgment, _revision = (db.metadata.tables[m.__tablename__] for m in (Judgment, Revision))
_parts = {name: db.metadata.tables[name] for name in TABLES}

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Rewritten:
    """A judgment as it is to stand from now on; its log gets revision `number`."""

    judgment_id: int
    number: int
    document: Document
    #: Canonical JSON of the document, for the log.
    stored: str
    questions: Sequence[Question]
    #: Whether its rows say something else than before.
    is_changed: bool
    is_done: bool


def rewrite(
    judgments: Sequence[Rewritten],
    *,
    version_id: int,
    migration_id: int,
    now: datetime,
    is_undoing: bool = False,
) -> None:
    """Let rows, versions, revisions and the log say what the documents say.

    What an annotator said of the judgment as a whole (flag, note, time) is not touched.
    """
    # No page can send a key with a colon: none of these can be taken.
    end = ":undone" if is_undoing else ""
    for some in _batches(judgments):
        _replace_parts([one for one in some if one.is_changed])
        for is_done in (True, False):
            chosen = [one.judgment_id for one in some if one.is_done == is_done]
            if chosen:
                statement = update(_judgment).where(_judgment.c.id.in_(chosen))
                values = {
                    "codebook_version_id": version_id,
                    "revision": _judgment.c.revision + 1,
                    "is_done": is_done,
                }
                db.session.connection().execute(statement.values(values))
        _insert(
            _revision,
            [
                {
                    "judgment_id": one.judgment_id,
                    "number": one.number,
                    "idempotency_key": f"migration:{migration_id}:{one.judgment_id}{end}",
                    "is_parked": False,
                    "codebook_version_id": version_id,
                    "migration_id": migration_id,
                    "document": one.stored,
                    "saved_at": now,
                }
                for one in some
            ],
        )


_RESTORE_SAID = update(_judgment).where(_judgment.c.id == bindparam("judgment"))


def restore_said(restored: Sequence[tuple[Rewritten, Said]]) -> None:
    """Flag and note as the document has them; version, time and sight as they were said."""
    values = [
        {
            "judgment": one.judgment_id,
            "is_flagged": one.document.is_flagged,
            "note": one.document.note,
            **asdict(said),
        }
        for one, said in restored
    ]
    if values:
        db.session.connection().execute(_RESTORE_SAID, values)


def insert_rows(table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows of one table, however many."""
    for some in _batches(rows):
        _insert(db.metadata.tables[table], some)


def _replace_parts(judgments: Sequence[Rewritten]) -> None:
    ids = [one.judgment_id for one in judgments]
    if not ids:
        return
    for name in ("label", "span", "link", "written"):  # the others go with their span or link
        table = _parts[name]
        db.session.connection().execute(delete(table).where(table.c.judgment_id.in_(ids)))
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for one in judgments:
        for name, rows in rows_of(one.judgment_id, one.document, one.questions).items():
            made[name] += rows
    for name, rows in made.items():
        _insert(_parts[name], rows)


def _insert(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(insert(table), rows)


def _batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), _BATCH):
        yield things[start : start + _BATCH]
