"""What a round opens to its annotators, and what it seals by that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.make import NOW, Study, csrf_token, make_study, signed_in_client
from tests.races import overtake
from workbench.assign.actions import open_round, reopen, submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.models import Round
from workbench.assign.opening import Opening, fault_of_opening
from workbench.assign.queries import get_assignment
from workbench.core.db import db, writing
from workbench.core.errors import Conflict, Invalid, NotFound

LATER = NOW + timedelta(days=1)


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


def set_opening(study: Study, opening: Opening) -> Round:
    with writing():
        return open_to_annotators(study.project.id, study.round.id, opening, now=LATER)


def test_the_first_time_others_can_be_seen_unseals_the_round_for_good(study: Study) -> None:
    assert set_opening(study, Opening(shows_precedents=True)).unsealed_at is None
    assert set_opening(study, Opening(has_discussion=True)).unsealed_at == LATER
    with writing():
        closed = open_to_annotators(
            study.project.id, study.round.id, Opening(), now=LATER + timedelta(days=1)
        )
    assert (closed.has_discussion, closed.unsealed_at) == (False, LATER)


def test_showing_rulings_unseals_too(study: Study) -> None:
    assert set_opening(study, Opening(shows_rulings=True)).unsealed_at == LATER


def test_nothing_submitted_is_given_back_then_also_after_closing(study: Study) -> None:
    with writing():
        submit(study.assignment(), now=NOW)
    set_opening(study, Opening(has_discussion=True))
    set_opening(study, Opening())
    with pytest.raises(Conflict, match="answers count as they were before") as refused, writing():
        reopen(study.assignment())
    assert refused.value.code == "unsealed"
    db.session.expire_all()
    assert study.assignment().state == "submitted"


def test_precedents_alone_leave_the_way_back(study: Study) -> None:
    with writing():
        submit(study.assignment(), now=NOW)
    set_opening(study, Opening(shows_precedents=True))
    with writing():
        reopen(study.assignment())
    assert study.assignment().state == "open"


def test_a_round_can_be_opened_so_from_the_start(study: Study) -> None:
    with writing():
        opened = open_round(
            study.project.id,
            "Round 2",
            version=study.round.codebook_version,
            annotators=study.annotators,
            articles=study.articles,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            now=NOW,
            opening=Opening(has_discussion=True),
        )
    assert (opened.opening, opened.unsealed_at) == (Opening(has_discussion=True), NOW)


@pytest.mark.parametrize("kind", ["training", "pilot", "production"])
def test_other_kinds_of_rounds_open_what_they_like(kind: str) -> None:
    everything = Opening(has_discussion=True, shows_rulings=True, shows_precedents=True)
    assert fault_of_opening(kind, everything, still_open=5) == ""


def test_a_reliability_round_opens_only_when_all_is_in() -> None:
    discussion, rulings = Opening(has_discussion=True), Opening(shows_rulings=True)
    assert "once everything" in fault_of_opening("reliability", discussion, still_open=1)
    assert "once everything" in fault_of_opening("reliability", rulings, still_open=1)
    assert fault_of_opening("reliability", discussion, still_open=0) == ""
    precedents = Opening(shows_precedents=True)
    assert "no earlier rulings" in fault_of_opening("reliability", precedents, still_open=0)
    assert fault_of_opening("reliability", Opening(), still_open=9) == ""


def test_the_action_holds_to_that(study: Study) -> None:
    with writing():
        study.round.kind = "reliability"
    with pytest.raises(Invalid, match="once everything"):
        set_opening(study, Opening(has_discussion=True))
    db.session.expire_all()
    assert (study.round.has_discussion, study.round.unsealed_at) == (False, None)
    with writing():
        for annotator in (0, 1):
            submit(study.assignment(annotator), now=NOW)
    assert set_opening(study, Opening(has_discussion=True)).has_discussion


def test_another_projects_round_does_not_exist(study: Study) -> None:
    other = make_study("lagoon", annotators=["Cleo Anders"], lead="Mia Stone")
    with pytest.raises(NotFound), writing():
        open_to_annotators(other.project.id, study.round.id, Opening(), now=NOW)


def test_reopening_and_unsealing_at_once_cannot_both_succeed(app: Flask, study: Study) -> None:
    with writing():
        submit(study.assignment(), now=NOW)
    ids = study.project.id, study.round.id, study.assignment().id

    def unseal() -> Round:
        return open_to_annotators(*ids[:2], Opening(has_discussion=True), now=NOW)

    def give_back() -> None:
        reopen(get_assignment(ids[0], ids[2]))

    unsealed, refused = overtake(app, unseal, give_back)
    assert unsealed.unsealed_at == NOW
    assert isinstance(refused, Conflict)


def test_the_page_says_what_it_does_and_does_it(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.lead)
    path = f"/projects/harbour/rounds/{study.round.id}/opening"
    page = browser.get(path).text
    assert "sealed for good" in page
    assert "2 articles are still open" in page
    token = csrf_token(browser)
    answer = browser.post(path, data={"csrf_token": token, "has_discussion": "y"})
    assert answer.status_code == 303
    progress = browser.get(answer.location).text
    assert "opens to its annotators: discussion." in progress
    assert f'<a href="{path}">opened to annotators: discussion</a>' in progress
    again = browser.get(path).text
    assert "sealed for good" not in again
    assert "Discussions or rulings are open, or were, since" in again
    assert 'checked id="has_discussion"' in again


def test_progress_offers_no_way_back_in_an_unsealed_round(app: Flask, study: Study) -> None:
    with writing():
        submit(study.assignment(), now=NOW)
    browser = signed_in_client(app, study.lead)
    path = f"/projects/harbour/assignments/{study.assignment().id}/reopen"
    assert path in browser.get("/projects/harbour/progress").text
    set_opening(study, Opening(shows_rulings=True))
    assert path not in browser.get("/projects/harbour/progress").text
    answer = browser.post(path, data={"csrf_token": csrf_token(browser)})
    assert answer.status_code == 409
    assert "Rule on the paragraph instead" in answer.text


def test_the_form_of_a_new_round_offers_the_switches(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.lead)
    sent = {
        "name": "Round 2",
        "version": study.round.codebook_version_id,
        "annotators": [member.id for member in study.annotators],
        "articles": [article.id for article in study.articles],
        "kind": "production",
        "shows_rulings": "y",
        "csrf_token": csrf_token(browser),
    }
    assert browser.post("/projects/harbour/rounds/new", data=sent).status_code == 303
    db.session.commit()
    made = db.session.query(Round).filter_by(name="Round 2").one()
    assert made.opening == Opening(shows_rulings=True)
    refused = browser.post(
        "/projects/harbour/rounds/new", data=sent | {"kind": "reliability", "name": "Round 3"}
    )
    assert refused.status_code == 422
    assert "once everything in it is submitted" in refused.text
