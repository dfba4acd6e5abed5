"""The other pages: one-time links, one's own password, the state for scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.browser import PASSWORD, Browser
from workbench.accounts import actions, links
from workbench.accounts.models import Person
from workbench.accounts.queries import get_person
from workbench.core.db import db, writing

NEW = "eleven quiet otters"


def make_link(app: Flask, person: Person) -> str:
    with app.app_context():
        return links.make_link(get_person(person.id))


def all_rows(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    with app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(select(table))]
            for table in db.metadata.sorted_tables
        }


def test_a_link_asks_first_and_then_signs_in(app: Flask, browser: Browser, bo: Person) -> None:
    path = make_link(app, bo)
    page = browser.get(path)
    assert page.status_code == 200
    assert "Sign in as Bo Lindt" in page.text
    assert browser.person == ""
    assert browser.post(path).location == "/"
    assert browser.person == bo.public_id


def test_a_used_link_says_how_to_get_another(
    app: Flask, browser: Browser, other_browser: Browser, bo: Person
) -> None:
    earlier, path = make_link(app, bo), make_link(app, bo)
    browser.post(path)
    for used in (path, earlier):
        for answer in (other_browser.get(used), other_browser.post(used)):
            assert answer.status_code == 404
            assert "Ask your lead for a new one" in answer.text
    assert other_browser.person == ""
    other_browser.post(make_link(app, bo))
    assert other_browser.person == bo.public_id


def test_a_link_of_a_deactivated_person_is_dead(app: Flask, browser: Browser, bo: Person) -> None:
    path = make_link(app, bo)
    with app.app_context(), writing():
        actions.deactivate(get_person(bo.id))
    assert browser.get(path).status_code == 404
    assert browser.post(path).status_code == 404


def test_a_link_takes_the_place_of_who_was_signed_in(
    app: Flask, browser: Browser, ada: Person, bo: Person
) -> None:
    browser.sign_in()
    adas = browser.cookie
    browser.post(make_link(app, bo))
    assert browser.person == bo.public_id
    browser.replay(adas)
    assert browser.person == ""


def test_looking_changes_nothing(app: Flask, browser: Browser, ada: Person, bo: Person) -> None:
    browser.sign_in()
    link = make_link(app, bo)
    before = all_rows(app)
    for path in ("/sign-in", link, "/session", "/account", "/sign-out"):
        browser.get(path)
        browser.client.head(path)
    assert all_rows(app) == before


def test_the_state_for_scripts(browser: Browser, ada: Person) -> None:
    nobody = browser.get("/session").get_json()
    assert nobody["person"] == ""
    browser.sign_in()
    somebody = browser.get("/session").get_json()
    assert somebody["person"] == ada.public_id
    answer = browser.client.post("/sign-out", headers={"X-CSRFToken": somebody["csrf"]})
    assert answer.status_code == 303


def test_a_first_password_needs_no_old_one(
    app: Flask, browser: Browser, other_browser: Browser, bo: Person
) -> None:
    browser.post(make_link(app, bo))
    assert "Present password" not in browser.get("/account").text
    assert browser.post("/account", new=NEW, again=NEW).status_code == 303
    assert browser.person == bo.public_id
    assert other_browser.sign_in("Bo Lindt", NEW).status_code == 303


def test_a_new_password_ends_all_other_sign_ins(
    browser: Browser, other_browser: Browser, ada: Person
) -> None:
    other_browser.sign_in()
    browser.sign_in()
    copied = browser.cookie
    answer = browser.post("/account", old=PASSWORD, new=NEW, again=NEW)
    assert answer.status_code == 303
    assert browser.person == ada.public_id
    assert other_browser.person == ""
    other_browser.replay(copied)
    assert other_browser.person == ""
    assert other_browser.sign_in(password=PASSWORD).status_code == 422
    assert other_browser.sign_in(password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "not your present password"),
        ({"old": "", "new": NEW, "again": NEW}, "Type your present password"),
        ({"old": PASSWORD, "new": NEW, "again": "other"}, "passwords differ"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "too short"),
        ({"old": PASSWORD, "new": "adaquist123", "again": "adaquist123"}, "than your name"),
        ({"old": PASSWORD, "new": "Password2026", "again": "Password2026"}, "first passwords"),
        ({"new": NEW, "again": NEW}, "Type your present password"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(
    app: Flask, browser: Browser, ada: Person, fields: dict[str, str], reason: str
) -> None:
    browser.sign_in()
    answer = browser.post("/account", **fields)
    assert answer.status_code == 422
    assert reason in answer.text
    assert 'aria-invalid="true"' in answer.text
    with app.app_context():
        assert get_person(ada.id).password_hash == ada.password_hash


def test_the_present_password_cannot_be_guessed_without_end(browser: Browser, ada: Person) -> None:
    browser.sign_in()
    for _ in range(10):
        browser.post("/account", old="wrong", new=NEW, again=NEW)
    answer = browser.post("/account", old=PASSWORD, new=NEW, again=NEW)
    assert answer.status_code == 422


def test_the_password_page_is_for_people_who_are_signed_in(browser: Browser) -> None:
    answer = browser.get("/account")
    assert answer.location == "/sign-in?next=/account"
    assert browser.post("/account", new=NEW, again=NEW).status_code == 401


def test_a_deactivated_person_is_signed_out_at_once(
    app: Flask, browser: Browser, ada: Person
) -> None:
    browser.sign_in()
    with app.app_context(), writing():
        get_person(ada.id).is_active = False
    assert browser.person == ""


def test_the_account_page_has_a_place_for_the_language(
    app: Flask, browser: Browser, bo: Person
) -> None:
    browser.post(make_link(app, bo))
    page = browser.get("/account").text
    headings = re.findall(r"<(h[12])[^>]*>([^<]+)</h[12]>", page)
    assert headings == [("h1", "Account"), ("h2", "Language"), ("h2", "Set a password")]
    assert "<title>Account" in page
