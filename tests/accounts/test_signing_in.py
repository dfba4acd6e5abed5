"""Signing in by name and password, through the page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.accounts.browser import PASSWORD, Browser
from workbench.accounts import actions, passwords
from workbench.accounts.models import Person, SignIn, SignInAttempt
from workbench.accounts.queries import get_person
from workbench.core.clock import utc_now
from workbench.core.db import db, writing


def sign_in_page(response: TestResponse) -> tuple[int, bytes]:
    """Status and body without the CSRF tokens, which differ by their nature."""
    token = rb'(name="csrf-token" content="|name="csrf_token" value=")[^"]+'
    assert re.search(token, response.data)
    return response.status_code, re.sub(token, rb"\1", response.data)


def test_the_page_is_open_to_anyone(browser: Browser) -> None:
    page = browser.get("/sign-in")
    assert page.status_code == 200
    assert 'autocomplete="username"' in page.text
    assert 'autocomplete="current-password"' in page.text


def test_name_and_password_sign_in(browser: Browser, ada: Person) -> None:
    answer = browser.sign_in(" Ada  Quist ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.person == ada.public_id


def test_the_cookie_holds_a_token_and_nothing_about_the_person(
    browser: Browser, ada: Person
) -> None:
    browser.sign_in()
    with browser.client.session_transaction() as session:
        assert set(session) <= {"_user_id", "csrf_token"}
        assert len(session["_user_id"]) >= 43
        assert session["_user_id"] != ada.public_id


def test_every_refusal_is_the_same_to_the_byte(
    app: Flask, browser: Browser, other_browser: Browser, ada: Person, bo: Person
) -> None:
    with app.app_context(), writing():
        gone = actions.add_person("Cy Marsh", utc_now())
        actions.store_hash(gone, passwords.hash_password(PASSWORD))
        actions.deactivate(gone)
    refused = [
        browser.sign_in("Ada Quist", "wrong password"),
        browser.sign_in("Nobody", PASSWORD),
        browser.sign_in("Bo Lindt", PASSWORD),
        browser.sign_in("Cy Marsh", PASSWORD),
        browser.sign_in("Ada\0Quist", PASSWORD),
        browser.sign_in("Ada Quist", "x" * 5000),
        browser.sign_in("", ""),
    ]
    for _ in range(10):
        other_browser.sign_in("Ada Quist", "wrong password")
    refused.append(browser.sign_in("Ada Quist", PASSWORD))  # right, but throttled
    pages = {sign_in_page(answer) for answer in refused}
    assert len(pages) == 1
    assert pages.pop()[0] == 422
    assert browser.person == ""


def test_unknown_names_cost_a_hash_too(
    browser: Browser, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = watch_hashing(monkeypatch)
    browser.sign_in("Nobody", "wrong password")
    browser.sign_in("Ada Quist", "wrong password")
    assert verified == [None, ada.password_hash]


def test_the_eleventh_attempt_is_refused_without_hashing(
    browser: Browser, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = watch_hashing(monkeypatch)
    for _ in range(12):
        browser.sign_in("ada quist", "wrong password")
    assert len(verified) == 10


def watch_hashing(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    verified: list[str | None] = []

    def verify(password: str, stored: str | None) -> bool:
        verified.append(stored)
        return False

    monkeypatch.setattr(passwords, "verify", verify)
    return verified


def test_after_the_rest_the_right_password_signs_in_and_clears_the_count(
    app: Flask, browser: Browser, ada: Person
) -> None:
    for _ in range(11):
        browser.sign_in("Ada Quist", "wrong password")
    assert browser.sign_in().status_code == 422
    with app.app_context(), writing():
        db.session.execute(
            update(SignInAttempt).values(last_failure_at=utc_now() - timedelta(minutes=2))
        )
    assert browser.sign_in().status_code == 303
    for _ in range(9):
        browser.sign_in("Ada Quist", "wrong password")
    assert browser.sign_in().status_code == 303


def test_hashes_with_lower_parameters_are_made_again(
    app: Flask, browser: Browser, ada: Person
) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    with app.app_context(), writing():
        actions.store_hash(get_person(ada.id), weaker)
    assert browser.sign_in().status_code == 303
    with app.app_context():
        stored = get_person(ada.id).password_hash or ""
    assert not passwords.needs_rehash(stored)
    assert passwords.verify(PASSWORD, stored)


def test_each_sign_in_has_its_own_token_and_ends_the_one_before(
    browser: Browser, ada: Person
) -> None:
    browser.sign_in()
    first = browser.cookie
    browser.sign_in()
    assert browser.person == ada.public_id
    browser.replay(first)
    assert browser.person == ""


def test_nothing_of_the_session_before_survives(browser: Browser, ada: Person) -> None:
    browser.get("/sign-in")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    browser.sign_in()
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_signing_out_makes_a_copied_cookie_worthless(browser: Browser, ada: Person) -> None:
    browser.sign_in()
    copied = browser.cookie
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    browser.replay(copied)
    assert browser.person == ""


def test_signing_out_twice_is_no_fault(browser: Browser) -> None:
    assert browser.post("/sign-out").status_code == 303


def test_signing_in_needs_the_csrf_token(browser: Browser, ada: Person) -> None:
    answer = browser.client.post("/sign-in", data={"name": "Ada Quist", "password": PASSWORD})
    assert answer.status_code == 403
    assert browser.person == ""


def test_after_signing_in_one_is_where_one_wanted_to_be(browser: Browser, ada: Person) -> None:
    wanted = "/projects/demo/work?page=2"
    path = f"/sign-in?next={quote(wanted, safe='')}"
    assert browser.post(path, name="Ada Quist", password=PASSWORD).location == wanted
    assert browser.get(path).location == wanted


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\t//evil.example",
        "/ok\r\nLocation: https://evil.example",
        "evil.example",
        "",
    ],
)
def test_no_next_leads_off_the_site(browser: Browser, ada: Person, target: str) -> None:
    path = f"/sign-in?next={quote(target, safe='')}"
    assert browser.post(path, name="Ada Quist", password=PASSWORD).location == "/"


@pytest.mark.parametrize(
    ("column", "hours"), [("last_seen_at", 9), ("created_at", 9), ("ends_at", 0)]
)
def test_a_sign_in_ends_by_idling_or_by_age(
    app: Flask, browser: Browser, ada: Person, column: str, hours: int
) -> None:
    browser.sign_in()
    with app.app_context(), writing():
        db.session.execute(update(SignIn).values(created_at=utc_now() - timedelta(hours=30)))
        db.session.execute(update(SignIn).values({column: utc_now() - timedelta(hours=hours)}))
    ended = column != "created_at"
    assert browser.person == ("" if ended else ada.public_id)


def last_seen(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(SignIn.last_seen_at)).one()


@pytest.mark.parametrize(("minutes", "noted"), [(4, False), (6, True)])
def test_use_is_noted_at_most_every_five_minutes(
    app: Flask, browser: Browser, ada: Person, minutes: int, noted: bool
) -> None:
    browser.sign_in()
    before = utc_now() - timedelta(minutes=minutes)
    with app.app_context(), writing():
        db.session.execute(update(SignIn).values(last_seen_at=before))
    browser.get("/account")
    assert last_seen(app) == before  # looking at a page changes nothing
    browser.post("/account", old="", new="", again="")
    assert (last_seen(app) > before) is noted
