"""Finished judgments of a round as columns of numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
from sqlalchemy import ColumnElement, and_, func, select

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Integers, Layout, n_words
from workbench.annotate.models import Judgment, Label
from workbench.annotate.queries_marked import links_and_passages
from workbench.annotate.queries_numbers import (
    apart,
    numbers,
    pair_of,
    rows_of_judgments,
    sums_of_bits,
)
from workbench.assign.models import Assignment
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.projects.models import Membership

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
            pair_of(Judgment.id, Judgment.assignment_id),
            pair_of(func.coalesce(Judgment.paragraph_id, 0), Judgment.answered_version_id),
        )
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
        .order_by(Judgment.id)
    )
    (judgment, assignment), (paragraph, version) = apart(first), apart(second)
    seats, seat, article = _assigned(round_id, assignment)
    links, passages = links_and_passages(layout, condition, judgment)
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
        passages=passages,
        links=links,
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
    """What each judgment chose."""
    words = np.zeros((n_words(layout.bits), len(judgment)), dtype=np.int64)
    if layout.bits:
        sums = sums_of_bits(layout.bits, Label.dimension, Label.value, Label.target)
        chosen = select(Label.judgment_id, *sums).group_by(Label.judgment_id)
        found, row = rows_of_judgments(chosen, Label.judgment_id, condition, judgment)
        words[:, row] = found[1:]
    return words
