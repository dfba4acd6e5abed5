"""Headers, cookies, host names and proxies: what every response carries, and what is believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.core.probe import add_views
from tests.make import OwnContextClient, csrf_token, make_person, sign_in
from workbench import create_app
from workbench.config import MIB, Settings
from workbench.core.db import db

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: A script, style or icon needs nothing itself, and there are many of them on a page.
OF_FILES = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Fetch = Callable[[FlaskClient], TestResponse]

#: Each kind of response, by what asks for it.
RESPONSES: dict[str, tuple[int, Fetch]] = {
    "page": (200, lambda c: c.get("/sign-in")),
    "json": (200, lambda c: c.get("/health")),
    "file": (200, lambda c: c.get("/static/core/base.css")),
    "script": (200, lambda c: c.get("/static/core/http.js")),
    "redirect": (302, lambda c: c.get("/")),
    "see other": (303, lambda c: c.post("/sign-out", data={"csrf_token": csrf_token(c)})),
    "slash": (308, lambda c: c.get("/projects/harbour")),
    "foreign host": (400, lambda c: c.get("/sign-in", headers={"Host": "evil.example"})),
    "not signed in": (401, lambda c: c.get("/", headers={"Accept": "application/json"})),
    "no token": (403, lambda c: c.post("/probe/store")),
    "nothing": (404, lambda c: c.get("/nothing/here")),
    "no file": (404, lambda c: c.get("/static/core/nothing.css")),
    "no such file": (404, lambda c: c.get("/static/%00")),
    "outside": (404, lambda c: c.get("/static/../config.py")),
    "method": (405, lambda c: c.delete("/sign-in")),
    "too large": (413, lambda c: c.post("/probe/store", data={"x": "y" * (MIB + 1)})),
    "invalid": (422, lambda c: c.post("/sign-in", data={"csrf_token": csrf_token(c)})),
    "throttled": (429, lambda c: c.get("/probe/raise/throttled")),
    "crash": (500, lambda c: c.get("/probe/crash")),
    "busy": (503, lambda c: c.get("/probe/raise/busy")),
    "options": (200, lambda c: c.options("/sign-in")),
    "head": (200, lambda c: c.head("/sign-in")),
}


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_response_carries_the_headers(browser: FlaskClient, kind: str) -> None:
    status, fetch = RESPONSES[kind]
    response = fetch(browser)
    assert response.status_code == status
    is_file = kind in {"file", "script"}
    expected = OF_FILES if is_file else ALWAYS
    assert {name: response.headers.get(name) for name in expected} == expected
    assert "unsafe-" not in response.headers["Content-Security-Policy"]
    assert is_file or "camera=()" in response.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in response.headers
    assert "Server" not in response.headers
    if not is_file:
        assert response.headers["Cache-Control"] == "no-store, private"
        assert "Cookie" in response.headers["Vary"]
    response.close()  # a file that is sent stays open until then


def test_a_signed_in_page_is_never_kept(browser: FlaskClient) -> None:
    sign_in(browser, make_person())
    page = browser.get("/probe/inside")
    assert page.headers["Cache-Control"] == "no-store, private"


@pytest.fixture
def secure(settings: Settings) -> Flask:
    """As deployed: behind https, under a name of its own."""
    app = create_app(replace(settings, secure_cookies=True, hosts=("codes.example",)))
    app.test_client_class = OwnContextClient
    return add_views(app)


def cookie_parts(response: TestResponse) -> tuple[str, set[str]]:
    cookies = response.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    first, *parts = cookies[0].split("; ")
    return first.split("=")[0], set(parts)


def test_the_cookie_behind_https(secure: Flask) -> None:
    response = secure.test_client().get("/sign-in", base_url="https://codes.example")
    name, parts = cookie_parts(response)
    assert name == "__Host-wb"  # browsers demand Secure, Path=/ and no Domain for this prefix
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_cookie_on_this_computer(browser: FlaskClient) -> None:
    name, parts = cookie_parts(browser.get("/sign-in"))
    assert name == "wb"
    assert parts == {"HttpOnly", "Path=/", "SameSite=Lax"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:8000",
        "",
        "[",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_host_is_refused(browser: FlaskClient, host: str, method: str) -> None:
    response = browser.open("/health", method=method, headers={"Host": host})
    assert response.status_code == 400
    assert "does not go by that name" in response.text
    assert "evil" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:8000", "localhost:9999"])
def test_its_own_hosts_are_answered(browser: FlaskClient, host: str) -> None:
    assert browser.get("/health", headers={"Host": host}).status_code == 200


FORGED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
}


def test_nobody_can_claim_another_address(browser: FlaskClient) -> None:
    response = browser.get("/probe/address", headers=FORGED)
    assert response.json == {"address": "127.0.0.1", "host": "localhost", "secure": False}


def test_a_trusted_proxy_is_believed_for_one_hop_and_never_for_the_host(settings: Settings) -> None:
    app = add_views(create_app(replace(settings, trusted_proxies=1)))
    app.test_client_class = OwnContextClient
    response = app.test_client().get("/probe/address", headers=FORGED)
    assert response.json == {"address": "198.51.100.7", "host": "localhost", "secure": True}
    assert "Strict-Transport-Security" in response.headers
    with app.app_context():
        db.engine.dispose()
