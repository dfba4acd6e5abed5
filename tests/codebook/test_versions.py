"""Publishing the draft, the history of versions, and what changed between them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.make import NOW, Study, csrf_token, make_study, short_codebook, signed_in_client
from workbench.codebook.actions import publish
from workbench.codebook.actions_drafts import start_draft
from workbench.codebook.format import Codebook, canonical_json, digest
from workbench.codebook.models import CodebookDraft, CodebookStep, CodebookVersion, Inquiry
from workbench.codebook.queries_versions import way_to_draft
from workbench.core.db import db, writing

CODEBOOK = "/projects/harbour/codebook"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def edited(**changes: object) -> Codebook:
    document = short_codebook().model_dump(by_alias=True)
    document["dimensions"][0].update({"title": "Angles"} | changes)
    return Codebook.model_validate(document)


def draft(study: Study, codebook: Codebook | None = None) -> CodebookDraft:
    """A draft with one change and its step, renamed values in its lineage."""
    with writing():
        made = start_draft(study.project.id, now=NOW)
        db.session.add(
            CodebookStep(
                project_id=study.project.id,
                revision=1,
                document=made.document,
                lineage={},
                said="Renamed.",
            )
        )
        targets = Codebook.model_validate_json(made.document).targets
        wanted = (codebook or edited()).model_copy(update={"targets": targets})
        made.document, made.revision = canonical_json(wanted), 2
        # A question that was added and taken away again leaves a trace that says nothing.
        made.lineage = {
            "dimensions": {"unheard": ""},
            "values": {"frames": {"power": ["power", "economy"]}, "unheard": {"a": []}},
        }
    return made


def ask(study: Study, state: str, **more: object) -> Inquiry:
    version = study.round.codebook_version_id
    asked = Inquiry(
        project_id=study.project.id,
        version_id=version,
        dimension="frames",
        value="",
        membership_id=study.annotators[0].id,
        text="Which?",
        wording="Which?",
        asked_at=NOW,
        state=state,
        **more,
    )
    with writing():
        db.session.add(asked)
    return asked


def send(lead: FlaskClient, **fields: object) -> tuple[int, str]:
    form = {"csrf_token": csrf_token(lead), "revision": 2, "against": 1, "remark": " Why not. "}
    answer = lead.post(f"{CODEBOOK}/publish", data=form | fields)
    return answer.status_code, answer.get_data(as_text=True)


def versions() -> list[CodebookVersion]:
    db.session.commit()
    return list(db.session.scalars(select(CodebookVersion).order_by(CodebookVersion.number)))


def test_publishing_freezes_the_draft_and_ends_it(study: Study, lead: FlaskClient) -> None:
    held = {"question": "Which?", "answer": "This one."}
    draft(study, edited(clarifications=[held]))
    open_, answered = ask(study, "open"), ask(study, "answered", answer="This one.")
    page = lead.get(f"{CODEBOOK}/publish").get_data(as_text=True)
    assert "Angles" in page
    assert "1 answered question" in page
    assert send(lead, remark=" Why\r\nnot.\x00 ")[0] == 303
    new = versions()[1]
    assert (new.number, new.remark, new.published_by_id) == (2, "Why\nnot.", study.lead.id)
    assert new.lineage == {"values": {"frames": {"power": ["power", "economy"]}}}
    assert db.session.scalars(select(CodebookDraft)).all() == []
    assert db.session.scalars(select(CodebookStep)).all() == []
    for asked in (open_, answered):
        db.session.refresh(asked)
    assert (open_.in_version_id, answered.in_version_id) == (None, new.id)


def test_a_draft_that_gave_up_its_targets_is_compared_so(study: Study) -> None:
    made = draft(study)
    with writing():
        bare = Codebook.model_validate_json(made.document).model_copy(update={"targets": ()})
        made.document = canonical_json(bare)
    way = way_to_draft(study.project.id, made)
    assert way is not None
    assert (bool(way.old.targets), way.new.targets) == (True, ())


def test_of_two_leads_one_looks_again(study: Study, lead: FlaskClient) -> None:
    draft(study)
    status, page = send(lead, revision=1)
    assert status == 409
    assert "changed meanwhile" in page
    assert "Why not." in page, "the remark is not lost"
    with writing():
        publish(study.project.id, edited(rule="Other."), now=NOW)
    status, page = send(lead)
    assert status == 409
    assert "published meanwhile" in page
    status, _ = send(lead, against=2)
    assert status == 303
    assert versions()[2].lineage == {}, "it was about version 1"


def test_a_draft_with_gaps_or_without_change_is_not_published(
    study: Study, lead: FlaskClient
) -> None:
    draft(study, edited(values=[], title="Angles"))
    assert "disabled" in lead.get(f"{CODEBOOK}/publish").get_data(as_text=True)
    status, page = send(lead)
    assert status == 422
    assert "no values yet" in page
    with writing():
        made = db.session.get_one(CodebookDraft, study.project.id)
        made.document = versions()[0].document
    assert send(lead)[0] == 422
    assert send(lead, revision="x")[0] == 422
    assert send(lead, remark="x" * 3000)[0] == 422
    assert len(versions()) == 1


def test_the_history_says_who_and_which_rounds_to_leads_only(
    app: Flask, study: Study, lead: FlaskClient
) -> None:
    draft(study)
    send(lead)
    annotator = signed_in_client(app, study.annotators[0])
    pages = [one.get(f"{CODEBOOK}/history").get_data(as_text=True) for one in (lead, annotator)]
    for page in pages:
        assert "Why not." in page
        assert versions()[1].sha256[:12] in page
    assert ["Lena Ortiz (" in page or "(Lena Ortiz)" in page for page in pages] == [True, False]
    assert ["Round 1" in page for page in pages] == [True, False]


def test_the_difference_shows_both_texts(study: Study, lead: FlaskClient) -> None:
    draft(study)
    send(lead)
    page = lead.get(f"{CODEBOOK}/2/difference").get_data(as_text=True)
    assert re.search(r"<del>.*Frames", page)
    assert re.search(r"<ins>.*Angles", page)
    assert "merged" in page
    turned = lead.get(f"{CODEBOOK}/1/difference?against=2").get_data(as_text=True)
    assert "From version 1 to version 2" in turned
    for nowhere in (
        "1/difference",
        "2/difference?against=2",
        "3/difference",
        "2/difference?against=9",
    ):
        assert lead.get(f"{CODEBOOK}/{nowhere}").status_code == 404


def test_a_version_without_targets_of_its_own_had_those_of_the_project(
    study: Study, lead: FlaskClient
) -> None:
    with writing():  # as an older workbench stored it
        first = db.session.get_one(CodebookVersion, study.round.codebook_version_id)
        first.document, first.sha256 = canonical_json(short_codebook()), digest(short_codebook())
        other = {"targets": [{"id": "union", "title": "the union"}]}
        publish(study.project.id, short_codebook().replacing(**other), now=NOW)
    page = lead.get(f"{CODEBOOK}/2/difference").get_data(as_text=True)
    assert "1 removed" in page
    assert "the government" in page
    assert "1 added" in page


def test_titles_are_text(study: Study, lead: FlaskClient) -> None:
    draft(study, edited(title="<script>alert(1)</script>"))
    assert "<script>alert" not in lead.get(f"{CODEBOOK}/publish").get_data(as_text=True)
    send(lead)
    assert "<script>alert" not in lead.get(f"{CODEBOOK}/2/difference").get_data(as_text=True)
