"""Storing an article: added once, with its outlet and story, whoever imports it and when."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.make import NOW, TEXTS, make_draft, make_study
from tests.races import overtake
from workbench.core.db import db, writing
from workbench.core.errors import NotFound
from workbench.corpus.actions import Imported, add_article
from workbench.corpus.models import Outlet, Paragraph, Story
from workbench.corpus.preparing import PreparedArticle, prepare
from workbench.corpus.queries import count_annotatable, get_article, list_articles
from workbench.projects.actions import create_project
from workbench.projects.models import Project


@pytest.fixture
def project(app: Flask) -> Project:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW)


def add(project: Project, prepared: PreparedArticle | None = None, **names: Any) -> Imported:
    with writing():
        return add_article(project.id, prepared or prepare(make_draft()), now=NOW, **names)


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_everything_is_stored_as_it_was_prepared(project: Project) -> None:
    prepared = prepare(make_draft(published=datetime.date(2026, 11, 3), format="markdown"))
    done = add(project, prepared, story="The accord")
    assert (done.outcome, done.reason) == ("added", "")
    db.session.expire_all()
    stored = get_article(project.id, prepared.sha256[:16])
    assert (stored.title, stored.byline, stored.published, stored.format, stored.source_name) == (
        TEXTS[0],
        "Mara Lund",
        datetime.date(2026, 11, 3),
        "markdown",
        "article.txt",
    )
    assert stored.outlet is not None
    assert stored.story is not None
    assert (stored.outlet.name, stored.story.title) == ("The Slipway", "The accord")
    assert stored.imported_at == NOW
    assert [p.position for p in stored.paragraphs] == [1, 2, 3, 4]
    for row, given in zip(stored.paragraphs, prepared.paragraphs, strict=True):
        assert (row.text, row.kind, row.is_annotatable, row.note) == (
            given.draft.text,
            given.draft.kind,
            given.draft.annotatable,
            given.draft.note,
        )
        assert (row.sha256, row.article_offset) == (given.sha256, given.article_offset)
        assert row.tokens == [list(pair) for pair in given.segmentation.tokens]
        assert row.sentences == [list(pair) for pair in given.segmentation.sentences]
        assert row.premarks == [list(mark) for mark in given.premarks]
        assert row.segmented_by == given.segmentation.source
    assert any(row.premarks for row in stored.paragraphs)
    assert count_annotatable([stored.id]) == {stored.id: 3}


def test_the_same_text_is_not_stored_twice_in_a_project(project: Project) -> None:
    first = add(project)
    again = add(project, prepare(make_draft(outlet="Other", name="copy.txt")))
    assert again.outcome == "skipped"
    assert f"already in the corpus as “{TEXTS[0]}”" in again.reason
    assert again.article is first.article
    assert (count(Paragraph), count(Outlet)) == (4, 1)


def test_another_project_has_its_own_copy(project: Project) -> None:
    add(project)
    with writing():
        other = create_project("lagoon", "Lagoon", targets=[], now=NOW)
    assert add(other).outcome == "added"
    assert (len(list_articles(project.id)), len(list_articles(other.id))) == (1, 1)
    assert count(Outlet) == 2


@pytest.mark.parametrize(
    ("given", "in_text", "stored"),
    [
        ("", "", None),
        ("  ", "", None),
        ("", " The Slipway ", "The Slipway"),
        ("   ", "The Slipway", "The Slipway"),
        (" Courier ", "The Slipway", "Courier"),
        ("x" * 200, "", "x" * 120),
    ],
)
def test_the_outlet_is_the_one_given_or_the_one_in_the_text(
    project: Project, given: str, in_text: str, stored: str | None
) -> None:
    article = add(project, prepare(make_draft(outlet=in_text)), outlet=given).article
    assert article is not None
    assert (article.outlet.name if article.outlet else None) == stored


def test_outlets_and_stories_are_made_once(project: Project) -> None:
    for number in range(3):
        add(project, prepare(make_draft(("Title", f"Body {number}"))), story="The accord")
    add(project, prepare(make_draft(("Title", "Last"), outlet="Courier")), story="  ")
    assert (count(Outlet), count(Story)) == (2, 1)
    assert [a.story is None for a in list_articles(project.id)] == [False, False, False, True]


def test_texts_longer_than_their_column_are_cut_and_the_paragraphs_are_not(
    project: Project,
) -> None:
    long = "x" * 3000
    draft = make_draft((long,), byline=long, outlet=long, name=long)
    article = add(project, prepare(draft), story=long).article
    assert article is not None
    db.session.expire_all()
    assert [len(article.title), len(article.byline), len(article.source_name)] == [1000, 300, 200]
    assert len(article.paragraphs[0].text) == 3000


def test_an_article_of_another_project_does_not_exist(app: Flask) -> None:
    study = make_study()
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone", texts=[("A", "B")])
    for key in (other.articles[0].key, "0" * 16, ""):
        with pytest.raises(NotFound):
            get_article(study.project.id, key)
    assert list_articles(study.project.id) == [study.articles[0]]


def test_identical_texts_at_the_same_moment_are_stored_once(app: Flask, project: Project) -> None:
    prepared, project_id = prepare(make_draft()), project.id

    def add_it() -> str:
        return add_article(project_id, prepared, story="The accord", now=NOW).outcome

    assert overtake(app, add_it, add_it) == ("added", "skipped")
    assert (count(Paragraph), count(Outlet), count(Story)) == (4, 1, 1)


def test_a_new_outlet_at_the_same_moment_is_made_once(app: Flask, project: Project) -> None:
    texts = [prepare(make_draft(("Title", f"Body {n}"))) for n in range(2)]
    project_id = project.id
    outcomes = overtake(
        app,
        lambda: add_article(project_id, texts[0], story="The accord", now=NOW).outcome,
        lambda: add_article(project_id, texts[1], story="The accord", now=NOW).outcome,
    )
    assert outcomes == ("added", "added")
    assert (count(Outlet), count(Story)) == (1, 1)
