"""Reads of the challenge file: all that was ever answered on units, as it stands in the log."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select, text

from workbench.annotate.document import Document
from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.models import Judgment, Revision
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.projects.models import Membership
from workbench.review.places import Place


@dataclass(frozen=True)
class Logged:
    """One entry of a judgment's log; `by_move` where a lead moved the round to another version."""

    number: int
    version_id: int
    saved_at: datetime
    is_parked: bool
    by_move: bool
    document: Document
    #: Of the document as the log has it.
    sha256: str


@dataclass(frozen=True)
class Given:
    """An annotator's answer as it stands, and the conditions under which it was given.

    `document` is None where nothing was saved on the unit.
    """

    seat: str
    #: Of the article, for this annotator: open, submitted or skipped.
    state: str
    submitted_at: datetime | None
    recognised: str | None
    document: Document | None
    revision: int
    saved_at: datetime | None
    answered_version_id: int | None
    version_id: int | None
    saw_outlet: bool
    saw_premarks: bool
    saw_others: bool
    log: tuple[Logged, ...]

    @property
    def counts(self) -> bool:
        """Whether it is an answer to agreement: finished, in an article that is not skipped."""
        return self.document is not None and self.document.is_done and self.state != "skipped"


def given_on(places: Sequence[Place]) -> dict[Place, list[Given]]:
    """What everybody who was given the article has on each unit, by seat."""
    given_out: dict[int, list[Any]] = defaultdict(list)
    for row in _assignments(places):
        given_out[row.article_id].append(row)
    judgments = {(row.assignment_id, row.paragraph_id): row for row in _judgments(places)}
    logs = _logs([one.id for one in judgments.values()])
    return {
        place: [
            _given(one, judgments.get((one.id, place.paragraph_id)), logs)
            for one in given_out[place.article_id]
        ]
        for place in places
    }


def _assignments(places: Sequence[Place]) -> Sequence[Any]:
    return db.session.execute(
        select(
            Assignment.id,
            Assignment.article_id,
            Assignment.state,
            Assignment.submitted_at,
            Assignment.recognised,
            Membership.seat,
        )
        .join(Membership, Membership.id == Assignment.membership_id)
        .where(
            Assignment.round_id == places[0].round_id,
            Assignment.article_id.in_({one.article_id for one in places}),
        )
        .order_by(Membership.seat)
    ).all()


def _judgments(places: Sequence[Place]) -> Sequence[Any]:
    paragraphs = [one.paragraph_id for one in places if one.paragraph_id is not None]
    return db.session.execute(
        select(
            Judgment.id,
            Judgment.assignment_id,
            Judgment.paragraph_id,
            Judgment.revision,
            Judgment.saved_at,
            Judgment.answered_version_id,
            Judgment.codebook_version_id,
            Judgment.saw_outlet,
            Judgment.saw_premarks,
            Judgment.saw_others,
        )
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(
            Assignment.round_id == places[0].round_id,
            Assignment.article_id.in_({one.article_id for one in places}),
            Judgment.paragraph_id.in_(paragraphs)
            if paragraphs
            else Judgment.paragraph_id.is_(None),
        )
    ).all()


def _given(assignment: Any, judgment: Any, logs: dict[int, list[Logged]]) -> Given:
    log = logs[judgment.id] if judgment is not None else []
    standing = next(
        (one for one in log if not one.is_parked and one.number == judgment.revision), None
    )
    return Given(
        seat=assignment.seat,
        state=assignment.state,
        submitted_at=assignment.submitted_at,
        recognised=assignment.recognised,
        document=standing.document if standing else None,
        revision=judgment.revision if judgment else 0,
        saved_at=judgment.saved_at if judgment else None,
        answered_version_id=judgment.answered_version_id if judgment else None,
        version_id=judgment.codebook_version_id if judgment else None,
        saw_outlet=bool(judgment and judgment.saw_outlet),
        saw_premarks=bool(judgment and judgment.saw_premarks),
        saw_others=bool(judgment and judgment.saw_others),
        log=tuple(log),
    )


def _logs(judgment_ids: Collection[int]) -> dict[int, list[Logged]]:
    """By judgment, oldest first."""
    rows: list[Any] = []
    # In the words of the two indexes of the log, each of which has its part of it.
    for part in ("NOT revision.is_parked", "revision.is_parked"):
        rows += db.session.execute(
            select(
                Revision.id,
                Revision.judgment_id,
                Revision.number,
                Revision.codebook_version_id,
                Revision.saved_at,
                Revision.is_parked,
                Revision.migration_id,
                Revision.document,
            ).where(text(part), Revision.judgment_id.in_(judgment_ids))
        )
    logs: dict[int, list[Logged]] = defaultdict(list)
    for one in sorted(rows, key=lambda row: int(row.id)):
        logs[one.judgment_id].append(
            Logged(
                number=one.number,
                version_id=one.codebook_version_id,
                saved_at=one.saved_at,
                is_parked=one.is_parked,
                by_move=one.migration_id is not None,
                document=read_document(orjson.loads(one.document)),
                sha256=hashlib.sha256(one.document.encode()).hexdigest(),
            )
        )
    return logs
