"""How long a lead waits for the pages of disagreements with 10,000 disputed paragraphs.

Run it by hand: `python -m tests.benchmarks.bench_review [articles]`. An invented project of 510
articles with 20 paragraphs, each judged by five, is stored in a temporary SQLite database, and each
page is asked for by a signed-in lead in the same process. The yardstick is the smallest page that a
signed-in person can open: the ratio says what the size of the round costs. The aim is less than
150 ms for every page once the round has been read; what the first reader of a process waits stands
apart. At the end a bulk ruling is made and taken back.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import update

from tests.benchmarks.big_project import NOW, PARAGRAPHS, build_big_project
from tests.make import OwnContextClient, sign_in
from workbench import create_app
from workbench.accounts.actions import add_person
from workbench.annotate.models import Judgment
from workbench.assign.models import Round
from workbench.config import Settings
from workbench.core.db import db, writing
from workbench.corpus.models import Article, Outlet, Story
from workbench.migrating import migrate_to_head
from workbench.projects.actions import add_member
from workbench.projects.models import Project

AIM = 150.0
TIMES = 9
OUTLETS, STORIES = 12, 100
HOME = "/projects/big/disagreements/"


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 510
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secure_cookies=False))
        app.test_client_class = OwnContextClient
        with app.app_context():
            migrate_to_head()
            project, opened = build_big_project(articles, has_ties=True)
            browser = sign_in(app.test_client(), furnish(project, opened))
            measure(browser, opened.id, articles)
            db.session.remove()
            db.engine.dispose()


def furnish(project: Project, opened: Round) -> Any:
    """Outlets, stories, a tenth of the flags; a lead, who is returned."""
    with writing():
        lead = add_person("Lena Ortiz", now=NOW)
        add_member(db.session.merge(project), lead, "lead", seat="L-01")
        names = {"project_id": project.id}
        db.session.add_all(Outlet(name=f"Outlet {n}", **names) for n in range(OUTLETS))
        db.session.add_all(Story(title=f"Story {n}", **names) for n in range(STORIES))
        db.session.flush()
        db.session.execute(
            update(Article).values(
                outlet_id=Article.id % OUTLETS + 1, story_id=Article.id % STORIES + 1
            )
        )
        db.session.execute(update(Judgment).where(Judgment.id % 37 == 0).values(is_flagged=True))
    return lead


def measure(browser: FlaskClient, round_id: int, articles: int) -> None:
    cold = clock(browser, f"{HOME}?round={round_id}", times=1)
    found = re.search(r"([\d,]+) of ([\d,]+) paragraphs", browser.get(HOME).text)
    assert found is not None
    print(f"{articles * PARAGRAPHS:,} paragraphs, of which {found[1]} are disputed")
    print(f"The first page of the process: {cold:.0f} ms, of which the round is read once")
    yardstick = clock(browser, "/account")
    print("{:44}{:>8}{:>8}{:>10}".format("page", "ms", "times", "bytes"))
    print(f"{'yardstick: the own account':44}{yardstick:8.1f}{1:8.1f}")
    slowest = max(show(browser, *one, yardstick) for one in pages(browser, round_id))
    print(f"Slowest median: {slowest:.0f} ms (the aim is less than {AIM:.0f})")


def show(browser: FlaskClient, name: str, path: str, yardstick: float) -> float:
    """One row of the table; the median in ms."""
    first = clock(browser, path, times=1)
    taken = clock(browser, path)
    size = len(browser.get(path).data)
    note = f"  (at first {first:.0f} ms)" if first > 2 * taken and first > AIM else ""
    print(f"{name:44}{taken:8.1f}{taken / yardstick:8.1f}{size:10,}{note}")
    return taken


def pages(browser: FlaskClient, round_id: int) -> Iterator[tuple[str, str]]:
    """Every page of the room, as (name, address)."""
    queue = f"{HOME}?round={round_id}"
    yield "queue, newest round with answers", HOME
    for sort in ("matters", "rare", "reading"):
        yield f"queue by {sort}", f"{queue}&sort={sort}"
        yield f"queue by {sort}, last page", f"{queue}&sort={sort}&page=99999"
    for name, asked in (
        ("a question", "question=frames"),
        ("a question on passages", "question=sourcing"),
        ("two values", "question=tone.government&between=-1|1"),
        ("an annotator", "annotator=A-01"),
        ("an annotator and a question", "annotator=A-01&question=frames"),
        ("an outlet", "outlet=3"),
        ("a story", "story=7"),
        ("flagged", "flag=1"),
        ("all states", "state=all"),
        ("nothing", "state=discussed"),
    ):
        yield f"queue: {name}", f"{queue}&{asked}"
    text = browser.get(queue).text
    (unit, *_) = re.findall(r'href="([^"]*)" data-row', text)
    yield "a unit", unit.replace("&amp;", "&")


def clock(browser: FlaskClient, path: str, times: int = TIMES) -> float:
    """The median in ms."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        answer = browser.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, path
    return statistics.median(taken)


if __name__ == "__main__":
    main()
