"""How fast articles are taken in, and whether memory grows with their number.

Run it by hand: `python -m tests.benchmarks.bench_import [articles]`, or `pytest tests/benchmarks`.
Invented articles of real size (30 paragraphs, 900 words) are read, tokenised and stored in a
temporary SQLite database. Yardsticks in the same run: spaCy's words and sentences alone for the
same paragraphs, and for ready-made paragraph records SQLAlchemy Core's batch inserts alone.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from workbench import create_app
from workbench.config import Settings
from workbench.core.db import db, writing
from workbench.corpus.actions import add_articles, paragraph_rows
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.preparing import PreparedArticle, prepare
from workbench.corpus.readers import read
from workbench.migrating import migrate_to_head
from workbench.nlp.pipeline import segment_many
from workbench.projects.actions import create_project

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARAGRAPHS = 30
RECORDS = 100_000
BATCH = 500
WORDS = re.findall(
    r"\w+",
    "harbour council accord minister fishing boats tide officials said claimed signed dawn "
    "island the the the a of of to to in and and that for with on by it was were had would not",
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secure_cookies=False))
        with app.app_context():
            migrate_to_head()
            with writing():
                project = create_project("bench", "Bench", targets=(), now=NOW)
            files = [invented(number) for number in range(count)]
            prepare(read(files[0], "first.txt").articles[0])  # loads the libraries
            paragraphs = [text for file in files for text in file.decode().split("\n\n")]
            tokenised = timed(lambda: segment_many(paragraphs))
            taken_in = timed(lambda: take_in(project.id, files))
            print(
                f"{count} articles ({count * PARAGRAPHS:,} paragraphs) read, tokenised and stored "
                f"in {taken_in:.1f} s, {taken_in / tokenised:.1f} times the words and sentences "
                "alone"
            )
            compare_records(project.id)
            print(f"memory at most {peak_mib():.0f} MiB")
            db.session.remove()
            db.engine.dispose()


def take_in(project_id: int, files: list[bytes]) -> None:
    for at in range(0, len(files), BATCH):
        readings = [read(data, f"{n}.txt") for n, data in enumerate(files[at : at + BATCH])]
        prepared = [prepare(draft) for reading in readings for draft in reading.articles]
        with writing():
            add_articles(project_id, prepared, now=NOW)


def compare_records(project_id: int) -> None:
    """Ready-made records through our storing, against Core inserts of the very same rows."""
    sample = prepare(read(invented(-1), "sample.txt").articles[0])
    articles = RECORDS // PARAGRAPHS
    ours = timed(lambda: [store(project_id, batch) for batch in ready_made(sample, articles)])
    before = peak_mib()
    with writing():
        base = Article(
            project_id=project_id, key="y", title="", byline="", language="en", format="text",
            source_name="", sha256="y", imported_at=NOW,
        )  # fmt: skip
        db.session.add(base)
        db.session.flush()
    rows = paragraph_rows(base.id, sample)
    alone = timed(lambda: store_rows(rows, articles))
    stored = articles * PARAGRAPHS
    print(
        f"{stored:,} ready-made paragraphs: {stored / ours:,.0f} a second, "
        f"{alone / ours:.2f} of Core batch inserts alone ({stored / alone:,.0f} a second); "
        f"memory after them {before:.0f} MiB"
    )


def ready_made(sample: PreparedArticle, count: int) -> Iterator[list[PreparedArticle]]:
    for at in range(0, count, 100):
        yield [
            replace(sample, sha256=f"{n:016d}".ljust(64, "0"))
            for n in range(at, min(at + 100, count))
        ]


def store(project_id: int, batch: list[PreparedArticle]) -> None:
    with writing():
        add_articles(project_id, batch, now=NOW)


def store_rows(rows: list[dict[str, object]], articles: int) -> None:
    """The yardstick: batches of as many rows, one transaction each, and nothing else."""
    position = 0
    for _ in range(0, articles, 100):
        batch = []
        for _ in range(100):
            for row in rows:
                position += 1
                batch.append(row | {"position": position})
        with writing():
            db.session.connection().execute(insert(Paragraph), batch)


def invented(number: int) -> bytes:
    """One article of real size; the same words for the same number."""
    words = random.Random(number)
    paragraphs = [
        " ".join(words.choice(WORDS) for _ in range(30)).capitalize() + "."
        for _ in range(PARAGRAPHS - 1)
    ]
    return "\n\n".join([f"Harbour accord number {number}", *paragraphs]).encode()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
