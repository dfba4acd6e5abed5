"""How long the reliability report of a million judgments takes, from the tables of SQLite.

Run it by hand: `python -m tests.benchmarks.bench_agreement [articles] [--ties]`; 10,000 articles
(the default) are a million judgments of five annotators. With ties there are also links, and
answers about passages and links. Cold is a process that has read nothing yet.
The yardstick is what plain sqlite3 takes in the same run to fetch the same rows, without doing
anything with them.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.big_project import build_big_project
from workbench import create_app
from workbench.agreement.queries import report_on
from workbench.assign.models import Round
from workbench.config import Settings
from workbench.core.db import db
from workbench.migrating import migrate_to_head
from workbench.projects.models import Project

ROWS = (
    "SELECT id, assignment_id, paragraph_id, answered_version_id FROM judgment",
    "SELECT judgment_id, dimension, target, value FROM label",
    "SELECT judgment_id, dimension, value, starts_at, ends_at FROM span",
)
TIES = (
    "SELECT judgment_id, number, dimension, value FROM span_label",
    "SELECT judgment_id, number, dimension FROM link",
    "SELECT judgment_id, number, span_number FROM link_member",
    "SELECT judgment_id, number, dimension, value FROM link_label",
)
#: One judgment saved anew, as the application does it: its answer and one more revision.
SAVE = (
    "UPDATE judgment SET revision = revision + 1 WHERE id = 777",
    "INSERT INTO revision (judgment_id, number, idempotency_key, is_parked, codebook_version_id,"
    " document, saved_at) SELECT id, revision, hex(randomblob(8)), 0, codebook_version_id, '{}',"
    " strftime('%Y-%m-%d %H:%M:%f') FROM judgment WHERE id = 777",
)
TONE = (
    "UPDATE label SET value = CASE value WHEN '-1' THEN '0' ELSE '-1' END"
    " WHERE judgment_id = 777 AND dimension = 'tone'"
)
PASSAGE = "UPDATE span SET starts_at = starts_at + 1 WHERE judgment_id = 777 AND number = 1"


def main() -> None:
    has_ties = "--ties" in sys.argv
    articles = next((int(one) for one in sys.argv[1:] if one != "--ties"), 10_000)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secure_cookies=False))
        with app.app_context():
            migrate_to_head()
            project, opened = build_big_project(articles, has_ties=has_ties)
            place = str(db.engine.url.database)

            def report() -> None:
                found, _ = report_on(
                    db.session.get_one(Project, project.id), db.session.get_one(Round, opened.id)
                )
                assert found.rows
                db.session.remove()

            yardstick = took(lambda: fetch(place, ROWS + TIES if has_ties else ROWS))
            print(f"{'yardstick: rows fetched by sqlite3':44}{yardstick:9.3f} s   ratio")
            show("report, cold", yardstick, report)
            show("report, nothing changed", yardstick, report)
            save(place, TONE)
            show("report after one answer changed", yardstick, report)
            save(place, PASSAGE)
            show("report after one passage changed", yardstick, report)
            db.engine.dispose()


def show(name: str, yardstick: float, work: Callable[[], None]) -> None:
    seconds = took(work)
    print(f"{name:44}{seconds:9.3f} s {seconds / yardstick:7.2f}")


def took(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fetch(place: str, statements: Sequence[str]) -> None:
    stored = sqlite3.connect(place)
    for statement in statements:
        for _ in stored.execute(statement):
            pass
    stored.close()


def save(place: str, change: str) -> None:
    stored = sqlite3.connect(place)
    with stored:
        for statement in (change, *SAVE):
            stored.execute(statement)
    stored.close()


if __name__ == "__main__":
    main()
