"""Reads of the challenge file: all that was ever saved about a unit, as it stands in the log."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from workbench.annotate.document import Document
from workbench.annotate.migrating.carrying import read_document
from workbench.annotate.models import Judgment, Revision
from workbench.assign.models import Assignment
from workbench.core.db import db
from workbench.corpus.models import Article, Outlet, Paragraph, Story
from workbench.projects.models import Membership
from workbench.review.models import BulkRuling, Ruling
from workbench.review.places import Place
from workbench.review.queries_rulings import at


@dataclass(frozen=True)
class Logged:
    """One entry of a judgment's log; `by_move` where a lead moved the round to another version."""

    number: int
    version_id: int
    saved_at: datetime
    is_parked: bool
    by_move: bool
    document: Document


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


def given_on(place: Place) -> list[Given]:
    """What everybody who was given the article has on the unit, by seat."""
    on_unit = (
        Judgment.paragraph_id.is_(None)
        if place.paragraph_id is None
        else Judgment.paragraph_id == place.paragraph_id
    )
    rows = db.session.execute(
        select(Membership.seat, Assignment, Judgment)
        .join(Membership, Membership.id == Assignment.membership_id)
        .outerjoin(Judgment, and_(Judgment.assignment_id == Assignment.id, on_unit))
        .where(Assignment.round_id == place.round_id, Assignment.article_id == place.article_id)
        .order_by(Membership.seat)
    ).all()
    logs = _logs([judgment.id for _, _, judgment in rows if judgment is not None])
    return [_given(seat, assignment, judgment, logs) for seat, assignment, judgment in rows]


def _given(seat: str, assignment: Any, judgment: Any, logs: dict[int, list[Logged]]) -> Given:
    log = logs[judgment.id] if judgment is not None else []
    standing = next(
        (one for one in log if not one.is_parked and one.number == judgment.revision), None
    )
    return Given(
        seat=seat,
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
    logs: dict[int, list[Logged]] = defaultdict(list)
    for one in db.session.scalars(
        select(Revision).where(Revision.judgment_id.in_(judgment_ids)).order_by(Revision.id)
    ):
        logs[one.judgment_id].append(
            Logged(
                one.number,
                one.codebook_version_id,
                one.saved_at,
                one.is_parked,
                one.migration_id is not None,
                read_document(json.loads(one.document)),
            )
        )
    return logs


@dataclass(frozen=True)
class ArticleFacts:
    """An article as a lead knows it: nothing is masked."""

    key: str
    title: str
    outlet: str
    byline: str
    published: str
    url: str
    story: str
    language: str
    version: int
    sha256: str
    format: str
    source_name: str


def article_facts(article_id: int) -> ArticleFacts:
    """Of an article that exists."""
    row = db.session.execute(
        select(Article, Outlet.name, Story.title)
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .outerjoin(Story, Story.id == Article.story_id)
        .where(Article.id == article_id)
    ).one()
    article, outlet, story = row
    return ArticleFacts(
        key=article.key,
        title=article.title,
        outlet=outlet or "",
        byline=article.byline,
        published=article.published.isoformat() if article.published else "",
        url=article.url,
        story=story or "",
        language=article.language,
        version=article.version,
        sha256=article.sha256,
        format=article.format,
        source_name=article.source_name,
    )


def paragraph_hashes(article_id: int) -> dict[int, str]:
    """The stored SHA-256 of each paragraph's text, by its id."""
    rows = db.session.execute(
        select(Paragraph.id, Paragraph.sha256).where(Paragraph.article_id == article_id)
    )
    return {row.id: row.sha256 for row in rows}


def withdrawals_at(place: Place) -> dict[int, str]:
    """Who took a ruling on the unit back, by the ruling's id."""
    rows = db.session.execute(
        select(Ruling.id, Membership.seat)
        .join(Membership, Membership.id == Ruling.withdrawn_by_id)
        .where(at(place))
    )
    return {row.id: row.seat for row in rows}


def bulk_rules(ids: Collection[int | None]) -> dict[int, str]:
    """By which rule bulk rulings were made, by their ids."""
    wanted: Sequence[int] = [one for one in ids if one is not None]
    rows = db.session.execute(
        select(BulkRuling.id, BulkRuling.rule).where(BulkRuling.id.in_(wanted))
    )
    return {row.id: row.rule for row in rows}
