"""`workbench agreement report`: the same report as the page's."""

from __future__ import annotations

import json

import pytest
from click.testing import Result
from flask import Flask

from tests.make import NOW, Study, make_judgment, make_study, signed_in_client
from workbench.assign.actions import open_round
from workbench.core.db import writing
from workbench.projects.actions import create_project

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def study(app: Flask) -> Study:
    """Round 1, in which two have worked, and a newer one that nobody has touched."""
    made = make_study()
    for annotator in (0, 1):
        make_judgment(made, annotator=annotator)
    with writing():
        open_round(
            made.project.id,
            "Round 2",
            version=made.round.codebook_version,
            annotators=made.annotators,
            articles=made.articles,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            now=NOW,
        )
    return made


def run(app: Flask, *arguments: str) -> Result:
    result: Result = app.test_cli_runner().invoke(args=["agreement", "report", *arguments])
    return result


def test_the_newest_round_that_can_be_compared_is_reported(app: Flask, study: Study) -> None:
    result = run(app, "--project", "harbour")
    assert result.exit_code == 0
    assert result.stdout.startswith("Harbour · Round 1 · codebook v1\n")
    assert result.stderr == ""
    assert run(app, "--round", "Round 2").stdout.startswith("Harbour · Round 2 ·")


def test_the_json_is_that_of_the_page(app: Flask, study: Study) -> None:
    result = run(app, "--project", "harbour", "--json")
    page = signed_in_client(app, study.lead).get("/projects/harbour/agreement/report.json")
    assert json.loads(result.stdout) == page.get_json()
    measures = page.get_json()["dimensions"]["frames"]["measures"]
    assert set(measures["krippendorff_alpha_masi"]) == {"value", "why", "interval"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--project", "lagoon"), "no project 'lagoon'"),
        (("--round", "Round 9"), "no round 'Round 9'"),
        (("--nonsense",), "No such option"),
    ],
)
def test_what_is_not_there_is_said(
    app: Flask, study: Study, arguments: tuple[str, ...], reason: str
) -> None:
    result = run(app, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr


def test_without_a_round_there_is_nothing_to_report(app: Flask) -> None:
    with writing():
        create_project("lagoon", "Lagoon", targets=[], now=NOW)
    result = run(app)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no round yet" in result.stderr


def test_csv_and_methods_are_those_of_the_page(app: Flask, study: Study) -> None:
    client = signed_in_client(app, study.lead)
    page = "/projects/harbour/agreement"
    assert run(app, "--csv").stdout == client.get(f"{page}/report.csv").get_data(as_text=True)
    runner = app.test_cli_runner()
    for option, suffix in (((), "txt"), (("--markdown",), "md")):
        printed = runner.invoke(args=["agreement", "methods", *option]).stdout
        response = client.get(f"{page}/methods.{suffix}")
        assert printed == response.get_data(as_text=True)
        assert f"harbour-methods.{suffix}" in response.headers["Content-Disposition"]
    shown = client.get(f"{page}/methods").get_data(as_text=True)
    assert "Two annotators coded 1 article in “Round 1”, a production round" in shown
    assert "The outlet and byline of an article were hidden" in shown


def test_one_format_at_a_time(app: Flask, study: Study) -> None:
    result = run(app, "--csv", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "either --json or --csv" in result.stderr
