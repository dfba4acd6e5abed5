"""The report's page, file and command on a real database."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.counting import count_queries
from tests.make import (
    Study,
    another_round,
    make_document,
    make_judgment,
    make_person,
    make_study,
    signed_in_client,
)
from workbench.assign.actions import submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.opening import Opening
from workbench.core.db import writing
from workbench.projects.actions import add_member, create_project

PAGE = "/projects/harbour/agreement/"
DISAGREEMENTS = "/projects/harbour/disagreements/"


def answer(study: Study, annotator: int, paragraph: int, **labels: Any) -> None:
    document = make_document()
    document["labels"] = document["labels"] | labels
    make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)


def compared_study() -> Study:
    """Three paragraphs by two annotators, who part ways once over tone."""
    study = make_study()
    for paragraph, tone in ((1, "-1"), (2, "0"), (3, "1")):
        answer(study, 0, paragraph, **{"tone.government": tone})
        answer(study, 1, paragraph, **{"tone.government": "1" if paragraph == 1 else tone})
    return study


def test_the_page_shows_each_question_with_its_figures(app: Flask) -> None:
    study = compared_study()
    page = signed_in_client(app, study.lead).get(PAGE)
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "2 annotators · 1 article · 3 paragraphs, 3 of them finished by two or more" in text
    for title in ("Frames", "Main frame", "Tone · the government", "Sourcing"):
        assert title in text
    # Frames were always the same: no figure, but the reason.
    assert "Without variation" in text
    assert f"/projects/harbour/disagreements/?round={study.round.id}" in text


def test_percent_agreement_opens_to_the_compared_that_differ(app: Flask) -> None:
    study = make_study()
    for annotator, frame, tone in ((0, "power", "1"), (1, "conflict", "0")):
        chosen = {"frames": [frame], "primary_frame": frame}
        answer(study, annotator, 1, **chosen)
        answer(study, annotator, 2, **{"tone.government": tone})
    client = signed_in_client(app, study.lead)
    links = re.findall(r'href="([^"]*differ=anyhow[^"]*)"', client.get(PAGE).text)
    shown = {address: client.get(address.replace("&amp;", "&")).text for address in links}
    for question, value, n in (
        ("tone.government", "", 1),
        ("frames", "", 1),
        ("primary_frame", "", 1),
        ("frames", "value=power", 1),
        ("frames", "value=economy", 0),
    ):
        [page] = [
            text
            for address, text in shown.items()
            if f"/questions/{question}/" in address
            and (value in address if value else "value=" not in address)
        ]
        assert f"{n} paragraph{'' if n == 1 else 's'} · " in page


def test_page_file_and_command_say_the_same(app: Flask) -> None:
    study = compared_study()
    client = signed_in_client(app, study.lead)
    document = client.get(f"{PAGE}report.json?round={study.round.id}").get_json()
    rows = document["report"]["rows"]
    tone = next(row for row in rows if row["title"] == "Tone · the government")
    # Two grades of each of -1, 0, 1 at most; -1 1 | 0 0 | 1 1: mid-ranks .5, 2, 4.5.
    expected = 1 - (2 * 16 / 6) / (2 * (2 * 2.25 + 3 * 16 + 6 * 6.25) / (6 * 5))
    assert tone["estimate"]["value"] == pytest.approx(expected)
    assert tone["percent"]["pooled"] == pytest.approx(2 / 3)
    command = ["agreement", "report", "--project", "harbour", "--round", "Round 1"]
    runner = app.test_cli_runner()
    assert json.loads(runner.invoke(args=[*command, "--json"]).stdout) == document
    shown = f"{expected:.2f}".replace("0.", ".")
    assert shown in client.get(PAGE).get_data(as_text=True)
    table = runner.invoke(args=command).stdout
    line = next(line for line in table.splitlines() if line.startswith("Tone · the government "))
    assert shown in line.split()


def test_the_command_names_the_rounds_there_are(app: Flask) -> None:
    make_study()
    result = app.test_cli_runner().invoke(
        args=["agreement", "report", "--project", "harbour", "--round", "Round 9"]
    )
    assert result.exit_code == 2
    assert "“Round 1”" in result.stderr


def test_one_annotator_is_told_kindly(app: Flask) -> None:
    study = make_study()
    make_judgment(study)
    text = signed_in_client(app, study.lead).get(PAGE).get_data(as_text=True)
    assert "Only one annotator has finished paragraphs" in text
    assert "<table" not in text


def test_the_newest_round_that_can_be_compared_comes_first(app: Flask) -> None:
    """In the newer round one annotator has finished and the other has only begun."""
    study = compared_study()
    newer = another_round(study)
    make_judgment(newer)
    make_judgment(newer, annotator=1, document=make_document(done=False))
    client = signed_in_client(app, study.lead)
    assert current_round(client.get(PAGE)) == "Round 1"
    assert "selected>Round 1<" in client.get(DISAGREEMENTS).get_data(as_text=True)
    asked = client.get(f"{PAGE}?round={newer.round.id}")
    assert current_round(asked) == "Round 2"
    assert "Only one annotator has finished" in asked.get_data(as_text=True)
    make_judgment(newer, annotator=1, base_revision=1)
    assert current_round(client.get(PAGE)) == "Round 2"
    assert "selected>Round 2<" in client.get(DISAGREEMENTS).get_data(as_text=True)


def current_round(page: Any) -> str:
    rounds = re.search(r'aria-label="Rounds".*?</nav>', page.get_data(as_text=True), re.DOTALL)
    return re.search(r'aria-current="page">([^<]+)<', rounds[0])[1]


def test_a_round_of_another_project_does_not_exist(app: Flask) -> None:
    study, other = make_study(), make_study("elsewhere", annotators=("Cy Dane",), lead="Di Eck")
    client = signed_in_client(app, study.lead)
    for page in (PAGE, f"{PAGE}report.json", DISAGREEMENTS):
        assert client.get(f"{page}?round={other.round.id}").status_code == 404
        assert client.get(f"{page}?round={study.round.id}").status_code == 200


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}report.json", DISAGREEMENTS])
def test_annotators_and_strangers_are_kept_out(app: Flask, page: str) -> None:
    study = compared_study()
    assert signed_in_client(app, study.annotators[0]).get(page).status_code == 403
    assert signed_in_client(app, make_person("Eve Fall")).get(page).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_work(app: Flask) -> None:
    study = make_study()
    client = signed_in_client(app, study.lead)
    counted: set[int] = set()
    for paragraph in (1, 2, 3):
        answer(study, 0, paragraph)
        answer(study, 1, paragraph, attributed="yes")
        counted.add(count_queries(client, PAGE))
    assert len(counted) == 1


def test_a_row_says_how_it_moved_since_the_round_before(app: Flask) -> None:
    study = compared_study()
    newer = another_round(study)
    for paragraph, tone in ((1, "-1"), (2, "0"), (3, "1")):
        for annotator in (0, 1):
            answer(newer, annotator, paragraph, **{"tone.government": tone})
    client = signed_in_client(app, study.lead)

    def tone_row(opened_id: int) -> dict[str, Any]:
        report = client.get(f"{PAGE}report.json?round={opened_id}").get_json()["report"]
        found: dict[str, Any] = next(r for r in report["rows"] if r["question"].startswith("tone"))
        return found

    before, now = tone_row(study.round.id), tone_row(newer.round.id)
    assert before["change"] is None
    assert now["change"]["round"] == "Round 1"
    assert now["change"]["before"] == before["estimate"]["value"]
    assert now["change"]["difference"] == pytest.approx(1 - before["estimate"]["value"])
    shown = client.get(PAGE).get_data(as_text=True)
    assert "▲ " in shown
    assert "in Round 1" in shown


def test_the_methods_say_when_a_round_was_unsealed_and_what_came_later(app: Flask) -> None:
    study = compared_study()
    client = signed_in_client(app, study.lead)

    def methods() -> str:
        return " ".join(client.get(f"{PAGE}methods.txt").get_data(as_text=True).split())

    assert "opened to discussion" not in methods()
    day = datetime(2026, 9, 3, 12, tzinfo=UTC)
    with writing():
        submit(study.assignment(0), now=day - timedelta(hours=1))
        open_to_annotators(study.project.id, study.round.id, Opening(has_discussion=True), now=day)
    with_one_open = methods()
    assert "On 3 September 2026 the round was opened to discussion or rulings" in with_one_open
    assert "Of 2 assignments, 1 had not been submitted by then" in with_one_open
    with writing():
        submit(study.assignment(1), now=day + timedelta(days=1))
        # The day stays, whatever is closed again.
        open_to_annotators(study.project.id, study.round.id, Opening(), now=day + timedelta(days=2))
    assert methods() == with_one_open
    with writing():
        study.assignment(1).submitted_at = day
    assert "had not been submitted by then" not in methods()
    assert "On 3 September 2026" in methods()


@pytest.mark.parametrize("page", ["report.csv", "methods", "methods.txt", "methods.md"])
def test_without_a_round_there_is_no_file(app: Flask, page: str) -> None:
    study = make_study()
    with writing():
        empty = create_project("lagoon", "Lagoon", targets=(), now=study.round.created_at)
        assert study.lead.person is not None
        add_member(empty, study.lead.person, "lead", seat="L-01")
    client = signed_in_client(app, study.lead)
    assert client.get(f"/projects/lagoon/agreement/{page}").status_code == 404
    assert client.get(f"{PAGE}{page}").status_code == 200
    if page.startswith("methods"):
        assert "Nobody has finished a paragraph" in client.get(PAGE + page).get_data(as_text=True)
