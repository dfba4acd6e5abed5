"""How long pages take once 10,000 paragraphs have been discussed and ruled on, one by one.

Run it by hand: `python -m tests.benchmarks.bench_ruled [articles]`. The project of `bench_review`,
where the first annotator's answer is the ruling on every paragraph, with all values between which
it was disputed, and three people have said something about each. Asked for by a lead, and by an
annotator, who has submitted everything in a round that shows rulings and has one more article to
answer in another round. The yardstick is that of `bench_review`.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.benchmarks.bench_review import AIM, HOME, clock, furnish, show
from tests.benchmarks.big_project import NOW, PARAGRAPHS, build_big_project
from tests.benchmarks.discussed_project import discuss_everything, log_everything, write_rows
from tests.make import OwnContextClient, sign_in
from workbench import create_app
from workbench.accounts.actions import add_person
from workbench.annotate.document import canonical
from workbench.annotate.queries import Judged, done_in_round
from workbench.assign.actions import open_round
from workbench.assign.models import Assignment, Round
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.config import Settings
from workbench.core.db import db, writing
from workbench.corpus.models import Article
from workbench.migrating import migrate_to_head
from workbench.projects.models import Membership, Project
from workbench.review.challenge import MOST_UNITS
from workbench.review.models import Ruling, RulingPair
from workbench.review.pairs import pairs_between


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 510
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secure_cookies=False))
        app.test_client_class = OwnContextClient
        with app.app_context():
            migrate_to_head()
            project, opened = build_big_project(articles, has_ties=True)
            lead = sign_in(app.test_client(), furnish(project, opened))
            project, opened = db.session.merge(project), db.session.merge(opened)
            questions = questions_for(project, opened.codebook_version.sha256)
            judged = done_in_round(opened.id, questions)
            log_everything(opened, judged)
            rule_on_everything(opened, judged, questions)
            member, assignment = further_work(project, opened)
            discuss_everything(opened)
            annotator = sign_in(app.test_client(), member)
            gc.freeze()  # as a worker of the server does before its first request
            print(f"{articles * PARAGRAPHS:,} paragraphs, all discussed and ruled on")
            taken, yardstick = clock(lead, "/account")
            print("{:44}{:>8}{:>8}{:>8}{:>10}".format("page", "ms", "of it", "times", "bytes"))
            print(f"{'yardstick: the own account':44}{taken:8.1f}{yardstick:8.1f}{1:8.1f}")
            slowest = [
                show(browser, *page, yardstick)
                for browser, page in pages(lead, annotator, opened.id, assignment)
            ]
            print(f"Slowest: {max(slowest):.0f} ms (the aim is less than {AIM:.0f})")
            db.session.remove()
            db.engine.dispose()


def rule_on_everything(
    opened: Round, judged: Sequence[Judged], questions: Sequence[Question]
) -> None:
    """As the first annotator of each paragraph answered it."""
    rulings: list[dict[str, Any]] = []
    pairs: list[dict[str, Any]] = []
    for number, (unit, group) in enumerate(
        groupby(judged, key=lambda one: (one.article_id, one.paragraph_id)), start=1
    ):
        documents = [one.document for one in group]
        rulings.append(_ruling(number, unit, opened, canonical(documents[0], "")))
        found = pairs_between(documents, questions)
        pairs += [{"ruling_id": number, **pair._asdict()} for pair in found]
    write_rows({Ruling: rulings, RulingPair: pairs})


def _ruling(number: int, unit: tuple[int, int], opened: Round, document: str) -> dict[str, Any]:
    return {
        "id": number,
        "round_id": opened.id,
        "article_id": unit[0],
        "paragraph_id": unit[1],
        "number": 1,
        "is_parked": False,
        "is_current": True,
        "outcome": "answer",
        "left_open": [],
        "method": "taken",
        "reason": "slip",
        "sentence": "Why it is so.",
        "document": document,
        "codebook_version_id": opened.codebook_version_id,
        "made_at": NOW,
        "idempotency_key": str(uuid.uuid4()),
    }


def further_work(project: Project, opened: Round) -> tuple[Membership, int]:
    """All is submitted and shown; an annotator has one article in a round with precedents."""
    member = db.session.scalars(
        select(Membership).where(Membership.role == "annotator").order_by(Membership.id)
    ).all()[1]
    with writing():
        member.person = add_person("Ada Quist", now=NOW)
        db.session.execute(update(Assignment).values(state="submitted", submitted_at=NOW))
        db.session.execute(update(Round).values(shows_rulings=True, has_discussion=True))
        article = db.session.scalars(select(Article).order_by(Article.id)).first()
        assert article is not None
        more = open_round(
            project.id,
            "Round with precedents",
            version=opened.codebook_version,
            annotators=[member],
            articles=[article],
            mask_outlet=False,
            mask_byline=False,
            has_premarks=False,
            now=NOW,
        )
        more.shows_precedents = True
    wanted = select(Assignment.id).where(Assignment.round_id == more.id)
    assignment = db.session.scalar(wanted)
    assert assignment is not None
    return member, assignment


def pages(
    lead: FlaskClient, annotator: FlaskClient, round_id: int, assignment: int
) -> Iterator[tuple[FlaskClient, tuple[str, str]]]:
    """Who asks for what, as (name, address)."""
    unit = f"{HOME}{round_id}/paragraphs/30"
    of_50 = "&".join(f"unit={30 + 7 * n}" for n in range(MOST_UNITS))
    talks = "/projects/big/discussions/"
    for name, path in (
        ("queue: ruled", f"{HOME}?round={round_id}&state=ruled"),
        ("a unit, ruled", unit),
        ("precedents of a unit", f"{unit}/precedents"),
        ("challenge file of a paragraph", f"{unit}/file"),
        (f"challenge file of {MOST_UNITS}", f"{HOME}{round_id}/file?{of_50}"),
        ("accuracy", f"{HOME}{round_id}/accuracy"),
        ("accuracy without bulk rulings", f"{HOME}{round_id}/accuracy?bulk=0"),
        ("discussions", talks),
        ("discussions: all", f"{talks}?state=all"),
        ("discussions: all, last page", f"{talks}?state=all&page=99999"),
        ("discussions: resolved", f"{talks}?state=resolved"),
        ("discussions: a round", f"{talks}?state=all&round={round_id}"),
        ("training, new set", "/projects/big/training/new"),
    ):
        yield lead, (name, path)
    for name, path in (
        ("calibration", f"/projects/big/calibration?round={round_id}"),
        ("calibration, a value", f"/projects/big/calibration?round={round_id}&question=frames"),
        (
            "precedents at a label",
            f"/projects/big/assignments/{assignment}/precedents?p=2&dimension=frames&value=conflict",
        ),
        ("discussions of an annotator", talks),
        ("discussions of an annotator, last page", f"{talks}?page=99999"),
    ):
        yield annotator, (name, path)


if __name__ == "__main__":
    main()
