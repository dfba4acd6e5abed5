"""A save that was made on another codebook version than the round's: refused, and nothing lost."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.annotate.test_views import address, form_fields, post_form, save
from tests.make import (
    NOW,
    Study,
    make_document,
    make_judgment,
    make_order,
    make_study,
    short_codebook,
    signed_in_client,
)
from workbench.annotate.actions import record_judgment
from workbench.annotate.models import Judgment, Revision
from workbench.assign.actions import submit
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db, writing


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def without_law() -> Codebook:
    """Version 2: the frame `law` is gone, the question `attributed` is called `ascribed`."""
    document = short_codebook().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = json.dumps(document).replace('"attributed"', '"ascribed"')
    changed = json.loads(text)
    frames = changed["dimensions"][0]
    frames["values"] = [value for value in frames["values"] if value["id"] != "law"]
    return Codebook.model_validate(changed)


def move(study: Study) -> CodebookVersion:
    """As a migration does: every judgment gets one more revision, in terms of version 2."""
    with writing():
        version = publish(study.project.id, without_law(), now=NOW)
        study.round.codebook_version_id = version.id
        db.session.add(study.round)
        for judgment in db.session.scalars(select(Judgment)):
            judgment.codebook_version_id = version.id
            judgment.revision += 1
    return version


def parked() -> list[tuple[int, Any]]:
    db.session.commit()
    rows = db.session.scalars(select(Revision).where(Revision.is_parked)).all()
    return [(row.codebook_version_id, json.loads(row.document)) for row in rows]


def test_a_save_says_on_which_version_it_was_made(study: Study, ada: FlaskClient) -> None:
    assert save(ada, study, make_document(codebook=1)).status_code == 200
    version = move(study)
    answers = make_document()["labels"]
    del answers["attributed"]
    again = make_document(codebook=2, labels=answers | {"ascribed": "no"})
    assert save(ada, study, again, revision=2).status_code == 200
    db.session.commit()
    judgment = db.session.scalars(select(Judgment)).one()
    assert (judgment.codebook_version_id, judgment.answered_version_id) == (version.id, version.id)
    revisions = db.session.scalars(select(Revision.codebook_version_id).order_by(Revision.id)).all()
    assert revisions == [version.id - 1, version.id]


def test_a_save_on_the_version_before_is_parked_under_it(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    before = study.round.codebook_version_id
    move(study)
    late = make_document(codebook=1, labels={"frames": ["law"]}, note="late", done=False)
    response = save(ada, study, late, revision=1)
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == (409, "codebook_changed")
    assert "Reload the page" in error["message"]
    details = error["details"]
    assert (details["kept"], details["revision"]) == (True, 2)
    assert details["document"]["codebook"] == 2
    [(version_id, document)] = parked()
    assert version_id == before
    assert (document["labels"]["frames"], document["note"]) == (["law"], "late")
    answered = db.session.scalars(select(Judgment.answered_version_id)).all()
    assert answered == [before], "what was refused is no answer"


@pytest.mark.parametrize(
    "document",
    [
        make_document(codebook=1),
        make_document(codebook=1, labels={"frames": ["astrology"]}),
        make_document(codebook=3),
        make_document(codebook="1"),
        make_document(codebook=True),
        make_document(codebook=[1]),
    ],
)
def test_what_the_log_cannot_keep_the_browser_keeps(
    study: Study, ada: FlaskClient, document: Any
) -> None:
    """Nothing is stored of that paragraph yet, or it is no judgment on any version."""
    move(study)
    response = save(ada, study, document)
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == (409, "codebook_changed")
    assert error["details"]["kept"] is False
    assert "kept in this browser" in error["message"]
    assert db.session.scalars(select(Judgment)).all() == []


def test_a_page_that_names_no_version_is_taken_at_its_word(study: Study, ada: FlaskClient) -> None:
    move(study)
    response = save(ada, study, make_document())
    assert response.status_code == 422
    assert "does not ask 'attributed'" in response.get_data(as_text=True)


def test_after_submitting_that_is_the_reason(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    with writing():
        submit(study.assignment(), now=NOW)
    move(study)
    response = save(ada, study, make_document(codebook=1, note="late"), revision=1)
    assert response.get_json()["error"]["code"] == "submitted"
    assert [document["note"] for _, document in parked()] == ["late"]


def test_a_move_between_reading_and_storing_is_noticed(study: Study) -> None:
    """Also for a paragraph without a judgment, whose revision could not tell."""
    order = make_order(study)
    move(study)
    with writing():
        saved = record_judgment(order, now=NOW)
    assert (saved.outcome, saved.is_kept) == ("outdated", False)
    assert db.session.scalars(select(Judgment)).all() == []


def test_the_plain_form_keeps_what_can_be_kept(study: Study, ada: FlaskClient) -> None:
    make_judgment(study, document=make_document(note="first"))
    fields = form_fields(ada, study) | {"codebook": "1", "frames": ["law", "economy"]}
    fields |= {"primary_frame": "law", "note": "typed"}
    before = study.round.codebook_version_id
    move(study)
    response = post_form(ada, study, fields)
    page = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 409
    assert '<span data-state="trouble">Not saved</span>' in page
    assert "another version of the codebook" in page
    assert "typed" in page
    assert re.search(r'value="economy"[^>]*checked', page)
    assert 'name="codebook" value="2"' in page
    [(version_id, document)] = parked()
    assert version_id == before
    assert (document["labels"]["frames"], document["note"]) == (["law", "economy"], "typed")
    again = fields | {"codebook": "2", "frames": ["economy"], "ascribed": "no"}
    del again["primary_frame"]  # `law` stands nowhere on the page any more
    for name in ("revision", "idempotency_key"):
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
        assert found is not None
        again[name] = found.group(1)
    assert post_form(ada, study, again).status_code == 303
    assert "typed" in ada.get(f"{address(study)}/?p=1").get_data(as_text=True)
