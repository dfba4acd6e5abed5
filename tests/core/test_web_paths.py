"""Where a redirect may lead after signing in: nowhere but to a path of this site."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.accounts.browser import PASSWORD, Browser
from tests.make import make_person
from workbench.core.web import is_local_path

LOCAL = (
    "/",
    "/projects/harbour/",
    "/projects/harbour/assignments/3/?p=7#p7",
    "/projects/harbour/progress?round=2&next=https://elsewhere.example",
    "/projects/hafen/%C3%BCber",
    "/a:b",
    "/a@b",
)
HOSTILE = (
    "",
    "progress",
    "?next=/",
    "#top",
    "//evil.example",
    "//evil.example/path",
    "///evil.example",
    "////evil.example",
    "//@evil.example",
    "//[::1]",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/a\\b",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "mailto:a@evil.example",
    "evil.example",
    "@evil.example",
    " /projects",
    " //evil.example",
    "/ /evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "\x00/projects",
    "/\x00/evil.example",
    "/\r\nLocation: https://evil.example",
    "/projects\r\nSet-Cookie: wb=1",
    "／／evil.example",
    "https://127.0.0.1@evil.example",
    "https:\\\\evil.example",
)


@pytest.mark.parametrize("target", LOCAL)
def test_a_path_of_this_site_may_be_followed(target: str) -> None:
    assert is_local_path(target)


@pytest.mark.parametrize("target", HOSTILE, ids=repr)
def test_nothing_else_may(target: str) -> None:
    assert not is_local_path(target)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_signing_in_leads_to_the_start_page_instead(app: Flask) -> None:
    make_person("Ada Quist", PASSWORD)
    for target, expected in (
        (LOCAL[2], LOCAL[2]),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        browser = Browser(app.test_client())
        answer = browser.client.post(
            "/sign-in",
            query_string={"next": target},
            data={
                "csrf_token": browser.get("/session").get_json()["csrf"],
                "name": "Ada Quist",
                "password": PASSWORD,
            },
        )
        assert (answer.status_code, answer.location) == (303, expected)
