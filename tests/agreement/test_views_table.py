"""The calculator in the browser, and the page of published examples."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Study, make_study, signed_in_client

ADDRESS = "/projects/harbour/agreement/table"
TABLE = "unit,Ada,Ben\n1,a,a\n2,b,b\n3,a,b\n4,b,b\n"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture(params=["annotator", "lead"])
def member(request: pytest.FixtureRequest, app: Flask, study: Study) -> FlaskClient:
    who = study.lead if request.param == "lead" else study.annotators[0]
    return signed_in_client(app, who)


def hand_in(client: FlaskClient, **given: Any) -> Any:
    page = client.get(ADDRESS).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(ADDRESS, data={"csrf_token": token, "level": "", **given})


def test_every_member_gets_the_figures_of_a_file(member: FlaskClient) -> None:
    answer = hand_in(member, file=(io.BytesIO(TABLE.encode()), "table.csv"))
    assert answer.status_code == 200
    assert "4 units, 4 compared, 2 annotators" in answer.text
    # By hand: n_a = 3, n_b = 5, one of four pairs differs: 1 - 7 * 2 / (2 * 15).
    assert "0.533" in answer.text


def test_a_pasted_table_comes_as_json_too(member: FlaskClient) -> None:
    answer = hand_in(member, pasted=TABLE, **{"as": "json"})
    assert answer.json["measures"]["krippendorff_alpha"]["value"] == pytest.approx(1 - 14 / 30)
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file, or paste a table."),
        ({"pasted": "unit,a,b\n1,x,y\n1,x,x\n"}, "Line 3: the unit &#39;1&#39; stands in the"),
        ({"pasted": "unit,a,b\n1,x,y\n", "level": "interval"}, "is not a number"),
        ({"pasted": "unit,a,b\n1,x,y\n", "level": "vague"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said(
    member: FlaskClient, given: dict[str, str], sentence: str
) -> None:
    answer = hand_in(member, **given)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_strangers_see_neither_page(app: Flask, study: Study) -> None:
    for path in (ADDRESS, "/projects/harbour/agreement/examples"):
        assert app.test_client().get(path).status_code == 302


def test_the_examples_are_computed_and_agree(member: FlaskClient) -> None:
    page = member.get("/projects/harbour/agreement/examples").text
    assert "106 worked examples" in page
    assert "All agree within" in page
    assert "<strong>no</strong>" not in page


def test_an_example_that_comes_out_wrong_is_shown(
    member: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.agreement.views_table.compute", lambda example: 0.4711)
    page = member.get("/projects/harbour/agreement/examples").text
    assert "do not rely on the figures" in page
