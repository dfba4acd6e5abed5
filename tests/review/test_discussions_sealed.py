"""Agreement counts the answers as they were before anybody saw others: nothing changes them."""

from __future__ import annotations

import json

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.annotate.test_views import save
from tests.make import (
    NOW,
    Study,
    csrf_token,
    make_comment,
    make_document,
    make_judgment,
    make_study,
    signed_in_client,
)
from tests.review.test_discussions import rule_on
from workbench.annotate.models import Judgment, Label
from workbench.assign.actions import submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.opening import Opening
from workbench.core.db import db, writing
from workbench.review.actions_discussions import settle


def figures(lead: FlaskClient, study: Study) -> str:
    """Everything that the report says about the round."""
    answer = lead.get(f"/projects/harbour/agreement/report.json?round={study.round.id}")
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), sort_keys=True)


def judgments() -> list[object]:
    db.session.commit()
    tables = (Judgment.__table__, Label.__table__)
    return [sorted(map(repr, db.session.execute(select(one)).all())) for one in tables]


def test_figures_are_the_same_before_and_after_discussion_and_rulings(app: Flask) -> None:
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh"])
    for annotator, frame in enumerate(("conflict", "power", "conflict")):
        labels = make_document()["labels"] | {"frames": [frame], "primary_frame": frame}
        for paragraph in (1, 2, 3):
            document = make_document(labels=labels)
            make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)
    with writing():
        for annotator in (0, 1):
            submit(study.assignment(annotator), now=NOW)
    lead, ada = (signed_in_client(app, one) for one in (study.lead, study.annotators[0]))
    before, stored = figures(lead, study), judgments()
    with writing():
        opening = Opening(has_discussion=True, shows_rulings=True)
        open_to_annotators(study.project.id, study.round.id, opening, now=NOW)
    discussion = make_comment(study, "@all: this is power.")
    make_comment(study, "I see: I should have said power.", by=study.annotators[0])
    rule_on(study, 1, "Power.", labels=make_document()["labels"] | {"frames": ["power"]})
    with writing():
        settle(study.lead, discussion, "resolved", now=NOW)
    # Who has seen it tries all there is to change the answer: saving, skipping, being reopened.
    changed = make_document(labels=make_document()["labels"] | {"frames": ["power"]})
    assert save(ada, study, changed, revision=1).status_code == 409
    mine = f"/projects/harbour/assignments/{study.assignment().id}"
    token = {"csrf_token": csrf_token(ada)}
    ada.post(f"{mine}/skip", data=token | {"reason": "not_news"})
    ada.post(f"{mine}/take-back", data=token)
    reopened = lead.post(f"{mine}/reopen", data={"csrf_token": csrf_token(lead)})
    assert reopened.status_code == 409
    assert study.assignment().state == "submitted"
    assert judgments() == stored
    assert figures(lead, study) == before


def test_who_has_not_submitted_goes_on_and_counts(app: Flask) -> None:
    """The control: an answer given blind changes the figures."""
    study = make_study()
    for annotator in (0, 1):
        make_judgment(study, annotator=annotator, paragraph=1)
    with writing():
        submit(study.assignment(), now=NOW)
        opening = Opening(has_discussion=True)
        open_to_annotators(study.project.id, study.round.id, opening, now=NOW)
    make_comment(study, "Not so.")
    lead, ben = (signed_in_client(app, one) for one in (study.lead, study.annotators[1]))
    before = figures(lead, study)
    changed = make_document(labels=make_document()["labels"] | {"frames": ["power"]})
    answer = ben.get(f"/projects/harbour/assignments/{study.assignment(1).id}/?p=1")
    assert "Not so." not in answer.text
    make_judgment(study, annotator=1, paragraph=1, document=changed, base_revision=1)
    assert figures(lead, study) != before
