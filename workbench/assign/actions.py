"""Writes of the assign room; the edge commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from workbench.assign.actions_opening import refuse_unsealed
from workbench.assign.models import Assignment, Round
from workbench.assign.opening import CLOSED, Opening, fault_of_opening
from workbench.assign.queries_gating import asking_closed, refuse_closed, refuse_given_away
from workbench.assign.recognising import Recognition
from workbench.assign.suggesting import fault_of_showing, fault_of_suggestions
from workbench.assign.warning import unread_warning
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.core.wording import _
from workbench.corpus.models import Article
from workbench.projects.actions import take_turn
from workbench.projects.models import Membership


@cache
def _lock_statement() -> Any:
    """Built at its first use, once it is known how a round can be closed to somebody."""
    found = select(Assignment.state).where(
        Assignment.id == bindparam("assignment"),
        Assignment.membership_id == bindparam("membership"),
    )
    return asking_closed(found).with_for_update(of=Assignment)


def open_round(
    project_id: int,
    name: str,
    *,
    version: CodebookVersion,
    annotators: Sequence[Membership],
    articles: Sequence[Article],
    mask_outlet: bool,
    mask_byline: bool,
    has_premarks: bool,
    now: datetime,
    kind: str = "production",
    has_hints: bool = False,
    shows_others: bool = False,
    opening: Opening = CLOSED,
) -> Round:
    """A round in which every annotator gets every article, in the order given.

    Raises Invalid without annotators or articles, or for what the kind of round rules out; Conflict
    when the name is taken or an article was replaced by a newer version.
    """
    _refuse_conditions(
        "" if annotators and articles else "A round needs at least one annotator and one article.",
        fault_of_suggestions(kind, has_premarks=has_premarks, has_hints=has_hints),
        fault_of_showing(kind, shows_others=shows_others),
        fault_of_opening(kind, opening, still_open=len(annotators)),
    )
    take_turn(project_id)
    _refuse_replaced(articles)
    _refuse_taken(project_id, name)
    created = Round(
        project_id=project_id,
        name=name,
        kind=kind,
        codebook_version_id=version.id,
        mask_outlet=mask_outlet,
        mask_byline=mask_byline,
        has_premarks=has_premarks,
        has_hints=has_hints,
        shows_others=shows_others,
        **asdict(opening),
        unsealed_at=now if opening.unseals else None,
        created_at=now,
    )
    db.session.add(created)
    db.session.flush()  # assignments need the id
    for member in annotators:
        _assign(created, member, articles, first=1)
    db.session.flush()  # the caller may read the assignments at once
    return created


def extend_round(
    opened: Round, *, annotators: Sequence[Membership], articles: Sequence[Article]
) -> int:
    """Give every annotator every article that they do not have in this round yet.

    New work comes after what they have, in the order given; what they have stays as it is.
    Returns how many assignments were added. Raises Conflict as `open_round` for a replaced article,
    and for one that the training in front of the round gives away.
    """
    take_turn(opened.project_id)
    there = db.session.scalars(select(Assignment).where(Assignment.round_id == opened.id)).all()
    taken = {(one.membership_id, one.article_id) for one in there}
    given = {article_id for _, article_id in taken}
    _refuse_replaced([article for article in articles if article.id not in given])
    refuse_given_away(opened.id, [article.id for article in articles])
    added = 0
    for member in annotators:
        last = max((one.position for one in there if one.membership_id == member.id), default=0)
        missing = [article for article in articles if (member.id, article.id) not in taken]
        _assign(opened, member, missing, first=last + 1)
        added += len(missing)
    db.session.flush()
    return added


def _refuse_conditions(*faults: str) -> None:
    for fault in filter(None, faults):
        raise Invalid(fault)


def _refuse_taken(project_id: int, name: str) -> None:
    taken = select(Round.id).where(Round.project_id == project_id, Round.name == name)
    if db.session.scalar(taken) is not None:
        raise Conflict(f"There is already a round named {name}. Choose another name.")


def _assign(opened: Round, member: Membership, articles: Sequence[Article], *, first: int) -> None:
    db.session.add_all(
        Assignment(
            round_id=opened.id, membership_id=member.id, article_id=article.id, position=position
        )
        for position, article in enumerate(articles, start=first)
    )


def _refuse_replaced(articles: Sequence[Article]) -> None:
    """Corrections take the same turn: what was current before it may be replaced by now."""
    wanted = [article.id for article in articles]
    replaced = db.session.scalar(
        select(Article.title).where(Article.id.in_(wanted), Article.is_current.is_(False)).limit(1)
    )
    if replaced is not None:
        raise Conflict(f"“{replaced}” was corrected meanwhile. Choose its newest version.")


def lock_assignment(assignment_id: int, membership_id: int) -> str | None:
    """The state of an annotator's own assignment, held until the transaction ends; None if none.

    On PostgreSQL the row lock puts the saves of one assignment in a line; on SQLite there is one
    writer at a time anyway. Raises Forbidden where the round is closed to the annotator for now:
    every write of an annotator passes here.
    """
    values = {"assignment": assignment_id, "membership": membership_id}
    found = db.session.connection().execute(_lock_statement(), values).first()
    if found is None:
        return None
    refuse_closed(is_closed=found[1])
    return str(found[0])


def submit(
    assignment: Assignment, *, now: datetime, recognition: Recognition | None = None
) -> None:
    """Close the article for its annotator; the edge has checked that everything is done.

    Without a `recognition` what was said of the outlet before stands.
    """
    assignment.state = "submitted"
    assignment.submitted_at = now
    if recognition is not None:
        assignment.recognised = recognition.answer
        assignment.recognised_as = recognition.outlet


def check_skippable(assignment: Assignment) -> None:
    """Raises Conflict when the article was submitted."""
    if assignment.state == "submitted":
        raise Conflict(_("You have submitted this article: there is nothing left to skip."))


def skip(assignment: Assignment, reason: str, note: str, *, now: datetime) -> None:
    """Lay the article aside for its annotator, who may take it back; what is answered is kept.

    Raises Conflict when it was submitted. Of one that is skipped already, reason and note change.
    """
    check_skippable(assignment)
    assignment.state = "skipped"
    assignment.skip_reason, assignment.skip_note, assignment.skipped_at = reason, note, now


def take_back(assignment: Assignment) -> bool:
    """Give a skipped article back to its annotator; False, and nothing changed, for any other."""
    if assignment.state != "skipped":
        return False
    assignment.state = "open"
    assignment.skip_reason = assignment.skip_note = assignment.skipped_at = None
    return True


def remember_warned(assignment: Assignment) -> None:
    """The annotator has read the content warning and opens the article all the same."""
    assignment.warning_read = unread_warning(assignment) or assignment.warning_read


def reopen(assignment: Assignment) -> None:
    """Give a submitted article back to its annotator.

    Raises Conflict when it is open, or skipped: only its annotator knows whether the reason holds;
    and in a round that was opened to discussion or rulings.
    """
    if assignment.state == "skipped":
        raise Conflict("This article is skipped. Its annotator can take it back, nobody else.")
    if assignment.state != "submitted":
        raise Conflict("This article is open already.")
    refuse_unsealed(assignment.round.project_id, assignment.round_id)
    assignment.state = "open"  # `submitted_at` stays: the outlet has been seen since
