"""How fast judgments are exported, and whether memory grows with their number.

Run it by hand: `python tests/benchmarks/bench_export.py [articles]`. Two invented projects of which
the second is four times as large are stored in a temporary SQLite database. The yardstick is plain
`orjson.dumps` of the same records in the same run: the ratio says how much longer the whole way
from the tables to a checksummed file takes.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.make import short_codebook
from workbench import create_app
from workbench.annotate.models import Judgment, Label, Span
from workbench.assign.models import Assignment, Round
from workbench.codebook.actions import publish
from workbench.config import Settings
from workbench.core.db import db, writing
from workbench.corpus.models import Article, Paragraph
from workbench.export.queries import Choice, read_entries
from workbench.export.records import lines
from workbench.export.spool import spool
from workbench.migrating import migrate_to_head
from workbench.projects.actions import create_project
from workbench.projects.models import Membership, Project

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARAGRAPHS = 30
SEATS = ("A-01", "A-02", "A-03")
LABELS = (
    ("frames", "", "conflict"),
    ("frames", "", "economy"),
    ("primary_frame", "", "economy"),
    ("tone", "government", "-1"),
    ("attributed", "", "yes"),
)
SPANS = (("source", 0, 9), ("cue", 10, 17), ("content", 18, 60))
SENTENCE = "Two aides claimed that the “truce” would hold until the boats are back in the harbour. "

Row = dict[str, Any]


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secure_cookies=False))
        with app.app_context():
            migrate_to_head()
            small = build_project("small", articles)
            large = build_project("large", 4 * articles)
            titles = ("", "judgments", "lines/s", "orjson/s", "ratio", "peak MB")
            print("{:8}{:>12}{:>12}{:>12}{:>8}{:>10}".format(*titles))
            peaks = [measure(project, Path(folder)) for project in (small, large)]
            print(f"Peak memory of 4N over N: {peaks[1] / peaks[0]:.2f} (1.00 is the aim)")
            db.session.remove()
            db.engine.dispose()


def measure(project: Project, folder: Path) -> float:
    """One row of the table; the peak of traced memory in MB."""
    start = time.perf_counter()
    count = export(project, folder)
    way = time.perf_counter() - start
    db.session.commit()
    sample = [orjson.loads(line) for line in islice(project_lines(project), 20_000)]
    start = time.perf_counter()
    for record in sample:
        orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    plain = (time.perf_counter() - start) / len(sample) * count
    del sample
    tracemalloc.start()
    export(project, folder)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(
        f"{project.slug:8}{count:12,}{count / way:12,.0f}{count / plain:12,.0f}"
        f"{way / plain:8.1f}{peak:10.1f}"
    )
    return peak


def export(project: Project, folder: Path) -> int:
    spooled = spool(project_lines(project), folder)
    spooled.file.close()
    return spooled.lines


def project_lines(project: Project) -> Iterator[bytes]:
    db.session.commit()
    return lines(read_entries(project.id, Choice()), project=project.slug)


def build_project(slug: str, articles: int) -> Project:
    """A project of so many articles, each judged by every seat; ids follow those there are."""
    with writing():
        project = create_project(slug, slug, targets=[("government", "the government")], now=NOW)
        version = publish(project.id, short_codebook(), now=NOW)
        seats = [Membership(project_id=project.id, role="annotator", seat=seat) for seat in SEATS]
        opened = Round(
            project_id=project.id,
            name="Round 1",
            codebook_version_id=version.id,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            created_at=NOW,
        )
        db.session.add_all([*seats, opened])
        db.session.flush()
        for number in range(articles):
            add_article(project, opened, [seat.id for seat in seats], number)
    return project


def add_article(project: Project, opened: Round, seats: list[int], number: int) -> None:
    key = sha256(f"{project.slug} {number}".encode()).hexdigest()
    article = add_one(
        Article,
        {
            "project_id": project.id,
            "key": key[:12],
            "title": f"Headline {number}",
            "byline": "",
            "language": "en",
            "format": "text",
            "source_name": "",
            "sha256": key,
            "imported_at": NOW,
        },
    )
    paragraphs = [
        add_one(Paragraph, make_paragraph(article, position))
        for position in range(1, PARAGRAPHS + 1)
    ]
    for seat in seats:
        place = {"round_id": opened.id, "membership_id": seat, "article_id": article}
        assignment = add_one(Assignment, place | {"position": number + 1, "state": "submitted"})
        first = add_judgments(assignment, paragraphs, opened.codebook_version_id)
        add_parts(range(first, first + len(paragraphs)))


def make_paragraph(article: int, position: int) -> Row:
    text = f"{SENTENCE * 4}{article} {position}"
    return {
        "article_id": article,
        "position": position,
        "kind": "body",
        "is_annotatable": True,
        "text": text,
        "sha256": sha256(text.encode()).hexdigest(),
        "article_offset": 400 * position,
        "note": "",
        "tokens": [],
        "sentences": [],
        "premarks": [],
        "segmented_by": "none",
    }


def add_judgments(assignment: int, paragraphs: list[int], version: int) -> int:
    """The id of the first; those of the others follow without a gap."""
    about = {
        "assignment_id": assignment,
        "codebook_version_id": version,
        "answered_version_id": version,
        "revision": 1,
        "is_done": True,
        "is_flagged": False,
        "note": "",
        "saw_outlet": False,
        "saw_premarks": False,
        "created_at": NOW,
        "saved_at": NOW,
    }
    first = add_one(Judgment, about | {"paragraph_id": paragraphs[0]})
    rest = [
        about | {"id": first + step, "paragraph_id": paragraph}
        for step, paragraph in enumerate(paragraphs[1:], start=1)
    ]
    db.session.execute(insert(table(Judgment)), rest)
    return first


def add_parts(judgments: range) -> None:
    """Five labels for each judgment, three spans for every third."""
    labels = [
        {"judgment_id": judgment, "dimension": dimension, "target": target, "value": value}
        for judgment in judgments
        for dimension, target, value in LABELS
    ]
    spans = [
        {
            "judgment_id": judgment,
            "number": number,
            "dimension": "sourcing",
            "value": value,
            "starts_at": start,
            "ends_at": end,
            "origin": "manual",
        }
        for judgment in judgments
        if judgment % 3 == 0
        for number, (value, start, end) in enumerate(SPANS, start=1)
    ]
    db.session.execute(insert(table(Label)), labels)
    db.session.execute(insert(table(Span)), spans)


def add_one(model: Any, row: Row) -> int:
    key = db.session.execute(insert(table(model)), row).inserted_primary_key
    return int(key[0])


def table(model: Any) -> Any:
    return db.metadata.tables[model.__tablename__]


if __name__ == "__main__":
    main()
