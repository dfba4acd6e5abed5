"""The article as a whole: one more unit after its paragraphs, at position 0."""

from __future__ import annotations

import html
import json
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.annotate.test_views import address, submit
from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_judgment,
    make_study,
    rich_codebook,
    signed_in_client,
)
from workbench.annotate import page as pages
from workbench.annotate.models import Judgment
from workbench.core.db import db

LABELS = {"gist": "A deal is signed.", "topics": ["economy"], "mocking": "yes"}
PARAGRAPH = {"frames": ["conflict"], "tone.government": "0", "tone.island": "0", "attributed": "no"}


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(codebook=rich_codebook())


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def save(client: FlaskClient, study: Study, document: Any, revision: int = 0) -> TestResponse:
    headers = {
        "X-CSRF-Token": csrf_token(client),
        "If-Match": f'"{revision}"',
        "Idempotency-Key": str(uuid.uuid4()),
    }
    return client.put(f"{address(study)}/paragraphs/0", json=document, headers=headers)


def finish_paragraphs(study: Study) -> None:
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number, document=make_document(labels=PARAGRAPH))


def test_it_is_saved_and_shown_like_a_paragraph(study: Study, ada: FlaskClient) -> None:
    response = save(ada, study, make_document(labels=LABELS, codebook=1))
    body = response.get_json()
    assert response.status_code == 200
    assert body["document"]["labels"] == LABELS
    assert {"text": "Gist: A deal is signed.", "style": "plain"} in body["chips"]
    assert body["done_count"] == 1
    assert save(ada, study, make_document(labels=LABELS), 1).get_json()["revision"] == 2
    stale = save(ada, study, make_document(labels={}, done=False), 1).get_json()["error"]["details"]
    assert (stale["revision"], stale["document"]["labels"]) == (2, LABELS)
    db.session.commit()
    rows = db.session.scalars(select(Judgment)).all()
    assert [row.paragraph_id for row in rows] == [None]
    assert "A deal is signed." in ada.get(f"{address(study)}/?p=0").get_data(as_text=True)


def test_it_comes_last_and_is_needed_for_submitting(study: Study, ada: FlaskClient) -> None:
    finish_paragraphs(study)
    page = ada.get(f"{address(study)}/").get_data(as_text=True)
    assert 'name="gist"' in page, "the first unit that is not done is shown"
    response = submit(ada, study)
    assert response.status_code == 422
    assert "the article as a whole" in response.get_data(as_text=True)
    make_judgment(study, paragraph=0, document=make_document(labels=LABELS))
    assert submit(ada, study).status_code == 303
    assert "A deal is signed." in ada.get(f"{address(study)}/?p=0").get_data(as_text=True)


def test_the_plain_form_leads_to_it_and_stays_there(study: Study, ada: FlaskClient) -> None:
    sent = {
        "csrf_token": csrf_token(ada),
        "revision": "0",
        "idempotency_key": "key-of-paragraph-3",
        "codebook": "1",
        "action": "done",
        **PARAGRAPH,
    }
    response = ada.post(f"{address(study)}/paragraphs/3", data=sent)
    assert response.headers["Location"].endswith("?p=0#p0")
    whole = {"gist": "", "topics": ["economy"], "mocking": "yes", "idempotency_key": "key-of-0"}
    response = ada.post(f"{address(study)}/paragraphs/0", data=sent | whole)
    assert response.status_code == 422
    assert "Gist: write an answer" in html.unescape(response.get_data(as_text=True))
    response = ada.post(f"{address(study)}/paragraphs/0", data=sent | whole | {"gist": "So"})
    assert response.status_code == 303
    assert response.headers["Location"].endswith("?p=0#p0")
    page = ada.get(f"{address(study)}/?p=0").get_data(as_text=True)
    assert re.search(r'name="mocking"[^>]*checked', page)


def test_what_nobody_answered_shows_its_defaults_and_stores_nothing(
    study: Study, ada: FlaskClient
) -> None:
    page = ada.get(f"{address(study)}/?p=2").get_data(as_text=True)
    work = [json.loads(html.unescape(one)) for one in re.findall(r"data-paragraph='([^']*)'", page)]
    first = next(one for one in work if one["position"] == 2)
    assert first["judgment"]["labels"] == {"tone.government": "0", "tone.island": "0"}
    assert (first["revision"], first["judgment"]["codebook"], first["done"]) == (0, 1, False)
    db.session.commit()
    assert db.session.scalars(select(Judgment)).all() == []


def test_the_article_comes_after_its_paragraphs(app: Flask, study: Study) -> None:
    paragraphs = study.articles[0].paragraphs
    assert pages.choose_active(paragraphs, {}, None, has_whole=True) == 1
    assert pages.choose_active(paragraphs, {}, 0, has_whole=True) == 0
    assert pages.choose_active(paragraphs, {}, 0) == 1
    assert pages.choose_active([], {}, None, has_whole=True) == 0
    assert pages.choose_active([], {}, None) is None
    assert [pages.next_position(paragraphs, p, has_whole=True) for p in (1, 2, 3, 0)] == [
        2,
        3,
        0,
        0,
    ]
    assert pages.next_position(paragraphs, 3) == 3
    assert pages.list_undone(paragraphs, {}, has_whole=True) == [1, 2, 3, 0]
