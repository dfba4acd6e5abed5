"""Writes of discussions; the edge commits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update

from workbench.core.db import db
from workbench.core.errors import Conflict, Forbidden
from workbench.core.wording import _
from workbench.projects.actions import take_turn
from workbench.projects.models import Membership
from workbench.review.discussing import Written, told_of_comment, write
from workbench.review.models import Comment, Discussion, Mention, Notice
from workbench.review.places import Place
from workbench.review.queries_discussions import (
    find_discussion,
    get_discussion,
    may_read,
    members_of,
    no_such_discussion,
    taking_part,
)

State = Literal["open", "resolved"]


@dataclass(frozen=True)
class Commented:
    """A stored comment with what its author should know about it."""

    discussion_id: int
    written: Written


def comment(author: Membership, place: Place, text: str, *, key: str, now: datetime) -> Commented:
    """Say something about a unit; the first comment begins its discussion.

    The same key gets the same answer. Raises Invalid for a text that cannot be a comment, NotFound
    where the unit is not theirs to discuss (yet), Conflict for the key of another comment.
    """
    take_turn(author.project_id)
    if not may_read(author, place):
        raise no_such_discussion()
    members = members_of(author.project_id, place)
    me = next(one for one in members if one.id == author.id)
    written = write(text, me, members)
    repeated = db.session.scalar(select(Comment).where(Comment.idempotency_key == key))
    if repeated is not None:
        return _answer_again(repeated, author, place, written)
    begun = find_discussion(place) or _begin(place, now)
    before = taking_part(begun.id)
    made = Comment(
        discussion_id=begun.id,
        membership_id=author.id,
        text=written.text,
        made_at=now,
        idempotency_key=key,
    )
    db.session.add(made)
    db.session.flush()  # mentions and notices name it
    db.session.add_all(Mention(comment_id=made.id, membership_id=one.id) for one in written.named)
    told = told_of_comment(me, written.named, before, members)
    _tell(begun.id, told, comment_id=made.id, now=now)
    see(author, begun.id, now=now)
    db.session.flush()
    return Commented(begun.id, written)


def settle(by: Membership, discussion_id: int, state: State, *, now: datetime) -> Discussion:
    """Resolve a discussion, or open it again; nothing happens where it is so already.

    Raises Forbidden for annotators, NotFound for another project's.
    """
    take_turn(by.project_id)
    found = get_discussion(by, discussion_id)
    if by.role != "lead":
        raise Forbidden(_("A discussion is resolved and opened again by a lead."))
    db.session.refresh(found)
    if found.state == state:
        return found
    is_resolved = state == "resolved"
    found.state = state
    found.resolved_at = now if is_resolved else None
    found.resolved_by_id = by.id if is_resolved else None
    kind = "resolved" if is_resolved else "reopened"
    _tell(found.id, dict.fromkeys(taking_part(found.id) - {by.id}, kind), now=now)
    see(by, found.id, now=now)
    db.session.flush()
    return found


def see(reader: Membership, discussion_id: int, *, now: datetime, last: int | None = None) -> None:
    """What waited for somebody in a discussion is read, up to the notice `last` if one is given."""
    read = update(Notice).where(
        Notice.membership_id == reader.id,
        Notice.discussion_id == discussion_id,
        Notice.seen_at.is_(None),
    )
    db.session.execute(
        (read if last is None else read.where(Notice.id <= last)).values(seen_at=now)
    )


def _begin(place: Place, now: datetime) -> Discussion:
    begun = Discussion(**place._asdict(), state="open", opened_at=now)
    db.session.add(begun)
    db.session.flush()  # its comments need the id
    return begun


def _tell(
    discussion_id: int,
    told: Mapping[int, str],
    *,
    comment_id: int | None = None,
    now: datetime,
) -> None:
    db.session.add_all(
        Notice(
            membership_id=membership_id,
            kind=kind,
            discussion_id=discussion_id,
            comment_id=comment_id,
            made_at=now,
        )
        for membership_id, kind in sorted(told.items())
    )


def _answer_again(
    repeated: Comment, author: Membership, place: Place, written: Written
) -> Commented:
    there = db.session.get_one(Discussion, repeated.discussion_id)
    is_same = (repeated.membership_id, repeated.text) == (author.id, written.text)
    if not is_same or Place(there.round_id, there.article_id, there.paragraph_id) != place:
        raise Conflict(
            _("This comment carries the key of another one. Reload the page and write it again."),
            code="key_reused",
        )
    return Commented(there.id, written)
