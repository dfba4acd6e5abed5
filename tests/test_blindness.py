"""An annotator finds no trace of another annotator, wherever they look."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.make import (
    NOW,
    Study,
    another_round,
    make_comment,
    make_document,
    make_inquiry,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from tests.review.test_discussions import rule_on
from tests.test_access import World, stored_upload
from workbench.assign.actions import reopen, submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.opening import Opening
from workbench.core.db import db, writing
from workbench.corpus.models import Upload

#: Planted by the other annotator: a note, a rare label, a marked passage, a name.
CANARY_NOTE = "canary-note-7f3k"
CANARY_NAME = "Zephyrine Quillfeather"


def plant(study: Study, annotator: int) -> None:
    """This annotator labels every paragraph with things nobody else would, and asks the lead."""
    make_inquiry(study, annotator=annotator, text=f"{CANARY_NOTE}?")
    for number in (1, 2, 3):
        words = study.paragraph(number).text.split()[0]
        make_judgment(
            study,
            annotator=annotator,
            paragraph=number,
            document=make_document(
                labels={
                    "frames": ["identity", "morality"],
                    "primary_frame": "morality",
                    "tone.government": "2",
                    "attributed": "yes",
                },
                spans=[make_span(study.paragraph(number).text, words, "content")],
                note=CANARY_NOTE,
                flag=True,
            ),
        )


def visible(response: TestResponse) -> str:
    """Everything a browser receives, without what differs from request to request."""
    text = response.get_data(as_text=True)
    text = re.sub(r'(name="csrf-token" content=|name="csrf_token"[^>]*value=)"[^"]*"', "", text)
    text = re.sub(r'name="idempotency_key"[^>]*value="[^"]*"', "", text)
    text = re.sub(r'"csrf":\s*"[^"]*"', "", text)
    headers = "\n".join(f"{k}: {v}" for k, v in response.headers if k != "Set-Cookie")
    return f"{response.status_code}\n{headers}\n{text}"


def everything(app: Flask, browser: FlaskClient, study: Study) -> dict[str, str]:
    """What somebody gets from every GET route, and from both annotators' articles."""
    upload = db.session.scalar(select(Upload)) or stored_upload(study)
    crawl = World(app, study, study, upload)
    pages = {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "accounts.link":
            path = crawl.path(rule)
            pages[path] = visible(browser.get(path))
    for annotator in (0, 1):
        address = f"/projects/{study.project.slug}/assignments/{study.assignment(annotator).id}/"
        for path in (address, *(f"{address}?p={number}&q=frames" for number in (0, 1, 3, 99))):
            pages[path] = visible(browser.get(path))
    pages["/no-such-page"] = visible(browser.get("/no-such-page"))
    return pages


@pytest.mark.parametrize(("me", "other"), [(0, 1), (1, 0)])
def test_pages_are_the_same_whether_the_other_has_labelled_or_not(
    app: Flask, me: int, other: int
) -> None:
    names = ["Ada Quist", "Ada Quist"]
    names[other] = CANARY_NAME
    study = make_study(annotators=names)
    make_judgment(study, annotator=me, paragraph=1)
    browser = signed_in_client(app, study.annotators[me])
    before = everything(app, browser, study)
    plant(study, other)
    after = everything(app, browser, study)
    assert after == before
    seat = study.annotators[other].seat
    for path, page in after.items():
        for canary in (CANARY_NOTE, CANARY_NAME, seat, 'value="morality" checked'):
            assert canary not in page, f"{canary} on {path}"


@pytest.mark.parametrize("reopened", [False, True])
def test_where_the_round_shows_others_nothing_is_shown_before_submitting(
    app: Flask, reopened: bool
) -> None:
    """Three others hand in canaries; the pages of who has not are the same to the byte."""
    names = ["Ada Quist", CANARY_NAME, "Ben Okoro", "Cleo Marsh"]
    study = make_study(annotators=names, shows_others=True)
    for number in (1, 2, 3):
        make_judgment(study, annotator=0, paragraph=number)
    browser = signed_in_client(app, study.annotators[0])
    if reopened:
        hand_in(study, 0)
        with writing():
            reopen(study.assignment(0))
    before = everything(app, browser, study)
    for other in (1, 2, 3):
        plant(study, other)
        hand_in(study, other)
    after = everything(app, browser, study)
    assert after == before
    for path, page in after.items():
        for canary in (CANARY_NOTE, CANARY_NAME, "How the others saw it", "others.css"):
            assert canary not in page, f"{canary} on {path}"
    # The control: the same crawl a moment later, after submitting. Names and notes stay away.
    hand_in(study, 0)
    shown = "\n".join(everything(app, browser, study).values())
    assert "3 other annotators have submitted" in shown
    assert "3 of 3" in shown
    for canary in (CANARY_NOTE, CANARY_NAME, study.annotators[1].seat):
        assert canary not in shown


@pytest.mark.parametrize("how", ["not submitted", "closed", "elsewhere"])
def test_of_a_discussion_nobody_finds_a_trace_before_it_is_open_to_them(
    app: Flask, how: str
) -> None:
    """Others and the lead talk about all there is, and call who must not know of it.

    Who has not submitted; who has, in a round that opens no discussions; and who has the same text
    still to answer in another round: their pages are the same to the byte.
    """
    names = ["Ada Quist", CANARY_NAME, "Ben Okoro"]
    study = make_study(annotators=names)
    for annotator in (0, 1, 2):
        for number in (1, 2, 3):
            make_judgment(study, annotator=annotator, paragraph=number)
    hand_in(study, 1)
    open_discussions(study, has_discussion=how != "closed")
    if how != "not submitted":
        hand_in(study, 0)
    again = another_round(study) if how == "elsewhere" else study
    browser = signed_in_client(app, study.annotators[0])
    before = everything(app, browser, study)
    for number in (1, 2, 3):
        make_comment(study, f"@A-01 @all @lead {CANARY_NOTE}", paragraph=number)
        if how != "closed" and how != "elsewhere":
            make_comment(study, CANARY_NOTE, by=study.annotators[1], paragraph=number)
    rule_on(study, 1, CANARY_NOTE)
    after = everything(app, browser, study)
    assert after == before
    for path, page in after.items():
        for canary in (CANARY_NOTE, CANARY_NAME):
            assert canary not in page, f"{canary} on {path}"
    # The control: the same crawl once it is open to them. Names and seats stay away.
    open_discussions(study, has_discussion=True)
    for own in (study, again):
        hand_in(own, 0)
    shown = "\n".join(everything(app, browser, study).values())
    assert CANARY_NOTE in shown
    assert "you are called" in shown
    for canary in (CANARY_NAME, study.annotators[1].seat, study.lead.seat):
        assert canary not in shown


def open_discussions(study: Study, *, has_discussion: bool) -> None:
    opening = Opening(has_discussion=has_discussion)
    with writing():
        open_to_annotators(study.project.id, study.round.id, opening, now=NOW)


def hand_in(study: Study, annotator: int) -> None:
    with writing():
        submit(study.assignment(annotator), now=NOW)


def test_the_crawl_would_notice(app: Flask) -> None:
    """The control: the same crawl by somebody who may see finds every canary."""
    study = make_study(annotators=["Ada Quist", CANARY_NAME])
    make_judgment(study, annotator=0, paragraph=1)
    browser = signed_in_client(app, study.lead)
    before = everything(app, browser, study)
    plant(study, 1)
    after = everything(app, browser, study)
    assert after != before
    text = "\n".join(after.values())
    for canary in (CANARY_NOTE, CANARY_NAME, study.annotators[1].seat):
        assert canary in text


def test_a_save_tells_nothing_of_others(app: Flask) -> None:
    from tests.annotate.test_views import save

    study = make_study(annotators=["Ada Quist", CANARY_NAME])
    plant(study, 1)
    browser = signed_in_client(app, study.annotators[0])
    answer = save(browser, study, make_document())
    assert answer.get_json()["revision"] == 1
    assert answer.get_json()["done_count"] == 1
    for canary in (CANARY_NOTE, CANARY_NAME, "morality"):
        assert canary not in visible(answer)
