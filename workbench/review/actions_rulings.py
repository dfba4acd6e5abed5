"""Writes of rulings; the edge commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update

from workbench.annotate.document import Document, canonical
from workbench.assign.models import Round
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.projects.actions import take_turn
from workbench.review.models import Ruling, RulingPair
from workbench.review.pairs import Pair
from workbench.review.places import Place
from workbench.review.queries_rulings import at, last_number
from workbench.review.rulings import REASONS

#: As long as a text of the codebook may be: a ruling can become a part of one.
MOST_CHARACTERS = 2_000
CHANGED_MEANWHILE = (
    "Another lead ruled on this in the meantime. Both rulings are kept: theirs is in force, yours "
    "is in the log below. Look at theirs, then rule again if yours should count."
)

MOVED_MEANWHILE = (
    "This round has moved to another version of the codebook in the meantime. Nothing was ruled: "
    "reload the page, and look at the answers and the questions again."
)


@dataclass(frozen=True)
class RulingOrder:
    """One ruling as the edge hands it over, its document checked by `rulings.check_ruling`."""

    project_id: int
    place: Place
    membership_id: int
    #: The version in whose terms the document stands.
    codebook_version_id: int
    text: str
    document: Document
    left_open: Sequence[str]
    method: str
    reason: str
    sentence: str
    #: The number of the last ruling that the lead had before them, 0 for none.
    base_number: int
    key: str
    #: Between which values the unit was disputed.
    pairs: Sequence[Pair] = ()


@dataclass(frozen=True)
class Receipt:
    """What became of an order; a `stale` one is kept in the log and is in force nowhere."""

    ruling_id: int
    number: int
    outcome: Literal["ruled", "stale"]


def rule(order: RulingOrder, *, now: datetime) -> Receipt:
    """Put a ruling in force in place of the one before it, if that is the one the lead saw.

    The same key gets the same answer, however often it is sent. Raises Invalid without a reason or
    for a long sentence, Conflict for a key that belongs to another ruling, and where the round is
    asked in other terms by now.
    """
    if order.reason not in REASONS:
        raise Invalid("Choose why the answers differ.")
    if len(order.sentence) > MOST_CHARACTERS:
        raise Invalid(f"Shorten the sentence: at most {MOST_CHARACTERS:,} characters fit here.")
    take_turn(order.project_id)
    repeated = db.session.scalar(select(Ruling).where(Ruling.idempotency_key == order.key))
    if repeated is not None:
        return _answer_again(order, repeated)
    in_force = select(Round.codebook_version_id).where(Round.id == order.place.round_id)
    if db.session.scalar(in_force) != order.codebook_version_id:
        raise Conflict(MOVED_MEANWHILE)
    number = last_number(order.place)
    is_late = number != order.base_number
    if not is_late:
        db.session.execute(
            update(Ruling).where(at(order.place), Ruling.is_current).values(is_current=False)
        )
    made = _ruling(order, order.base_number + 1, is_parked=is_late, now=now)
    db.session.add(made)
    db.session.flush()  # the receipt names it
    db.session.add_all(RulingPair(ruling_id=made.id, **pair._asdict()) for pair in order.pairs)
    db.session.flush()
    return Receipt(made.id, made.number, "stale" if is_late else "ruled")


def withdraw(project_id: int, place: Place, *, number: int, by: int, now: datetime) -> None:
    """Take the ruling in force back; it stays in the log.

    Raises NotFound where none is in force, and Conflict where it is not the one of this number.
    """
    take_turn(project_id)
    current = db.session.scalar(select(Ruling).where(at(place), Ruling.is_current))
    if current is None:
        raise NotFound("No ruling is in force here any more. Reload the page.")
    if current.number != number:
        raise Conflict(
            "Another lead ruled on this in the meantime: theirs is in force, and was not taken "
            "back. Reload the page and look at it first."
        )
    current.is_current = False
    current.withdrawn_at, current.withdrawn_by_id = now, by
    db.session.flush()


def _ruling(order: RulingOrder, number: int, *, is_parked: bool, now: datetime) -> Ruling:
    place = order.place
    return Ruling(
        round_id=place.round_id,
        article_id=place.article_id,
        paragraph_id=place.paragraph_id,
        number=number,
        is_parked=is_parked,
        is_current=not is_parked,
        outcome="legitimate" if order.left_open else "answer",
        left_open=list(order.left_open),
        method=order.method,
        reason=order.reason,
        sentence=_stored(order.sentence),
        document=canonical(order.document, order.text),
        codebook_version_id=order.codebook_version_id,
        membership_id=order.membership_id,
        made_at=now,
        idempotency_key=order.key,
    )


def _answer_again(order: RulingOrder, repeated: Ruling) -> Receipt:
    there = (
        Place(repeated.round_id, repeated.article_id, repeated.paragraph_id),
        repeated.document,
        repeated.left_open,
        repeated.reason,
        repeated.sentence,
    )
    if there != (
        order.place,
        canonical(order.document, order.text),
        list(order.left_open),
        order.reason,
        _stored(order.sentence),
    ):
        raise Conflict(
            "This ruling carries the key of another one. Reload the page and rule again.",
            code="key_reused",
        )
    return Receipt(repeated.id, repeated.number, "stale" if repeated.is_parked else "ruled")


def _stored(sentence: str) -> str:
    """PostgreSQL stores no NUL."""
    return sentence.replace("\x00", "").strip()
