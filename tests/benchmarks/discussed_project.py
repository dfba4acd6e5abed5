"""What people add to the big project after judging: the log of their answers, and discussions.

Drawn from one seed and written in batches: through the application it would take minutes.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from tests.benchmarks.big_project import NOW, TEXT
from workbench.annotate.document import canonical
from workbench.annotate.models import Judgment, Revision
from workbench.annotate.queries import Judged
from workbench.assign.models import Assignment, Round
from workbench.core.db import Base, db, writing
from workbench.corpus.models import Paragraph
from workbench.projects.models import Membership
from workbench.review.models import Comment, Discussion, Mention, Notice

BATCH = 2_000
#: One of so many discussions is resolved, and one of so many notices waits for its reader.
RESOLVED, WAITING = 3, 10

Row = dict[str, Any]


def write_rows(rows: Mapping[type[Base], Sequence[Row]]) -> None:
    """All of it in one transaction, table by table."""
    with writing():
        for table, own in rows.items():
            for start in range(0, len(own), BATCH):
                db.session.execute(insert(table), own[start : start + BATCH])


def log_everything(opened: Round, judged: Sequence[Judged]) -> None:
    """Each judgment was saved three times: begun, answered, and done as it stands."""
    told = db.session.execute(
        select(Membership.seat, Judgment.paragraph_id, Judgment.id)
        .join(Assignment, Assignment.membership_id == Membership.id)
        .join(Judgment, Judgment.assignment_id == Assignment.id)
        .where(Assignment.round_id == opened.id)
    )
    ids = {(seat, paragraph): number for seat, paragraph, number in told}
    same = {
        "is_parked": False,
        "codebook_version_id": opened.codebook_version_id,
        "saved_at": NOW,
    }
    rows = []
    for one in judged:
        answered = replace(one.document, is_done=False)
        frames = {"frames": answered.labels["frames"]}
        begun = replace(answered, labels=frames, spans=(), links=())
        rows += [
            same
            | {
                "judgment_id": ids[one.seat, one.paragraph_id],
                "number": number,
                "idempotency_key": str(uuid.uuid4()),
                "document": canonical(document, TEXT),
            }
            for number, document in enumerate((begun, answered, one.document), start=1)
        ]
    write_rows({Revision: rows})
    with writing():
        db.session.execute(update(Judgment).values(revision=3))


def discuss_everything(opened: Round) -> None:
    """A lead calls an annotator, who answers, and another one joins; each is told of the others."""
    drawn = random.Random(7)
    seats = db.session.scalars(
        select(Membership.id)
        .where(Membership.project_id == opened.project_id)
        .order_by(Membership.role.desc(), Membership.seat)
    ).all()
    people = (seats[0], seats[2], seats[1])  # the second annotator is the one who signs in
    units = db.session.execute(select(Paragraph.id, Paragraph.article_id).order_by(Paragraph.id))
    begun = [_begun(number, opened.id, *unit, drawn) for number, unit in enumerate(units, start=1)]
    said = sorted(
        (one["opened_at"] + timedelta(hours=n), one["id"], n) for one in begun for n in range(3)
    )
    comments, notices = [], []
    for number, (made_at, discussion, n) in enumerate(said, start=1):
        about = {"discussion_id": discussion, "made_at": made_at}
        told = {"text": "What is “deal” here?", "idempotency_key": str(uuid.uuid4())}
        comments.append({"id": number, "membership_id": people[n]} | about | told)
        for member in people[:n] if n else people[1:2]:
            told = {"membership_id": member, "kind": "comment" if n else "mention"}
            seen_at = made_at if drawn.randrange(WAITING) else None
            notices.append({"comment_id": number, "seen_at": seen_at} | about | told)
    calls = [
        {"comment_id": one["comment_id"], "membership_id": one["membership_id"]}
        for one in notices
        if one["kind"] == "mention"
    ]
    write_rows({Discussion: begun, Comment: comments, Mention: calls, Notice: notices})


def _begun(
    number: int, round_id: int, paragraph_id: int, article_id: int, drawn: random.Random
) -> Row:
    opened_at = NOW + timedelta(seconds=drawn.randrange(40 * 86_400))
    is_open = bool(drawn.randrange(RESOLVED))
    return {
        "id": number,
        "round_id": round_id,
        "article_id": article_id,
        "paragraph_id": paragraph_id,
        "state": "open" if is_open else "resolved",
        "opened_at": opened_at,
        "resolved_at": None if is_open else opened_at + timedelta(days=2),
    }
