"""Questions to the lead and the answers for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.codebook.given import dimension, document
from tests.make import NOW, Study, make_inquiry, make_study
from workbench.codebook.actions import publish
from workbench.codebook.actions_drafts import add_clarification
from workbench.codebook.actions_inquiries import answer, close, reopen, take_in
from workbench.codebook.actions_versions import publish_draft
from workbench.codebook.format import Codebook
from workbench.codebook.models import Inquiry
from workbench.codebook.queries_drafts import get_draft
from workbench.codebook.queries_inquiries import (
    answers_since,
    by_place,
    count_open,
    list_inquiries,
    own_inquiries,
)
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


def settle(study: Study, inquiry_id: int, **changes: str) -> None:
    words = {"question": "Is a quarrel a conflict?", "text": "Only between sides."} | changes
    with writing():
        answer(study.project.id, inquiry_id, by=study.lead.id, now=NOW, **words)


def test_asking_twice_is_asking_once(study: Study) -> None:
    first = make_inquiry(study)
    assert make_inquiry(study, text="  Does a quarrel count?\r\n") == first
    assert make_inquiry(study, annotator=1) != first
    assert make_inquiry(study, value="") != first
    assert count_open(study.project.id) == 3
    assert [one.seat for one in own_inquiries(study.annotators[1].id)] == ["A-02"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " \n"}, "empty"),
        ({"text": "x" * 2_001}, "2,001 characters"),
        ({"text": "a\x00b"}, "control characters"),
        ({"dimension": "nothing"}, "nothing of that name"),
        ({"value": "nothing"}, "nothing of that name"),
        ({"dimension": "tone", "value": "conflict"}, "nothing of that name"),
    ],
)
def test_a_bad_question_gets_a_sentence(study: Study, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        make_inquiry(study, **changes)
    assert db.session.scalar(select(func.count()).select_from(Inquiry)) == 0


def test_an_answer_is_for_everybody_in_the_leads_wording(study: Study) -> None:
    asked = make_inquiry(study)
    assert answers_since(study.project.id, 1) == []
    settle(study, asked)
    (found,) = answers_since(study.project.id, 1)
    assert (found.question, found.answer) == ("Is a quarrel a conflict?", "Only between sides.")
    assert not hasattr(found, "seat")
    assert not hasattr(found, "paragraph_id")
    assert by_place([found]) == {("frames", "conflict"): [found]}
    assert count_open(study.project.id) == 0


def test_what_is_settled_is_settled_until_it_is_reopened(study: Study) -> None:
    asked = make_inquiry(study)
    with writing():
        close(study.project.id, asked, reason="See the rule.", by=study.lead.id, now=NOW)
    with pytest.raises(Conflict, match="closed already"):
        settle(study, asked)
    with writing():
        reopen(study.project.id, asked)
    settle(study, asked)
    with pytest.raises(Conflict, match="answered already"):
        settle(study, asked, text="Another one.")
    (one,) = list_inquiries(study.project.id)
    assert one.answer == "Only between sides."
    for empty in ("question", "text"):
        with pytest.raises(Invalid, match="empty"):
            settle(study, asked, **{empty: ""})


def test_an_answer_stands_beside_the_versions_that_do_not_hold_it(study: Study) -> None:
    asked = make_inquiry(study)
    settle(study, asked)
    later = Codebook.model_validate(document(dimension("frames")))
    with writing():
        version = publish(study.project.id, later, now=NOW + timedelta(days=1))
        inquiry = db.session.get(Inquiry, asked)
        assert inquiry is not None
        inquiry.in_version_id = version.id
    assert len(answers_since(study.project.id, 1)) == 1
    assert answers_since(study.project.id, 2) == []
    with pytest.raises(Conflict, match="published version"), writing():
        reopen(study.project.id, asked)


def test_publishing_takes_in_the_answers_that_the_draft_holds(study: Study) -> None:
    held, aside = make_inquiry(study), make_inquiry(study, value="")
    settle(study, held)
    settle(study, aside, question="What of quotes?", text="They count.")
    project_id = study.project.id
    with writing():
        words = ("Is a quarrel a conflict?", "Only between sides.")
        add_clarification(project_id, "frames", "conflict", *words, now=NOW)
    draft = get_draft(project_id)
    later = NOW + timedelta(days=1)
    with pytest.raises(Conflict, match="No version has been published since"), writing():
        take_in(project_id, aside)
    with writing():
        publish_draft(project_id, draft.revision, against=1, remark="", by=None, now=later)
    assert [one.id for one in answers_since(project_id, 1)] == [held, aside]
    assert [one.id for one in answers_since(project_id, 2)] == [aside]
    with writing():
        take_in(project_id, aside)
    assert answers_since(project_id, 2) == []


def test_another_projects_question_is_not_there(study: Study) -> None:
    elsewhere = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    asked = make_inquiry(study)
    for act in (lambda: settle(elsewhere, asked), lambda: reopen(elsewhere.project.id, asked)):
        with pytest.raises(NotFound):
            act()
    assert list_inquiries(elsewhere.project.id) == []
