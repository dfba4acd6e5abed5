"""Active time: what a save brings, what is stored of it, and who sees it."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.annotate.test_views import address, save
from tests.make import NOW, Study, make_document, make_judgment, make_study, signed_in_client
from workbench.annotate.active_time import LONGEST_MS, read_active, typical_seconds
from workbench.annotate.models import Judgment, Revision
from workbench.assign.actions import submit
from workbench.core.db import db, writing
from workbench.export.queries import Choice, read_entries
from workbench.export.records import record


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def spent() -> tuple[int | None, list[int | None]]:
    """Of the only judgment, and of each entry of its log."""
    db.session.commit()
    judgment = db.session.scalars(select(Judgment.active_ms)).one()
    log = db.session.scalars(select(Revision.active_ms).order_by(Revision.id)).all()
    return judgment, list(log)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("0", 0),
        ("41250", 41_250),
        ("999999999999999999999999", LONGEST_MS),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("١٢", None),
        ("NaN", None),
    ],
)
def test_what_a_browser_may_say(header: str, expected: int | None) -> None:
    assert read_active(header) == expected


def test_the_typical_paragraph() -> None:
    assert typical_seconds([]) is None
    assert typical_seconds([10_000, 30_000, 900_000]) == 30
    assert typical_seconds([20]) == 1


def test_times_add_up_and_a_repeated_save_adds_nothing(study: Study, ada: FlaskClient) -> None:
    key = str(uuid.uuid4())
    for _ in range(3):
        answer = save(ada, study, make_document(), key=key, headers={"Active-Ms": "1200"})
        assert answer.status_code == 200
    assert spent() == (1200, [1200])
    save(ada, study, make_document(note="more"), revision=1, headers={"Active-Ms": "300"})
    assert spent() == (1500, [1200, 300])
    save(ada, study, make_document(note="unmeasured"), revision=2)
    assert spent() == (1500, [1200, 300, None])


def test_a_parked_save_adds_nothing(study: Study, ada: FlaskClient) -> None:
    save(ada, study, make_document(), headers={"Active-Ms": "1000"})
    late = save(ada, study, make_document(note="late"), headers={"Active-Ms": "70"})
    assert late.status_code == 409
    assert spent() == (1000, [1000, 70])


def test_without_a_measurement_it_is_unknown_and_nonsense_loses_no_save(
    study: Study, ada: FlaskClient
) -> None:
    assert save(ada, study, make_document(), headers={"Active-Ms": "-5"}).status_code == 200
    assert spent() == (None, [None])


def test_the_export_has_it(study: Study, ada: FlaskClient) -> None:
    save(ada, study, make_document(), headers={"Active-Ms": "41250"})
    make_judgment(study, annotator=1)
    project_id = study.project.id
    db.session.rollback()
    made = [record(entry, project="p") for entry in read_entries(project_id, Choice())]
    assert [line["active_ms"] for line in made] == [41_250, None]


def test_own_pace_is_shown_to_oneself_alone(app: Flask, study: Study, ada: FlaskClient) -> None:
    for paragraph, seconds in ((1, 7), (2, 43), (3, 977)):
        save(
            ada,
            study,
            make_document(),
            paragraph=paragraph,
            headers={"Active-Ms": f"{seconds}000"},
        )
    work = "/projects/harbour/work"
    assert "Half of your paragraphs take you 43 seconds or less" in ada.get(work).text
    with writing():
        submit(study.assignment(), now=NOW)
    assert (
        "Half of the paragraphs of this article took you 43 seconds or less"
        in ada.get(f"{address(study)}/").text
    )
    other = signed_in_client(app, study.annotators[1])
    lead = signed_in_client(app, study.lead)
    pages = [other.get(work), lead.get("/projects/harbour/progress")]
    pages += [lead.get(f"/projects/harbour/{room}/") for room in ("agreement", "disagreements")]
    for page in pages:
        assert page.status_code == 200
        assert "43 seconds" not in page.text
        assert "43000" not in page.text


def test_without_a_measurement_nothing_is_said_of_pace(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    assert "paragraphs take you" not in ada.get("/projects/harbour/work").text
