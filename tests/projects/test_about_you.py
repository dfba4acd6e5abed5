"""Annotators say something about themselves, or do not; leads learn of groups alone."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.make import NOW, Study, csrf_token, make_study, signed_in_client
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid
from workbench.projects.actions_background import (
    add_background,
    answer_background,
    remove_background,
)
from workbench.projects.background import MOST_QUESTIONS
from workbench.projects.models_background import BackgroundAnswer, BackgroundQuestion
from workbench.projects.queries_background import groupings, own_background

ABOUT = "/projects/harbour/about-you"
PEOPLE = [f"Person {letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(annotators=PEOPLE)


def ask(study: Study, title: str = "Your side") -> int:
    with writing():
        return add_background(study.project.id, title, ["left", "right"], now=NOW).id


def say(study: Study, annotator: int, chosen: dict[int, int]) -> None:
    person_id = study.annotators[annotator].person_id
    assert person_id is not None
    with writing():
        answer_background(person_id, study.project.id, chosen, now=NOW)


def post(client: FlaskClient, path: str, **fields: str) -> tuple[int, str]:
    answer = client.post(path, data=fields | {"csrf_token": csrf_token(client)})
    return answer.status_code, answer.text


def stored() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(BackgroundAnswer)) or 0


def test_nothing_is_stored_without_consent(app: Flask, study: Study) -> None:
    asked = ask(study)
    ada = signed_in_client(app, study.annotators[0])
    status, page = post(ada, ABOUT, **{f"q{asked}": "2"})
    assert status == 422
    assert "Nothing is stored without your consent" in page
    assert re.search(r'checked[^>]*value="2"', page), "what was chosen is still there"
    assert stored() == 0
    assert post(ada, ABOUT, **{f"q{asked}": "2"}, consent="y")[0] == 303
    assert stored() == 1
    assert re.search(r'checked[^>]*value="2"', ada.get(ABOUT).text)


def test_answers_are_changed_left_open_and_taken_back(app: Flask, study: Study) -> None:
    first, second = ask(study), ask(study, "Your age")
    ada = signed_in_client(app, study.annotators[0])
    say(study, 1, {first: 1})
    post(ada, ABOUT, **{f"q{first}": "1", f"q{second}": "2"}, consent="y")
    post(ada, ABOUT, **{f"q{first}": "2", f"q{second}": ""}, consent="y")
    person_id = study.annotators[0].person_id
    assert person_id is not None
    db.session.commit()
    assert own_background(person_id, study.project.id) == {first: 2}
    assert post(ada, f"{ABOUT}/withdraw")[0] == 303
    assert stored() == 1, "those of the others stay"


def test_an_answer_that_is_not_offered_is_refused(app: Flask, study: Study) -> None:
    asked = ask(study)
    ada = signed_in_client(app, study.annotators[0])
    assert post(ada, ABOUT, **{f"q{asked}": "3"}, consent="y")[0] == 422
    with pytest.raises(Invalid):
        say(study, 0, {asked + 1: 1})
    assert stored() == 0


def test_whoever_is_erased_takes_the_answers_along(study: Study) -> None:
    asked = ask(study)
    say(study, 0, {asked: 1})
    say(study, 1, {asked: 1})
    with writing():
        db.session.delete(study.annotators[0].person)
    assert stored() == 1
    with writing():
        remove_background(study.project.id, asked)
    assert stored() == 0


def test_groups_are_of_those_who_answered_and_sit_there(study: Study) -> None:
    asked = ask(study)
    seats = [one.seat for one in study.annotators]
    for number in range(9):
        say(study, number, {asked: 1 if number < 5 else 2})
    [found] = groupings(study.project.id, seats)
    assert (found.title, found.groups) == ("Your side", {})
    say(study, 9, {asked: 2})
    [found] = groupings(study.project.id, seats)
    assert found.groups == {"left": frozenset(seats[:5]), "right": frozenset(seats[5:10])}
    [found] = groupings(study.project.id, seats[:9])
    assert found.groups == {}, "one of them has not judged here"


def test_the_lead_asks_counts_and_removes(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    path = "/projects/harbour/background"
    assert post(lead, path, title="Your side", choices="left")[0] == 422
    assert post(lead, path, title="Your side", choices="left\nright\nneither")[0] == 303
    status, page = post(lead, path, title="Your  side ", choices="yes\nno")
    assert status == 409
    assert "asked already" in page
    say(study, 0, {first_asked(): 3})
    page = lead.get(path).text
    assert "1 of 12 annotators have answered" in page
    assert study.annotators[0].seat not in page
    assert post(lead, f"{path}/{first_asked()}/remove")[0] == 303
    assert stored() == 0


def first_asked() -> int:
    db.session.commit()
    return db.session.scalars(select(BackgroundQuestion.id)).one()


def test_there_is_an_end_of_asking(study: Study) -> None:
    for number in range(MOST_QUESTIONS):
        ask(study, f"Question {number}")
    with pytest.raises(Conflict):
        ask(study, "Question 0")
    with pytest.raises(Invalid):
        ask(study, "One more")


def test_my_articles_lead_there_once_something_is_asked(app: Flask, study: Study) -> None:
    ada = signed_in_client(app, study.annotators[0])
    assert "About you" not in ada.get("/projects/harbour/work").text
    ask(study)
    assert ABOUT in ada.get("/projects/harbour/work").text
    arabic = ada.get(ABOUT, headers={"Accept-Language": "ar"}).text
    assert "لا تُعرض أبدًا بحسب الشخص" in arabic


def test_no_export_and_no_report_has_them(app: Flask, study: Study) -> None:
    say(study, 0, {ask(study, "Favourite dish"): 1})
    lead = signed_in_client(app, study.lead)
    for path in ("export/judgments.jsonl", "progress", "agreement/report.json"):
        answer = lead.get(f"/projects/harbour/{path}")
        assert "Favourite dish" not in answer.text
