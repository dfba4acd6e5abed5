"""Every error as a page and as JSON, with a sentence and without anything from inside."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from tests.core.probe import DOMAIN_ERRORS, SECRET, break_database
from tests.make import make_person, sign_in
from workbench.config import MIB
from workbench.core.refusals import SENTENCES

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

JSON = {"Accept": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("kind", DOMAIN_ERRORS)
def test_a_domain_error_as_json(browser: FlaskClient, kind: str) -> None:
    error, status = DOMAIN_ERRORS[kind]
    response = browser.get(f"/probe/raise/{kind}", headers=JSON)
    assert response.status_code == status
    assert response.json == {
        "error": {"code": error.code, "message": error.message, "details": error.details}
    }


@pytest.mark.parametrize("kind", DOMAIN_ERRORS)
def test_a_domain_error_as_a_page(browser: FlaskClient, kind: str) -> None:
    error, status = DOMAIN_ERRORS[kind]
    response = browser.get(f"/probe/raise/{kind}", headers=BROWSER)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert error.message in response.text
    assert response.text.count("<h1>") == 1


def test_how_long_to_wait_is_said(browser: FlaskClient) -> None:
    assert browser.get("/probe/raise/throttled").headers["Retry-After"] == "77"
    assert browser.get("/probe/raise/busy").headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nothing/here", 404, "not_found"), ("DELETE", "/sign-in", 405, "method_not_allowed")],
)
def test_what_the_framework_refuses(
    browser: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    answer = browser.open(path, method=method, headers=JSON)
    assert answer.status_code == status
    assert answer.json == {
        "error": {"code": code, "message": str(SENTENCES[status]), "details": {}}
    }
    page = browser.open(path, method=method, headers=BROWSER)
    assert page.status_code == status
    assert str(SENTENCES[status]) in page.text


def test_a_refused_method_says_which_there_are(browser: FlaskClient) -> None:
    allowed = browser.delete("/sign-in").headers["Allow"].split(", ")
    assert set(allowed) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("accept", [{}, BROWSER, {"Accept": "*/*"}])
def test_without_a_wish_for_json_it_is_a_page(browser: FlaskClient, accept: dict[str, str]) -> None:
    assert browser.get("/nothing", headers=accept).mimetype == "text/html"


def test_whoever_sends_json_gets_json(browser: FlaskClient) -> None:
    response = browser.post("/probe/store", json={"a": 1})
    assert (response.status_code, response.mimetype) == (403, "application/json")


def test_signing_in_is_asked_for_in_the_form_that_fits(browser: FlaskClient) -> None:
    page = browser.get("/probe/inside?a=1&b=2")
    assert (page.status_code, page.location) == (302, "/sign-in?next=/probe/inside?a%3D1%26b%3D2")
    assert browser.get(page.location).status_code == 200
    answer = browser.get("/probe/inside", headers=JSON)
    assert answer.status_code == 401  # never a redirect, which a script would take for success
    assert answer.json is not None
    assert answer.json["error"]["code"] == "sign_in_needed"


TYPED = {
    "note": "A long <b>note</b>.",
    "name": "Pilot 2",
    "password": "seven herons wade",
    "new_password": "eight herons wade",
    "csrf_token": "a-token",
    "empty": "  ",
}


def test_what_was_typed_before_the_sign_in_ended_is_handed_back(browser: FlaskClient) -> None:
    page = browser.post("/probe/inside", data=TYPED)
    assert page.status_code == 401
    assert "A long &lt;b&gt;note&lt;/b&gt;." in page.text
    assert "Pilot 2" in page.text
    for secret in ("herons", "a-token"):
        assert secret not in page.text


@pytest.mark.parametrize(
    "foreign", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_what_another_site_sends_is_not_shown_as_ours(
    browser: FlaskClient, foreign: dict[str, str]
) -> None:
    page = browser.post("/probe/inside", data=TYPED, headers=foreign)
    assert page.status_code == 401
    assert "Pilot 2" not in page.text


def test_a_body_that_is_too_large_is_not_handed_back(browser: FlaskClient) -> None:
    page = browser.post("/probe/inside", data={"note": "y" * (MIB + 1)})
    assert page.status_code == 401
    assert "yyy" not in page.text


@pytest.mark.parametrize("headers", [JSON, BROWSER])
@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_shows_nothing_from_inside(
    browser: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    headers: dict[str, str],
    debug: bool,
) -> None:
    browser.application.debug = debug
    with caplog.at_level(logging.ERROR):
        response = browser.get("/probe/crash", headers=headers)
    assert response.status_code == 500
    for inside in ("Traceback", "ZeroDivision", "SELECT", "password_hash", "/srv/", ".py", "tests"):
        assert inside not in response.text
    assert str(SENTENCES[500]) in response.text
    assert SECRET in caplog.text  # but whoever runs the server can find out
    assert "GET /probe/crash failed" in caplog.text


@pytest.mark.parametrize("headers", [JSON, BROWSER])
def test_when_the_database_is_gone_it_says_so(
    browser: FlaskClient, headers: dict[str, str]
) -> None:
    """The error page itself would ask who is signed in."""
    sign_in(browser, make_person())
    assert browser.get("/probe/inside").status_code == 200
    break_database()
    response = browser.get("/probe/inside", headers=headers)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "Nothing was stored" in response.text
    assert "SELECT" not in response.text
    assert response.mimetype == ("application/json" if headers is JSON else "text/plain")


def test_a_page_that_needs_no_database_goes_on(browser: FlaskClient) -> None:
    break_database()
    assert browser.get("/health").status_code == 200


def test_what_was_asked_for_is_not_echoed(browser: FlaskClient) -> None:
    mark = "%3Cscript%3Ealert(1)%3C/script%3E"
    for path in (f"/nothing/{mark}", f"/projects/{mark}/", f"/sign-in/link/{mark}"):
        assert "alert(1)" not in browser.get(path).text
