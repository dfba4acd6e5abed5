"""The annotation page and its save, through the client."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_draft,
    make_judgment,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.annotate.models import Judgment, Revision
from workbench.assign.actions import reopen
from workbench.core.db import db, writing
from workbench.corpus.drafts import ParagraphDraft


def address(study: Study, annotator: int = 0, article: int = 0) -> str:
    assignment = study.assignment(annotator, article)
    return f"/projects/{study.project.slug}/assignments/{assignment.id}"


def save(
    client: FlaskClient,
    study: Study,
    document: Any,
    *,
    paragraph: int = 1,
    revision: int = 0,
    key: str | None = None,
    headers: dict[str, str] | None = None,
) -> TestResponse:
    """Save as the page's script does."""
    position = study.paragraph(paragraph).position
    sent = {
        "X-CSRF-Token": csrf_token(client),
        "If-Match": f'"{revision}"',
        "Idempotency-Key": key or str(uuid.uuid4()),
    }
    url = f"{address(study)}/paragraphs/{position}"
    return client.put(url, json=document, headers=sent | (headers or {}))


def count_judgments() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(Judgment)) or 0


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def test_the_page_shows_the_whole_article_with_one_paragraph_active(
    study: Study, ada: FlaskClient
) -> None:
    page = ada.get(f"{address(study)}/?p=2").get_data(as_text=True)
    for number in (1, 2, 3):
        assert study.paragraph(number).text in page
    assert page.count('aria-current="step"') == 1
    assert page.index('aria-current="step"') < page.index(study.paragraph(2).text)


def test_a_save_answers_with_revision_time_and_document(study: Study, ada: FlaskClient) -> None:
    text = study.paragraph(2).text
    answers = make_document()["labels"] | {"attributed": "yes"}
    document = make_document(labels=answers, spans=[make_span(text, "Two aides")])
    response = save(ada, study, document, paragraph=2)
    body = response.get_json()
    assert response.status_code == 200
    assert body["revision"] == 1
    assert body["document"] == document | {"codebook": 1}
    assert body["done_count"] == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body["saved_at"])
    assert {"text": "Conflict & contest ★", "style": "frame", "dot": "1"} in body["chips"]
    page = ada.get(f"{address(study)}/?p=2").get_data(as_text=True)
    assert "Sourcing: 1 passage" in page


def test_done_is_counted_once_however_often_it_is_saved(study: Study, ada: FlaskClient) -> None:
    assert save(ada, study, make_document()).get_json()["done_count"] == 1
    assert save(ada, study, make_document(), revision=1).get_json()["done_count"] == 1
    undone = make_document(done=False)
    assert save(ada, study, undone, revision=2).get_json()["done_count"] == 0


def test_a_stale_save_gets_409_with_the_stored_version(study: Study, ada: FlaskClient) -> None:
    save(ada, study, make_document(note="first"))
    response = save(ada, study, make_document(note="second"))
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == (409, "conflict")
    assert error["details"]["revision"] == 1
    assert error["details"]["document"]["note"] == "first"
    db.session.commit()
    parked = db.session.scalars(select(Revision.document).where(Revision.is_parked)).all()
    assert [json.loads(document)["note"] for document in parked] == ["second"]


def test_a_save_on_a_judgment_that_is_gone_gets_409_with_a_blank_one(
    study: Study, ada: FlaskClient
) -> None:
    response = save(ada, study, make_document(), revision=2)
    details = response.get_json()["error"]["details"]
    assert response.status_code == 409
    assert (details["revision"], details["document"]["labels"]) == (0, {})
    assert save(ada, study, make_document(), revision=0).status_code == 200


def test_an_invalid_save_gets_422_and_stores_nothing(study: Study, ada: FlaskClient) -> None:
    response = save(ada, study, make_document(labels={}))
    problems = response.get_json()["error"]["details"]["problems"]
    assert response.status_code == 422
    assert [p["question"] for p in problems] == ["frames", "tone.government", "attributed"]
    assert count_judgments() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"If-Match": ""},
        {"If-Match": '"-1"'},
        {"If-Match": '"99999999999999999999"'},
        {"Idempotency-Key": ""},
        {"Idempotency-Key": "x" * 65},
        {"Idempotency-Key": "a b c d e f g"},
    ],
)
def test_a_save_without_its_headers_is_refused(
    study: Study, ada: FlaskClient, headers: dict[str, str]
) -> None:
    assert save(ada, study, make_document(), headers=headers).status_code == 422
    assert count_judgments() == 0


def test_a_save_without_csrf_token_is_refused(study: Study, ada: FlaskClient) -> None:
    response = save(ada, study, make_document(), headers={"X-CSRF-Token": "made up"})
    assert response.status_code == 403
    assert response.get_json()["error"]["code"] == "csrf"
    assert count_judgments() == 0


def test_a_signed_out_save_gets_401_as_json_and_can_be_repeated(
    app: Flask, study: Study, ada: FlaskClient
) -> None:
    key = str(uuid.uuid4())
    assert save(app.test_client(), study, make_document(), key=key).status_code == 401
    assert count_judgments() == 0
    assert save(ada, study, make_document(), key=key).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff",
        b"9" * 5000,
        b"NaN",
        b"[" * 100_000,
        b'{"labels": {}, "note": "\\ud83d"}',
    ],
)
def test_a_body_that_is_no_judgment_is_refused_politely(
    study: Study, ada: FlaskClient, body: bytes
) -> None:
    url = f"{address(study)}/paragraphs/{study.paragraph(1).position}"
    headers = {
        "X-CSRF-Token": csrf_token(ada),
        "If-Match": '"0"',
        "Idempotency-Key": str(uuid.uuid4()),
    }
    response = ada.put(url, data=body, content_type="application/json", headers=headers)
    assert response.status_code in {400, 422}
    assert response.get_json()["error"]["message"]
    assert count_judgments() == 0


def test_furniture_and_unknown_paragraphs_cannot_be_judged(study: Study, ada: FlaskClient) -> None:
    for position in (4, 0, 99):
        url = f"{address(study)}/paragraphs/{position}"
        headers = {
            "X-CSRF-Token": csrf_token(ada),
            "If-Match": "0",
            "Idempotency-Key": str(uuid.uuid4()),
        }
        assert ada.put(url, json=make_document(), headers=headers).status_code == 404


def form_fields(client: FlaskClient, study: Study, paragraph: int = 1) -> dict[str, Any]:
    """The hidden fields of the page's form, and answers that complete the judgment."""
    page = client.get(f"{address(study)}/?p={study.paragraph(paragraph).position}")
    html = page.get_data(as_text=True)
    hidden = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
        for name in ("revision", "idempotency_key")
    }
    return {
        "csrf_token": csrf_token(client),
        **{name: match.group(1) for name, match in hidden.items() if match},
        "spans": "[]",
        "frames": ["law"],
        "tone.government": "1",
        "attributed": "no",
        "note": "",
        "action": "done",
    }


def post_form(
    client: FlaskClient, study: Study, fields: dict[str, Any], paragraph: int = 1
) -> TestResponse:
    position = study.paragraph(paragraph).position
    return client.post(f"{address(study)}/paragraphs/{position}", data=fields)


def test_without_scripts_the_form_saves_and_leads_on(study: Study, ada: FlaskClient) -> None:
    response = post_form(ada, study, form_fields(ada, study))
    assert response.status_code == 303
    assert response.headers["Location"].endswith("?p=2#p2")
    page = ada.get(f"{address(study)}/?p=1").get_data(as_text=True)
    assert re.search(r'value="law"[^>]*checked', page)


def test_without_scripts_passages_are_marked_by_their_words_and_removed(
    study: Study, ada: FlaskClient
) -> None:
    fields = form_fields(ada, study, 2) | {
        "attributed": "yes",
        "mark.sourcing.source": "Two aides",
        "mark.sourcing.cue": "claimed",
    }
    assert post_form(ada, study, fields, 2).status_code == 303
    page = ada.get(f"{address(study)}/?p=2").get_data(as_text=True)
    assert "Sourcing: 2 passages" in page
    spans = [make_span(study.paragraph(2).text, words) for words in ("Two aides", "claimed")]
    fields = form_fields(ada, study, 2) | {
        "attributed": "yes",
        "spans": json.dumps(spans),
        "unmark": "0",
    }
    assert post_form(ada, study, fields, 2).status_code == 303
    assert "Sourcing: 1 passage" in ada.get(f"{address(study)}/?p=2").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mark.sourcing.source": "Three aides"}, "do not stand in this paragraph"),
        ({"mark.sourcing.source": "e"}, "copy some more words"),
        ({"frames": []}, "choose an answer"),
        ({"frames": ["none", "law"]}, "stands alone"),
        ({"frames": ["astrology"]}, "could not be read"),
        ({"spans": "{"}, "could not be read"),
        ({"revision": "x"}, "could not be read"),
    ],
)
def test_without_scripts_faults_are_named_and_what_was_typed_stays(
    study: Study, ada: FlaskClient, changes: dict[str, Any], words: str
) -> None:
    fields = form_fields(ada, study, 2) | {"note": "my long note"} | changes
    response = post_form(ada, study, fields, 2)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert words in page
    assert "my long note" in page
    assert count_judgments() == 0


def test_without_scripts_a_conflict_keeps_both_and_saving_again_decides(
    study: Study, ada: FlaskClient
) -> None:
    fields = form_fields(ada, study)
    make_judgment(study, document=make_document(note="from the other tab"))
    response = post_form(ada, study, fields | {"note": "mine"})
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Another tab" in page
    assert "mine" in page
    again = fields | {"note": "mine"}
    for name in ("revision", "idempotency_key"):
        match = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
        assert match is not None
        again[name] = match.group(1)
    assert post_form(ada, study, again).status_code == 303
    assert "mine" in ada.get(f"{address(study)}/?p=1").get_data(as_text=True)


def test_going_back_and_sending_an_old_form_again_loses_nothing(
    study: Study, ada: FlaskClient
) -> None:
    fields = form_fields(ada, study)
    assert post_form(ada, study, fields).status_code == 303
    assert post_form(ada, study, fields).status_code == 303  # a double click
    response = post_form(ada, study, fields | {"note": "added after going back"})
    assert response.status_code == 409
    assert "added after going back" in response.get_data(as_text=True)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Revision)) == 1


def finish(study: Study, annotator: int = 0) -> None:
    for number in (1, 2, 3):
        make_judgment(study, annotator=annotator, paragraph=number)


def submit(
    client: FlaskClient, study: Study, annotator: int = 0, **fields: str | None
) -> TestResponse:
    """Hand in; the hidden outlet was not recognised unless the fields say so (None: no field)."""
    sent = {"csrf_token": csrf_token(client), "recognised": "no"} | fields
    given = {name: text for name, text in sent.items() if text is not None}
    return client.post(f"{address(study, annotator)}/submit", data=given)


def test_an_unfinished_article_cannot_be_submitted(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    response = submit(ada, study)
    assert response.status_code == 422
    assert "2 paragraphs are not done yet" in response.get_data(as_text=True)


def test_submitting_closes_the_article_and_lifts_the_mask(study: Study, ada: FlaskClient) -> None:
    finish(study)
    before = ada.get(f"{address(study)}/").get_data(as_text=True)
    for hidden in ("The Slipway", "Mara Lund", "Sign up for our letter"):
        assert hidden not in before
    assert submit(ada, study).status_code == 303
    after = ada.get(f"{address(study)}/").get_data(as_text=True)
    for shown in ("The Slipway", "Mara Lund", "Sign up for our letter"):
        assert shown in after
    response = save(ada, study, make_document(note="late"), revision=1)
    assert response.status_code == 409
    assert response.get_json()["error"]["code"] == "submitted"
    assert submit(ada, study).status_code == 303  # pressed twice


def test_after_reopening_a_save_says_that_the_outlet_was_seen(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    submit(ada, study)
    db.session.expire_all()
    with writing():
        reopen(study.assignment())
    assert save(ada, study, make_document(note="again"), revision=1).status_code == 200
    db.session.commit()
    seen = db.session.execute(
        select(Judgment.paragraph_id, Judgment.saw_outlet).order_by(Judgment.paragraph_id)
    )
    assert [saw for _, saw in seen] == [True, False, False]


def test_a_masked_page_holds_no_line_that_is_not_annotated(app: Flask) -> None:
    kinds = ("caption", "byline", "metadata", "boilerplate")
    furniture = [
        ParagraphDraft(f"The Slipway, {kind}", kind, annotatable=False, note="") for kind in kinds
    ]
    draft = make_draft()
    draft = replace(draft, paragraphs=(*draft.paragraphs, *furniture))
    study = make_study(drafts=[draft])
    ada = signed_in_client(app, study.annotators[0])
    assert "The Slipway" not in ada.get(f"{address(study)}/").get_data(as_text=True)


def test_an_unmasked_round_shows_the_outlet(app: Flask) -> None:
    study = make_study(mask=False)
    ada = signed_in_client(app, study.annotators[0])
    page = ada.get(f"{address(study)}/").get_data(as_text=True)
    assert "The Slipway" in page


@pytest.mark.parametrize("premarks", [False, True])
def test_premarks_are_shown_only_where_the_round_has_them(app: Flask, premarks: bool) -> None:
    study = make_study(premarks=premarks)
    client = signed_in_client(app, study.annotators[0])
    page = client.get(f"{address(study)}/?p=2").get_data(as_text=True)
    rules = {str(mark[3]) for mark in study.paragraph(2).premarks}
    assert rules
    assert any(rule in page for rule in rules) is premarks


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hints", [False, True])
def test_hints_are_shown_only_where_the_round_asks_for_them(app: Flask, hints: bool) -> None:
    study = make_study(premarks=True, texts=[["Title", "The so-called regime is corrupt."]])
    study.round.has_hints = hints
    db.session.commit()
    client = signed_in_client(app, study.annotators[0])
    page = client.get(f"{address(study)}/?p=2").get_data(as_text=True)
    assert "distancing_word" in page
    assert ("loaded_word" in page) is hints


def test_markup_in_a_text_stays_text(app: Flask) -> None:
    hostile = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7 * 7 }}"
    study = make_study(texts=[[hostile, hostile]])
    ada = signed_in_client(app, study.annotators[0])
    make_judgment(study, document=make_document(note=hostile))
    page = ada.get(f"{address(study)}/").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert "&lt;script&gt;" in page
