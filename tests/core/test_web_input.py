"""What a request may hand in: numbers of the query string and JSON bodies."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.core.probe import SECRET
from tests.make import csrf_token

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("query", "number"),
    [("", None), ("?n=", None), ("?other=5", None), ("?n=0", 0), ("?n=7", 7), ("?n=007", 7)],
)
def test_a_number_or_none(browser: FlaskClient, query: str, number: int | None) -> None:
    assert browser.get(f"/probe/number{query}").json == {"number": number}


def test_the_greatest_number_a_table_holds(browser: FlaskClient) -> None:
    assert browser.get(f"/probe/number?n={2**31 - 1}").json == {"number": 2**31 - 1}


NO_NUMBERS = ("-1", "1.5", "1e3", "one", "1 OR 1=1", "١", "²", "%00", "\0", "+1", " 1", "0x1")
TOO_LARGE = (str(2**31), str(2**63), "9" * 5000, "0" * 30 + str(2**63))


@pytest.mark.parametrize("given", NO_NUMBERS + TOO_LARGE, ids=lambda text: ascii(text[:12]))
def test_anything_else_is_nowhere(browser: FlaskClient, given: str) -> None:
    assert browser.get("/probe/number", query_string={"n": given}).status_code == 404


def post(browser: FlaskClient, body: bytes) -> TestResponse:
    headers = {"X-CSRF-Token": csrf_token(browser)}
    return browser.post("/probe/echo", data=body, headers=headers, content_type="application/json")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, null, true]}', {"a": [1, None, True]}),
        ('"Für 🙂"'.encode(), "Für 🙂"),
        (rb'"\ud83d\ude42"', "🙂"),
    ],
)
def test_json_is_read(browser: FlaskClient, body: bytes, value: object) -> None:
    assert post(browser, body).json == {"echo": value}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"a=1",
        b"NaN",
        b'{"a": Infinity}',
        b"[1,]",
        b"{'a': 1}",
        b'"\xff"',
        rb'"\ud83d"',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda body: ascii(body[:12]),
)
def test_what_is_not_json_is_said_to_be_wrong(browser: FlaskClient, body: bytes) -> None:
    answer = post(browser, body)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["error"]["code"] == "invalid"
    assert answer.json["error"]["message"].startswith("This is not JSON")


def test_what_the_database_cannot_hold_is_the_senders_fault(browser: FlaskClient) -> None:
    answer = browser.get("/probe/unstorable", headers={"Accept": "application/json"})
    assert 400 <= answer.status_code < 500
    assert SECRET not in answer.text
    assert "out of range" not in answer.text
