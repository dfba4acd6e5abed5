"""The rulings in force in a round, as columns of numbers beside those of its judgments.

A ruling never changes once it is stored: what was read of one is kept in the process, and only
rulings that have come into force since are read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine, Select, case, select

from workbench.annotate.columns import Columns, columns_of
from workbench.annotate.layout import Flags, Integers, Layout
from workbench.annotate.queries import Judged
from workbench.annotate.queries_columns import Judgeable
from workbench.annotate.queries_numbers import numbers
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.review.models import Ruling
from workbench.review.rulings import closed_with, read_stored

#: Ids in one statement: SQLite takes 32,766 values, PostgreSQL 65,535.
MOST_ASKED_FOR = 10_000
#: Rounds whose rulings are kept, the latest used.
MOST_KEPT = 20


@dataclass(frozen=True, eq=False)
class RuledColumns:
    """One entry a ruling in force, by ascending id, which is `columns.judgment`.

    `is_bulk` says which are parts of a bulk ruling; `is_open`, by the key of each question, where
    it is left open or rests on what is.
    """

    columns: Columns
    is_bulk: Flags
    is_open: dict[str, Flags]

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def ids(self) -> Integers:
        return self.columns.judgment

    def only(self, kept: Flags) -> RuledColumns:
        """The rulings that are kept."""
        open_ = {key: flags[kept] for key, flags in self.is_open.items()}
        return RuledColumns(self.columns.only(kept), self.is_bulk[kept], open_)


_Key = tuple[int, Judgeable, tuple[tuple[object, ...], ...]]
_kept: WeakKeyDictionary[Engine, OrderedDict[_Key, RuledColumns]] = WeakKeyDictionary()
_lock = Lock()


def ruled_columns(
    round_id: int, questions: Sequence[Question], *, unit: Judgeable = "paragraph"
) -> RuledColumns:
    """The rulings in force in a round on one unit, in the terms of these questions.

    Of a ruling in another codebook version, what these questions do not know is left out.
    """
    key = (round_id, unit, Layout.of(questions).key)
    with _lock:
        known = _kept.setdefault(db.engine, OrderedDict())
        entry = known.get(key)
    ids = numbers(_in_force(round_id, unit).with_only_columns(Ruling.id))[0]
    if entry is None or not np.array_equal(entry.ids, ids):
        entry = _refreshed(entry, ids, questions)
    with _lock:
        known[key] = entry
        known.move_to_end(key)
        while len(known) > MOST_KEPT:
            known.popitem(last=False)
    return entry


def _in_force(round_id: int, unit: Judgeable) -> Select[int]:
    whole = Ruling.paragraph_id.is_(None)
    return (
        select(Ruling.id)
        .where(Ruling.round_id == round_id, Ruling.is_current)
        .where(whole if unit == "article" else ~whole)
        .order_by(Ruling.id)
    )


def _refreshed(
    entry: RuledColumns | None, ids: Integers, questions: Sequence[Question]
) -> RuledColumns:
    if entry is None:
        return _read(ids.tolist(), questions)
    stayed = entry.only(np.isin(entry.ids, ids))
    fresh = _read(np.setdiff1d(ids, stayed.ids).tolist(), questions)
    if not len(fresh):
        return stayed
    order = np.argsort(np.concatenate([stayed.ids, fresh.ids]), kind="stable")

    def joined(one: Flags, other: Flags) -> Flags:
        both: Flags = np.concatenate([one, other])[order]
        return both

    return RuledColumns(
        stayed.columns.with_others(fresh.columns),
        joined(stayed.is_bulk, fresh.is_bulk),
        {key: joined(flags, fresh.is_open[key]) for key, flags in stayed.is_open.items()},
    )


def _read(ids: Collection[int], questions: Sequence[Question]) -> RuledColumns:
    rows = [] if not ids else _rows(ids)
    judged = [
        Judged("", row.article_id, row.paragraph_id or 0, read_stored(row.document), row.version)
        for row in rows
    ]
    columns = replace(
        columns_of(judged, questions),
        judgment=np.array([row.id for row in rows], dtype=np.int64),
        seats=("",),
    )
    gone = [
        closed_with(one.document, questions, row.left_open)
        for one, row in zip(judged, rows, strict=True)
    ]
    return RuledColumns(
        columns,
        np.array([bool(row.is_bulk) for row in rows], dtype=bool),
        {
            question.key: np.array([question.key in some for some in gone], dtype=bool)
            for question in questions
        },
    )


def _rows(ids: Collection[int]) -> Sequence[Any]:
    wanted = select(
        Ruling.id,
        Ruling.article_id,
        Ruling.paragraph_id,
        Ruling.document,
        Ruling.left_open,
        Ruling.codebook_version_id.label("version"),
        case((Ruling.bulk_id.is_(None), 0), else_=1).label("is_bulk"),
    ).order_by(Ruling.id)
    rows: list[Any] = []
    listed = list(ids)
    for start in range(0, len(listed), MOST_ASKED_FOR):
        some = listed[start : start + MOST_ASKED_FOR]
        rows += db.session.execute(wanted.where(Ruling.id.in_(some)))
    return rows
