"""The page for a new round, and giving an article back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.make import NOW, Study, csrf_token, make_study, signed_in_client
from workbench.assign.actions import submit
from workbench.assign.queries import list_assignments, list_rounds
from workbench.core.db import db, writing

NEW = "/projects/harbour/rounds/new"
WICKED = "<script>alert(1)</script>"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(texts=(("First", "One."), ("Second", "Two.")))


@pytest.fixture
def browser(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def post(browser: FlaskClient, study: Study, **changes: Any) -> TestResponse:
    """What a browser sends when everything is chosen; None leaves a field out."""
    fields = {
        "name": "Round 2",
        "version": study.round.codebook_version_id,
        "annotators": [member.id for member in study.annotators],
        "articles": [article.id for article in study.articles],
        "mask_outlet": "y",
        "kind": "production",
        "csrf_token": csrf_token(browser),
    }
    sent = {name: value for name, value in (fields | changes).items() if value is not None}
    return browser.post(NEW, data=sent)


def look_again() -> None:
    """See what the browser's requests have stored: end our own read transaction."""
    db.session.commit()
    db.session.expire_all()


def rounds(study: Study) -> list[str]:
    look_again()
    return [one.name for one in list_rounds(study.project.id)]


def test_the_form_offers_what_there_is_and_masks_by_default(
    browser: FlaskClient, study: Study
) -> None:
    page = browser.get(NEW).text
    for shown in ("Version 1", "A-01 · Ada Quist", "A-02 · Ben Okoro", "First · The Slipway"):
        assert shown in page
    assert "Lena Ortiz" not in page.split("<main")[1]  # a lead is not offered as an annotator

    def is_checked(name: str) -> bool:
        tags = re.findall(rf'<input[^>]* name="{name}"[^>]*>', page)
        assert len(tags) == 1
        return " checked" in tags[0]

    assert [is_checked(n) for n in ("mask_outlet", "mask_byline", "has_premarks")] == [
        True,
        True,
        False,
    ]


def test_a_round_is_opened_as_asked(browser: FlaskClient, study: Study) -> None:
    answer = post(browser, study, annotators=[study.annotators[1].id], name="  Pilot 2 ")
    assert answer.status_code == 303
    look_again()
    opened = list_rounds(study.project.id)[-1]
    assert answer.location == f"/projects/harbour/progress?round={opened.id}"
    assert opened.name == "Pilot 2"
    assert (opened.mask_outlet, opened.mask_byline, opened.has_premarks) == (True, False, False)
    counts = [
        sum(a.round_id == opened.id for a in list_assignments(member.id))
        for member in study.annotators
    ]
    assert counts == [0, 2]
    assert "Pilot 2 is open" in browser.get(answer.location).text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Give the round a name."),
        ({"name": "   "}, "Give the round a name."),
        ({"name": "x" * 61}, "60 characters"),
        ({"name": "a\0b"}, "Use letters, digits, signs and spaces only."),
        ({"name": "a\nb"}, "Use letters, digits, signs and spaces only."),
        ({"annotators": None}, "Choose at least one annotator."),
        ({"articles": None}, "Choose at least one article."),
        ({"kind": None}, "Choose the kind of round."),
        ({"kind": "contest"}, "Not a valid choice"),
        ({"kind": "pilot", "has_premarks": "y"}, "A pilot round has no premarks"),
        ({"kind": "reliability", "has_premarks": "y"}, "A reliability round has no premarks"),
        ({"has_hints": "y"}, "Hints are shown only beside premarks"),
        ({"kind": "reliability", "shows_others": "y"}, "shows nobody the answers of others"),
        ({"version": 999}, "Not a valid choice"),
        ({"version": "1 OR 1=1"}, "Invalid Choice"),
        ({"annotators": [999]}, "999"),
        ({"articles": ["x"]}, "Invalid choice"),
    ],
    ids=str,
)
def test_a_fault_is_shown_and_what_was_typed_is_kept(
    browser: FlaskClient, study: Study, changes: dict[str, Any], words: str
) -> None:
    page = post(browser, study, **changes)
    assert page.status_code == 422
    assert words in page.text
    assert 'class="errors"' in page.text
    if "name" not in changes:
        assert 'value="Round 2"' in page.text
    assert rounds(study) == ["Round 1"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_round_has_a_kind_and_says_so_to_leads(browser: FlaskClient, study: Study) -> None:
    answer = post(browser, study, kind="training", has_premarks="y", has_hints="y")
    look_again()
    opened = list_rounds(study.project.id)[-1]
    assert (opened.kind, opened.has_premarks, opened.has_hints) == ("training", True, True)
    page = browser.get(answer.location).text
    assert "training · <a" in page
    assert "codebook version 1</a>" in page
    assert "premarks on with hints" in page
    assert "answers shown after submitting" not in page
    answer = post(browser, study, kind="pilot", name="Pilot", shows_others="y")
    look_again()
    pilot = list_rounds(study.project.id)[-1]
    assert (pilot.kind, pilot.has_premarks, pilot.has_hints) == ("pilot", False, False)
    assert (opened.shows_others, pilot.shows_others) == (False, True)
    assert "answers shown after submitting" in browser.get(answer.location).text


def test_a_name_that_is_taken_is_a_conflict(browser: FlaskClient, study: Study) -> None:
    page = post(browser, study, name="Round 1")
    assert page.status_code == 409
    assert "already a round named Round 1" in page.text
    assert rounds(study) == ["Round 1"]


def test_what_belongs_to_another_project_cannot_be_chosen(
    browser: FlaskClient, study: Study
) -> None:
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    for changes in (
        {"annotators": [other.annotators[0].id]},
        {"articles": [other.articles[0].id]},
        {"version": other.round.codebook_version_id},
        {"annotators": [study.lead.id]},
    ):
        assert post(browser, study, **changes).status_code == 422
    assert rounds(study) == ["Round 1"]


def test_a_name_is_shown_as_text(browser: FlaskClient, study: Study) -> None:
    answer = post(browser, study, name=WICKED)
    page = browser.get(answer.location).text
    assert WICKED not in page
    assert "&lt;script&gt;" in page


def test_a_submitted_article_is_given_back_with_the_button(
    browser: FlaskClient, study: Study
) -> None:
    progress = "/projects/harbour/progress"
    assert "Reopen" not in browser.get(progress).text
    assignment = study.assignment()
    with writing():
        submit(assignment, now=NOW)
    path = f"/projects/harbour/assignments/{assignment.id}/reopen"
    assert f'action="{path}"' in browser.get(progress).text
    answer = browser.post(path, data={"csrf_token": csrf_token(browser)})
    assert (answer.status_code, answer.location) == (303, f"{progress}?round={study.round.id}")
    page = browser.get(answer.location).text
    assert "The article is open again" in page
    assert f'action="{path}"' not in page
    again = browser.post(path, data={"csrf_token": csrf_token(browser)})
    assert again.status_code == 409
