"""Asking the lead from an article, and the lead's list."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.annotate.test_migrations_rounds import publish_split
from tests.make import (
    NOW,
    TEXTS,
    Study,
    csrf_token,
    make_document,
    make_inquiry,
    make_judgment,
    make_study,
    signed_in_client,
)
from workbench.annotate.models import Judgment
from workbench.codebook.models import Inquiry
from workbench.codebook.queries_drafts import codebook_of, find_draft
from workbench.core.db import db

LIST = "/projects/harbour/codebook/questions"
LATER = NOW + timedelta(days=1)
NOTE = "The other frame would be morality."


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def own_path(study: Study, annotator: int = 0) -> str:
    return f"/projects/harbour/assignments/{study.assignment(annotator).id}/questions"


def put(browser: FlaskClient, path: str, **changes: Any) -> TestResponse:
    asking = {"dimension": "frames", "value": "conflict", "position": 2, "text": "A quarrel?"}
    token = {"X-CSRF-Token": csrf_token(browser)}
    return browser.put(path, json=asking | changes, headers=token)


def send(browser: FlaskClient, path: str, **fields: str) -> TestResponse:
    return browser.post(path, data=fields | {"csrf_token": csrf_token(browser)})


def inquiries() -> list[Inquiry]:
    db.session.commit()
    return list(db.session.scalars(select(Inquiry).order_by(Inquiry.id)))


def test_a_question_is_stored_with_its_paragraph_once(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    first = put(browser, own_path(study))
    assert first.status_code == 200
    assert put(browser, own_path(study)).get_json() == first.get_json()
    assert put(browser, own_path(study), position=0, value="").status_code == 200
    about = [(one.value, one.paragraph_id) for one in inquiries()]
    assert about == [("conflict", study.paragraph(2).id), ("", None)]
    page = browser.get(own_path(study)).text
    assert page.count("A quarrel?") == 2
    assert "Waits for an answer" in page


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"text": ""}, 422),
        ({"text": 7}, 422),
        ({"position": True}, 422),
        ({"position": -1}, 422),
        ({"position": 99}, 404),
        ({"position": 4}, 404),  # furniture
        ({"value": "nothing"}, 422),
        ({"dimension": None}, 422),
    ],
)
def test_a_bad_question_changes_nothing(
    app: Flask, study: Study, changes: dict[str, Any], status: int
) -> None:
    browser = signed_in_client(app, study.annotators[0])
    answered = put(browser, own_path(study), **changes)
    assert answered.status_code == status
    assert answered.get_json()["error"]["message"]
    assert inquiries() == []


def test_a_bad_question_is_refused_in_the_readers_language(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ar"
    refused = put(browser, own_path(study), text=" ")
    assert refused.status_code == 422
    assert refused.get_json()["error"]["message"] == "اكتب \u2068سؤالك\u2069: الحقل فارغ."


def test_asked_words_turn_none_of_ours_around(app: Flask, study: Study) -> None:
    asked = "Does \u202ethis count?"
    make_inquiry(study, text=asked)
    browser = signed_in_client(app, study.annotators[0])
    page = browser.get(f"/projects/harbour/assignments/{study.assignment().id}/codebook").text
    assert f"You asked: <bdi>{asked}</bdi> <small>· waits for an answer</small>" in page


def test_the_work_of_others_is_not_there_to_ask_about(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    assert put(browser, own_path(study, 1)).status_code == 404
    assert send(browser, own_path(study, 1), about="frames", text="x").status_code == 404


def test_the_plain_form_asks_too(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.annotators[0])
    page = browser.get(f"{own_path(study)}?p=2&about=frames conflict").text
    assert '<option selected value="frames conflict">' in page
    wrong = send(browser, own_path(study), about="frames conflict", text="", position="2")
    assert wrong.status_code == 422
    assert "Write your question" in wrong.text
    sent = send(browser, own_path(study), about="frames conflict", text="Why?", position="2")
    assert sent.status_code == 303
    assert "Sent to your lead" in browser.get(sent.location).text
    assert [one.text for one in inquiries()] == ["Why?"]


def test_the_lead_answers_for_everybody_and_into_the_draft(
    app: Flask, study: Study, lead: FlaskClient
) -> None:
    asked = make_inquiry(study, text="Is Ada right?")
    page = lead.get(LIST).text
    for words in ("Is Ada right?", TEXTS[1], "A-01", "on version 1", "Conflict &amp; contest"):
        assert words in page
    assert '<span class="chip">1<span' in lead.get("/projects/harbour/codebook/").text
    fields = {"question": "Is a quarrel a conflict?", "answer": "Only between sides."}
    done = send(lead, f"{LIST}/{asked}", action="answer", add_to_draft="y", **fields)
    assert done.status_code == 303
    assert "all annotators can read it" in lead.get(done.location).text
    draft = find_draft(study.project.id)
    assert draft is not None
    (clarified,) = codebook_of(draft).dimension("frames").values[0].clarifications
    assert (clarified.question, clarified.answer) == tuple(fields.values())
    other = signed_in_client(app, study.annotators[1])
    shown = other.get("/projects/harbour/codebook/").text
    assert "The lead’s answers since version 1" in shown
    assert "Only between sides." in shown
    for hidden in ("Is Ada right?", "A-01", TEXTS[1]):
        assert hidden not in shown


def test_nobody_else_sees_an_open_question(app: Flask, study: Study) -> None:
    make_inquiry(study, text="canary-4711")
    other = signed_in_client(app, study.annotators[1])
    for path in ("/projects/harbour/codebook/", own_path(study, 1)):
        assert "canary-4711" not in other.get(path).text


def test_a_question_is_closed_with_a_reason_and_reopened(
    app: Flask, study: Study, lead: FlaskClient
) -> None:
    asked = make_inquiry(study)
    assert send(lead, f"{LIST}/{asked}", action="close", reason="").status_code == 422
    assert send(lead, f"{LIST}/{asked}", action="shred").status_code == 422
    assert send(lead, f"{LIST}/{asked}", action="close", reason="See the rule.").status_code == 303
    asker = signed_in_client(app, study.annotators[0])
    assert "See the rule." in asker.get(own_path(study)).text
    assert "See the rule." not in asker.get("/projects/harbour/codebook/").text
    assert send(lead, f"{LIST}/{asked}", action="close", reason="Again").status_code == 409
    late = send(lead, f"{LIST}/{asked}", action="answer", question="Mine?", answer="My words.")
    assert late.status_code == 409
    assert "Mine?" in late.text
    assert "My words." in late.text, "to be copied"
    assert send(lead, f"{LIST}/{asked}", action="reopen").status_code == 303
    assert [one.state for one in inquiries()] == ["open"]


def test_what_does_not_fit_the_draft_is_not_half_stored(study: Study, lead: FlaskClient) -> None:
    asked = make_inquiry(study)
    fields = {"question": "Why?", "answer": "x" * 2_001}
    wrong = send(lead, f"{LIST}/{asked}", action="answer", add_to_draft="y", **fields)
    assert wrong.status_code == 422
    assert "At most 2,000 characters" in wrong.text
    assert [one.state for one in inquiries()] == ["open"]
    assert find_draft(study.project.id) is None


def test_an_answer_says_how_many_judgments_it_is_later_than(
    study: Study, lead: FlaskClient
) -> None:
    asked = make_inquiry(study)
    make_judgment(study, paragraph=1, now=NOW - timedelta(days=1))
    make_judgment(study, annotator=1, paragraph=1, now=NOW - timedelta(days=1))
    unfinished = make_document(done=False)
    make_judgment(study, paragraph=2, document=unfinished, now=NOW - timedelta(days=1))
    without = make_document(done=False, labels={"attributed": "no"})
    make_judgment(study, paragraph=3, document=without, now=NOW - timedelta(days=1))
    send(lead, f"{LIST}/{asked}", action="answer", question="Why?", answer="So.")
    page = lead.get(LIST).text
    assert "later than 2 judgments" in page


def test_flags_of_judgments_stand_on_the_list(study: Study, lead: FlaskClient) -> None:
    make_judgment(study, paragraph=2, document=make_document(flag=True, note=NOTE))
    page = lead.get(LIST).text
    assert NOTE in page
    assert "paragraph 2" in page


def test_a_flag_becomes_a_question_of_its_annotator(study: Study, lead: FlaskClient) -> None:
    make_judgment(study, paragraph=2, document=make_document(flag=True, note=NOTE))
    (path,) = re.findall(r'href="([^"]*/codebook/flags/\d+/)"', lead.get(LIST).text)
    form = lead.get(path).text
    assert f">{NOTE}</textarea>" in form.replace("\r\n", "")
    assert TEXTS[1] in form
    wrong = send(lead, path, about="frames nothing", text="Morality?")
    assert wrong.status_code == 422
    assert "Morality?" in wrong.text
    assert inquiries() == []
    assert send(lead, path, about="frames conflict", text="Morality?").status_code == 303
    (asked,) = inquiries()
    assert (asked.membership_id, asked.paragraph_id) == (
        study.annotators[0].id,
        study.paragraph(2).id,
    )
    page = lead.get(LIST).text
    assert "0 flagged" in page
    assert "1 open" in page
    assert lead.get(path).status_code == 404, "it is a question already"
    make_judgment(study, paragraph=2, base_revision=1, document=make_document(flag=True), now=LATER)
    assert "1 flagged" in lead.get(LIST).text, "said again"


def test_what_is_gone_from_the_newest_version_keeps_its_title(
    study: Study, lead: FlaskClient
) -> None:
    make_inquiry(study)
    publish_split(study)
    assert "Conflict &amp; contest (in version 1, not in the newest)" in lead.get(LIST).text


def test_a_flag_of_another_project_is_not_there(study: Study, lead: FlaskClient) -> None:
    elsewhere = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    make_judgment(elsewhere, document=make_document(flag=True))
    flag = db.session.scalars(select(Judgment.id)).one()
    db.session.commit()
    assert lead.get(f"/projects/harbour/codebook/flags/{flag}/").status_code == 404


def test_another_projects_question_cannot_be_answered(study: Study, lead: FlaskClient) -> None:
    elsewhere = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    asked = make_inquiry(elsewhere)
    assert send(lead, f"{LIST}/{asked}", action="reopen").status_code == 404
