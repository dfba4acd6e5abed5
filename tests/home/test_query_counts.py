"""Pages ask the database a fixed number of questions, however large the study is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.make import NOW, Study, make_judgment, make_study, signed_in_client
from workbench.assign.actions import submit
from workbench.core.db import db, writing
from workbench.corpus.models import Outlet, Story
from workbench.corpus.queries import list_articles


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    statements: list[str] = []

    def note(*arguments: str) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def make_of_size(
    slug: str, articles: int, paragraphs: int, people: int, *, shows_others: bool = False
) -> Study:
    """Each article has its own outlet and story; the first annotator has finished the first one."""
    texts = [
        [f"{slug} {article}", *(f"Paragraph {n} of {article}." for n in range(1, paragraphs))]
        for article in range(articles)
    ]
    names = [f"{slug} {number}" for number in range(people)]
    study = make_study(
        slug, texts=texts, annotators=names, lead=f"{slug} lead", shows_others=shows_others
    )
    with writing():
        for article in study.articles:
            article.outlet = Outlet(project_id=study.project.id, name=f"Outlet of {article.title}")
            article.story = Story(project_id=study.project.id, title=f"Story of {article.title}")
    for number in range(1, paragraphs + 1):
        make_judgment(study, paragraph=number)
    return study


@pytest.fixture
def studies(app: Flask) -> list[Study]:
    return [make_of_size("small", 1, 2, 1), make_of_size("large", 5, 9, 4)]


Page = Callable[[Study], str]

PAGES: dict[str, tuple[str, Page]] = {
    "start": ("lead", lambda study: "/"),
    "work": ("annotator", lambda study: "work"),
    "progress": ("lead", lambda study: "progress"),
    "annotation": ("annotator", lambda study: f"assignments/{study.assignment().id}/?p=1"),
    "codebook": ("annotator", lambda study: "codebook/"),
    "articles": ("lead", lambda study: "articles/"),
    "article": ("lead", lambda study: f"articles/{study.articles[0].key}"),
    "new round": ("lead", lambda study: "rounds/new"),
}


def count(app: Flask, study: Study) -> dict[str, int]:
    """How many statements each page takes."""
    counts = {}
    browsers = {
        "lead": signed_in_client(app, study.lead),
        "annotator": signed_in_client(app, study.annotators[0]),
    }
    for name, (role, page) in PAGES.items():
        path = page(study)
        address = path if path.startswith("/") else f"/projects/{study.project.slug}/{path}"
        browsers[role].get(address)  # what is cached for good is no matter of size
        with counting() as statements:
            assert browsers[role].get(address).status_code in {200, 302}
        counts[name] = len(statements)
    return counts


def test_no_page_asks_more_for_a_larger_study(app: Flask, studies: list[Study]) -> None:
    small, large = (count(app, study) for study in studies)
    assert small == large
    assert min(small.values()) > 1, "at least who is signed in and the page's own rows"


def test_a_look_at_the_others_takes_the_same_however_many_they_are(app: Flask) -> None:
    counts = []
    for slug, paragraphs, people in (("few", 2, 2), ("many", 9, 5)):
        study = make_of_size(slug, 1, paragraphs, people, shows_others=True)
        for annotator in range(people):
            for number in range(1, paragraphs + 1) if annotator else ():
                make_judgment(study, annotator=annotator, paragraph=number)
            with writing():
                submit(study.assignment(annotator), now=NOW)
        browser = signed_in_client(app, study.annotators[0])
        address = f"/projects/{slug}/assignments/{study.assignment().id}/?p=1"
        browser.get(address)
        with counting() as statements:
            assert f"{people - 1} other annotator" in browser.get(address).text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_count_would_notice(app: Flask, studies: list[Study]) -> None:
    """The control: paragraphs loaded article by article."""
    counts = []
    for study in studies:
        db.session.expire_all()
        with counting() as statements:
            assert all(article.paragraphs for article in list_articles(study.project.id))
        counts.append(len(statements))
    assert counts[1] > counts[0]
