"""Links, and passages with the answers about them, of a round: as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, case, select

from workbench.annotate.columns import WORD, Columns, Integers, Layout
from workbench.annotate.models import Link, LinkLabel, LinkMember, Span, SpanLabel
from workbench.annotate.queries_columns import rows_of_judgments
from workbench.annotate.ties import Ties
from workbench.assign.models import Assignment
from workbench.codebook.questions import Question

#: Ties of one judgment are numbered below this.
_MOST = 1 << 20


def ties_in_round(
    round_id: int, question: Question, roles: Sequence[str], columns: Columns
) -> Ties:
    """The passages or links that a question has in these judgments of a round."""
    condition = Assignment.round_id == round_id
    role = _place(Span.value, roles)
    if question.is_links:
        made = select(Link.judgment_id, Link.number).where(Link.dimension == question.key)
        found, row = rows_of_judgments(made, Link.judgment_id, condition, columns.judgment)
        members = (
            select(LinkMember.judgment_id, LinkMember.number, role, Span.starts_at, Span.ends_at)
            .join(Link, _same(LinkMember, Link))
            .join(
                Span,
                and_(
                    Span.judgment_id == LinkMember.judgment_id,
                    Span.number == LinkMember.span_number,
                ),
            )
            .where(Link.dimension == question.key)
        )
        owner: Any = LinkMember.judgment_id
    else:
        made = select(Span.judgment_id, Span.number).where(Span.dimension == question.key)
        found, row = rows_of_judgments(made, Span.judgment_id, condition, columns.judgment)
        members = select(Span.judgment_id, Span.number, role, Span.starts_at, Span.ends_at).where(
            Span.dimension == question.key
        )
        owner = Span.judgment_id
    order = np.lexsort((found[1], row))
    row, name = row[order], row[order] * _MOST + found[1][order]
    parts, own = rows_of_judgments(members, owner, condition, columns.judgment)
    tie = np.searchsorted(name, own * _MOST + parts[1])
    layout = Layout.of(question.attributes)
    words = _words(question, layout, condition, columns, name)
    by_tie = np.lexsort((parts[4], parts[3], tie))
    return Ties(layout, row, words, tie[by_tie], *(parts[n][by_tie] for n in (2, 3, 4)))


def _words(
    question: Question,
    layout: Layout,
    condition: ColumnElement[bool],
    columns: Columns,
    name: Integers,
) -> Integers:
    words = np.zeros((layout.n_words, len(name)), dtype=np.int64)
    if not layout.bits or not len(name):
        return words
    table: Any = LinkLabel if question.is_links else SpanLabel
    bit = case(
        *(
            (and_(table.dimension == dimension, table.value == value), place)
            for (dimension, value), place in layout.bits.items()
        ),
        else_=-1,
    )
    answered = select(table.judgment_id, table.number, bit)
    found, row = rows_of_judgments(answered, table.judgment_id, condition, columns.judgment)
    key = row * _MOST + found[1]
    place = np.minimum(np.searchsorted(name, key), len(name) - 1)
    mine = (found[2] >= 0) & (name[place] == key)
    word, shift = np.divmod(found[2][mine], WORD)
    np.bitwise_or.at(words, (word, place[mine]), np.left_shift(1, shift))
    return words


def _place(column: Any, values: Sequence[str]) -> ColumnElement[int]:
    return case({value: n for n, value in enumerate(values)}, value=column, else_=-1)


def _same(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(one.judgment_id == other.judgment_id, one.number == other.number)
