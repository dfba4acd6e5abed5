"""Whether the hidden outlet was recognised: asked once, before it is shown."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.annotate.test_views import address, finish, submit
from tests.home.test_views import pieces
from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_judgment,
    make_study,
    signed_in_client,
)
from workbench.assign.actions import reopen
from workbench.codebook.reading import read_preset
from workbench.core.db import db, writing

ASKED = "Did you recognise the outlet?"


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def said(study: Study) -> tuple[str, str | None, str]:
    db.session.commit()
    own = study.assignment()
    db.session.refresh(own)
    return own.state, own.recognised, own.recognised_as


@pytest.mark.parametrize(
    ("answer", "named", "expected"),
    [
        ("no", "The Slipway", ("submitted", "no", "")),
        ("guess", "  The Slipway? ", ("submitted", "guess", "The Slipway?")),
        ("yes", "", ("submitted", "yes", "")),
    ],
)
def test_the_answer_is_kept_with_the_assignment(
    study: Study, ada: FlaskClient, answer: str, named: str, expected: tuple[str, str, str]
) -> None:
    finish(study)
    page = ada.get(f"{address(study)}/").text
    assert ASKED in page
    assert 'type="radio" value="no" checked' not in page
    assert submit(ada, study, recognised=answer, recognised_as=named).status_code == 303
    assert said(study) == expected
    # Sent again, it changes nothing: by now the outlet is known.
    assert submit(ada, study, recognised="yes", recognised_as="Now I know").status_code == 303
    assert said(study) == expected


@pytest.mark.parametrize("answer", [None, "", "perhaps"])
def test_without_an_answer_it_stays_open_and_says_what_is_missing(
    study: Study, ada: FlaskClient, answer: str | None
) -> None:
    finish(study)
    response = submit(ada, study, recognised=answer, recognised_as="The Anchor")
    assert response.status_code == 422
    assert "<title>Not submitted" in response.text
    assert "<details open>" in response.text
    assert 'value="The Anchor"' in response.text
    assert "The Slipway" not in response.text
    if not answer:
        assert "say whether you recognised the outlet" in response.text
    assert said(study) == ("open", None, "")


@pytest.mark.parametrize("name", ["two\nlines", "n\x00thing", "long " * 30])
def test_a_name_is_one_short_line(study: Study, ada: FlaskClient, name: str) -> None:
    finish(study)
    assert submit(ada, study, recognised="yes", recognised_as=name).status_code == 422
    assert said(study) == ("open", None, "")


def test_unfinished_work_is_the_first_thing_said(study: Study, ada: FlaskClient) -> None:
    response = submit(ada, study, recognised=None)
    assert response.status_code == 422
    assert "3 paragraphs are not done yet" in response.text


def test_a_round_that_hides_nothing_does_not_ask(app: Flask) -> None:
    study = make_study(mask=False)
    finish(study)
    ada = signed_in_client(app, study.annotators[0])
    assert ASKED not in ada.get(f"{address(study)}/").text
    assert submit(ada, study, recognised="yes", recognised_as="What?").status_code == 303
    assert said(study) == ("submitted", None, "")


def test_after_reopening_the_earlier_answer_stands(study: Study, ada: FlaskClient) -> None:
    """The outlet has been shown meanwhile: to ask again would be to ask about something else."""
    finish(study)
    submit(ada, study, recognised="guess", recognised_as="The Anchor")
    db.session.expire_all()
    with writing():
        reopen(study.assignment())
    assert said(study) == ("open", "guess", "The Anchor")
    assert ASKED not in ada.get(f"{address(study)}/").text
    token = {"csrf_token": csrf_token(ada), "recognised": "yes"}
    assert ada.post(f"{address(study)}/submit", data=token).status_code == 303
    assert said(study) == ("submitted", "guess", "The Anchor")


def asked_by_itself(answer: str) -> Study:
    """As the preset does, of the article as a whole."""
    preset = read_preset("framing-tone-sourcing")
    own = [one for one in preset.dimensions if one.id in {"unsure", "recognised"}]
    study = make_study(codebook=preset.model_copy(update={"dimensions": tuple(own)}))
    assert [question.key for question in study.whole] == ["recognised"]
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number, document=make_document(labels={}))
    make_judgment(study, paragraph=0, document=make_document(labels={"recognised": answer}))
    return study


@pytest.mark.parametrize(("answer", "kept"), [("no", "no"), ("guess", "guess"), ("sure", "yes")])
def test_a_codebook_that_asks_by_itself_is_not_doubled(app: Flask, answer: str, kept: str) -> None:
    study = asked_by_itself(answer)
    ada = signed_in_client(app, study.annotators[0])
    page = ada.get(f"{address(study)}/").text
    assert ASKED not in page
    assert 'name="recognised_as"' in page
    assert ("data-outlet hidden" in page) == (answer == "no")
    named = " The Slipway "
    assert submit(ada, study, recognised=None, recognised_as=named).status_code == 303
    assert said(study) == ("submitted", kept, "" if answer == "no" else "The Slipway")
    assert 'name="recognised_as"' not in ada.get(f"{address(study)}/").text


def test_of_such_a_codebook_too_the_name_is_one_short_line(app: Flask) -> None:
    study = asked_by_itself("guess")
    ada = signed_in_client(app, study.annotators[0])
    response = submit(ada, study, recognised=None, recognised_as="two\nlines")
    assert response.status_code == 422
    assert "Write the name on one line." in response.text
    assert ASKED not in response.text
    assert said(study) == ("open", None, "")
    assert submit(ada, study, recognised=None).status_code == 303
    assert said(study) == ("submitted", "guess", "")


def test_leads_see_how_often(app: Flask, study: Study) -> None:
    lead = signed_in_client(app, study.lead)
    sentence = "recognised 1, guessed 0, not recognised 1"
    for annotator, answer in enumerate(["yes", "no"]):
        assert sentence not in lead.get("/projects/harbour/progress").text
        finish(study, annotator)
        browser = signed_in_client(app, study.annotators[annotator])
        submit(browser, study, annotator, recognised=answer)
    page = lead.get("/projects/harbour/progress").text
    assert any(sentence in piece for piece in pieces(page, "p"))


def test_an_article_with_nothing_to_answer_is_handed_in_all_the_same(app: Flask) -> None:
    study = make_study(shows_others=True)
    with writing():
        for paragraph in study.articles[0].paragraphs:
            paragraph.is_annotatable = False
    ada = signed_in_client(app, study.annotators[0])
    assert submit(ada, study, recognised=None).status_code == 422
    assert submit(ada, study).status_code == 303
    assert "How the others saw it" in ada.get(f"{address(study)}/").text
