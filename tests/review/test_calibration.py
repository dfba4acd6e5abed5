"""One's own answers beside rulings, once the round shows them and the article is submitted."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.make import (
    NOW,
    Study,
    another_round,
    make_document,
    make_judgment,
    make_ruling,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.assign.actions import submit
from workbench.core.db import db, writing

ADDRESS = "/projects/harbour/calibration"
CANARY = "canary-sentence"


@pytest.fixture
def study(app: Flask) -> Study:
    made = make_study()
    for annotator, tone in enumerate(["-1", "1"]):
        for paragraph in (1, 2, 3):
            labels = make_document()["labels"] | {"tone.government": tone}
            document = make_document(labels=labels, note="canary-note")
            make_judgment(made, annotator=annotator, paragraph=paragraph, document=document)
    labels = make_document()["labels"] | {"tone.government": "2"}
    make_ruling(made, paragraph=1, reason="rule_misapplied", sentence="As Ada has it.")
    make_ruling(
        made,
        paragraph=2,
        document=make_document(labels=labels),
        reason="text_ambiguous",
        sentence=CANARY,
    )
    return made


def hand_in(study: Study, annotator: int = 0) -> None:
    with writing():
        submit(study.assignment(annotator), now=NOW)


def show_rulings(study: Study) -> None:
    with writing():
        study.round.shows_rulings = True
    db.session.commit()


def test_only_what_is_ruled_otherwise_is_listed_with_its_reason(app: Flask, study: Study) -> None:
    hand_in(study)
    show_rulings(study)
    page = signed_in_client(app, study.annotators[0]).get(ADDRESS).get_data(as_text=True)
    assert CANARY in page
    assert "Text ambiguous" in page
    assert "As Ada has it." not in page
    for hidden in ("A-02", "Ben Okoro", "canary-note", "L-01"):
        assert hidden not in page


def test_what_is_counted_of_passages_is_said(app: Flask) -> None:
    made = make_study()
    text = made.paragraph(1).text
    labels = make_document()["labels"] | {"attributed": "yes"}
    marked = make_document(labels=labels, spans=[make_span(text, text.split()[0])])
    for paragraph in (1, 2, 3):
        given = marked if paragraph == 1 else make_document()
        make_judgment(made, annotator=0, paragraph=paragraph, document=given)
    make_ruling(made, paragraph=1, document=marked)
    hand_in(made)
    show_rulings(made)
    page = signed_in_client(app, made.annotators[0]).get(ADDRESS).get_data(as_text=True)
    assert "paragraphs that have any of the label are counted" in page


def test_a_value_leads_to_where_it_differs(app: Flask, study: Study) -> None:
    hand_in(study)
    show_rulings(study)
    browser = signed_in_client(app, study.annotators[0])
    missed = browser.get(f"{ADDRESS}?question=tone.government&value=2").get_data(as_text=True)
    other = browser.get(f"{ADDRESS}?question=tone.government&value=1").get_data(as_text=True)
    assert CANARY in missed
    assert CANARY not in other
    for wrong in ("question=nonsense", "question=frames&value=nonsense", "round=99"):
        assert browser.get(f"{ADDRESS}?{wrong}").status_code == 404


@pytest.mark.parametrize(("submits", "shows"), [(False, True), (True, False), (False, False)])
def test_before_the_round_shows_them_and_before_submitting_there_is_no_trace(
    app: Flask, study: Study, submits: bool, shows: bool
) -> None:
    if submits:
        hand_in(study)
    if shows:
        show_rulings(study)
    browser = signed_in_client(app, study.annotators[0])
    page = browser.get(ADDRESS).get_data(as_text=True)
    assert CANARY not in page
    assert "None of your rounds shows rulings to you yet" in page
    assert ADDRESS not in browser.get("/projects/harbour/work").get_data(as_text=True)


def test_my_articles_leads_there_once_there_is_something_to_read(app: Flask, study: Study) -> None:
    hand_in(study)
    show_rulings(study)
    browser = signed_in_client(app, study.annotators[0])
    assert ADDRESS in browser.get("/projects/harbour/work").get_data(as_text=True)


def test_only_articles_handed_in_are_compared(app: Flask) -> None:
    study = make_study(texts=[("One", "Alpha beta."), ("Two", "Gamma delta.")])
    for article in (0, 1):
        make_judgment(study, article=article)
        labels = make_document()["labels"] | {"tone.government": "2"}
        make_ruling(
            study, article=article, document=make_document(labels=labels), sentence=f"No {article}."
        )
    hand_in(study)
    show_rulings(study)
    page = signed_in_client(app, study.annotators[0]).get(ADDRESS).get_data(as_text=True)
    assert "No 0." in page
    assert "No 1." not in page


def test_an_article_that_is_open_in_another_round_waits(app: Flask, study: Study) -> None:
    hand_in(study)
    show_rulings(study)
    again = another_round(study)
    page = signed_in_client(app, study.annotators[0]).get(ADDRESS).get_data(as_text=True)
    assert CANARY not in page
    hand_in(again)
    page = signed_in_client(app, study.annotators[0]).get(ADDRESS).get_data(as_text=True)
    assert CANARY in page
