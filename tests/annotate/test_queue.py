"""Skipping an article and taking it back; the content warning before its text; what comes next."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.annotate.test_views import address, save
from tests.make import (
    NOW,
    Study,
    csrf_token,
    make_document,
    make_judgment,
    make_study,
    signed_in_client,
)
from workbench.annotate.models import Revision
from workbench.annotate.queries import done_in_round
from workbench.assign.actions import lock_assignment, submit
from workbench.assign.models import Assignment
from workbench.core.db import db, writing
from workbench.corpus.models import Story
from workbench.export.queries import Choice, count_totals, read_entries

TEXTS = (("First title", "First body."), ("Second title", "Second body."))
WORK = "/projects/harbour/work"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(texts=TEXTS)


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def post(browser: FlaskClient, path: str, **sent: str) -> TestResponse:
    return browser.post(path, data={"csrf_token": csrf_token(browser)} | sent)


def skip(browser: FlaskClient, study: Study, reason: str = "distressing", **sent: str) -> None:
    answer = post(browser, f"{address(study)}/skip", reason=reason, **sent)
    assert answer.status_code == 303, answer.text


def state(study: Study) -> tuple[str, str | None, str | None]:
    db.session.commit()
    one = db.session.get_one(Assignment, study.assignment().id, populate_existing=True)
    return one.state, one.skip_reason, one.skip_note


def finish(study: Study, annotator: int = 0, article: int = 0) -> None:
    for paragraph in (1, 2):
        make_judgment(study, annotator=annotator, article=article, paragraph=paragraph)


def test_a_skipped_article_is_out_of_the_way(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    skip(ada, study, "other", note=" Too close to home ")
    assert state(study) == ("skipped", "other", "Too close to home")
    page = ada.get(f"{address(study)}/?p=1").text
    assert "You skipped this article" in page
    assert "Too close to home" in page
    assert "First body." not in page
    assert "First title" not in page
    onward = re.search(r'class="button go" href="([^"]+)">Next article', page)
    assert onward
    assert onward[1] == f"{address(study, article=1)}/"
    assert "skipped · Another reason · 1 of 2 kept" in " ".join(
        re.sub(r"<[^>]+>", " ", ada.get(WORK).text).split()
    )


def test_a_reason_is_asked_for_and_another_reason_needs_a_note(
    study: Study, ada: FlaskClient
) -> None:
    for sent in ({}, {"reason": "boring"}, {"reason": "other", "note": "  "}):
        assert post(ada, f"{address(study)}/skip", **sent).status_code == 422
    assert state(study) == ("open", None, None)


def test_it_can_be_taken_back_with_all_answers(study: Study, ada: FlaskClient) -> None:
    make_judgment(study, document=make_document(note="kept"))
    skip(ada, study)
    assert post(ada, f"{address(study)}/take-back").status_code == 303
    assert state(study) == ("open", None, None)
    assert "kept" in ada.get(f"{address(study)}/?p=1").text


def test_a_submitted_article_is_not_skipped_and_a_skipped_one_not_submitted(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    skip(ada, study)
    assert post(ada, f"{address(study)}/submit").status_code == 409
    assert state(study)[0] == "skipped"
    post(ada, f"{address(study)}/take-back")
    assert post(ada, f"{address(study)}/submit", recognised="no").status_code == 303
    assert post(ada, f"{address(study)}/skip", reason="language").status_code == 409
    assert ada.get(f"{address(study)}/skip").status_code == 409
    assert post(ada, f"{address(study)}/take-back").status_code == 303
    assert "among your work again" not in ada.get(f"{address(study)}/").text
    assert state(study)[0] == "submitted"


def test_what_another_tab_submits_at_this_moment_is_not_skipped(
    study: Study, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(study)

    def lock_too_late(assignment_id: int, membership_id: int) -> str | None:
        with db.engine.begin() as other_tab:
            wanted = Assignment.id == assignment_id
            other_tab.execute(update(Assignment).where(wanted).values(state="submitted"))
        return lock_assignment(assignment_id, membership_id)

    monkeypatch.setattr("workbench.assign.actions.lock_assignment", lock_too_late)
    assert post(ada, f"{address(study)}/skip", reason="language").status_code == 409
    assert state(study)[0] == "submitted"


def test_a_late_save_is_refused_with_a_sentence_and_kept(study: Study, ada: FlaskClient) -> None:
    make_judgment(study)
    skip(ada, study)
    late = save(ada, study, make_document(note="late"), revision=1)
    assert late.status_code == 409
    error = late.get_json()["error"]
    assert error["code"] == "skipped"
    assert "kept in the log" in error["message"]
    db.session.commit()
    parked = db.session.scalars(select(Revision.document).where(Revision.is_parked)).all()
    assert ["late" in document for document in parked] == [True]
    post(ada, f"{address(study)}/take-back")
    assert save(ada, study, make_document(note="late"), revision=1).status_code == 200


def test_masks_stay_on_while_it_is_skipped(study: Study, ada: FlaskClient) -> None:
    skip(ada, study)
    assert "The Slipway" not in ada.get(f"{address(study)}/").text + ada.get(WORK).text


def test_what_was_done_in_it_counts_nowhere_until_it_is_taken_back(
    study: Study, ada: FlaskClient
) -> None:
    for annotator in (0, 1):
        finish(study, annotator)

    project_id, round_id = study.project.id, study.round.id

    def counted() -> tuple[int, int, int, list[str]]:
        db.session.rollback()
        done = done_in_round(round_id, study.questions)
        totals = count_totals(project_id).done
        db.session.rollback()
        entries = list(read_entries(project_id, Choice(done_only=True)))
        db.session.rollback()
        every = [one.state for one in read_entries(project_id, Choice())]
        db.session.rollback()
        return len(done), totals, len(entries), every

    assert counted() == (4, 4, 4, ["open"] * 4)
    skip(ada, study)
    assert counted() == (2, 2, 2, ["skipped", "open"] * 2)
    post(ada, f"{address(study)}/take-back")
    assert counted()[:3] == (4, 4, 4)


def test_the_lead_reads_the_reason_and_the_rate(app: Flask, study: Study, ada: FlaskClient) -> None:
    skip(ada, study, "conflict", note="I know the <b>author</b>")
    lead = signed_in_client(app, study.lead)
    page = lead.get("/projects/harbour/progress").text
    assert "I have a conflict of interest" in page
    assert "I know the &lt;b&gt;author&lt;/b&gt;" in page
    assert "Skipped: 1 of 4 assignments (25 %)" in page
    reopened = post(lead, f"{address(study)}/reopen")
    assert reopened.status_code == 409
    assert state(study)[0] == "skipped"
    other = signed_in_client(app, study.annotators[1])
    assert "conflict of interest" not in other.get(WORK).text


def test_the_work_page_leads_on(study: Study, ada: FlaskClient) -> None:
    def onward() -> str:
        section = ada.get(WORK).text.split('class="card onward"')[1].split("</section>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", section).split(">", 1)[1].split())

    assert onward() == ("Begin here First title Round 1 · paragraph 1 Start 0 of 4 paragraphs done")
    make_judgment(study, article=1, paragraph=1)
    assert onward() == (
        "Go on where you stopped Second title Round 1 · paragraph 2 Go on 1 of 4 paragraphs done"
    )
    make_judgment(study, article=1, paragraph=2)
    with writing():
        submit(study.assignment(0, 1), now=NOW)
    assert onward().startswith("Next article First title Round 1 · paragraph 1 Start 2 of 4")
    skip(ada, study)
    assert onward() == (
        "Nothing is waiting for you Everything that you did not skip is handed in. Thank you. "
        "2 of 2 paragraphs done · 1 article skipped"
    )


def test_an_article_opens_where_one_was(study: Study, ada: FlaskClient) -> None:
    make_judgment(study, paragraph=1)
    page = ada.get(f"{address(study)}/").text
    assert re.search(r'id="p2"\s+aria-current="step"', page)


WARNING = "Describes a drowning."


@pytest.fixture
def warned(study: Study) -> Study:
    with writing():
        for story in db.session.scalars(select(Story)):
            story.content_warning = WARNING
    return study


def test_a_content_warning_comes_before_any_word(warned: Study, ada: FlaskClient) -> None:
    for query in ("", "?p=1", "?p=2", "?p=0"):
        page = ada.get(f"{address(warned)}/{query}").text
        assert WARNING in page
        assert "Article 1 of 2" in page
        assert "First title" not in page
        assert "First body." not in page
    work = ada.get(WORK).text
    assert "Content warning" in work
    assert "First title" not in work
    assert post(ada, f"{address(warned)}/show").status_code == 303
    page = ada.get(f"{address(warned)}/?p=2").text
    assert WARNING not in page
    assert "First body." in page
    assert "First title" in ada.get(WORK).text
    assert WARNING in ada.get(f"{address(warned, article=1)}/").text, "each article asks anew"
    with writing():
        warned.articles[0].story.content_warning = "A funeral."
    assert "A funeral." in ada.get(f"{address(warned)}/?p=2").text, (
        "other words are another warning"
    )


def test_without_a_warning_nothing_stands_between(study: Study, ada: FlaskClient) -> None:
    post(ada, f"{address(study)}/show")
    assert db.session.scalars(select(Assignment.warning_read)).all() == [""] * 4
    assert "First body." in ada.get(f"{address(study)}/").text


def test_saves_do_not_ask_for_the_warning(warned: Study, ada: FlaskClient) -> None:
    assert save(ada, warned, make_document()).status_code == 200


def test_one_may_skip_from_the_warning(warned: Study, ada: FlaskClient) -> None:
    assert f"{address(warned)}/skip" in ada.get(f"{address(warned)}/").text
    assert "First body." not in ada.get(f"{address(warned)}/skip").text
    skip(ada, warned)
    post(ada, f"{address(warned)}/take-back")
    assert WARNING in ada.get(f"{address(warned)}/").text
