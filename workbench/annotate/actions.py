"""Writes of the annotate room; the edge commits.

Statements are built once and sent without the ORM's bookkeeping: a save is the hot path, and the
plain ORM was measured at half the speed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, Select, bindparam, delete, insert, select, update

from workbench.annotate.active_time import add_active
from workbench.annotate.document import Document, canonical
from workbench.annotate.models import Judgment, Revision
from workbench.annotate.rows import TABLES, kinds_of, rows_of
from workbench.assign.actions import lock_assignment
from workbench.assign.models import Assignment, Round
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.core.wording import _

_judgment, _revision, _assignment, _round = (
    db.metadata.tables[model.__tablename__] for model in (Judgment, Revision, Assignment, Round)
)
_parts = {name: db.metadata.tables[name] for name in TABLES}
_FIND_REVISION = select(_revision).where(_revision.c.idempotency_key == bindparam("key"))


def _find_judgment(of_paragraph: ColumnElement[bool]) -> Select[Any]:
    """One row: the version that the round asks now, and the judgment where there is one."""
    is_it = (_judgment.c.assignment_id == _assignment.c.id) & of_paragraph
    return (
        select(
            _round.c.codebook_version_id,
            _judgment.c.id,
            _judgment.c.revision,
            _judgment.c.active_ms,
        )
        .select_from(_assignment)
        .join(_round, _round.c.id == _assignment.c.round_id)
        .outerjoin(_judgment, is_it)
        .where(_assignment.c.id == bindparam("assignment"))
    )


_FIND_JUDGMENT = _find_judgment(_judgment.c.paragraph_id == bindparam("paragraph"))
_FIND_WHOLE = _find_judgment(_judgment.c.paragraph_id.is_(None))
_UPDATE_JUDGMENT = update(_judgment).where(_judgment.c.id == bindparam("judgment"))
_DELETES = {
    name: delete(_parts[name]).where(_parts[name].c.judgment_id == bindparam("judgment"))
    for name in ("label", "span", "link", "written")  # the others go with their span or link
}
_INSERTS = {name: insert(table) for name, table in _parts.items()}


TooLate = Literal["stale", "submitted", "skipped", "outdated"]
#: States of an assignment in which it takes no saves.
CLOSED_STATES = frozenset({"submitted", "skipped"})


@dataclass(frozen=True)
class SaveOrder:
    """One save as the edge hands it over, checked against the questions of the version."""

    assignment_id: int
    membership_id: int
    #: None for the article as a whole.
    paragraph_id: int | None
    #: The version that the annotator had before them.
    codebook_version_id: int
    questions: Sequence[Question]
    text: str
    document: Document
    base_revision: int
    key: str
    saw_outlet: bool
    saw_premarks: bool
    saw_others: bool = False
    #: Milliseconds of work since the save before, None where they were not measured.
    active_ms: int | None = None


@dataclass(frozen=True)
class Saved:
    """The judgment's revision after the save, and when it was made."""

    revision: int
    saved_at: datetime
    #: `stale`: based on an older revision; `submitted` and `skipped`: so the article had been;
    #: `outdated`: the round has another codebook version by now. Each changed nothing.
    outcome: TooLate | Literal["saved"] = "saved"
    #: Whether what was sent is in the log, as parked where it came too late.
    is_kept: bool = True


def record_judgment(order: SaveOrder, *, now: datetime) -> Saved:
    """Store a judgment, its labels and spans, and one more revision: all of it or nothing.

    The same key gets the same answer, however often it is sent. An order that comes too late
    changes nothing but is kept in the log (see `Saved.outcome`). Raises NotFound for an assignment
    that is not the annotator's.
    """
    state = lock_assignment(order.assignment_id, order.membership_id)
    if state is None:
        raise NotFound(_("This article is not among your work any more. Nothing was stored."))
    found = _find(order)
    too_late = _too_late(order, state, found)
    repeated = _one(_FIND_REVISION, key=order.key)
    if repeated is not None:
        return _answer_again(order, repeated, found, too_late or "stale")
    if too_late:
        return _park(order, found, too_late, now)
    judgment_id, revision = _store_current(order, found, now)
    _log(order, judgment_id, revision, now, is_parked=False)
    return Saved(revision, now)


def _find(order: SaveOrder) -> Any:
    if order.paragraph_id is None:
        return _one(_FIND_WHOLE, assignment=order.assignment_id)
    return _one(_FIND_JUDGMENT, assignment=order.assignment_id, paragraph=order.paragraph_id)


def _too_late(order: SaveOrder, state: str, found: Any) -> TooLate | None:
    if state in CLOSED_STATES:
        return cast(TooLate, state)
    if order.codebook_version_id != found.codebook_version_id:
        return "outdated"
    return None if order.base_revision == (found.revision or 0) else "stale"


def _execute(statement: Any, values: Any) -> Any:
    return db.session.connection().execute(statement, values)


def _one(statement: Any, **values: object) -> Any:
    return _execute(statement, values).first()


def _answer_again(order: SaveOrder, repeated: Any, found: Any, too_late: TooLate) -> Saved:
    same = repeated.judgment_id == found.id
    if not same or repeated.document != canonical(order.document, order.text):
        raise Conflict(
            _("This save carries the key of another one. Reload the page and save again."),
            code="key_reused",
        )
    outcome = too_late if repeated.is_parked else "saved"
    return Saved(repeated.number, repeated.saved_at, outcome)


def _park(order: SaveOrder, found: Any, too_late: TooLate, now: datetime) -> Saved:
    if found.id is None:  # there is no judgment whose log could keep it
        return Saved(0, now, too_late, is_kept=False)
    _log(order, found.id, order.base_revision, now, is_parked=True)
    return Saved(found.revision, now, too_late)


def _store_current(order: SaveOrder, found: Any, now: datetime) -> tuple[int, int]:
    document = order.document
    current = {
        "codebook_version_id": order.codebook_version_id,
        "answered_version_id": order.codebook_version_id,
        "revision": order.base_revision + 1,
        "is_done": document.is_done,
        "is_flagged": document.is_flagged,
        "note": document.note,
        "saved_at": now,
        "saw_outlet": order.saw_outlet,
        "saw_premarks": order.saw_premarks,
        "saw_others": order.saw_others,
        "active_ms": add_active(found.active_ms, order.active_ms),
    }
    judgment_id = found.id
    if judgment_id is not None:
        _execute(_UPDATE_JUDGMENT, {"judgment": judgment_id, **current})
        _delete_parts(judgment_id, order.questions)
    else:
        own = {
            "assignment_id": order.assignment_id,
            "paragraph_id": order.paragraph_id,
            "created_at": now,
        }
        created = _execute(insert(_judgment).returning(_judgment.c.id), own | current)
        judgment_id = created.scalar_one()
    _insert_parts(judgment_id, document, order.questions)
    return judgment_id, order.base_revision + 1


def _delete_parts(judgment_id: int, questions: Sequence[Question]) -> None:
    """Only from tables in which an answer to these questions can have rows: a save is hot."""
    kinds = kinds_of(questions)
    used = {"label": True, "span": True, "link": kinds.links, "written": kinds.words}
    for name, statement in _DELETES.items():
        if used[name]:
            _execute(statement, {"judgment": judgment_id})


def _insert_parts(judgment_id: int, document: Document, questions: Sequence[Question]) -> None:
    for name, rows in rows_of(judgment_id, document, questions).items():
        if rows:
            _execute(_INSERTS[name], rows)


def _log(
    order: SaveOrder, judgment_id: int, number: int, now: datetime, *, is_parked: bool
) -> None:
    _execute(
        insert(_revision),
        {
            "judgment_id": judgment_id,
            "number": number,
            "idempotency_key": order.key,
            "is_parked": is_parked,
            "codebook_version_id": order.codebook_version_id,
            "document": canonical(order.document, order.text),
            "saved_at": now,
            "active_ms": order.active_ms,
        },
    )
