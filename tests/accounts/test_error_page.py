from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, render_template

from tests.accounts.browser import Browser
from workbench.accounts.models import Person


def render(app: Flask, **changes: Any) -> str:
    variables = {"status": 422, "message": "Mend it.", "details": {}, "signed_in": False} | changes
    with app.test_request_context("/somewhere"):
        return render_template("error.html", **variables)


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 429, 500, 503]
)
def test_every_status_has_a_heading_and_the_sentence(app: Flask, status: int) -> None:
    page = render(app, status=status)
    assert page.count("<h1>") == 1
    assert "<h1></h1>" not in page
    assert "Mend it." in page
    assert f"Error {status}" in page


def test_problems_are_listed_with_their_place(app: Flask) -> None:
    problems = [
        {"place": "dimensions.0", "message": "no title"},
        {"question": "tone", "message": "Choose one."},
        {"question": "", "message": "Too long."},
        "line 3 is empty",
    ]
    page = render(app, details={"problems": problems})
    assert "<strong>dimensions.0:</strong> no title" in page
    assert "<strong>tone:</strong> Choose one." in page
    assert "<li>Too long." in page
    assert "<li>line 3 is empty" in page


def test_without_problems_there_is_no_list(app: Flask) -> None:
    assert "<ul>" not in render(app)
    assert "<ul>" not in render(app, details={"problems": []})


def test_what_people_wrote_is_shown_as_text(app: Flask) -> None:
    page = render(app, message="<b>x</b>", details={"problems": ["<script>alert(1)</script>"]})
    assert "<b>x" not in page
    assert "<script>" not in page


def test_a_stranger_is_offered_to_sign_in(app: Flask) -> None:
    assert 'href="/sign-in"' in render(app, signed_in=False)
    assert 'href="/sign-in"' not in render(app, signed_in=True)


def test_an_unknown_address_answers_with_the_page(browser: Browser, ada: Person) -> None:
    for sign_in in (False, True):
        if sign_in:
            browser.sign_in()
        answer = browser.get("/there/is/nothing")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text
        assert 'href="/"' in answer.text
