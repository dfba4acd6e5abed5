"""A paragraph on which people part ways, used as an example; answers that came too late for it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.annotate.test_migrations_rounds import move
from tests.make import (
    NOW,
    TEXTS,
    Study,
    csrf_token,
    make_inquiry,
    make_judgment,
    make_study,
    short_codebook,
    signed_in_client,
)
from tests.review.test_views import PAGE, answer
from workbench.assign.models import Assignment
from workbench.codebook.actions import publish
from workbench.codebook.actions_inquiries import answer as answer_inquiry
from workbench.codebook.actions_inquiries import take_in
from workbench.codebook.queries_drafts import codebook_of, find_draft
from workbench.core.db import db, writing


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def browser(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def example_path(study: Study, paragraph: int = 2) -> str:
    return f"{PAGE}examples/{study.paragraph(paragraph).id}?round={study.round.id}"


def unit_path(study: Study) -> str:
    return f"{PAGE}{study.round.id}/paragraphs/{study.paragraph(2).id}"


def is_said(page: str) -> bool:
    """Whether the note stands that the lead answered something after this was judged."""
    note = re.search(r"<p [^>]*data-later [^>]*>", page)
    assert note is not None
    return " hidden>" not in note[0]


def positive(study: Study) -> tuple[str, ...]:
    db.session.commit()
    draft = find_draft(study.project.id)
    assert draft is not None
    return codebook_of(draft).dimension("frames").values[0].positive


def test_a_disputed_paragraph_becomes_an_example_of_the_draft(
    study: Study, browser: FlaskClient
) -> None:
    answer(study, 0, 2, words="Two aides")
    answer(study, 1, 2)
    path = example_path(study)
    assert path in browser.get(unit_path(study)).text
    form = browser.get(path).text
    assert TEXTS[1] in form
    assert f"start=0&amp;end={len('Two aides')}" in form
    assert ">\r\nTwo aides</textarea>" in browser.get(f"{path}&start=0&end=9").text
    sent = {"about": "frames conflict", "kind": "positive", "text": "Two aides claimed it."}
    answered = browser.post(path, data=sent | {"csrf_token": csrf_token(browser)})
    assert answered.status_code == 303
    assert answered.location.endswith(f"#p{study.paragraph(2).id}")
    assert "Added an example" in browser.get(answered.location).text
    assert positive(study)[-1] == "Two aides claimed it."


def test_an_example_names_nobody_who_is_hidden_and_warns_of_open_work(
    study: Study, browser: FlaskClient
) -> None:
    answer(study, 0, 2, words="aides")
    with writing():
        study.paragraph(2).masks = [[0, len("Two"), "outlet", "by_hand"]]
    form = browser.get(example_path(study)).text
    assert TEXTS[1].replace("Two", "[OUTLET]", 1) in form
    assert TEXTS[1] not in form
    assert "start=9&amp;end=14" in form, "the passage as it stands in what is shown"
    assert ">\r\naides</textarea>" in browser.get(f"{example_path(study)}&start=9&end=14").text
    assert "Not everybody has submitted" in form
    with writing():
        for assignment in db.session.scalars(select(Assignment)):
            assignment.state = "submitted"
    assert "Not everybody has submitted" not in browser.get(example_path(study)).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Give the words"),
        ({"text": "x" * 2_001}, "at most 2,000"),
        ({"about": "frames nothing"}, "Not a valid choice"),
        ({"kind": "neutral"}, "Not a valid choice"),
    ],
)
def test_a_bad_example_gets_a_sentence(
    study: Study, browser: FlaskClient, changes: dict[str, str], words: str
) -> None:
    sent = {"about": "frames conflict", "kind": "positive", "text": "Words."} | changes
    answered = browser.post(example_path(study), data=sent | {"csrf_token": csrf_token(browser)})
    assert answered.status_code == 422
    assert words in answered.text
    db.session.commit()
    assert find_draft(study.project.id) is None


def test_another_projects_paragraph_is_not_there(study: Study, browser: FlaskClient) -> None:
    elsewhere = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    assert browser.get(f"{PAGE}examples/{elsewhere.paragraph().id}").status_code == 404


def test_an_answer_that_came_after_a_judgment_is_said_to_be_later(
    app: Flask, study: Study, browser: FlaskClient
) -> None:
    answer(study, 0, 2, frames=["law"], primary_frame="law")
    answer(study, 1, 2)
    places: list[dict[str, Any]] = [{}, {"dimension": "tone", "value": ""}]
    for place in places:
        asked = make_inquiry(study, **place)
        with writing():
            answer_inquiry(
                study.project.id,
                asked,
                question="Is a quarrel a conflict?",
                text="Only between sides.",
                by=study.lead.id,
                now=NOW + timedelta(hours=1),
            )
    page = browser.get(unit_path(study)).text
    assert page.count("Only between sides.") == 1, "only what this disagreement is about"
    assert "A-01, A-02 had judged before it" in page
    later = NOW + timedelta(days=1)
    with writing():
        publish(study.project.id, short_codebook().model_copy(update={"title": "2"}), now=later)
        take_in(study.project.id, asked - 1)
    move(study)
    assert "A-01, A-02 had judged before it" in browser.get(unit_path(study)).text, (
        "the version holds it"
    )
    annotator = signed_in_client(app, study.annotators[0])
    work = f"/projects/harbour/assignments/{study.assignment().id}/"
    assert is_said(annotator.get(f"{work}?p=2").text)
    sheet = annotator.get(f"{work}codebook").text
    assert sheet.count("data-answered-at") == 2
    assert sheet.count("Only between sides.") == 1, "that of tone, which no version holds"
    make_judgment(study, paragraph=2, base_revision=2, now=later)
    assert not is_said(annotator.get(f"{work}?p=2").text)
