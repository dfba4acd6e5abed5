"""The page of one question: every figure, and the way to the paragraphs behind it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.agreement.test_views import compared_study
from tests.make import Study, signed_in_client
from workbench.agreement.calculating import calculate
from workbench.agreement.tables import read_table

QUESTIONS = "/projects/harbour/agreement/questions/"


@pytest.fixture
def study(app: Flask) -> Study:
    return compared_study()


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def test_the_report_leads_to_it(lead: FlaskClient) -> None:
    page = lead.get("/projects/harbour/agreement/").text
    address = re.search(r'href="([^"]*questions/tone.government[^"]*)"', page)
    assert address is not None
    answer = lead.get(address[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Tone · the government" in answer.text


def test_a_scale_has_measures_pairs_confusions_and_annotators(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government").text
    for words in (
        "Gwet&#39;s AC2, quadratic",
        "Weighted kappa, linear",
        "A-01|A-02",
        "Steps above",
    ):
        assert words in page
    # A said -1, 0, 1 and B 1, 0, 1: two steps apart on one of three paragraphs.
    assert "-0.67" in page
    assert "+0.67" in page


def test_a_confusion_leads_to_its_paragraphs(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government").text
    links = re.findall(r'href="([^"]*between=[^"]*)"', page)
    assert len(links) == 2, "one pair of values, both ways"
    there = lead.get(links[0].replace("&amp;", "&")).text
    assert "1 of 3 paragraphs" in there
    assert "between these two values" in there
    none = lead.get("/projects/harbour/disagreements/?question=tone.government&between=0|1").text
    assert "Nobody differs" in none


@pytest.mark.parametrize("key", ["frames", "sourcing"])
def test_sets_and_passages_have_theirs(lead: FlaskClient, key: str) -> None:
    page = lead.get(f"{QUESTIONS}{key}").text
    assert "Which values are taken for which" not in page
    assert ("Krippendorff&#39;s alpha, MASI" if key == "frames" else "F1 of pairs, exact") in page


@pytest.mark.parametrize("key", ["none", "frames.x"])
def test_a_question_without_figures_is_not_there(lead: FlaskClient, key: str) -> None:
    assert lead.get(QUESTIONS + key).status_code == 404


def test_annotators_do_not_see_it(app: Flask, study: Study) -> None:
    ada = signed_in_client(app, study.annotators[0])
    assert ada.get(f"{QUESTIONS}frames").status_code == 403


def test_where_it_holds_is_told_by_kind_and_place(lead: FlaskClient) -> None:
    page = lead.get(f"{QUESTIONS}tone.government").text
    assert "By kind of paragraph" in page
    assert "By place in the article" in page
    assert "By outlet" not in page, "there is one outlet only"


@pytest.mark.parametrize(
    ("key", "level", "measure"),
    [
        ("tone.government", "ordinal", "krippendorff_alpha"),
        ("frames", "set", "krippendorff_alpha_masi"),
        ("sourcing", "spans", "u_alpha"),
    ],
)
def test_the_matrix_gives_the_calculator_the_same_figure(
    lead: FlaskClient, key: str, level: str, measure: str
) -> None:
    answer = lead.get(f"{QUESTIONS}{key}/matrix")
    assert "attachment" in answer.headers["Content-Disposition"]
    found = calculate(read_table(answer.data, level))
    report = lead.get("/projects/harbour/agreement/report.json").get_json()
    there = report["dimensions"][key]
    assert found["measures"][measure]["value"] == there["measures"][measure]["value"]
    assert found["n_units_paired"] == there["n_units_paired"]
