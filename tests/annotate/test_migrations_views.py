"""The lead's pages for moving a round, through the client."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.annotate.test_migrations_rounds import publish_split, version_of
from tests.make import (
    NOW,
    Study,
    csrf_token,
    make_judgment,
    make_study,
    short_codebook,
    signed_in_client,
)
from workbench.codebook.actions import publish
from workbench.codebook.format import Codebook
from workbench.core.db import writing


@pytest.fixture
def study(app: Flask) -> Study:
    study = make_study()
    make_judgment(study)
    return study


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def address(study: Study) -> str:
    return f"/projects/harbour/rounds/{study.round.id}/codebook/"


def plan_in(page: str) -> dict[str, Any]:
    found = re.search(r'name="plan" value="([^"]*)"', page)
    assert found, page
    plan: dict[str, Any] = json.loads(html.unescape(found[1]))
    return plan


def post(lead: FlaskClient, path: str, **fields: Any) -> Any:
    return lead.post(path, data={"csrf_token": csrf_token(lead), **fields})


def counts(page: str) -> list[int]:
    return [int(one) for one in re.findall(r"<dd>(\d+)</dd>", page)]


def test_without_a_later_version_there_is_nothing_to_choose(
    study: Study, lead: FlaskClient
) -> None:
    page = lead.get(address(study)).text
    assert "no later version" in page
    assert "<select" not in page


def test_choices_are_previewed_then_moved_then_taken_back(study: Study, lead: FlaskClient) -> None:
    publish_split(study)
    page = lead.get(address(study)).text
    assert counts(page) == [1, 0, 0, 1, 0]
    assert re.search(r'name="value.frames.conflict"', page)
    chosen = {"value.frames.conflict": "clash", "plan": json.dumps(plan_in(page)), "to": 2}
    page = post(lead, f"{address(study)}preview", **chosen).text
    assert counts(page) == [1, 0, 1, 0, 0]
    assert version_of(study) == 1, "looking moves nothing"
    sent = {"from": 1, "to": 2, "plan": json.dumps(plan_in(page))}
    assert post(lead, f"{address(study)}move", **sent).status_code == 303
    assert version_of(study) == 2
    assert post(lead, f"{address(study)}move", **sent).status_code == 409
    page = lead.get(address(study)).text
    (undo,) = re.findall(r'href="([^"]*/undo/\d+)"', page)
    assert counts(lead.get(undo).text) == [1, 0, 0, 0, 0, 0]
    assert post(lead, undo).status_code == 303
    assert version_of(study) == 1
    assert post(lead, undo).status_code == 409
    assert "taken back" in lead.get(address(study)).text


def test_choices_that_were_not_shown_are_shown_before_they_count(
    study: Study, lead: FlaskClient
) -> None:
    publish_split(study)
    plan = plan_in(lead.get(address(study)).text)
    sent = {"from": 1, "to": 2, "plan": json.dumps(plan), "value.frames.conflict": "clash"}
    answer = post(lead, f"{address(study)}move", **sent)
    assert answer.status_code == 409
    assert "not what had been shown" in answer.text
    assert counts(answer.text) == [1, 0, 1, 0, 0]
    assert version_of(study) == 1
    sent["plan"] = json.dumps(plan_in(answer.text))
    assert post(lead, f"{address(study)}move", **sent).status_code == 303
    assert version_of(study) == 2


def test_a_removed_question_can_become_a_new_one(study: Study, lead: FlaskClient) -> None:
    document = short_codebook().model_dump(by_alias=True)
    tone = document["dimensions"][2]
    tone.update({"id": "mood", "title": "Something quite else", "question": "", "rule": ""})
    with writing():
        publish(study.project.id, Codebook.model_validate(document), now=NOW)
    page = lead.get(address(study)).text
    plan = plan_in(page)
    assert plan["dimensions"]["tone"] == ""
    assert "becomes “Something quite else”" in page
    sent = {"to": 2, "plan": json.dumps(plan), "dimension.tone": "mood"}
    page = post(lead, f"{address(study)}preview", **sent).text
    assert plan_in(page)["values"]["tone"]["-1"] == "-1", "values are preset by their ids"
    assert counts(page) == [1, 0, 1, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"to": "2"},
        {"to": "x", "plan": "{}"},
        {"to": "2", "plan": "{"},
        {"to": "2", "plan": "[]"},
        {"to": "2", "plan": '{"dimensions": {"frames": 3}}'},
        {"to": "²", "plan": "{}"},
    ],
)
def test_forms_that_do_not_fit_are_refused(
    study: Study, lead: FlaskClient, wrong: dict[str, str]
) -> None:
    publish_split(study)
    for action in ("preview", "move"):
        answer = post(lead, f"{address(study)}{action}", **{"from": "1"} | wrong)
        assert answer.status_code == 422
    assert version_of(study) == 1


def test_only_later_versions_of_the_own_project(study: Study, lead: FlaskClient) -> None:
    publish_split(study)
    page = lead.get(address(study))
    plan = json.dumps(plan_in(page.text))
    assert lead.get(f"{address(study)}?to=9").status_code == 404
    for to in (1, 9):
        sent = {"from": 1, "to": to, "plan": plan}
        assert post(lead, f"{address(study)}move", **sent).status_code == 404
    assert lead.get(f"/projects/harbour/rounds/{study.round.id + 9}/codebook/").status_code == 404


def test_values_that_are_no_choice_are_refused(study: Study, lead: FlaskClient) -> None:
    publish_split(study)
    plan = plan_in(lead.get(address(study)).text)
    plan["values"]["frames"]["conflict"] = "nonsense"
    sent = {"from": 1, "to": 2, "plan": json.dumps(plan)}
    assert post(lead, f"{address(study)}move", **sent).status_code == 422
