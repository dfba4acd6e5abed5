"""The parts of a page of judgments: one query for each kind of row, none for kinds without rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.engine import Row

from workbench.annotate.document import Document
from workbench.annotate.models import (
    Judgment,
    Label,
    Link,
    LinkLabel,
    LinkMember,
    Span,
    SpanLabel,
    Written,
)
from workbench.annotate.rows import Kinds, assemble, kinds_of
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.export.naming import Sheet

# Tables rather than classes, as in `queries`.
_assignment, _judgment = (
    db.metadata.tables[model.__tablename__] for model in (Assignment, Judgment)
)
_label, _span, _span_label, _link, _link_member, _link_label, _written = (
    db.metadata.tables[model.__tablename__]
    for model in (Label, Span, SpanLabel, Link, LinkMember, LinkLabel, Written)
)


def read_documents(
    rows: Sequence[Row[Any]], condition: ColumnElement[bool], sheets: Mapping[int, Sheet]
) -> dict[int, Document]:
    """Documents by judgment id; `condition` is on judgments and their assignments.

    `rows` have the columns that `annotate.rows.assemble` needs, and `codebook_version_id`.
    """
    versions = {row.codebook_version_id for row in rows}
    asked = {one: (*sheets[one].questions, *sheets[one].whole) for one in versions}
    kinds = kinds_of(question for questions in asked.values() for question in questions)
    parts = _read_parts(condition, kinds)
    documents: dict[int, Document] = {}
    for version_id, questions in asked.items():
        answering = [row for row in rows if row.codebook_version_id == version_id]
        documents |= assemble(answering, questions=questions, **parts)
    return documents


def _read_parts(condition: ColumnElement[bool], kinds: Kinds) -> dict[str, Sequence[Any]]:
    def read(table: Table, columns: str, *, ordered: bool = False) -> Sequence[Any]:
        return _read(table, columns.split(), condition, ordered=ordered)

    parts = {
        "labels": read(_label, "dimension target value"),
        "spans": read(_span, "starts_at ends_at dimension value origin", ordered=True),
    }
    if kinds.attributes:
        parts["span_labels"] = read(_span_label, "number dimension value")
    if kinds.links:
        parts["links"] = read(_link, "number dimension", ordered=True)
        parts["link_members"] = read(_link_member, "number span_number")
        parts["link_labels"] = read(_link_label, "number dimension value")
    if kinds.words:
        parts["written"] = read(_written, "part number dimension target text")
    return parts


def _read(
    table: Table, columns: Iterable[str], condition: ColumnElement[bool], *, ordered: bool
) -> Sequence[Any]:
    statement = (
        select(table.c.judgment_id, *(table.c[name] for name in columns))
        .join(_judgment, _judgment.c.id == table.c.judgment_id)
        .join(_assignment, _assignment.c.id == _judgment.c.assignment_id)
        .where(condition)
    )
    if ordered:
        statement = statement.order_by(table.c.judgment_id, table.c.number)
    return db.session.execute(statement).all()
