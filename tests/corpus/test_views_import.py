"""The pages of an import: files come in, are looked at, corrected, and stored."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from tests.corpus.given import ARTICLE, MISSING, OTHER, REAL, REAL_FOLDER, REFUSED, has_real_files
from tests.make import Study, csrf_token, make_study, signed_in_client
from workbench.core.db import db
from workbench.corpus.models import Article, Draft, Upload
from workbench.corpus.queries import count_annotatable
from workbench.corpus.queries_uploads import get_draft

IMPORT = "/projects/harbour/articles/import"
WICKED = '"><img src=x onerror=alert(1)>.txt'

File = tuple[str, bytes]


def send(
    browser: FlaskClient, path: str, files: Sequence[File] = (), **fields: str
) -> TestResponse:
    """A form as a browser sends it; written out, so that a file may have any name."""
    named = {"csrf_token": csrf_token(browser), **fields}
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in named.items()
    ]
    for name, content in files:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        head = f'Content-Disposition: form-data; name="files"; filename="{quoted}"'
        parts.append(head.encode() + b"\r\n\r\n" + content)
    body = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts) + b"--cut--\r\n"
    return browser.post(path, data=body, content_type="multipart/form-data; boundary=cut")


def upload(browser: FlaskClient, *files: File, **fields: str) -> TestResponse:
    """Hand in files in the form of the import page."""
    return send(browser, IMPORT, files, **{"language": "en", "skips_bad": "no"} | fields)


def begun(browser: FlaskClient, *files: File, **fields: str) -> str:
    """The address of an import that was read."""
    answer = upload(browser, *files, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def articles(study: Study) -> list[Article]:
    """What has been added to the article that the study has from the start."""
    db.session.commit()
    own = Article.project_id == study.project.id
    found = db.session.scalars(select(Article).where(own).order_by(Article.id))
    return [one for one in found if one.id != study.articles[0].id]


def uploads(study: Study) -> list[Upload]:
    db.session.commit()
    found = db.session.scalars(select(Upload).where(Upload.project_id == study.project.id))
    return list(found.all())


def draft_at(study: Study, position: int = 1) -> Draft:
    """A draft of the study's last import, as it is stored now."""
    db.session.commit()
    db.session.expire_all()
    return get_draft(uploads(study)[-1], position)


def test_a_file_is_read_looked_at_and_stored(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("accord.txt", ARTICLE), outlet="Courier", story="The accord")
    page = browser.get(address).text
    assert "Import of accord.txt" in page
    assert "Harbour accord signed at dawn" in page
    assert "Store 1 article" in page
    preview = browser.get(address + "/1").text
    assert 'value="Courier"' in preview
    assert "4 paragraphs, 3 to annotate" in preview
    assert "Left out: Names who wrote it" in preview
    assert articles(study) == []

    assert send(browser, address + "/drafts", then="store").status_code == 303
    [stored] = articles(study)
    assert stored.outlet is not None
    assert (stored.outlet.name, stored.story) == ("Courier", study.articles[0].story)
    assert [p.is_annotatable for p in stored.paragraphs] == [True, False, True, True]
    report = browser.get(address).text
    assert "<strong>1</strong> added" in report
    assert f'href="/projects/harbour/articles/{stored.key}"' in report


def test_the_same_text_is_marked_and_skipped(browser: FlaskClient, study: Study) -> None:
    send(browser, begun(browser, ("accord.txt", ARTICLE)) + "/drafts", then="store")
    again = begun(browser, ("other-name.txt", ARTICLE))
    assert "same text" in browser.get(again).text
    assert "The same text is in the corpus already" in browser.get(again + "/1").text
    send(browser, again + "/drafts", then="store")
    assert "the same text is already in the corpus" in browser.get(again).text
    assert len(articles(study)) == 1


def test_what_is_nearly_the_same_is_shown_beside_it(browser: FlaskClient, study: Study) -> None:
    lines = [f"The {n}th boat of the harbour came home with word of the accord." for n in range(30)]
    long = "\n\n".join(["Boats come home", *lines]).encode()
    changed = long.replace(b"The 29th boat", b"No other boat")
    send(browser, begun(browser, ("one.txt", long)) + "/drafts", then="store")
    address = begun(browser, ("two.txt", changed), ("three.txt", changed))
    page = browser.get(address).text
    assert re.search(r"[89]\d % alike", page)
    preview = browser.get(address + "/1").text
    assert "Both texts, side by side" in preview
    assert re.search(r'class="only">The 29th boat', preview)
    assert ">No. 1</a> of this import has the same text" in browser.get(address + "/2").text


def test_what_is_nearly_the_same_within_one_import_is_marked(
    browser: FlaskClient, study: Study
) -> None:
    lines = [f"The {n}th boat of the harbour came home with word of the accord." for n in range(30)]
    long = "\n\n".join(["Boats come home", *lines]).encode()
    address = begun(
        browser,
        ("other.txt", ARTICLE),
        ("one.txt", long),
        ("two.txt", long.replace(b"The 29th boat", b"No other boat")),
    )
    page = browser.get(address).text
    assert re.search(r'/2">[89]\d % like no\. 2<', page)
    assert page.count("% like no.") == 1
    preview = " ".join(browser.get(address + "/3").text.split())
    assert re.search(r">No\. 2</a> of this import is [89]\d % alike\.", preview)
    assert "% alike" not in browser.get(address + "/2").text

    send(browser, address + "/3", seen="0", at="2", do="retype", text="Altogether different. " * 2)
    for at in range(31, 2, -1):  # the rest is left out: what remains is another article
        seen = str(32 - at)
        assert send(browser, address + "/3", seen=seen, at=str(at), do="drop").status_code == 303
    assert "% like no." not in browser.get(address).text
    assert "% alike" not in browser.get(address + "/3").text


def test_a_list_is_shown_without_reading_the_documents(
    browser: FlaskClient, study: Study, app: Flask
) -> None:
    address = begun(browser, ("one.txt", ARTICLE), ("two.txt", OTHER))
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert any("draft.sketch" in statement for statement in asked)
    assert not any("draft.document" in statement for statement in asked)


@pytest.mark.parametrize("name", ["utf-7", "zlib_codec", "punycode", "made up", "idna"])
def test_an_encoding_that_no_text_is_in_cannot_be_chosen(
    browser: FlaskClient, study: Study, name: str
) -> None:
    address = begun(browser, ("one.txt", ARTICLE))
    answer = send(browser, address + "/files/1", format="", encoding=name)
    assert answer.status_code == 422
    assert "Choose one of the list." in answer.text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=lambda case: str(case)[:10])
def test_a_refused_file_is_told_by_line_and_reason_and_nothing_is_stored(
    browser: FlaskClient, study: Study, name: str, content: bytes, reason: str
) -> None:
    page = upload(browser, (name, content), outlet="New outlet", story="New story")
    assert page.status_code == 422
    assert f"<bdi>{name}</bdi>" in page.text
    assert reason in page.text
    assert 'value="New outlet"' in page.text, "what was typed stands there still"
    assert articles(study) == []
    assert "New outlet" not in browser.get("/projects/harbour/articles/").text


def test_a_proposed_encoding_is_confirmed_and_the_file_read(
    browser: FlaskClient, study: Study
) -> None:
    text = "Café society meets at dawn\n\nThe crème of the harbour towns was there, naïve or not."
    page = upload(browser, ("latin.txt", text.encode("cp1252")))
    assert page.status_code == 422
    found = re.search(r'href="(/projects/harbour/articles/import/\d+)">Choose how', page.text)
    assert found is not None
    question = browser.get(found[1]).text
    proposal = re.search(r'name="encoding" value="([^"]+)"', question)
    assert proposal is not None
    assert f"Yes, read it as {proposal[1]}" in question
    answer = send(browser, found[1] + "/files/1", encoding=proposal[1], format="")
    assert answer.status_code == 303
    assert "Café society meets at dawn" in browser.get(found[1]).text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "fields",
    [{"encoding": "klingon", "format": ""}, {"encoding": "", "format": "papyrus"}],
    ids=str,
)
def test_a_way_to_read_that_does_not_exist_changes_nothing(
    browser: FlaskClient, study: Study, fields: dict[str, str]
) -> None:
    address = begun(browser, ("accord.txt", ARTICLE))
    assert send(browser, address + "/files/1", **fields).status_code in {303, 422}
    assert "Store 1 article" in browser.get(address).text


def test_all_or_nothing_unless_skipping_is_chosen(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("a.txt", ARTICLE), ("b.txt", b""), ("c.txt", OTHER))
    page = browser.get(address).text
    assert "<bdi>b.txt</bdi>: This file holds no text." in page
    assert re.search(r'value="store" disabled', page)
    send(browser, address + "/drafts", then="store")  # as somebody might who forges the button
    assert articles(study) == []
    assert "Nothing was stored" in browser.get(address).text
    send(browser, address + "/drafts", then="skip")
    assert [one.source_name for one in articles(study)] == ["a.txt", "c.txt"]
    report = browser.get(address).text
    assert "<strong>2</strong> added" in report
    assert "<strong>1</strong> refused" in report


def test_skipping_chosen_at_the_start_needs_no_second_word(
    browser: FlaskClient, study: Study
) -> None:
    address = begun(browser, ("a.txt", ARTICLE), ("b.txt", b""), skips_bad="yes")
    assert "1 bad part is skipped" in browser.get(address).text
    send(browser, address + "/drafts", then="store")
    assert len(articles(study)) == 1


def test_problems_can_be_taken_along_as_json_lines(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("a.txt", ARTICLE), ("b.txt", b""), ("c.txt", b"A\n\nB\x00"))
    lines = [json.loads(line) for line in browser.get(address + "/problems").data.splitlines()]
    assert [(one["name"], one["line"]) for one in lines] == [("b.txt", None), ("c.txt", 3)]
    assert all(one["message"] for one in lines)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one or more files first"),
        ({"pasted": " \n "}, "Choose one or more files first"),
        ({"outlet": "x" * 121}, "120 characters"),
        ({"story": "x" * 201}, "200 characters"),
        ({"outlet": "a\0b"}, "Use letters, digits"),
        ({"story": "a\nb"}, "Use letters, digits"),
        ({"language": "Martian!"}, "Write a language code"),
        ({"rules_off": "gravity"}, "is not a valid choice"),
    ],
    ids=str,
)
def test_a_form_that_is_wrong_begins_nothing(
    browser: FlaskClient, study: Study, fields: dict[str, Any], words: str
) -> None:
    files = [("accord.txt", ARTICLE)] if fields and "pasted" not in fields else [("", b"")]
    page = upload(browser, *files, **fields)
    assert page.status_code == 422
    assert words in page.text
    assert uploads(study) == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_pasted_text_is_a_source_of_its_own(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, pasted=ARTICLE.decode(), language="de")
    assert "pasted text.txt" in browser.get(address).text
    assert draft_at(study).document["language"] == "de"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_long_text_may_be_pasted(browser: FlaskClient, study: Study) -> None:
    begun(browser, pasted="One sentence of a long text.\n\n" * 1_900 + "é" * 300_000)
    assert draft_at(study).paragraphs == 1_901


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_rule_can_be_switched_off_for_one_import(browser: FlaskClient, study: Study) -> None:
    assert (
        "Left out: Names who wrote it"
        in browser.get(begun(browser, ("a.txt", ARTICLE)) + "/1").text
    )
    off = begun(browser, ("a.txt", ARTICLE), rules_off="byline")
    assert "Names who wrote it" not in browser.get(off + "/1").text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_whether_captions_are_annotated_is_remembered(browser: FlaskClient, study: Study) -> None:
    captioned = ARTICLE + b"\nPhoto: Boats come home in the rain\n"
    first = begun(browser, ("a.txt", captioned), captions="y")
    assert "caption, left out" not in browser.get(first + "/1").text
    assert re.search(r'checked[^>]* name="captions"', browser.get(IMPORT).text)
    second = begun(browser, ("a.txt", captioned))
    assert "caption, left out" in browser.get(second + "/1").text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (WICKED, "&#34;&gt;&lt;img src=x onerror=alert(1)&gt;.txt"),
        ("{{ 7*7 }}.txt", "{{ 7*7 }}.txt"),
        ("../../etc/passwd", "../../etc/passwd"),
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
    refused = upload(browser, (name, b""))
    assert refused.status_code == 422
    address = begun(browser, (name, ARTICLE))
    for page in (refused, browser.get(address), browser.get(address + "/1")):
        assert f"<bdi>{shown}</bdi>" in page.text
        assert "<img" not in page.text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_an_article_says_is_shown_as_text(browser: FlaskClient, study: Study) -> None:
    wicked = b"<script>alert(1)</script>"
    fields = {"outlet": wicked.decode(), "story": "<b>"}
    address = begun(browser, ("x.txt", wicked + b"\n\nBody " + wicked), **fields)
    for path in ("", "/1"):
        page = browser.get(address + path).text
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_columns_of_a_table_can_be_taken_for_other_fields(
    browser: FlaskClient, study: Study
) -> None:
    table = b"one,two\nA title,The text of an article that says enough to be one.\n"
    answer = upload(browser, ("table.csv", table), ("note.txt", ARTICLE))
    address = answer.headers["Location"]
    page = browser.get(address).text
    assert re.search(r'name="column-title".*?<option value="one"', page, re.DOTALL)
    fields = {"column-title": "one", "column-text": "two", "format": "", "encoding": ""}
    assert send(browser, address + "/files/1", **fields).status_code == 303
    assert ">A title</bdi>" in browser.get(address).text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_many_articles_are_paged_and_ticks_are_kept(browser: FlaskClient, study: Study) -> None:
    lines = [json.dumps({"title": f"T{n}", "text": f"Body {n} of it."}) for n in range(1, 61)]
    address = begun(browser, ("many.jsonl", "\n".join(lines).encode()))
    first = browser.get(address).text
    assert first.count('name="wanted"') == 50
    assert "60 of 60 to be stored" in first
    token = csrf_token(browser)
    shown = [str(n) for n in range(1, 51)]
    fields = {"csrf_token": token, "shown": shown, "wanted": shown[1:], "then": "51"}
    turned = browser.post(address + "/drafts", data=fields)
    assert turned.headers["Location"].endswith("?first=51")
    second = browser.get(turned.headers["Location"]).text
    assert second.count('name="wanted"') == 10
    assert "59 of 60 to be stored" in second
    send(browser, address + "/drafts", then="store")
    assert [one.title for one in articles(study)] == [f"T{n}" for n in range(2, 61)]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_import_without_any_tick_is_not_stored(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("a.txt", ARTICLE))
    assert send(browser, address + "/drafts", shown="1", then="store").status_code == 422
    assert [one.state for one in uploads(study)] == ["ready"]


def test_an_import_can_be_found_again_and_discarded(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("a.txt", ARTICLE))
    assert f'href="{address}"' in browser.get(IMPORT).text
    assert send(browser, address + "/discard").status_code == 303
    assert f'href="{address}"' not in browser.get(IMPORT).text
    assert "Nothing of it was stored" in browser.get(address).text
    assert browser.get(address + "/1").status_code == 404
    assert send(browser, address + "/drafts", then="store").status_code == 409


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_page_that_waits_is_told_how_far_it_is(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, ("a.txt", ARTICLE))
    [waiting] = uploads(study)
    waiting.state, waiting.done, waiting.total = "storing", 100, 300
    db.session.commit()
    assert browser.get(address + "/progress").get_json() == {
        "state": "storing",
        "done": 100,
        "total": 300,
        "words": "100 of 300 articles stored",
    }
    page = browser.get(address).text
    assert 'max="300" value="100"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "no longer corrected" in browser.get(address + "/1").text
    assert send(browser, address + "/1", seen="0", at="1", do="join").status_code == 409
    assert send(browser, address + "/discard").status_code == 409


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("given", ["0", "x", "-1", "9" * 12])
def test_a_made_up_place_finds_nothing(browser: FlaskClient, study: Study, given: str) -> None:
    address = begun(browser, ("a.txt", ARTICLE))
    assert browser.get(f"{address}/{given}").status_code == 404
    assert browser.get(f"{IMPORT}/{given}").status_code == 404
    assert browser.get(f"{address}/1?p={given}").status_code in {200, 404}
    assert browser.get(f"{address}?first={given}&file={given}").status_code in {200, 404}


def test_another_projects_import_does_not_exist(app: Flask, browser: FlaskClient) -> None:
    elsewhere = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    theirs = begun(browser, ("a.txt", ARTICLE)).replace("/harbour/", "/lagoon/")
    stranger = signed_in_client(app, elsewhere.lead)
    for path in ("", "/progress", "/problems", "/1"):
        assert stranger.get(theirs + path).status_code == 404
    for path in ("/files/1", "/drafts", "/discard", "/1", "/1/facts"):
        assert send(stranger, theirs + path, seen="0", title="Mine").status_code == 404


@pytest.mark.skipif(not has_real_files(), reason=MISSING)
def test_the_real_articles(browser: FlaskClient, study: Study) -> None:
    address = begun(browser, *((name, (REAL_FOLDER / name).read_bytes()) for name in REAL))
    send(browser, address + "/drafts", then="store")
    stored = {article.source_name: article.id for article in articles(study)}
    counts = count_annotatable(stored.values())
    assert {name: counts[stored[name]] for name in REAL} == REAL


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_hundreds_of_files_come_in_at_once(browser: FlaskClient, study: Study) -> None:
    files = [(f"f/{n}.txt", ARTICLE.replace(b"eleven", b"%d" % n)) for n in range(300)]
    address = begun(browser, *files)
    assert "300 of 300 to be stored" in browser.get(address).text
    send(browser, address + "/drafts", then="store")
    assert len(articles(study)) == 300


def test_an_article_that_cannot_be_stored_is_named_on_top_and_in_the_download(
    browser: FlaskClient, study: Study
) -> None:
    record = b'{"id": "n%d", "title": "Number %d", "text": "%s words of number %d."}\n'
    first = begun(browser, ("first.jsonl", record % (60, 60, b"Old", 60)))
    send(browser, first + "/drafts", then="store")
    rows = b"".join(record % (n, n, b"New", n) for n in range(1, 71))
    address = begun(browser, ("rows.jsonl", rows))
    send(browser, address + "/drafts", then="store")
    page = browser.get(address).text
    assert "Cannot be taken in: 1" in page
    assert "Look at article 60" in page
    [line] = [json.loads(one) for one in browser.get(address + "/problems").data.splitlines()]
    assert (line["name"], line["article"]) == ("rows.jsonl", 60)
    assert "id_conflict" in line["message"]
