"""Finished judgments of a round as columns of numbers.

Rows are read straight from the driver: a million of them as rows of the ORM take ten times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Literal
from typing import cast as cast_type

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, literal, select

from workbench.annotate.columns import WORD, Columns, Integers, Layout, Passages
from workbench.annotate.models import Judgment, Label, Span
from workbench.assign.models import Assignment
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.projects.models import Membership

#: From one id in so many on, all of a range are read.
_DENSE = 2
_HALF = 31
_UNKNOWN = (1 << _HALF) - 1
#: What has a judgment of its own.
Judgeable = Literal["paragraph", "article"]


def columns_in_round(
    round_id: int,
    questions: Sequence[Question],
    *,
    unit: Judgeable = "paragraph",
    assignments: Collection[int] | None = None,
) -> Columns:
    """Every finished judgment of a round on one unit, or of some of its assignments only.

    Those of a skipped article are missing, until it is taken back. `questions` are those on that
    unit. The same judgments as `queries.done_in_round` has.
    """
    layout = Layout.of(questions)
    condition = _finished(round_id, unit, assignments)
    first, second = numbers(
        select(
            _pair(Judgment.id, Judgment.assignment_id),
            _pair(func.coalesce(Judgment.paragraph_id, 0), Judgment.answered_version_id),
        )
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
        .order_by(Judgment.id)
    )
    (judgment, assignment), (paragraph, version) = _apart(first), _apart(second)
    seats, seat, article = _assigned(round_id, assignment)
    return Columns(
        layout=layout,
        judgment=judgment,
        assignment=assignment,
        unit=np.where(paragraph == 0, article, paragraph),
        article=article,
        version=version,
        seat=seat,
        seats=seats,
        words=_words(layout, condition, judgment),
        passages=_passages(layout, condition, judgment),
    )


def _finished(
    round_id: int, unit: Judgeable, assignments: Collection[int] | None
) -> ColumnElement[bool]:
    whole = Judgment.paragraph_id.is_(None)
    condition = and_(
        Assignment.round_id == round_id,
        Assignment.state != "skipped",
        Judgment.is_done,
        whole if unit == "article" else ~whole,
    )
    return condition if assignments is None else condition & Assignment.id.in_(assignments)


def _assigned(round_id: int, assignment: Integers) -> tuple[tuple[str, ...], Integers, Integers]:
    """The seats, in order; and for each judgment the place of its seat, and its article."""
    ids, member, article = numbers(
        select(Assignment.id, Assignment.membership_id, Assignment.article_id)
        .where(Assignment.round_id == round_id)
        .order_by(Assignment.id)
    )
    members, own = np.unique(member, return_inverse=True)
    named = db.session.execute(
        select(Membership.id, Membership.seat).where(Membership.id.in_(members.tolist()))
    )
    seat_of = {row[0]: row[1] for row in named}
    seats = tuple(sorted(seat_of.values()))
    places = np.array([seats.index(seat_of[one]) for one in members.tolist()], dtype=np.int64)
    at = np.searchsorted(ids, assignment)
    return seats, places[own[at]], article[at]


def _words(layout: Layout, condition: ColumnElement[bool], judgment: Integers) -> Integers:
    """What each judgment chose: the database adds up the bits, for no value is chosen twice."""
    words = np.zeros((layout.n_words, len(judgment)), dtype=np.int64)
    if not layout.n_words:
        return words
    sums = [cast(func.sum(_bit(layout, word)), BigInteger) for word in range(layout.n_words)]
    chosen = select(Label.judgment_id, *sums).group_by(Label.judgment_id)
    found, row = rows_of_judgments(chosen, Label.judgment_id, condition, judgment)
    words[:, row] = found[1:]
    return words


def _bit(layout: Layout, word: int) -> ColumnElement[int]:
    """The power of two that a label stands for in this word, 0 for one that stands elsewhere."""
    by_target: dict[str, dict[str, dict[str, int]]] = {}
    for (key, value), place in layout.bits.items():
        if place // WORD == word:
            dimension, _, target = key.partition(".")
            values = by_target.setdefault(dimension, {}).setdefault(target, {})
            values[value] = 1 << place % WORD
    return _chosen(
        {
            dimension: _chosen(
                {target: _chosen(values, Label.value, 0) for target, values in targets.items()},
                Label.target,
                0,
            )
            for dimension, targets in by_target.items()
        },
        Label.dimension,
        0,
    )


def _passages(layout: Layout, condition: ColumnElement[bool], judgment: Integers) -> Passages:
    if not layout.marks:
        return Passages.of([])
    codes: dict[str, dict[str, int]] = {}
    for (dimension, value), code in layout.marks.items():
        codes.setdefault(dimension, {})[value] = code
    by_dimension = {name: _chosen(own, Span.value, -1) for name, own in codes.items()}
    chosen = _chosen(by_dimension, Span.dimension, _UNKNOWN)
    marked = select(_pair(Span.judgment_id, chosen), _pair(Span.starts_at, Span.ends_at)).order_by(
        Span.judgment_id, Span.number
    )
    found, row = rows_of_judgments(marked, Span.judgment_id, condition, judgment, is_paired=True)
    code_of, (start, end) = _apart(found[0])[1], _apart(found[1])
    is_known = code_of != _UNKNOWN
    return Passages(*(one[is_known] for one in (row, code_of, start, end)))


def rows_of_judgments(
    rows: Select[*tuple[Any, ...]],
    owner: Any,
    condition: ColumnElement[bool],
    judgment: Integers,
    *,
    is_paired: bool = False,
) -> tuple[Integers, Integers]:
    """The rows of these judgments, shape (columns, rows), and of each the place of its judgment.

    `owner` is the rows' column with the judgment's id, which stands first in them, by itself or as
    the first of a pair; `condition` is one that at least these judgments meet.

    Where most ids of their range are theirs, the range is read and the rest dropped: it is twice as
    fast as looking up for every row whose it is.
    """
    if not len(judgment):
        return np.zeros((len(rows.selected_columns), 0), dtype=np.int64), judgment
    first, last = int(judgment[0]), int(judgment[-1])
    if last - first < _DENSE * len(judgment):
        found = numbers(rows.where(owner.between(first, last)))
        known = np.full(last - first + 1, -1)
        known[judgment - first] = np.arange(len(judgment))
        place = known[(_apart(found[0])[0] if is_paired else found[0]) - first]
        is_theirs = place >= 0
        return (found, place) if is_theirs.all() else (found[:, is_theirs], place[is_theirs])
    theirs = select(Judgment.id).join(Assignment).where(condition)
    found = numbers(rows.where(owner.in_(theirs)))
    of = _apart(found[0])[0] if is_paired else found[0]
    place = np.searchsorted(judgment, of)
    is_theirs = judgment[np.minimum(place, len(judgment) - 1)] == of
    return found[:, is_theirs], place[is_theirs]


def _pair(first: Any, second: Any) -> ColumnElement[int]:
    """Two numbers as one, which is a quarter faster to read; ids and offsets have 31 bits."""
    pair: ColumnElement[int] = cast(first, BigInteger) * literal(1 << _HALF, BigInteger) + second
    return pair


def _apart(pairs: Integers) -> tuple[Integers, Integers]:
    return pairs >> _HALF, pairs & ((1 << _HALF) - 1)


def _chosen(numbers: Mapping[str, Any], column: Any, otherwise: int) -> ColumnElement[int]:
    """The number of the value that stands in a column."""
    found = {
        name: literal(one, BigInteger) if isinstance(one, int) else one
        for name, one in numbers.items()
    }
    return case(found, value=column, else_=literal(otherwise, BigInteger))


def numbers(statement: Select[*tuple[Any, ...]]) -> Integers:
    """The columns of rows of numbers, shape (columns, rows)."""
    found = db.session.connection().execute(statement)
    n_columns = len(found.keys())
    # Drivers' cursors give their rows one after the other (PEP 249 calls it an extension).
    rows = cast_type(Iterable[tuple[int, ...]], found.cursor)
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return np.ascontiguousarray(flat.reshape(-1, n_columns).T)
