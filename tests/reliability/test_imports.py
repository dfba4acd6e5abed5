"""The process that reads and stores an import is killed: nothing is lost, nothing there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.conftest import Report
from tests.make import NOW
from workbench.config import ROOT, Settings
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import queries_uploads as queries
from workbench.corpus.drafts import Options
from workbench.corpus.models import Article, Paragraph, Upload
from workbench.projects.actions import create_project

FILES = 40
PARAGRAPHS = 9
#: Stores the rows of the articles for themselves and dies before their paragraphs.
CARELESS = """
import os, signal
from workbench.core.db import db
from workbench.corpus import actions
def die(articles):
    db.session.commit()
    os.kill(os.getpid(), signal.SIGKILL)
actions.add_paragraphs = die
from workbench.cli import main
main()
"""


def begin(effort: int) -> Upload:
    """An import of many files that nobody has begun to read."""
    texts = [f"Harbour news number {n}\n\n" + word(n) * PARAGRAPHS for n in range(FILES * effort)]
    with writing():
        project = create_project("harbour", "Harbour", targets=(), now=NOW)
        files = [(f"{n}.txt", one.encode()) for n, one in enumerate(texts)]
        return uploads.begin_upload(project.id, None, files, options=Options(), now=NOW)


def word(number: int) -> str:
    return f"The {number} boats of the island came back at dawn, and the council said so.\n\n"


def look_at(upload: Upload) -> Upload:
    db.session.expire_all()
    return db.session.get_one(Upload, upload.id)


def let_work(settings: Settings, script: str = "") -> subprocess.Popen[bytes]:
    """A process that does the jobs, as the server starts it."""
    with writing():  # as if the one that was killed had been silent for long
        for one in db.session.scalars(select(Upload)):
            one.seen_at = utc_now() - timedelta(minutes=5)
    program = ["-c", script] if script else ["-m", "workbench.cli"]
    return subprocess.Popen(
        [sys.executable, *program, "work", "--until-idle"],
        cwd=ROOT,
        env=os.environ
        | {
            "WORKBENCH_INSTANCE": str(settings.instance),
            "WORKBENCH_DATABASE_URL": settings.database_url,
        },
        stderr=subprocess.DEVNULL,
    )


def wait_until(upload: Upload, states: set[str], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while look_at(upload).state not in states:
        assert process.poll() is None, "it ended without having done its work"
        assert time.monotonic() < deadline, f"{look_at(upload).state} after two minutes"
        db.session.commit()
        time.sleep(0.1)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def faults(upload: Upload, count: int) -> list[str]:
    """What is wrong with the corpus after all: articles that are missing, twice, or cut short."""
    found = []
    titles = sorted(db.session.scalars(select(Article.title)))
    if titles != sorted(f"Harbour news number {n}" for n in range(count)):
        found.append(f"{len(titles)} articles, {len(set(titles))} different, of {count}")
    per_article = (
        select(func.count(Paragraph.id))
        .select_from(Article)
        .outerjoin(Paragraph, Paragraph.article_id == Article.id)
        .group_by(Article.id)
    )
    if set(db.session.scalars(per_article)) - {PARAGRAPHS + 1}:
        found.append("an article lacks paragraphs")
    outcomes = queries.count_drafts(upload).outcomes
    if outcomes != {"added": count}:
        found.append(f"the report says {outcomes}")
    return found


def test_import_killed(app: Flask, settings: Settings, effort: int, report: Report) -> None:
    upload = begin(effort)
    kills = 0
    for states in ({"ready"}, {"stored"}):
        for _ in range(2 * effort):
            process = let_work(settings)
            time.sleep(0.5 + random.random())
            kill(process)
            kills += 1
        process = let_work(settings)
        wait_until(upload, states, process)
        kill(process)
        if states == {"ready"}:
            assert queries.count_drafts(upload).drafts == FILES * effort
            with writing():
                uploads.start_again(upload, state="storing", total=0, now=utc_now())
    found = faults(look_at(upload), FILES * effort)
    report(f"{kills} kills, {FILES * effort} articles, faults {found}")
    assert found == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_import_killed_finds_articles_that_are_stored_in_pieces(
    app: Flask, settings: Settings
) -> None:
    upload = begin(1)
    process = let_work(settings)
    wait_until(upload, {"ready"}, process)
    kill(process)
    with writing():
        uploads.start_again(upload, state="storing", total=0, now=utc_now())
    let_work(settings, CARELESS).wait()
    process = let_work(settings)
    wait_until(upload, {"stored"}, process)
    kill(process)
    assert "an article lacks paragraphs" in faults(look_at(upload), FILES)
    assert db.session.scalar(text("SELECT count(*) FROM article")) == FILES
