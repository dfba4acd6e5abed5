"""Writes of the annotate room; the edge commits.

Statements are built once and sent without the ORM's bookkeeping: a save is the hot path, and the
plain ORM was measured at half the speed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, delete, insert, select, update

from workbench.annotate.document import Document, canonical
from workbench.annotate.models import Judgment, Label, Revision, Span
from workbench.assign.actions import lock_assignment
from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound

_judgment, _label, _span, _revision = (
    db.metadata.tables[model.__tablename__] for model in (Judgment, Label, Span, Revision)
)
_FIND_REVISION = select(_revision).where(_revision.c.idempotency_key == bindparam("key"))
_FIND_JUDGMENT = select(_judgment.c.id, _judgment.c.revision).where(
    _judgment.c.assignment_id == bindparam("assignment"),
    _judgment.c.paragraph_id == bindparam("paragraph"),
)
_UPDATE_JUDGMENT = update(_judgment).where(_judgment.c.id == bindparam("judgment"))
_DELETE_LABELS = delete(_label).where(_label.c.judgment_id == bindparam("judgment"))
_DELETE_SPANS = delete(_span).where(_span.c.judgment_id == bindparam("judgment"))


TooLate = Literal["stale", "closed"]


@dataclass(frozen=True)
class SaveOrder:
    """One save as the edge hands it over, checked against the codebook version."""

    assignment_id: int
    membership_id: int
    paragraph_id: int
    codebook_version_id: int
    text: str
    document: Document
    base_revision: int
    key: str
    saw_outlet: bool
    saw_premarks: bool


@dataclass(frozen=True)
class Saved:
    """The judgment's revision after the save, and when it was made."""

    revision: int
    saved_at: datetime
    #: `stale`: based on an older revision; `closed`: the article had been submitted. Either was
    #: kept in the log as parked, and changed nothing.
    outcome: TooLate | Literal["saved"] = "saved"


def record_judgment(order: SaveOrder, *, now: datetime) -> Saved:
    """Store a judgment, its labels and spans, and one more revision: all of it or nothing.

    The same key gets the same answer, however often it is sent. An order that comes too late
    changes nothing but is kept in the log (see `Saved.outcome`). Raises NotFound for an assignment
    that is not the annotator's.
    """
    state = lock_assignment(order.assignment_id, order.membership_id)
    if state is None:
        raise NotFound("This article is not among your work any more. Nothing was stored.")
    too_late: TooLate = "closed" if state == "submitted" else "stale"
    found = _one(_FIND_JUDGMENT, assignment=order.assignment_id, paragraph=order.paragraph_id)
    repeated = _one(_FIND_REVISION, key=order.key)
    if repeated is not None:
        return _answer_again(order, repeated, found, too_late)
    if state == "submitted" or order.base_revision != (found.revision if found else 0):
        return _park(order, found, too_late, now)
    judgment_id, revision = _store_current(order, found, now)
    _store_parts(judgment_id, order.document)
    _log(order, judgment_id, revision, now, is_parked=False)
    return Saved(revision, now)


def _execute(statement: Any, values: Any) -> Any:
    return db.session.connection().execute(statement, values)


def _one(statement: Any, **values: object) -> Any:
    return _execute(statement, values).first()


def _answer_again(order: SaveOrder, repeated: Any, found: Any, too_late: TooLate) -> Saved:
    same = found is not None and repeated.judgment_id == found.id
    if not same or repeated.document != canonical(order.document, order.text):
        raise Conflict(
            "This save carries the key of another one. Reload the page and save again.",
            code="key_reused",
        )
    outcome = too_late if repeated.is_parked else "saved"
    return Saved(repeated.number, repeated.saved_at, outcome)


def _park(order: SaveOrder, found: Any, too_late: TooLate, now: datetime) -> Saved:
    if found is None:  # the page knew a judgment that is gone: nothing to keep this one with
        return Saved(0, now, too_late)
    _log(order, found.id, order.base_revision, now, is_parked=True)
    return Saved(found.revision, now, too_late)


def _store_current(order: SaveOrder, found: Any, now: datetime) -> tuple[int, int]:
    document = order.document
    current = {
        "revision": order.base_revision + 1,
        "is_done": document.is_done,
        "is_flagged": document.is_flagged,
        "note": document.note,
        "saved_at": now,
        "saw_outlet": order.saw_outlet,
        "saw_premarks": order.saw_premarks,
    }
    if found is not None:
        _execute(_UPDATE_JUDGMENT, {"judgment": found.id, **current})
        _execute(_DELETE_LABELS, {"judgment": found.id})
        _execute(_DELETE_SPANS, {"judgment": found.id})
        return found.id, order.base_revision + 1
    created = _execute(
        insert(_judgment).returning(_judgment.c.id),
        {
            "assignment_id": order.assignment_id,
            "paragraph_id": order.paragraph_id,
            "codebook_version_id": order.codebook_version_id,
            "created_at": now,
            **current,
        },
    )
    return created.scalar_one(), 1


def _store_parts(judgment_id: int, document: Document) -> None:
    labels = [
        {"judgment_id": judgment_id, "dimension": dimension, "target": target, "value": value}
        for dimension, target, value in label_rows(document)
    ]
    if labels:
        _execute(insert(_label), labels)
    spans = [
        {
            "judgment_id": judgment_id,
            "number": number,
            "dimension": span.dimension,
            "value": span.value,
            "starts_at": span.start,
            "ends_at": span.end,
            "origin": span.origin,
        }
        for number, span in enumerate(document.spans, start=1)
    ]
    if spans:
        _execute(insert(_span), spans)


def label_rows(document: Document) -> list[tuple[str, str, str]]:
    """(dimension, target, value) for each label of the document."""
    rows: list[tuple[str, str, str]] = []
    for key, answer in document.labels.items():
        dimension, _, target = key.partition(".")
        values = (answer,) if isinstance(answer, str) else answer
        rows.extend((dimension, target, value) for value in values)
    return rows


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
            "document": canonical(order.document, order.text),
            "saved_at": now,
        },
    )
