"""The codebook as annotators and leads read it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.codebook.given import dimension, document, value
from tests.make import NOW, Study, make_person, make_study, signed_in_client
from workbench.accounts.actions import add_person
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.queries import get_version
from workbench.codebook.reading import read_codebook
from workbench.core.db import writing
from workbench.projects.actions import add_member, create_project

WICKED = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} <b>&amp;"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


def publish_next(study: Study, **changes: object) -> None:
    with writing():
        publish(study.project.id, Codebook.model_validate(document(**changes)), now=NOW)


@pytest.mark.parametrize("who", ["annotator", "lead"])
def test_members_read_every_definition(app: Flask, study: Study, who: str) -> None:
    member = study.lead if who == "lead" else study.annotators[0]
    page = signed_in_client(app, member).get("/projects/harbour/codebook/")
    assert page.status_code == 200
    for question in study.questions:
        for shown in question.values:
            assert shown.title.replace("&", "&amp;") in page.text
            words = shown.definition.split()[:2]
            assert " ".join(words) in page.text
    assert "Version 1" in page.text


def test_an_older_version_can_still_be_read(app: Flask, study: Study) -> None:
    publish_next(study, title="The second edition")
    browser = signed_in_client(app, study.annotators[0])
    newest = browser.get("/projects/harbour/codebook/").text
    assert '<h1><bdi lang="en">The second edition</bdi></h1>' in newest
    assert 'href="/projects/harbour/codebook/1"' in newest
    oldest = browser.get("/projects/harbour/codebook/1").text
    assert "The second edition" not in oldest
    assert 'href="/projects/harbour/codebook/2"' in oldest
    assert browser.get("/projects/harbour/codebook/3").status_code == 404


def test_markup_in_a_codebook_is_shown_as_text(app: Flask, study: Study) -> None:
    texts = ("definition", "include", "exclude", "positive", "negative")
    wicked = value("wicked", title=WICKED, **dict.fromkeys(texts, WICKED))
    asked = dimension("tone", title=WICKED, question=WICKED, rule=WICKED, values=[wicked])
    publish_next(study, title=WICKED, purpose=WICKED, general_rules=[WICKED], dimensions=[asked])
    page = signed_in_client(app, study.lead).get("/projects/harbour/codebook/").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3 + 3 + 1 + len(texts) + 1
    assert "{{ 7*7 }}" in page


def test_every_printed_page_names_its_version(app: Flask, study: Study) -> None:
    publish_next(study, title='A "sheet"; }')
    browser = signed_in_client(app, study.annotators[0])
    sheet = browser.get("/projects/harbour/codebook/2/running.css")
    assert sheet.mimetype == "text/css"
    content = re.findall(r'content: "([^"]*)"', sheet.text)[0]
    words = "".join(chr(int(code, 16)) for code in content.split("\\")[1:])
    assert words.startswith('A "sheet"; } · version 2 · ')
    assert "running.css" in browser.get("/projects/harbour/codebook/2").text


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_version_is_downloaded_as_the_file_that_it_was(
    app: Flask, study: Study, suffix: str
) -> None:
    answer = signed_in_client(app, study.lead).get(f"/projects/harbour/codebook/1/file.{suffix}")
    assert f'filename="short-v1.{suffix}"' in answer.headers["Content-Disposition"]
    version = get_version(study.project.id, 1)
    assert read_codebook(answer.text) == version.codebook


def test_a_dimension_may_have_any_id(app: Flask, study: Study) -> None:
    """Its id becomes one of the page and must not collide with those of the frame."""
    publish_next(study, dimensions=[dimension("main")])
    page = signed_in_client(app, study.lead).get("/projects/harbour/codebook/").text
    assert page.count(' id="main"') == 1


def test_without_a_codebook_the_page_says_so(app: Flask) -> None:
    person = make_person()
    with writing():
        project = create_project("empty", "Empty", targets=[], now=NOW)
        member = add_member(project, person, "annotator")
        lead = add_member(project, add_person("Lena Ortiz", now=NOW), "lead")
    page = signed_in_client(app, member).get("/projects/empty/codebook/")
    assert page.status_code == 404
    assert "no codebook yet" in page.text
    led = signed_in_client(app, lead).get("/projects/empty/codebook/")
    assert led.location == "/projects/empty/codebook/draft/"
