"""Which language a page speaks, and what it does to the words that are filled in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Study, csrf_token, make_study, signed_in_client
from workbench.core.wording import _, chosen_language, counted, said_day

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

ENGLISH = '<html lang="en" dir="ltr">'
ARABIC = '<html lang="ar" dir="rtl" data-words="/static/'


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


def choose(browser: FlaskClient, language: str) -> int:
    data = {"csrf_token": csrf_token(browser), "language": language}
    return browser.post("/account/language", data=data).status_code


@pytest.mark.parametrize(
    ("accepted", "html"),
    [
        ("", ENGLISH),
        ("ar", ARABIC),
        ("ar-EG,ar;q=0.9,en;q=0.8", ARABIC),
        ("de,ar;q=0.3", ARABIC),
        ("en-GB,ar;q=0.5", ENGLISH),
        ("fr", ENGLISH),
        ("*", ENGLISH),
    ],
)
def test_without_a_wish_the_browser_decides(client: FlaskClient, accepted: str, html: str) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": accepted})
    assert html in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_the_choice_of_a_person_goes_before_the_browser(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    assert ENGLISH in browser.get("/projects/harbour/work").text
    assert choose(browser, "ar") == 303
    assert ARABIC in browser.get("/projects/harbour/work").text
    assert choose(browser, "en") == 303
    asking = {"Accept-Language": "ar"}
    assert ENGLISH in browser.get("/projects/harbour/work", headers=asking).text
    assert choose(browser, "") == 303
    assert ARABIC in browser.get("/projects/harbour/work", headers=asking).text


def test_a_language_that_nobody_speaks_here_is_refused(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    assert choose(browser, "tlh") == 422
    assert ENGLISH in browser.get("/projects/harbour/work").text


def test_pages_of_leads_are_english_as_a_whole(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    choose(lead, "ar")
    assert ENGLISH in lead.get("/projects/harbour/progress").text
    assert ARABIC in lead.get("/projects/harbour/codebook/").text
    annotator = signed_in_client(app, study.annotators[0])
    choose(annotator, "ar")
    assert ENGLISH in annotator.get("/projects/harbour/codebook/history").text
    refused = annotator.get("/projects/harbour/progress")
    assert refused.status_code == 403
    assert ARABIC in refused.text


def test_error_pages_speak_the_language_too(client: FlaskClient) -> None:
    page = client.get("/nothing/here", headers={"Accept-Language": "ar"})
    assert page.status_code == 404
    assert ARABIC in page.text


def test_values_keep_their_direction_in_a_sentence_from_the_right(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "ar"}):
        assert _("%(title)s: 1", title="Frames (all)") == "\u2068Frames (all)\u2069: 1"
        assert counted("%(num)s of %(what)s", "%(num)s of %(what)s", 3, what="it").startswith("3")
    with app.test_request_context():
        assert _("%(title)s: 1", title="Frames (all)") == "Frames (all): 1"


def test_days_are_said_as_people_write_them(app: Flask) -> None:
    moment = datetime(2026, 9, 3, 23, 59, tzinfo=UTC)
    with app.test_request_context():
        assert said_day(moment) == "3 Sep 2026"
    with app.test_request_context(headers={"Accept-Language": "ar"}):
        assert said_day(moment) == "3 سبتمبر 2026"


def test_outside_a_request_words_are_english(app: Flask) -> None:
    assert chosen_language() == "en"
    assert counted("%(num)s line", "%(num)s lines", 2) == "2 lines"
