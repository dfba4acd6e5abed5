"""Writes by which the jobs of an import say how far they are and what came of it.

The edge commits. An upload is changed by whoever holds its row: a job, or a person's page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from workbench.core.db import db
from workbench.corpus.actions import Candidate, Imported, judge
from workbench.corpus.models import Draft, Upload, UploadFile

#: States in which a job has to go on; one that is silent in these was cut off.
UNDER_WAY = ("waiting", "reading", "storing")


def hold(upload: Upload) -> None:
    """Hold the upload until the transaction ends, and see it as it is now."""
    db.session.refresh(upload, with_for_update=True)


def go_on(
    upload_id: int, states: Sequence[str], *, state: str = "", done: int = 0, now: datetime
) -> bool:
    """Say that the job goes on, by so many steps, perhaps into the next state.

    False when the upload is not in one of these states any more.
    """
    upload = db.session.get_one(Upload, upload_id)
    hold(upload)
    if upload.state not in states:
        return False
    upload.state, upload.seen_at = state or upload.state, now
    upload.done += done
    return True


def note_near(upload_id: int, near: Mapping[int, int]) -> None:
    """Keep which drafts are near-duplicates of which earlier ones, both named by position."""
    db.session.execute(update(Draft).where(Draft.upload_id == upload_id).values(near_position=None))
    for position, earlier in near.items():
        db.session.execute(
            update(Draft)
            .where(Draft.upload_id == upload_id, Draft.position == position)
            .values(near_position=earlier)
        )


def take_over(silent_since: datetime, *, now: datetime) -> list[tuple[int, str]]:
    """Uploads (id, state) whose job was cut off: under way, but silent since that moment.

    They are marked as seen, so that two processes do not both begin them again.
    """
    found = db.session.execute(
        select(Upload.id, Upload.state)
        .where(Upload.state.in_(UNDER_WAY), Upload.seen_at < silent_since)
        .order_by(Upload.id)
        .with_for_update(skip_locked=True)
    ).all()
    db.session.execute(
        update(Upload).where(Upload.id.in_([row.id for row in found])).values(seen_at=now)
    )
    return [(row.id, row.state) for row in found]


def decide(upload: Upload) -> bool:
    """Say of each wanted draft whether it is stored; False when all or nothing means nothing.

    Those that are left out or in the corpus already get their outcome here; those that will be
    stored have none yet. Where something must be refused, the lead decides again.
    """
    undecided = _undecided(upload.id)
    outcomes = judge(
        upload.project_id,
        [Candidate(row.title, row.title, row.source_id, row.sha256) for row in undecided],
    )
    refused = 0
    for row, outcome in zip(undecided, outcomes, strict=True):
        if not row.is_wanted:
            outcome = Imported(row.title, "skipped", "left out by hand")
        refused += outcome.outcome == "refused"
        if outcome.outcome != "added":
            _conclude(row, outcome)
    bad = refused + sum(len(file.problems) for file in upload.files)
    if not bad or upload.skips_bad:
        # Counted anew where a job goes on that was cut off: the stored ones are decided already.
        upload.total, upload.done = sum(not row.outcome for row in undecided), 0
        return True
    for row in undecided:
        if row.outcome != "refused":
            row.outcome = row.reason = ""
    upload.state = "ready"
    upload.message = (
        f"Nothing was stored: {bad} {'part' if bad == 1 else 'parts'} of this import cannot be "
        "taken in. Mend or leave out what is named below, or choose to skip it."
    )
    return False


def next_batch(upload_id: int, most: int) -> Sequence[Draft]:
    """The next wanted drafts that wait to be stored, with their documents."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.upload_id == upload_id, Draft.outcome == "")
        .order_by(Draft.position)
        .limit(most)
        .options(undefer(Draft.document))
    ).all()


def are_undecided(rows: Sequence[Draft]) -> bool:
    """Whether these drafts still wait; another job may have stored them in the meantime."""
    waiting = select(func.count()).where(
        Draft.id.in_([row.id for row in rows]), Draft.outcome == ""
    )
    return db.session.scalar(waiting) == len(rows)


def conclude(rows: Sequence[Draft], outcomes: Sequence[Imported]) -> None:
    """Keep what became of drafts that were to be stored."""
    for row, outcome in zip(rows, outcomes, strict=True):
        _conclude(row, outcome)


def give_up(upload_id: int, message: str) -> None:
    """End a job that cannot go on, with the reason; the lead may mend it and begin again."""
    upload = db.session.get_one(Upload, upload_id)
    hold(upload)
    upload.state, upload.message = "failed", message


def _conclude(row: Draft, outcome: Imported) -> None:
    row.outcome, row.reason, row.article_id = outcome.outcome, outcome.reason, outcome.article_id


def _undecided(upload_id: int) -> Sequence[Draft]:
    return db.session.scalars(
        select(Draft)
        .where(Draft.upload_id == upload_id, Draft.outcome.in_(("", "refused")))
        .order_by(Draft.position)
    ).all()


def forget_files(upload_id: int) -> None:
    """Empty the kept files of an upload that has ended; their names and problems stay."""
    db.session.execute(update(UploadFile).where(UploadFile.upload_id == upload_id).values(data=b""))
