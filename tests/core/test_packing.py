"""Which answers go out under gzip, and which as they are."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask, Response, jsonify
from flask.testing import FlaskClient

from workbench.core.access import ANYONE, allow

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

LONG = "So long that it is worth it. " * 100
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    views = {
        "page": lambda: LONG,
        "short": lambda: "Short.",
        "json": lambda: jsonify(text=LONG),
        "error": lambda: (LONG, 422),
        "stream": lambda: Response(iter([LONG, LONG]), mimetype="text/plain"),
        "saved": lambda: Response(
            LONG, mimetype="text/plain", headers={"Content-Disposition": "attachment"}
        ),
        "image": lambda: Response(LONG, mimetype="image/png"),
    }
    for name, view in views.items():
        app.add_url_rule(f"/packed/{name}", f"packed.{name}", allow(ANYONE)(view))
    return app.test_client()


@pytest.mark.parametrize("name", ["page", "json", "error"])
def test_long_texts_are_packed(client: FlaskClient, name: str) -> None:
    plain = client.get(f"/packed/{name}")
    packed = client.get(f"/packed/{name}", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 5
    for response in (plain, packed):
        assert {"Cookie", "Accept-Encoding"} <= set(response.vary)
        assert response.headers["Cache-Control"] == "no-store, private"
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in client.head(f"/packed/{name}").headers


def test_browsers_that_take_brotli_get_it(client: FlaskClient) -> None:
    packed = client.get("/packed/page", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data).decode() == LONG


@pytest.mark.parametrize("name", ["short", "stream", "saved", "image"])
def test_what_gains_nothing_or_is_a_file_goes_as_it_is(client: FlaskClient, name: str) -> None:
    response = client.get(f"/packed/{name}", headers=GZIP)
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nobody_measures_from_another_site(client: FlaskClient, site: str) -> None:
    headers = GZIP | {"Sec-Fetch-Site": site}
    assert "Content-Encoding" not in client.get("/packed/page", headers=headers).headers
    own = GZIP | {"Sec-Fetch-Site": "same-origin"}
    assert "Content-Encoding" in client.get("/packed/page", headers=own).headers


def test_a_browser_that_takes_none_gets_none(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip;q=0, identity"}
    assert "Content-Encoding" not in client.get("/packed/page", headers=headers).headers
