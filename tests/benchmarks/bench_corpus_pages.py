"""How long a lead waits for the pages of a corpus of 20,000 articles.

Run it by hand: `python tests/benchmarks/bench_corpus_pages.py [articles]`. Two invented projects,
one of 60 articles and the large one, are stored in a temporary SQLite database and, where a server
answers, in a PostgreSQL database of their own. Each page is asked for by a signed-in lead in the
same process; the yardstick is the same page of the small project, so that the ratio says what the
size of the corpus costs. The aim is less than 100 ms for every page.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import databases
from tests.make import OwnContextClient, short_codebook, sign_in
from workbench import create_app
from workbench.accounts.actions import add_person
from workbench.annotate.models import Judgment
from workbench.assign.models import Assignment, Round
from workbench.codebook.actions import publish
from workbench.config import Settings
from workbench.core.db import db, writing
from workbench.corpus.actions_uploads import begin_upload, keep_reading
from workbench.corpus.drafts import ArticleDraft, Options, ParagraphDraft, Reading
from workbench.corpus.models import Article, Outlet, Paragraph, Shingle, Story, Upload
from workbench.corpus.queries_twins import read_sketch
from workbench.migrating import migrate_to_head
from workbench.projects.actions import add_member, create_project

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARAGRAPHS = 30
OUTLETS = 40
AIM = 100.0
TIMES = 9
DRAFTS = 50
#: A third of the articles is assigned, half of these have a judgment on every paragraph.
ASSIGNED, JUDGED = 3, 6
TEXT = (
    "harbour accord premier aide truce fishing town ceremony spring minister vote budget strike "
    "bridge ferry court council river union bank school storm coast island market film"
)
WORDS = TEXT.split()
NAMES = ("Mara Lund", "Ola Brandt", "Ines Vroom", "Teo Karsten", "Harbour Accord", "Vote Council")

Row = dict[str, Any]


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Settings(instance=Path(folder), secure_cookies=False), articles)
    with (
        suppress(pytest.skip.Exception),  # where no server answers
        tempfile.TemporaryDirectory() as folder,
        databases.own_postgres_database() as url,
    ):
        made = Settings(instance=Path(folder), database_url=url, secure_cookies=False)
        measure("PostgreSQL", made, articles)


def measure(kind: str, settings: Settings, articles: int) -> None:
    app = create_app(settings)
    app.test_client_class = OwnContextClient
    with app.app_context():
        migrate_to_head()
        with writing():
            lead = add_person("Lena Ortiz", now=NOW)
        for slug, count in (("small", 60), ("large", articles)):
            build(slug, count, lead)
        if db.engine.dialect.name == "postgresql":
            with writing():
                db.session.execute(text("ANALYZE"))
        browser = sign_in(app.test_client(), lead)
        print(f"{kind}, {articles:,} articles of {PARAGRAPHS} paragraphs")
        print("{:36}{:>10}{:>10}{:>10}{:>8}".format("page", "ms", "slowest", "small ms", "times"))
        slowest = max(show(browser, name) for name in pages("large"))
        print(f"Slowest median: {slowest:.0f} ms (the aim is less than {AIM:.0f})\n")
        db.session.remove()
        db.engine.dispose()


def show(browser: FlaskClient, name: str) -> float:
    """One row of the table; the median in ms."""
    large, worst = clock(browser, pages("large")[name])
    small, _ = clock(browser, pages("small")[name])
    print(f"{name:36}{large:10.1f}{worst:10.1f}{small:10.1f}{large / small:8.1f}")
    return large


def clock(browser: FlaskClient, path: str) -> tuple[float, float]:
    """Median and slowest in ms, the first time left out."""
    taken = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        answer = browser.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, path
    return statistics.median(taken[1:]), max(taken[1:])


def pages(slug: str) -> dict[str, str]:
    """Addresses by what they show; the article and the story are those in the middle."""
    home = f"/projects/{slug}"
    middle = select(Article).join_from(Article, Outlet).where(Outlet.name == f"{slug} outlet 7")
    article = db.session.scalars(middle.order_by(Article.id).limit(1)).one()
    alone = db.session.scalars(
        select(Article)
        .where(Article.project_id == article.project_id, Article.story_id.is_(None))
        .limit(1)
    ).one()
    listed = f"{home}/articles/"
    return {
        "list": listed,
        "list, page in the middle": f"{listed}?page=200",
        "list, last page": f"{listed}?page=999999",
        "list by title": f"{listed}?sort=title",
        "list by day": f"{listed}?sort=published",
        "list by outlet": f"{listed}?sort=outlet",
        "list by outlet, last page": f"{listed}?sort=outlet&page=999999",
        "search, common word": f"{listed}?q=harbour",
        "search, two words by title": f"{listed}?q=harbour+ferry&sort=title",
        "search, nothing found": f"{listed}?q=nowhere",
        "filter: outlet and days": f"{listed}?outlet={article.outlet_id}&from=2026-01-01",
        "filter: story": f"{listed}?story=event+4",
        "filter: without a story": f"{listed}?story=-",
        "filter: not assigned": f"{listed}?state=free",
        "filter: assigned": f"{listed}?state=assigned",
        "filter: with judgments": f"{listed}?state=judged",
        "all filters": f"{listed}?q=a&story=event&state=free&from=2025-06-01&sort=outlet",
        "article": f"{listed}{article.key}",
        "article without a story": f"{listed}{alone.key}",
        "stories": f"{home}/stories/",
        "stories, searched": f"{home}/stories/?q=event+1",
        "story": f"{home}/stories/{article.story_id or 1}",
        "story with a search": f"{home}/stories/{article.story_id or 1}?q=harbour",
        "import": f"{listed}import",
        f"import of {DRAFTS} articles": f"{listed}import/{import_of(article.project_id)}",
        "import, one article": f"{listed}import/{import_of(article.project_id)}/{DRAFTS}",
    }


def import_of(project_id: int) -> int:
    return db.session.scalars(select(Upload.id).where(Upload.project_id == project_id)).one()


def build(slug: str, count: int, lead: Any) -> None:
    """A project of so many articles; ids follow those there are."""
    with writing():
        project = create_project(slug, slug.capitalize(), targets=[], now=NOW)
        add_member(project, lead, "lead")
        seat = add_member(project, add_person(f"Ada of {slug}", now=NOW), "annotator")
        version = publish(project.id, short_codebook(), now=NOW)
        opened = Round(
            project_id=project.id,
            name="Round 1",
            codebook_version_id=version.id,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            created_at=NOW,
        )
        db.session.add(opened)
        db.session.flush()
        outlets = added(Outlet, "name", project.id, [f"{slug} outlet {n}" for n in range(OUTLETS)])
        events = [f"{slug} event {n}" for n in range(max(1, count // 3))]
        stories = added(Story, "title", project.id, events)
        first = (db.session.scalar(select(Article.id).order_by(Article.id.desc())) or 0) + 1
        for start in range(first, first + count, 1000):
            numbers = range(start, min(start + 1000, first + count))
            store(project.id, numbers, outlets, stories, (opened.id, seat.id, version.id))
        begin_import(project.id, first)
    if db.engine.dialect.name == "postgresql":  # ids were given, so the counters have to follow
        with writing():
            for table in ("article", "assignment", "judgment", "paragraph"):
                db.session.execute(
                    text(f"SELECT setval('{table}_id_seq', (SELECT max(id) + 1 FROM {table}))")
                )


def begin_import(project_id: int, first: int) -> None:
    """An import that waits for its lead: a third of it like an article, a third like each other."""
    upload = begin_upload(project_id, None, [("a.jsonl", b"{}")], options=Options(), now=NOW)
    upload.state = "ready"
    drafts = []
    for number in range(1, DRAFTS + 1):
        body = [row["text"] for row in paragraphs(-number)]
        made = [ParagraphDraft(one, "body", annotatable=True, note="") for one in body]
        drafts.append(ArticleDraft(f"Draft {number}", tuple(made), source_id=str(number)))
    keep_reading(upload, upload.files[0], Reading("jsonl", "utf_8", tuple(drafts)))
    db.session.flush()
    for draft in upload.drafts:
        if draft.position % 3 == 0:
            draft.sketch = list(read_sketch(first + draft.position))[:60]
        elif draft.position % 3 == 1 and draft.position > 1:
            draft.sketch, draft.near_position = upload.drafts[0].sketch, 1


def added(model: type[Any], column: str, project_id: int, names: list[str]) -> list[int]:
    rows = [{"project_id": project_id, column: name} for name in names]
    return list(db.session.scalars(insert(model).returning(model.id), rows))


def store(
    project_id: int,
    numbers: range,
    outlets: list[int],
    stories: list[int],
    work: tuple[int, int, int],
) -> None:
    """Articles with paragraphs and sketches, and what was judged of them."""
    connection = db.session.connection()
    connection.execute(
        insert(Article), [article(project_id, number, outlets, stories) for number in numbers]
    )
    connection.execute(insert(Paragraph), [row for n in numbers for row in paragraphs(n)])
    chance = random.Random(numbers[0])
    connection.execute(
        insert(Shingle),
        [{"article_id": n, "hash": chance.getrandbits(63)} for n in numbers for _ in range(64)],
    )
    assigned = [number for number in numbers if number % ASSIGNED == 0]
    connection.execute(insert(Assignment), [assignment(n, work) for n in assigned])
    judged = [number for number in assigned if number % JUDGED == 0]
    connection.execute(insert(Judgment), [row for n in judged for row in judgments(n, work[2])])


def article(project_id: int, number: int, outlets: list[int], stories: list[int]) -> Row:
    chance = random.Random(number)
    digest = sha256(str(number).encode()).hexdigest()
    # Seven in eight belong to a story, three to each on average.
    story = stories[number % len(stories)] if number % 8 else None
    return {
        "id": number,
        "project_id": project_id,
        "outlet_id": outlets[number % OUTLETS],
        "story_id": story,
        "key": digest[:16],
        "title": " ".join(chance.choices(WORDS, k=8)).capitalize(),
        "byline": chance.choice(NAMES),
        "published": date(2026, 3, 1) - timedelta(days=chance.randrange(700)),
        "language": "en",
        "format": "text",
        "source_name": f"article-{number}.txt",
        "sha256": digest,
        "imported_at": NOW,
    }


def paragraphs(number: int) -> Iterator[Row]:
    chance = random.Random(number)
    for position in range(1, PARAGRAPHS + 1):
        words = [*chance.choices(WORDS, k=34), "said", chance.choice(NAMES), "on the quay."]
        told = " ".join(words)
        yield {
            "id": number * PARAGRAPHS + position,
            "article_id": number,
            "position": position,
            "kind": "body",
            "is_annotatable": position % 10 > 0,
            "text": told,
            "sha256": "",
            "article_offset": 0,
            "note": "",
            "tokens": [[at * 7, at * 7 + 6] for at in range(len(words))],
            "sentences": [[0, len(told)]],
            "premarks": [],
            "segmented_by": "benchmark",
        }


def assignment(number: int, work: tuple[int, int, int]) -> Row:
    return {
        "id": number,
        "round_id": work[0],
        "membership_id": work[1],
        "article_id": number,
        "position": number,
    }


def judgments(number: int, version_id: int) -> Iterator[Row]:
    for position in range(1, PARAGRAPHS + 1):
        yield {
            "assignment_id": number,
            "paragraph_id": number * PARAGRAPHS + position,
            "codebook_version_id": version_id,
            "revision": 1,
            "is_done": True,
            "is_flagged": False,
            "note": "",
            "saw_outlet": False,
            "saw_premarks": False,
            "created_at": NOW,
            "saved_at": NOW,
        }


if __name__ == "__main__":
    main()
