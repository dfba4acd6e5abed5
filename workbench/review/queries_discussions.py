"""Reads of discussions, comments and notices for somebody: what is not for them is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from workbench.annotate.models import Judgment
from workbench.annotate.queries import Judged, judged_where
from workbench.assign.models import Assignment, Round
from workbench.assign.opening import Opening
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.core.wording import _
from workbench.projects.models import Membership
from workbench.review.discussing import Member, number_seats
from workbench.review.models import Comment, Discussion, Mention, Notice
from workbench.review.places import Place
from workbench.review.queries_places import among

_at_work = aliased(Assignment)


def no_such_discussion() -> NotFound:
    """For what is not there and for what is not for this person: the two must look alike."""
    return NotFound(_("There is no such discussion, or it is not open to you."))


def articles_open_to(member_id: Any) -> Select[int, int]:
    """(round id, article id) of what an annotator may read the discussions of.

    The round allows it, their own answers are in, and they have nothing left to answer about the
    same text in another round. For one person it is read once, however many discussions there are.
    """
    is_at_work = (
        exists()
        .where(
            _at_work.membership_id == member_id,
            _at_work.article_id == Assignment.article_id,
            _at_work.state != "submitted",
        )
        # Two levels down, a column of the outermost query is not found by itself.
        .correlate(Assignment, Membership)
    )
    return (
        select(Assignment.round_id, Assignment.article_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(
            Assignment.membership_id == member_id,
            Assignment.state == "submitted",
            Round.has_discussion,
            ~is_at_work,
        )
    )


def open_to(member_id: Any, place: Place) -> ColumnElement[bool]:
    """Whether an annotator may read what is said about a unit; `member_id` may be a column."""
    return (
        articles_open_to(member_id)
        .where(Assignment.round_id == place.round_id, Assignment.article_id == place.article_id)
        .exists()
    )


def readable_by(membership: Membership) -> ColumnElement[bool]:
    """The discussions that somebody may read: all of the project for a lead."""
    if membership.role == "lead":
        return Discussion.round_id.in_(
            select(Round.id).where(Round.project_id == membership.project_id)
        )
    return tuple_(Discussion.round_id, Discussion.article_id).in_(articles_open_to(membership.id))


def may_read(membership: Membership, place: Place) -> bool:
    """Whether somebody may read and write about a unit of a round of their own project."""
    if membership.role == "lead":
        is_own = exists().where(
            Round.id == place.round_id, Round.project_id == membership.project_id
        )
        return bool(db.session.scalar(select(is_own)))
    return bool(db.session.scalar(select(open_to(membership.id, place))))


def find_discussion(place: Place) -> Discussion | None:
    """What was begun about a unit. The caller knows who may read it."""
    return db.session.scalar(select(Discussion).where(among(Discussion, [place])))


def get_discussion(membership: Membership, discussion_id: int) -> Discussion:
    """Raises NotFound for what is not there or not for this person."""
    found = db.session.scalar(
        select(Discussion).where(Discussion.id == discussion_id, readable_by(membership))
    )
    if found is None:
        raise no_such_discussion()
    return found


def members_of(project_id: int, place: Place) -> list[Member]:
    """All members of the project as the discussion of a unit knows them, leads first, by seat."""
    given = exists().where(
        Assignment.membership_id == Membership.id,
        Assignment.round_id == place.round_id,
        Assignment.article_id == place.article_id,
    )
    is_lead = Membership.role == "lead"
    reads = or_(is_lead, open_to(Membership.id, place))
    rows = db.session.execute(
        select(
            Membership.id,
            Membership.seat,
            Membership.role,
            given.label("is_given"),
            and_(reads, Membership.person_id.is_not(None)).label("may_read"),
        )
        .where(Membership.project_id == project_id)
        .order_by(Membership.role.desc(), Membership.seat)
    ).all()
    numbers = number_seats((row.seat for row in rows if row.is_given), place)
    return [
        Member(row.id, row.seat, row.role, numbers.get(row.seat), bool(row.may_read))
        for row in rows
    ]


@dataclass(frozen=True)
class Told:
    """A stored comment; `named` are the memberships that it mentions."""

    id: int
    membership_id: int
    text: str
    made_at: datetime
    named: tuple[int, ...]


def comments_of(discussion_id: int) -> list[Told]:
    """What was said, oldest first."""
    named: dict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(
        select(Mention.comment_id, Mention.membership_id)
        .join(Comment, Comment.id == Mention.comment_id)
        .where(Comment.discussion_id == discussion_id)
    ):
        named[row[0]].append(row[1])
    rows = db.session.execute(
        select(Comment.id, Comment.membership_id, Comment.text, Comment.made_at)
        .where(Comment.discussion_id == discussion_id)
        .order_by(Comment.id)
    )
    return [Told(*row, tuple(named[row.id])) for row in rows]


def taking_part(discussion_id: int) -> set[int]:
    """The memberships that wrote in a discussion or were mentioned in it."""
    wrote = select(Comment.membership_id).where(Comment.discussion_id == discussion_id)
    named = (
        select(Mention.membership_id)
        .join(Comment, Comment.id == Mention.comment_id)
        .where(Comment.discussion_id == discussion_id)
    )
    return set(db.session.scalars(wrote)) | set(db.session.scalars(named))


@dataclass(frozen=True)
class News:
    """A notice that waits for somebody; `comment_id` None where the state changed."""

    id: int
    discussion_id: int
    kind: str
    comment_id: int | None


def unseen(membership_id: int, discussion_ids: Sequence[int]) -> list[News]:
    """What waits for somebody in these discussions, which they may read; oldest first."""
    rows = db.session.execute(
        select(Notice.id, Notice.discussion_id, Notice.kind, Notice.comment_id).where(
            Notice.membership_id == membership_id,
            Notice.seen_at.is_(None),
            Notice.discussion_id.in_(discussion_ids),
        )
    )
    # Asked to sort, SQLite reads everything that the person was ever told, in that order.
    return sorted((News(*row) for row in rows), key=lambda one: one.id)


@dataclass(frozen=True)
class Waiting:
    """For the bar: whether there is anything to discuss for somebody, and how many have news."""

    has_any: bool
    unread: int


def waiting_for(membership: Membership) -> Waiting:
    """One query, for every page. What is not open to them yet is not counted."""
    is_lead = membership.role == "lead"
    has_any = (
        true()
        if is_lead
        else exists().where(
            Assignment.membership_id == membership.id,
            Assignment.state == "submitted",
            Round.id == Assignment.round_id,
            Round.has_discussion,
        )
    )
    unread = (
        select(func.count(Notice.discussion_id.distinct()))
        .join(Discussion, Discussion.id == Notice.discussion_id)
        .where(
            Notice.membership_id == membership.id,
            Notice.seen_at.is_(None),
            true() if is_lead else readable_by(membership),
        )
        .scalar_subquery()
    )
    row = db.session.execute(select(has_any.label("has_any"), unread.label("unread"))).one()
    return Waiting(bool(row.has_any), int(row.unread))


def submitted_on(place: Place, questions: Sequence[Question]) -> list[Judged]:
    """The finished judgments of one unit from submitted articles, by seat."""
    return judged_where(
        and_(
            Assignment.round_id == place.round_id,
            Assignment.article_id == place.article_id,
            Assignment.state == "submitted",
            Judgment.is_done,
            Judgment.paragraph_id.is_(None)
            if place.paragraph_id is None
            else Judgment.paragraph_id == place.paragraph_id,
        ),
        questions,
    )


def switches_of(round_id: int) -> Opening:
    """What a round opens to its annotators now."""
    return db.session.get_one(Round, round_id).opening
