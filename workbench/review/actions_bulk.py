"""Writes of bulk rulings; the edge commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from workbench.assign.models import Round
from workbench.core.db import db
from workbench.core.errors import Conflict
from workbench.projects.actions import take_turn
from workbench.projects.models import Project
from workbench.review.bulk import Rule
from workbench.review.models import BulkRuling, Ruling
from workbench.review.queries_bulk import Prepared, get_bulk, plan_round, preview_of
from workbench.review.queries_queue import read_round

#: Rows in one statement.
_AT_ONCE = 1_000
CHANGED = (
    "What this rule would rule on has changed since you looked: somebody answered or ruled in the "
    "meantime. Nothing was ruled. Look again."
)


@dataclass(frozen=True)
class BulkOrder:
    """A rule on a round, as it was previewed: `fingerprint` is that of the preview."""

    project: Project
    round: Round
    rule: Rule
    fingerprint: str
    membership_id: int
    #: Made by the page for one bulk ruling.
    key: str


@dataclass(frozen=True)
class Undone:
    """How many rulings were taken back, and how many had been superseded or withdrawn before."""

    n_withdrawn: int
    n_before: int


def rule_many(order: BulkOrder, prepared: Prepared, *, now: datetime) -> tuple[int, int]:
    """Rule on all that the rule decides: the bulk ruling's id, and how many units.

    `prepared` was put together before the turn was taken, so that others wait for the writing only.

    The same key gets the same answer, however often it is sent. Raises Conflict where not the very
    same would be ruled any more as in the preview, where it would be nothing, and for a key that
    belongs to another one.
    """
    take_turn(order.project.id)
    repeated = db.session.scalar(select(BulkRuling).where(BulkRuling.idempotency_key == order.key))
    if repeated is not None:
        return _answer_again(order, repeated)
    preview = preview_of(plan_round(read_round(order.project, order.round), order.rule))
    seen = {order.fingerprint, prepared.fingerprint}
    if seen != {preview.fingerprint} or not preview.n_ruled:
        raise Conflict(CHANGED, code="changed")
    bulk = BulkRuling(
        round_id=order.round.id,
        rule=order.rule.name,
        at_least=order.rule.at_least,
        n_ruled=preview.n_ruled,
        membership_id=order.membership_id,
        idempotency_key=order.key,
        made_at=now,
    )
    db.session.add(bulk)
    db.session.flush()  # its rulings name it
    rows = list(_rows(order, prepared, bulk.id, now))
    for start in range(0, len(rows), _AT_ONCE):
        db.session.execute(insert(Ruling), rows[start : start + _AT_ONCE])
    return bulk.id, len(rows)


def take_back(project_id: int, round_id: int, bulk_id: int, *, by: int, now: datetime) -> Undone:
    """Withdraw those of its rulings that are in force still; what a lead ruled anew stays.

    Raises NotFound for one of another round, and Conflict where it was taken back before.
    """
    take_turn(project_id)
    bulk = get_bulk(round_id, bulk_id)
    if bulk.undone_at is not None:
        raise Conflict("This bulk ruling was taken back before. Reload the page.")
    own = Ruling.bulk_id == bulk_id, Ruling.is_current
    n_withdrawn = db.session.scalar(select(func.count()).select_from(Ruling).where(*own)) or 0
    db.session.execute(
        update(Ruling).where(*own).values(is_current=False, withdrawn_at=now, withdrawn_by_id=by)
    )
    bulk.undone_at, bulk.undone_by_id = now, by
    db.session.flush()
    return Undone(n_withdrawn, bulk.n_ruled - n_withdrawn)


def _rows(
    order: BulkOrder, prepared: Prepared, bulk_id: int, now: datetime
) -> Iterable[dict[str, Any]]:
    numbers = {whole: _last_numbers(order.round.id, is_whole=whole) for whole in (False, True)}
    for is_whole, one in prepared.standing:
        yield {
            "round_id": order.round.id,
            "article_id": one.article,
            "paragraph_id": None if is_whole else one.unit,
            "number": numbers[is_whole].get(one.unit, 0) + 1,
            "is_parked": False,
            "is_current": True,
            "outcome": "answer",
            "left_open": [],
            "method": "unanimous" if one.is_unanimous else "majority",
            "reason": None,
            "sentence": order.rule.sentence,
            "document": one.document,
            "codebook_version_id": order.round.codebook_version_id,
            "membership_id": order.membership_id,
            "made_at": now,
            "bulk_id": bulk_id,
            "idempotency_key": f"bulk-{bulk_id}-{'a' if is_whole else 'p'}{one.unit}",
        }


def _last_numbers(round_id: int, *, is_whole: bool) -> dict[int, int]:
    """Of each unit that was ruled on before how many rulings it has had."""
    unit = Ruling.article_id if is_whole else func.coalesce(Ruling.paragraph_id, 0)
    whole = Ruling.paragraph_id.is_(None)
    rows = db.session.execute(
        select(unit, func.max(Ruling.number))
        .where(Ruling.round_id == round_id, ~Ruling.is_parked, whole if is_whole else ~whole)
        .group_by(unit)
    )
    return {row[0]: row[1] for row in rows}


def _answer_again(order: BulkOrder, repeated: BulkRuling) -> tuple[int, int]:
    asked = (order.round.id, order.rule.name, order.rule.at_least)
    if asked != (repeated.round_id, repeated.rule, repeated.at_least):
        raise Conflict(
            "This bulk ruling carries the key of another one. Reload the page and look again.",
            code="key_reused",
        )
    return repeated.id, repeated.n_ruled
