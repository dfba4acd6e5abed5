"""The pages of the corpus: the upload and what became of each file."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.corpus.given import ARTICLE, MISSING, OTHER, REAL, REAL_FOLDER, REFUSED, has_real_files
from tests.make import Study, csrf_token, make_study, signed_in_client
from workbench.core.db import db
from workbench.corpus.models import Article
from workbench.corpus.queries import count_annotatable, list_articles

IMPORT = "/projects/harbour/articles/import"
WICKED = '"><img src=x onerror=alert(1)>.txt'

File = tuple[str, bytes]


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def browser(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def upload(browser: FlaskClient, *files: File, **fields: str) -> TestResponse:
    """As a browser sends it; written out, so that a file may have any name."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {"csrf_token": csrf_token(browser), **fields}.items()
    ]
    for name, content in files:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        head = f'Content-Disposition: form-data; name="files"; filename="{quoted}"'
        parts.append(head.encode() + b"\r\n\r\n" + content)
    body = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts) + b"--cut--\r\n"
    return browser.post(IMPORT, data=body, content_type="multipart/form-data; boundary=cut")


def imported(study: Study) -> list[Article]:
    """What has been added to the article that the study has from the start."""
    db.session.commit()
    return [a for a in list_articles(study.project.id) if a.id != study.articles[0].id]


def test_a_file_is_added_and_then_skipped(browser: FlaskClient, study: Study) -> None:
    page = upload(browser, ("accord.txt", ARTICLE), outlet="Courier", story="The accord")
    assert page.status_code == 200
    assert "<strong>Added:</strong> <bdi>accord.txt</bdi>" in page.text
    stored = imported(study)
    assert len(stored) == 1
    assert f'href="/projects/harbour/articles/{stored[0].key}"' in page.text
    assert stored[0].outlet is not None
    assert (stored[0].outlet.name, stored[0].story) == ("Courier", study.articles[0].story)
    assert stored[0].paragraphs[2].tokens
    assert stored[0].paragraphs[2].premarks
    again = upload(browser, ("other-name.txt", ARTICLE))
    assert again.status_code == 200
    assert "<strong>Skipped:</strong>" in again.text
    assert "already in the corpus" in again.text
    assert len(imported(study)) == 1


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=lambda case: str(case)[:10])
def test_a_refused_file_is_told_by_line_and_reason_and_nothing_is_stored(
    browser: FlaskClient, study: Study, name: str, content: bytes, reason: str
) -> None:
    page = upload(browser, (name, content), outlet="New outlet", story="New story")
    assert page.status_code == 422
    assert f"<strong>Refused:</strong> <bdi>{name}</bdi>" in page.text
    assert reason in page.text
    assert imported(study) == []
    assert "New outlet" not in browser.get("/projects/harbour/articles/").text


def test_several_files_in_one_go(browser: FlaskClient, study: Study) -> None:
    page = upload(browser, ("a.txt", ARTICLE), ("b.txt", b""), ("c.txt", OTHER), ("d.txt", ARTICLE))
    assert page.status_code == 200
    outcomes = [page.text.count(f"<strong>{o}:") for o in ("Added", "Refused", "Skipped")]
    assert outcomes == [2, 1, 1]
    assert [article.source_name for article in imported(study)] == ["a.txt", "c.txt"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one or more files first."),
        ({"outlet": "x" * 121}, "120 characters"),
        ({"story": "x" * 201}, "200 characters"),
        ({"outlet": "a\0b"}, "Use letters, digits"),
        ({"story": "a\nb"}, "Use letters, digits"),
    ],
    ids=str,
)
def test_a_form_that_is_wrong_stores_nothing(
    browser: FlaskClient, study: Study, fields: dict[str, Any], words: str
) -> None:
    files = [("accord.txt", ARTICLE)] if fields else [("", b"")]
    page = upload(browser, *files, **fields)
    assert page.status_code == 422
    assert words in page.text
    assert imported(study) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (WICKED, "&#34;&gt;&lt;img src=x onerror=alert(1)&gt;.txt"),
        ("{{ 7*7 }}.txt", "{{ 7*7 }}.txt"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("C:\\temp\\x.txt", "C:\\temp\\x.txt"),
        ("cod\u202etxt.exe", "cod\ufffdtxt.exe"),
        ("nul\x00.txt", "nul\ufffd.txt"),
        ("=cmd|' /C calc'!A0", "=cmd|&#39; /C calc&#39;!A0"),
        ("x" * 5000 + ".txt", "…" + "x" * 195 + ".txt"),
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_a_hostile_name_is_shown_as_text_and_cut(
    browser: FlaskClient, study: Study, name: str, shown: str
) -> None:
    for content, status in ((ARTICLE, 200), (b"", 422)):
        page = upload(browser, (name, content))
        assert page.status_code == status
        assert f"<bdi>{shown}</bdi>" in page.text
        assert "<img" not in page.text
    stored = imported(study)
    assert len(stored[0].source_name) <= 200
    article = browser.get(f"/projects/harbour/articles/{stored[0].key}")
    assert f"<bdi>{shown}</bdi>" in article.text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_an_article_says_is_shown_as_text(browser: FlaskClient, study: Study) -> None:
    wicked = b"<script>alert(1)</script>"
    upload(browser, ("x.txt", wicked + b"\n\nBody " + wicked), outlet=wicked.decode(), story="<b>")
    for path in ("", imported(study)[0].key):
        page = browser.get(f"/projects/harbour/articles/{path}").text
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_list_and_the_article_show_what_was_made_of_it(
    browser: FlaskClient, study: Study
) -> None:
    page = browser.get("/projects/harbour/articles/").text
    for shown in (
        "Premier toasts old enemy",
        "The Slipway",
        "The accord",
        '<td class="num">3</td>',
    ):
        assert shown in page
    article = browser.get(f"/projects/harbour/articles/{study.articles[0].key}").text
    for paragraph in study.articles[0].paragraphs:
        assert paragraph.text in article
    assert "4 · boilerplate · left out<br>plea" in article
    assert browser.get(f"/projects/harbour/articles/{'0' * 16}").status_code == 404


@pytest.mark.skipif(not has_real_files(), reason=MISSING)
def test_the_real_articles(browser: FlaskClient, study: Study) -> None:
    files = [(name, (REAL_FOLDER / name).read_bytes()) for name in REAL]
    assert upload(browser, *files).text.count("<strong>Added:") == 2
    stored = {article.source_name: article.id for article in imported(study)}
    counts = count_annotatable(stored.values())
    assert {name: counts[stored[name]] for name in REAL} == REAL
