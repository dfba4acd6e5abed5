"""The preview of one article: corrected step by step, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.corpus.given import ARTICLE
from tests.corpus.test_views_import import IMPORT, begun, draft_at, send
from tests.make import Study, csrf_token
from workbench.core.db import db
from workbench.corpus.actions_uploads import current_draft

CUT = b"""Harbour accord signed at dawn

Two aides claimed the truce would

hold until spring. The ceremony lasted eleven minutes.

Sign up for our newsletter.
"""


@pytest.fixture
def address(browser: FlaskClient) -> str:
    """A draft whose cut paragraph was left as it is, of an import of two."""
    files = (("cut.txt", CUT), ("whole.txt", ARTICLE))
    return begun(browser, *files, rules_off="joined") + "/1"


def shapes(study: Study, position: int = 1) -> list[tuple[str, str, bool]]:
    draft = current_draft(draft_at(study, position))
    return [(p.text, p.kind, p.annotatable) for p in draft.paragraphs]


def texts(study: Study) -> list[str]:
    return [text for text, *_ in shapes(study)]


def put(browser: FlaskClient, address: str, **body: Any) -> TestResponse:
    """A step as the page's script sends it."""
    return browser.put(address, json=body, headers={"X-CSRF-Token": csrf_token(browser)})


def test_every_button_works_without_scripts(
    browser: FlaskClient, study: Study, address: str
) -> None:
    before = shapes(study)
    assert len(before) == 4
    joined = send(browser, address, seen="0", at="2", do="join")
    assert joined.status_code == 303
    assert joined.headers["Location"].endswith("/1?p=2#p2")
    assert texts(study)[1].startswith("Two aides claimed the truce would hold until spring.")
    page = browser.get(address + "?p=2").text
    assert "3 paragraphs, 2 to annotate · 1 correction" in page
    assert "Changed by hand" in page

    send(browser, address, seen="1", at="2", kind="quote")
    send(browser, address, seen="2", at="3", do="bring_back")
    send(browser, address, seen="3", at="1", do="drop")
    assert [shape[1:] for shape in shapes(study)] == [
        ("boilerplate", False),
        ("quote", True),
        ("body", True),
    ]
    typed = "Two aides claimed it.\r\n\r\nThe ceremony lasted eleven minutes.\r\n \r\nNobody came."
    split = send(browser, address, seen="4", at="2", do="retype", text=typed)
    assert split.headers["Location"].endswith("?p=4#p4")
    assert texts(study)[1:4] == [
        "Two aides claimed it.",
        "The ceremony lasted eleven minutes.",
        "Nobody came.",
    ]
    for seen in range(7, 0, -1):
        assert send(browser, address, seen=str(seen), do="undo").status_code == 303
    assert shapes(study) == before


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_blank_line_alone_splits_and_keeps_the_wording(
    browser: FlaskClient, study: Study, address: str
) -> None:
    whole = texts(study)[2]
    typed = whole.replace("spring. The", "spring.\n\nThe")
    send(browser, address, seen="0", at="3", do="retype", text=typed)
    assert [step["do"] for step in draft_at(study).steps] == ["split"]
    assert texts(study)[2:4] == ["hold until spring.", "The ceremony lasted eleven minutes."]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_text_that_is_not_changed_is_no_correction(
    browser: FlaskClient, study: Study, address: str
) -> None:
    send(browser, address, seen="0", at="3", do="retype", text=texts(study)[2])
    assert draft_at(study).steps == []


def test_a_script_sends_steps_and_is_told_where_to_go_on(
    browser: FlaskClient, study: Study, address: str
) -> None:
    answer = put(browser, address, seen=0, at=3, do="split", offset=18)
    assert answer.get_json() == {"seen": 1, "place": 4, "said": "Split: paragraph 3 and 4."}
    assert texts(study)[2:4] == ["hold until spring.", "The ceremony lasted eleven minutes."]
    said = [
        put(browser, address, seen=1, at=3, kind="caption").get_json()["said"],
        put(browser, address, seen=2, at=5, do="bring_back").get_json()["said"],
        put(browser, address, seen=3, at=1, do="retype", text="Other title").get_json()["said"],
        put(browser, address, seen=4, do="undo").get_json(),
    ]
    assert said == [
        "Paragraph 3 is caption, left out.",
        "Paragraph 5 is body.",
        "Paragraph 1 has its new wording.",
        {"seen": 3, "place": 1, "said": "Taken back."},
    ]


def test_two_tabs_do_not_overwrite_each_other(
    browser: FlaskClient, study: Study, address: str
) -> None:
    assert put(browser, address, seen=0, at=2, do="join").status_code == 200
    after = shapes(study)
    late = put(browser, address, seen=0, at=3, do="drop")
    assert late.status_code == 409
    assert "Another tab" in late.get_json()["error"]["message"]
    plain = send(browser, address, seen="0", at="3", do="retype", text="My own wording")
    assert plain.status_code == 409
    assert "My own wording" in plain.text, "what was typed is not lost"
    facts = send(browser, address + "/facts", seen="0", title="Mine", language="en")
    assert facts.status_code == 409
    assert shapes(study) == after


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "body",
    [
        {"seen": 0, "at": 4, "do": "join"},
        {"seen": 0, "at": 99, "do": "drop"},
        {"seen": 0, "at": -1, "do": "drop"},
        {"seen": 0, "at": 2, "do": "split"},
        {"seen": 0, "at": 2, "do": "split", "offset": 0},
        {"seen": 0, "at": 2, "do": "split", "offset": "x"},
        {"seen": 0, "at": 2, "do": "burn"},
        {"seen": 0, "at": 2, "kind": "poem"},
        {"seen": 0, "at": 2, "do": "retype", "text": " \u200b "},
        {"seen": 0, "at": 2},
        {"seen": "many", "at": 2, "do": "drop"},
        {"at": 2, "do": "drop"},
        {"seen": 0, "do": "drop"},
        {"seen": 0, "do": "undo"},
        {"seen": 0, "at": True, "do": "drop"},
        {"seen": 0, "at": [2], "do": "drop"},
    ],
    ids=str,
)
def test_a_step_that_does_not_fit_is_refused(
    browser: FlaskClient, study: Study, address: str, body: dict[str, Any]
) -> None:
    answer = put(browser, address, **body)
    assert answer.status_code == 422
    assert answer.get_json()["error"]["message"]
    assert draft_at(study).steps == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", [b"[]", b"3", b"{", b'"x"'])
def test_a_step_that_is_no_object_is_refused(
    browser: FlaskClient, address: str, body: bytes
) -> None:
    headers = {"X-CSRF-Token": csrf_token(browser), "Content-Type": "application/json"}
    assert browser.put(address, data=body, headers=headers).status_code == 422


def test_facts_are_kept_on_the_way_to_the_next_article(
    browser: FlaskClient, study: Study, address: str
) -> None:
    fields = {
        "seen": "0",
        "title": "  Accord   signed ",
        "outlet": "The Slipway",
        "byline": "Mara Lund",
        "published": "2019-03-09",
        "story": "The accord",
        "language": "en",
        "url": "https://slipway.example/accord",
        "section": "",
    }
    gone_on = send(browser, address + "/facts", **fields, then="next")
    assert gone_on.headers["Location"].endswith("/2")
    row = draft_at(study)
    assert (row.title, row.outlet, row.story) == ("Accord signed", "The Slipway", "The accord")
    assert str(row.published) == "2019-03-09"
    again = send(browser, address + "/facts", **(fields | {"seen": "1"}), then="next")
    assert again.status_code == 303
    assert len(draft_at(study).steps) == 1, "nothing changed: no step"
    last = send(browser, address[:-1] + "2/facts", seen="0", language="en", then="next")
    assert last.headers["Location"] == address.removesuffix("/1")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"published": "yesterday"}, "Not a valid date"),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"language": ""}, "Name the language"),
        ({"title": "x" * 1001}, "1000 characters"),
    ],
    ids=str,
)
def test_facts_that_are_wrong_are_shown_again(
    browser: FlaskClient, study: Study, address: str, fields: dict[str, str], words: str
) -> None:
    given = {"seen": "0", "title": "Kept as typed", "language": "en"} | fields
    page = send(browser, address + "/facts", **given, then="next")
    assert page.status_code == 422
    assert words in page.text
    assert draft_at(study).steps == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_article_is_left_out_and_taken_in_from_its_preview(
    browser: FlaskClient, study: Study, address: str
) -> None:
    fields = {"seen": "0", "title": "Harbour accord signed at dawn", "language": "en"}
    out = send(browser, address + "/facts", **fields, then="leave_out")
    assert out.headers["Location"].endswith("/2")
    assert not draft_at(study).is_wanted
    assert "left out of the import" in browser.get(address).text
    back = send(browser, address + "/facts", **fields, then="take_in")
    assert back.headers["Location"] == address
    assert draft_at(study).is_wanted


def test_a_story_is_suggested_with_its_reason_and_taken(browser: FlaskClient, study: Study) -> None:
    names = (
        "In the old town hall of the harbour, Ilse Maran met Tobin Vale to talk about the boats. "
        "It was said that Tobin Vale had paid for all that came into Port Amaranth by night."
    )
    first = f"Boats paid for\n\n9 March 2019\n\n{names}"
    second = f"Who paid\n\n10 March 2019\n\n{names} Nobody else came."
    stored = begun(browser, ("one.txt", first.encode()), story="The payments")
    send(browser, stored + "/drafts", then="store")
    address = begun(browser, ("two.txt", second.encode())) + "/1"
    page = browser.get(address).text
    assert 'name="use_story" value="The payments"' in page
    assert "1 day apart" in page
    fields = {"seen": "0", "title": "Who paid", "published": "2019-03-10", "language": "en"}
    send(browser, address + "/facts", **fields, use_story="The payments")
    assert draft_at(study).story == "The payments"
    assert "use_story" not in browser.get(address).text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_text_from_right_to_left_is_shown_right(browser: FlaskClient, study: Study) -> None:
    text = "توقيع اتفاق الميناء عند الفجر\n\nقال مساعدان إن الهدنة ستصمد حتى الربيع."
    address = begun(browser, ("a.txt", text.encode()), language="ar") + "/1"
    page = browser.get(address).text
    assert '<ol class="plain paragraphs" id="paragraphs" data-live lang="ar"' in page
    assert '<p class="text" dir="auto">توقيع' in page


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_has_been_stored_can_be_looked_at_but_not_corrected(
    browser: FlaskClient, study: Study, address: str
) -> None:
    send(browser, address.removesuffix("/1") + "/drafts", then="store")
    page = browser.get(address)
    assert page.status_code == 200
    assert "no longer corrected" in page.text
    assert "data-tools" not in page.text
    assert put(browser, address, seen=0, at=2, do="join").status_code == 409
    assert put(browser, f"{IMPORT}/999/1", seen=0, at=2, do="join").status_code == 404
    db.session.commit()
