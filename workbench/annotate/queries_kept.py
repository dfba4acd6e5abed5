"""The columns of a round, kept in the process: only what has changed is read again.

A round of a million judgments takes seconds to read, and to see that nothing has changed takes
hundredths of one. Whatever an answer is, changing it raises the revision of its judgment, also when
a migration does it; so what has to be read again are the assignments in which the number of
judgments or the sum of their revisions is another one. On SQLite, where writers come one after the
other, a last revision that is still the last says that nothing was saved at all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import BigInteger, Engine, case, cast, func, select

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Integers, Layout
from workbench.annotate.models import Judgment, Revision
from workbench.annotate.queries_columns import Judgeable, columns_in_round
from workbench.annotate.queries_numbers import numbers
from workbench.assign.models import Assignment
from workbench.codebook.questions import Question
from workbench.core.db import db

#: Judgments kept in a process, of all rounds together: 100 to 200 bytes each with what is marked.
MOST_KEPT = 2_000_000
#: With more changed assignments, everything is read: it is about as fast.
MOST_CHANGED = 500

_Key = tuple[int, Judgeable, tuple[tuple[object, ...], ...]]


@dataclass(frozen=True)
class _State:
    """What tells whether a round has changed: of each assignment (id, membership, article, whether
    skipped), shape (4, assignments); and the last revision of all, None where it says nothing."""

    assigned: Integers
    last: tuple[object, ...] | None


@dataclass(frozen=True)
class _Entry:
    """`saved` are of each assignment (id, judgments, sum of revisions), shape (3, assignments)."""

    state: _State
    saved: Integers
    columns: Columns


_kept: WeakKeyDictionary[Engine, OrderedDict[_Key, _Entry]] = WeakKeyDictionary()
#: Of the bookkeeping alone: two threads may read the same at once.
_lock = Lock()


def kept_columns(
    round_id: int, questions: Sequence[Question], *, unit: Judgeable = "paragraph"
) -> Columns:
    """What `columns_in_round` gives; the very same object as long as nothing has changed."""
    with _lock:
        entries = _kept.setdefault(db.engine, OrderedDict())
        key = (round_id, unit, Layout.of(questions).key)
        entry = entries.get(key)
    # What is read after the state can only be newer than it: then it is read again next time.
    state = _read_state(round_id)
    if entry is None or not _is_same(entry.state, state):
        entry = _refreshed(round_id, questions, unit, state, entry)
    with _lock:
        entries[key] = entry
        entries.move_to_end(key)
        while len(entries) > 1 and sum(len(one.columns) for one in entries.values()) > MOST_KEPT:
            entries.popitem(last=False)
    return entry.columns


def _read_state(round_id: int) -> _State:
    assigned = numbers(
        select(
            Assignment.id,
            Assignment.membership_id,
            Assignment.article_id,
            case((Assignment.state == "skipped", 1), else_=0),
        )
        .where(Assignment.round_id == round_id)
        .order_by(Assignment.id)
    )
    if db.engine.dialect.name != "sqlite":
        return _State(assigned, None)
    last = select(Revision.id, Revision.saved_at).order_by(Revision.id.desc()).limit(1)
    return _State(assigned, tuple(db.session.execute(last).first() or ()))


def _is_same(one: _State, other: _State) -> bool:
    if one.last is None or one.last != other.last:
        return False
    return np.array_equal(one.assigned, other.assigned)


def _refreshed(
    round_id: int,
    questions: Sequence[Question],
    unit: Judgeable,
    state: _State,
    entry: _Entry | None,
) -> _Entry:
    saved = _read_saved(round_id)
    if entry is not None:
        changed = _differing(entry.state.assigned, state.assigned)
        changed |= _differing(entry.saved, saved)
        if not changed:
            return _Entry(state, saved, entry.columns)
        if len(changed) <= MOST_CHANGED:
            fresh = columns_in_round(round_id, questions, unit=unit, assignments=changed)
            if fresh.seats == entry.columns.seats:
                stayed = ~np.isin(entry.columns.assignment, list(changed))
                return _Entry(state, saved, entry.columns.only(stayed).with_others(fresh))
    return _Entry(state, saved, columns_in_round(round_id, questions, unit=unit))


def _read_saved(round_id: int) -> Integers:
    return numbers(
        select(
            Judgment.assignment_id,
            func.count(),
            cast(func.sum(Judgment.revision), BigInteger),
        )
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(Assignment.round_id == round_id)
        .group_by(Judgment.assignment_id)
        .order_by(Judgment.assignment_id)
    )


def _differing(before: Integers, after: Integers) -> set[int]:
    """The assignments, named in the first row, of which anything else is said."""
    if np.array_equal(before, after):
        return set()
    both = np.concatenate([before, after], axis=1)
    distinct, times = np.unique(both, axis=1, return_counts=True)
    return set(distinct[0, times == 1].tolist())
