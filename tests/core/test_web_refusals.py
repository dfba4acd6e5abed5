"""What is refused at the door: requests from elsewhere, without a token, or too large."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.core.probe import add_views, count_people
from tests.make import (
    OwnContextClient,
    csrf_token,
    make_person,
    make_study,
    sign_in,
    signed_in_client,
)
from workbench import create_app
from workbench.config import MIB, Settings
from workbench.core.db import db

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

JSON = {"Accept": "application/json"}


def post(browser: FlaskClient, **headers: str) -> int:
    return browser.post("/probe/store", headers=headers).status_code


def test_with_its_token_and_from_here_it_is_stored(browser: FlaskClient) -> None:
    """The control for the refusals below."""
    token = csrf_token(browser)
    assert browser.post("/probe/store", data={"csrf_token": token}).status_code == 200
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin", "X-Name": "Second"}
    assert post(browser, **{"X-CSRF-Token": token} | own) == 200
    assert (
        post(browser, **{"X-CSRF-Token": token, "Sec-Fetch-Site": "none", "X-Name": "Third"}) == 200
    )
    assert count_people() == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://["},
        {"Origin": "localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
    ids=str,
)
def test_from_elsewhere_it_is_refused_even_with_the_token(
    browser: FlaskClient, headers: dict[str, str]
) -> None:
    response = browser.post(
        "/probe/store", headers={"X-CSRF-Token": csrf_token(browser), **headers, **JSON}
    )
    assert response.status_code == 403
    assert response.json is not None
    assert response.json["error"]["code"] == "csrf"
    assert count_people() == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": {"csrf_token": ""}},
        {"data": {"csrf_token": "made up"}},
        {"headers": {"X-CSRF-Token": "made up"}},
        {"data": "csrf_token=made-up", "content_type": "text/plain"},
        {"json": {"csrf_token": "made up"}},
    ],
    ids=str,
)
def test_without_a_token_of_this_session_it_is_refused(
    browser: FlaskClient, body: dict[str, Any]
) -> None:
    csrf_token(browser)
    response = browser.post("/probe/store", **body)
    assert response.status_code == 403
    assert "reload it" in response.text
    assert count_people() == 0


def test_the_token_of_another_session_is_refused(probed: Flask) -> None:
    theirs, ours = probed.test_client(), probed.test_client()
    csrf_token(ours)
    assert post(ours, **{"X-CSRF-Token": csrf_token(theirs)}) == 403
    assert count_people() == 0


def test_a_token_in_the_address_does_not_count(browser: FlaskClient) -> None:
    token = csrf_token(browser)
    assert browser.post(f"/probe/store?csrf_token={token}").status_code == 403


def digest() -> list[str]:
    db.session.commit()
    return [
        repr(sorted(map(repr, db.session.execute(table.select()).all())))
        for table in db.metadata.sorted_tables
    ]


@pytest.mark.parametrize("who", ["lead", "annotator", "anonymous"])
def test_no_route_writes_without_a_token(app: Flask, who: str) -> None:
    study = make_study()
    members = {"lead": study.lead, "annotator": study.annotators[0]}
    browser = signed_in_client(app, members[who]) if who in members else app.test_client()
    values = {
        "slug": "harbour",
        "assignment_id": study.assignment().id,
        "position": 1,
        "token": "x",
        "key": study.articles[0].key,
        "story_id": study.articles[0].story_id,
        "upload_id": 1,
        "file_position": 1,
        "round_id": study.round.id,
        "migration_id": 1,
        "inquiry_id": 1,
        "background_id": 1,
        "judgment_id": 1,
        "number": 1,
        "suffix": "yaml",
        "paragraph_id": study.paragraph().id,
        "set_id": 1,
        "bulk_id": 1,
        "discussion_id": 1,
        "ruling_id": 1,
        "item_id": 1,
        "attempt": 1,
        "article_id": study.articles[0].id,
        "kind": "paragraphs",
        "unit_id": study.paragraph().id,
        "dimension": "frames",
        "value": "conflict",
    }
    before, answers = digest(), {}
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            wanted = {name: values[name] for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, wanted)
            answers[rule.endpoint] = browser.open(path, method=method, headers=JSON)
    assert {answer.status_code for answer in answers.values()} <= {401, 403}
    assert answers["accounts.sign_in"].get_json()["error"]["code"] == "csrf"
    assert len(answers) >= 8
    assert digest() == before


def test_behind_https_the_referrer_must_fit_too(settings: Settings) -> None:
    app = add_views(create_app(replace(settings, secure_cookies=True)))
    app.test_client_class = OwnContextClient
    browser = app.test_client()
    token = browser.get("/session", base_url="https://localhost").get_json()["csrf"]
    statuses = [
        browser.post(
            "/probe/store",
            base_url="https://localhost",
            headers={"X-CSRF-Token": token, "Referer": referrer},
        ).status_code
        for referrer in ("https://localhost/page", "https://evil.example/", "http://localhost/")
    ]
    assert statuses == [200, 403, 403]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def multipart(*contents: bytes, **fields: str) -> dict[str, Any]:
    """Files of these contents as a browser sends them."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for content in contents:
        head = 'Content-Disposition: form-data; name="files"; filename="long.txt"'
        parts.append(f"--cut\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return {
        "data": b"".join(parts) + b"--cut--\r\n",
        "content_type": "multipart/form-data; boundary=cut",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"data": b"x" * (MIB + 1), "content_type": "application/json"},
        {"data": {"field": "y" * (MIB + 1)}},
        multipart(b"z" * (MIB + 1)),
        multipart(field="y" * 500_001),
        multipart(**{f"field{n}": "z" for n in range(201)}),
    ],
    ids=["json", "form", "file", "field", "201 parts"],
)
def test_a_body_that_is_too_large_is_refused(browser: FlaskClient, body: dict[str, Any]) -> None:
    token = csrf_token(browser)
    response = browser.post("/sign-in", headers={"X-CSRF-Token": token, **JSON}, **body)
    assert response.status_code == 413
    assert response.json is not None
    assert "Split" in response.json["error"]["message"]


def test_only_the_import_page_takes_more_up_to_its_own_limit(settings: Settings) -> None:
    app = create_app(replace(settings, upload_bytes=2 * MIB))
    app.test_client_class = OwnContextClient
    with app.app_context():
        study = make_study()
        browser = signed_in_client(app, study.lead)
        statuses = []
        for path in ("articles/import", "rounds/new"):
            for size in (2 * MIB, 3 * MIB):
                body = multipart(b"a b\n\n" * (size // 5), csrf_token=csrf_token(browser))
                answer = browser.post(f"/projects/harbour/{path}", **body)
                statuses.append(answer.status_code)
        assert statuses == [422, 413, 413, 413]  # 422: read, and found too long for an article
        db.session.remove()
        db.engine.dispose()


def test_a_stranger_cannot_make_the_server_read_a_large_upload(app: Flask) -> None:
    study = make_study()
    make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    annotator = signed_in_client(app, study.annotators[0])
    for browser, path, status in (
        (app.test_client(), "harbour", 401),
        (annotator, "harbour", 403),
        (annotator, "lagoon", 404),
    ):
        answer = browser.post(f"/projects/{path}/articles/import", **multipart(b"x" * 2 * MIB))
        assert answer.status_code == status


def test_nor_one_that_is_larger_than_a_page(app: Flask) -> None:
    """The limit of the import page is for those who may import."""
    make_study()
    body = multipart(b"x", story="y" * 400_000, outlet="y" * 400_000, more="y" * 400_000)
    page = app.test_client().post("/projects/harbour/articles/import", **body)
    assert page.status_code == 401
    assert "yyy" not in page.text


def test_signing_out_ends_what_a_token_may_do(probed: Flask) -> None:
    browser = sign_in(probed.test_client(), make_person())
    token = csrf_token(browser)
    browser.post("/sign-out", data={"csrf_token": token})
    assert post(browser, **{"X-CSRF-Token": token}) == 403


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "deflate", "br", "identity, gzip", "made-up"])
def test_a_packed_body_is_refused_before_it_is_read(browser: FlaskClient, encoding: str) -> None:
    token = csrf_token(browser)
    headers = {"X-CSRF-Token": token, "Content-Encoding": encoding}
    answer = browser.post("/probe/store", data=b"\x1f\x8b", headers=headers)
    assert answer.status_code == 415
    assert "Send it as it is." in answer.text
    assert post(browser, **headers | JSON) == 415
    assert count_people() == 0
    assert post(browser, **headers | {"Content-Encoding": "identity"}) == 200
