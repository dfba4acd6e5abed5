"""The challenge file: complete, true to the day, and the same on paper and for programs."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import count_queries
from tests.make import (
    NOW,
    Study,
    make_comment,
    make_document,
    make_judgment,
    make_span,
    make_study,
    short_codebook,
    signed_in_client,
)
from tests.review.test_discussions import rule_on
from workbench.annotate.models import Revision
from workbench.assign.actions import skip, submit
from workbench.codebook.actions import publish
from workbench.core.db import db, writing
from workbench.review.challenge import concerned
from workbench.review.challenge_json import checksum


@pytest.fixture
def study(app: Flask) -> Study:
    """One says conflict, one power with a passage and a note; one is not done, one has skipped."""
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh", "Dov Brand"])
    text = study.paragraph(2).text
    other = make_document()["labels"] | {"frames": ["power"], "primary_frame": "power"}
    span = make_span(text, "Two aides")
    told = other | {"attributed": "yes"}
    make_judgment(study, paragraph=2, document=make_document(labels=other))
    make_judgment(study, paragraph=2, base_revision=1, now=NOW + timedelta(minutes=1))
    make_judgment(
        study,
        annotator=1,
        paragraph=2,
        document=make_document(labels=told, spans=[span], note="My note", flag=True),
    )
    make_judgment(study, annotator=2, paragraph=2, document=make_document(done=False))
    make_judgment(study, annotator=3, paragraph=2)
    with writing():
        submit(study.assignment(), now=NOW + timedelta(hours=1))
        skip(study.assignment(3), "not_news", "", now=NOW)
    return study


def path(study: Study, paragraph: int = 2) -> str:
    place = f"{study.round.id}/paragraphs/{study.paragraph(paragraph).id}"
    return f"/projects/harbour/disagreements/{place}/file"


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def as_json(lead: FlaskClient, study: Study, query: str = "") -> dict[str, Any]:
    answer = lead.get(f"{path(study)}?format=json{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_every_answer_stands_with_its_conditions_and_its_log(
    lead: FlaskClient, study: Study
) -> None:
    (unit,) = as_json(lead, study)["content"]["units"]
    ada, ben, cleo, dov = unit["answers"]
    assert [one["seat"] for one in unit["answers"]] == ["A-01", "A-02", "A-03", "A-04"]
    assert [one["counts"] for one in unit["answers"]] == [True, True, False, False]
    assert (ada["article"], dov["article"]) == ("submitted", "skipped")
    assert ada["submitted_at"] == "2026-11-20T15:03:22Z"
    assert (ada["revision"], ada["answered_version"]) == (2, 1)
    assert ada["answer"]["labels"]["frames"] == ["conflict"]
    assert [step["what"] for step in ada["log"]] == ["saved", "saved"]
    assert ada["log"][1]["changed"] == ["Frames", "Main frame"]
    assert (ben["answer"]["note"], ben["answer"]["flag"]) == ("My note", True)
    (span,) = ben["answer"]["spans"]
    assert unit["text"][span["start"] : span["end"]] == span["text"] == "Two aides"
    assert cleo["answer"]["done"] is False
    assert unit["sha256"] == hashlib.sha256(unit["text"].encode()).hexdigest()
    assert unit["article"]["outlet"] == "The Slipway"
    assert unit["before"] == study.paragraph(1).text
    assert [one["key"] for one in unit["disputed"]] == ["frames", "attributed"]


def test_rulings_and_what_was_said_are_there_with_what_became_of_them(
    lead: FlaskClient, study: Study
) -> None:
    rule_on(study, 2, "Power it is.", labels=make_document()["labels"] | {"frames": ["power"]})
    make_comment(study, "See A-02.", paragraph=2)
    (unit,) = as_json(lead, study)["content"]["units"]
    (ruling,) = unit["rulings"]
    assert (ruling["state"], ruling["sentence"], ruling["by"]) == (
        "in force",
        "Power it is.",
        "L-01",
    )
    assert unit["discussion"]["comments"] == [
        {"seat": "L-01", "at": "2026-11-20T14:03:22Z", "text": "See A-02."}
    ]
    page = lead.get(path(study)).text
    for words in ("Power it is.", "See A-02.", "in force", "My note", "skipped the article"):
        assert words in page


def test_the_codebook_is_that_of_the_day_not_of_today(lead: FlaskClient, study: Study) -> None:
    changed = short_codebook().model_dump(by_alias=True)
    changed["dimensions"][0]["values"][0]["definition"] = "Worded anew since."
    with writing():
        publish(study.project.id, short_codebook().model_validate(changed), now=NOW)
    (sheet,) = as_json(lead, study)["content"]["codebook_versions"]
    assert (sheet["number"], sheet["sha256"]) == (1, study.round.codebook_version.sha256)
    assert sheet["used"][0] == "answered by A-01"
    frames = next(one for one in sheet["dimensions"] if one["id"] == "frames")
    old = short_codebook().dimensions[0].values[0]
    assert frames["values"][0]["id"] == old.id
    assert frames["values"][0].get("definition", "") == old.definition
    assert "Worded anew since." not in lead.get(path(study)).text


def test_only_the_questions_concerned_unless_all_are_wanted(
    lead: FlaskClient, study: Study
) -> None:
    (some,) = as_json(lead, study)["content"]["codebook_versions"]
    (all_,) = as_json(lead, study, "&all=1")["content"]["codebook_versions"]
    assert "tone" not in {one["id"] for one in some["dimensions"]}
    assert [one["id"] for one in all_["dimensions"]] == [
        one.id for one in short_codebook().dimensions
    ]


def test_what_a_question_rests_on_comes_with_it() -> None:
    book = short_codebook()
    assert concerned(book, {"primary_frame"}) == ("frames", "primary_frame")
    assert "attributed" in concerned(book, {"sourcing"})
    assert concerned(book, {"tone.government"}) == ("tone",)


def test_the_checksum_is_that_of_the_content_and_of_every_copy(
    lead: FlaskClient, study: Study
) -> None:
    first, second = as_json(lead, study), as_json(lead, study)
    assert first["checksum"] == second["checksum"] == checksum(first["content"])
    assert first["checksum"] in lead.get(path(study)).text
    make_comment(study, "Something new.", paragraph=2)
    assert as_json(lead, study)["checksum"] != first["checksum"]


def test_a_file_of_several_names_its_number_and_its_limit(lead: FlaskClient, study: Study) -> None:
    ids = [study.paragraph(n).id for n in (1, 2, 2, 3)]
    address = f"/projects/harbour/disagreements/{study.round.id}/file"
    query = "&".join(f"unit={one}" for one in ids)
    page = lead.get(f"{address}?{query}&about=Conflict+against+<Power>").text
    assert "Behind the number" in page
    assert "Conflict against &lt;Power&gt;" in page
    assert page.count('class="unit-part"') == 3
    assert "a file holds" not in page
    assert "The number counts 77 units" in lead.get(f"{address}?{query}&of=77").text
    for bad in ("", "?unit=x", "?unit=99999", f"?unit={ids[0]}&unit=-1", "?unit=9999999999999"):
        assert lead.get(address + bad).status_code == 404
    article = f"{address}?kind=articles&unit={study.articles[0].id}"
    assert "the article as a whole" in lead.get(article).text


def test_a_file_of_several_says_of_each_what_its_own_file_says(
    lead: FlaskClient, study: Study
) -> None:
    rule_on(study, 2, "Power it is.", labels=make_document()["labels"] | {"frames": ["power"]})
    make_comment(study, "See A-02.", paragraph=2)
    make_comment(study, "And here.", paragraph=3)
    make_judgment(study, paragraph=3, document=make_document(done=False))
    numbers = (3, 1, 2)
    alone = [
        json.loads(lead.get(f"{path(study, n)}?format=json").data)["content"]["units"][0]
        for n in numbers
    ]
    query = "&".join(f"unit={study.paragraph(n).id}" for n in numbers)
    address = f"/projects/harbour/disagreements/{study.round.id}/file?{query}"
    together = json.loads(lead.get(f"{address}&format=json").data)["content"]
    assert together["units"] == alone
    assert count_queries(lead, address) == count_queries(lead, path(study, 2))


def test_a_save_that_came_too_late_stands_in_the_log(lead: FlaskClient, study: Study) -> None:
    late = make_document(done=False)
    make_judgment(study, annotator=1, paragraph=2, document=late, base_revision=0)
    (unit,) = as_json(lead, study)["content"]["units"]
    log = unit["answers"][1]["log"]
    assert [step["what"] for step in log] == ["saved", "came too late"]
    assert unit["answers"][1]["revision"] == 1
    stored = db.session.scalars(select(Revision.document).order_by(Revision.id)).all()[-1]
    assert log[-1]["sha256"] == hashlib.sha256(stored.encode()).hexdigest()


def test_it_belongs_to_its_project_and_to_leads(app: Flask, study: Study) -> None:
    other = make_study("lagoon", annotators=["Eva Brand"], lead="Mia Stone")
    mia = signed_in_client(app, other.lead)
    foreign = path(study).replace("harbour", "lagoon")
    assert mia.get(foreign).status_code == 404
    own = f"/projects/lagoon/disagreements/{other.round.id}/paragraphs/{study.paragraph().id}/file"
    assert mia.get(own).status_code == 404
    assert signed_in_client(app, study.annotators[0]).get(path(study)).status_code == 403


def test_a_number_leads_to_the_file_of_what_it_counts(lead: FlaskClient, study: Study) -> None:
    for annotator in (1, 2):
        make_judgment(study, annotator=annotator, paragraph=1)
    page = lead.get(
        f"/projects/harbour/agreement/questions/frames/units?round={study.round.id}"
    ).text
    assert "Challenge file of all 2" in page
    for paragraph in (1, 2):
        assert path(study, paragraph) in page
        assert f'href="{path(study, paragraph).removesuffix("/file")}"' in page
