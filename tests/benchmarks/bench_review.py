"""How long a lead waits for the pages of disagreements with 10,000 disputed paragraphs.

Run it by hand: `python -m tests.benchmarks.bench_review [articles]`. An invented project of 510
articles with 20 paragraphs, each judged by five, is stored in a temporary SQLite database, and each
page is asked for by a signed-in lead in the same process. The yardstick is the smallest page that a
signed-in person can open: the ratio, of times of the processor, says what the size costs. The aim
is less than 150 ms for every page once the round has been read; what the first reader of a process
waits stands apart. At the end a bulk ruling is made and taken back.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import update

from tests.benchmarks.big_project import NOW, PARAGRAPHS, build_big_project
from tests.make import OwnContextClient, csrf_token, sign_in
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
    cold, _ = clock(browser, f"{HOME}?round={round_id}", times=1)
    found = re.search(r"([\d,]+) of ([\d,]+) paragraphs", browser.get(HOME).text)
    assert found is not None
    print(f"{articles * PARAGRAPHS:,} paragraphs, of which {found[1]} are disputed")
    print(f"The first page of the process: {cold:.0f} ms, of which the round is read once")
    yardstick, busy = clock(browser, "/account")
    print("{:44}{:>8}{:>8}{:>8}{:>10}".format("page", "ms", "of it", "times", "bytes"))
    print(f"{'yardstick: the own account':44}{yardstick:8.1f}{busy:8.1f}{1:8.1f}")
    slowest = [show(browser, *one, busy) for one in pages(browser, round_id)]
    print(f"Slowest: {max(slowest):.0f} ms of the processor (the aim is less than {AIM:.0f})")
    rule_and_take_back(browser, round_id)


def show(browser: FlaskClient, name: str, path: str, yardstick: float) -> float:
    """One row of the table; the median in ms of the processor."""
    _, first = clock(browser, path, times=1)
    taken, busy = clock(browser, path)
    size = len(browser.get(path).data)
    note = f"  (at first {first:.0f} ms)" if first > 2 * busy and first > AIM else ""
    print(f"{name:44}{taken:8.1f}{busy:8.1f}{busy / yardstick:8.1f}{size:10,}{note}")
    return busy


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
    for name, rule in (("unanimous", "unanimous&at_least=2"), ("majority", "majority&at_least=3")):
        yield f"bulk, looked at: {name}", f"{HOME}{round_id}/bulk?rule={rule}"
    yield "bulk, the list", f"{HOME}{round_id}/bulk"


def rule_and_take_back(browser: FlaskClient, round_id: int) -> None:
    """What one press costs."""
    path = f"{HOME}{round_id}/bulk"
    page = browser.get(f"{path}?rule=majority&at_least=3").text
    (count,) = re.findall(r"([\d,]+) units? would be ruled on", page)
    (fingerprint,) = re.findall(r'name="fingerprint"[^>]*value="([^"]*)"', page)
    sent = {"rule": "majority", "at_least": "3", "fingerprint": fingerprint}
    sent |= {"idempotency_key": str(uuid.uuid4()), "csrf_token": csrf_token(browser)}
    start = time.perf_counter()
    assert browser.post(path, data=sent).status_code == 303
    ruled = time.perf_counter()
    undo = f"{path}/1/undo"
    assert browser.post(undo, data={"csrf_token": csrf_token(browser)}).status_code == 303
    print(f"Ruling on {count} units at once: {ruled - start:.1f} s", end=", ")
    print(f"taking it back: {time.perf_counter() - ruled:.1f} s")


def clock(browser: FlaskClient, path: str, times: int = TIMES) -> tuple[float, float]:
    """The medians in ms: on the clock, and of the processor, whatever else it has to do."""
    taken, busy = [], []
    for _ in range(times):
        start, begun = time.perf_counter(), time.process_time()
        answer = browser.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, path
    return statistics.median(taken), statistics.median(busy)


if __name__ == "__main__":
    main()
