"""A gate in front of a round, through the routes that an annotator would try, in both databases."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.home.test_query_counts import counting
from tests.make import (
    NOW,
    csrf_token,
    make_document,
    make_study,
    signed_in_client,
)
from tests.training.given import Lesson, make_lesson
from workbench.annotate.models import Judgment
from workbench.assign.actions import lock_assignment
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.core.errors import Forbidden
from workbench.projects.actions import add_member
from workbench.training.actions_gates import lift_gate, set_gate
from workbench.training.actions_learning import begin_test, hand_in, under_way
from workbench.training.scoring import Share


@pytest.fixture
def lesson(app: Flask) -> Lesson:
    return make_lesson()


@pytest.fixture
def ada(app: Flask, lesson: Lesson) -> FlaskClient:
    return signed_in_client(app, lesson.study.annotators[0])


def gate(lesson: Lesson) -> None:
    with writing():
        set_gate(lesson.study.project.id, lesson.set.id, lesson.work.id, now=NOW)


def take_test(lesson: Lesson, *, share: float, annotator: int = 0) -> None:
    place = (lesson.study.project.id, lesson.set.id, lesson.study.annotators[annotator].id)
    with writing():
        begin_test(*place, now=NOW)
        hand_in(under_way(*place), [Share("frames", "Frames", 1, share, 1.0)], now=NOW)


def own_work(lesson: Lesson, annotator: int = 0) -> Assignment:
    """The assignment in the round that a gate can be in front of."""
    return db.session.scalars(
        select(Assignment).where(
            Assignment.round_id == lesson.work.id,
            Assignment.membership_id == lesson.study.annotators[annotator].id,
        )
    ).one()


def address(lesson: Lesson) -> str:
    return f"/projects/harbour/assignments/{own_work(lesson).id}/"


def save(browser: FlaskClient, path: str, *, revision: int = 0, position: int = 1) -> TestResponse:
    sent = {
        "X-CSRF-Token": csrf_token(browser),
        "If-Match": f'"{revision}"',
        "Idempotency-Key": str(uuid.uuid4()),
    }
    return browser.put(f"{path}paragraphs/{position}", json=make_document(), headers=sent)


def count_judgments() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(Judgment)) or 0


def test_the_save_is_refused_until_the_test_is_passed(lesson: Lesson, ada: FlaskClient) -> None:
    path = address(lesson)
    gate(lesson)
    refused = save(ada, path)
    assert refused.status_code == 403
    assert refused.get_json()["error"]["code"] == "gated"
    assert "once you have passed its test" in refused.get_json()["error"]["message"]
    take_test(lesson, share=0.0)
    assert save(ada, path).status_code == 403
    take_test(lesson, share=1.0, annotator=1)  # of somebody else
    assert save(ada, path).status_code == 403
    assert count_judgments() == 0
    take_test(lesson, share=1.0)
    assert save(ada, path).status_code == 200
    assert count_judgments() == 1


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("GET", ""),
        ("GET", "?p=1"),
        ("GET", "codebook"),
        ("GET", "skip"),
        ("POST", "skip"),
        ("POST", "take-back"),
        ("POST", "show"),
        ("POST", "submit"),
        ("POST", "paragraphs/1"),
    ],
)
def test_every_way_into_the_article_is_shut(
    lesson: Lesson, ada: FlaskClient, method: str, route: str
) -> None:
    path = address(lesson)
    gate(lesson)
    sent = {"csrf_token": csrf_token(ada), "reason": "other", "note": "No.", "revision": "0"}
    sent |= {"idempotency_key": str(uuid.uuid4()), "action": "save"}
    answer = ada.open(path + route, method=method, data=sent if method == "POST" else None)
    assert answer.status_code == 403
    page = answer.get_data(as_text=True)
    assert "once you have passed its test" in page
    assert "They rise in May." not in page
    assert count_judgments() == 0
    assert own_work(lesson).state == "open"
    # The control: the same without the gate.
    with writing():
        lift_gate(lesson.study.project.id, lesson.set.id, lesson.work.id)
    sent["csrf_token"] = csrf_token(ada)
    answer = ada.open(path + route, method=method, data=sent if method == "POST" else None)
    assert answer.status_code in {200, 303, 422}


def test_what_was_answered_before_stays_and_what_was_submitted_can_be_read(
    lesson: Lesson, ada: FlaskClient
) -> None:
    path = address(lesson)
    assert save(ada, path).status_code == 200
    gate(lesson)
    assert count_judgments() == 1
    assert ada.get(path).status_code == 403
    with writing():
        db.session.get_one(Assignment, own_work(lesson).id).state = "submitted"
    assert ada.get(path).status_code == 200


def test_my_articles_say_what_is_waited_for(lesson: Lesson, ada: FlaskClient) -> None:
    gate(lesson)
    page = ada.get("/projects/harbour/work").get_data(as_text=True)
    assert "once you have passed the test of" in page
    assert f"/projects/harbour/training/learn/{lesson.set.id}/" in page
    assert address(lesson) not in page
    take_test(lesson, share=1.0)
    page = ada.get("/projects/harbour/work").get_data(as_text=True)
    assert "once you have passed the test of" not in page
    assert address(lesson) in page


def test_after_an_article_the_way_does_not_lead_into_a_closed_round(
    lesson: Lesson, ada: FlaskClient
) -> None:
    read = f"/projects/harbour/assignments/{lesson.study.assignment().id}/"
    assert address(lesson) in ada.get(read).get_data(as_text=True)
    gate(lesson)
    assert address(lesson) not in ada.get(read).get_data(as_text=True)


def test_leads_are_not_gated(lesson: Lesson, app: Flask) -> None:
    gate(lesson)
    lead = signed_in_client(app, lesson.study.lead)
    for path in ("progress", "disagreements/", f"training/{lesson.set.id}/gates"):
        assert lead.get(f"/projects/harbour/{path}?round={lesson.work.id}").status_code == 200


def test_other_rounds_and_newcomers(lesson: Lesson) -> None:
    """A gate closes its own round alone, and to whoever comes into it later."""
    gate(lesson)
    study = lesson.study
    elsewhere = study.assignment()
    with writing():
        db.session.get_one(Assignment, elsewhere.id).state = "open"
        db.session.flush()
        assert lock_assignment(elsewhere.id, elsewhere.membership_id) == "open"
        person = study.lead.person
        assert person is not None
        member = make_newcomer(lesson)
        closed = db.session.scalars(
            select(Assignment).where(Assignment.membership_id == member)
        ).one()
        with pytest.raises(Forbidden):
            lock_assignment(closed.id, member)


def make_newcomer(lesson: Lesson) -> int:
    """One more annotator with the gated round's article; the membership's id."""
    from workbench.accounts.actions import add_person

    member = add_member(
        lesson.study.project, add_person("Cleo Marsh", now=NOW), "annotator", seat="A-09"
    )
    article_id = own_work(lesson).article_id
    db.session.add(
        Assignment(
            round_id=lesson.work.id, membership_id=member.id, article_id=article_id, position=1
        )
    )
    db.session.flush()
    return member.id


def test_a_save_asks_no_more_of_the_database_with_gates_than_without(app: Flask) -> None:
    """The gate is looked for within the statement that locks the assignment anyway."""
    plain = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    browser = signed_in_client(app, plain.annotators[0])
    path = f"/projects/lagoon/assignments/{plain.assignment().id}/"
    assert save(browser, path).status_code == 200
    with counting() as without:
        assert save(browser, path, revision=1).status_code == 200
    lesson = make_lesson()
    gate(lesson)
    take_test(lesson, share=1.0)
    ada = signed_in_client(app, lesson.study.annotators[0])
    assert save(ada, address(lesson)).status_code == 200
    own = address(lesson)
    with counting() as gated:
        assert save(ada, own, revision=1).status_code == 200
    assert len(gated) == len(without)
    assert sum("round_gate" in statement for statement in without) == 1
    # The one that asks is the one that was there before: it locks the assignment.
    asking = next(statement for statement in without if "round_gate" in statement)
    assert "assignment.state" in asking
