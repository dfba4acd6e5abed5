"""A view that does not say who may call it keeps the application from starting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from tests.make import Study, make_person, make_study, sign_in, signed_in_client
from workbench import create_app, rooms
from workbench.config import Settings
from workbench.core.access import (
    ANYONE,
    ROLE_VERBS,
    SIGNED_IN,
    VERBS,
    allow,
    may,
    refuse_undeclared,
    verb_of,
)

SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def without_token(page: str) -> str:
    return re.sub(r'(csrf-token" content=|name="csrf_token" value=)"[^"]*"', "", page)


def test_a_room_with_an_undeclared_view_keeps_the_application_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/forgotten", "page", lambda: "open to all")
    declared = rooms.blueprints()
    monkeypatch.setattr(rooms, "blueprints", lambda: [*declared, forgotten])
    with pytest.raises(RuntimeError, match=r"forgotten\.page"):
        create_app(Settings(instance=tmp_path))


def test_a_declared_view_does_not(tmp_path: Path) -> None:
    app = create_app(Settings(instance=tmp_path))
    app.add_url_rule("/open", "open", allow(ANYONE)(lambda: "declared"))
    refuse_undeclared(app)
    app.add_url_rule("/shut", "shut", lambda: "undeclared")
    with pytest.raises(RuntimeError, match="shut"):
        refuse_undeclared(app)


def test_every_view_declares_a_verb_that_somebody_has(tmp_path: Path) -> None:
    app = create_app(Settings(instance=tmp_path))
    verbs = {verb_of(app, endpoint) for endpoint in app.view_functions if endpoint != "static"}
    assert verbs <= VERBS
    assert verbs > {ANYONE, SIGNED_IN}


def test_a_misspelt_verb_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="anotate"):
        allow("anotate")


def test_the_table_is_the_whole_truth() -> None:
    for role, verbs in ROLE_VERBS.items():
        assert {verb for verb in VERBS if may(role, verb)} == verbs
    assert not any(may("stranger", verb) for verb in VERBS)
    assert not may("lead", "annotate")
    assert not may("annotator", "see agreement")


@SQLITE
def test_the_door_by_who_comes(probed: Flask, browser: FlaskClient) -> None:
    assert browser.get("/probe/address").status_code == 200
    assert browser.get("/probe/inside").location == "/sign-in?next=/probe/inside"
    assert browser.get("/probe/homeless").status_code == 302
    sign_in(browser, make_person())
    assert browser.get("/probe/inside").status_code == 200
    assert browser.get("/probe/homeless").status_code == 403


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@SQLITE
def test_for_a_stranger_a_project_looks_like_none(app: Flask, study: Study) -> None:
    make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    browser = signed_in_client(app, study.lead)
    foreign = browser.get("/projects/lagoon/progress")
    unknown = browser.get("/projects/no-such/progress")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert without_token(foreign.text) == without_token(unknown.text)


@SQLITE
def test_a_member_is_told_what_the_role_may_not(app: Flask, study: Study) -> None:
    annotator = signed_in_client(app, study.annotators[0]).get("/projects/harbour/progress")
    assert annotator.status_code == 403
    assert "As annotator in this project you may not see progress." in annotator.text
    lead = signed_in_client(app, study.lead).get("/projects/harbour/work")
    assert lead.status_code == 403


def test_an_address_that_no_database_can_hold_is_nowhere(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.lead)
    for path in (
        "/projects/%00/",
        "/projects/harbour%00/progress",
        "/projects/harbour/articles/%00",
    ):
        assert browser.get(path).status_code == 404
    for number in (2**31, 2**63, 10**30):
        for path in (f"codebook/{number}", f"progress?round={number}"):
            assert browser.get(f"/projects/harbour/{path}").status_code == 404
    padded = f"{'0' * 30}{2**63}"
    assert browser.get(f"/projects/harbour/progress?round={padded}").status_code == 404


@SQLITE
@pytest.mark.parametrize("debug", [False, True])
def test_no_flag_opens_the_door(app: Flask, study: Study, debug: bool) -> None:
    app.debug = app.testing = debug
    anonymous = app.test_client()
    assert anonymous.get("/projects/harbour/progress").status_code == 302
    annotator = signed_in_client(app, study.annotators[0])
    assert annotator.get("/projects/harbour/progress").status_code == 403
