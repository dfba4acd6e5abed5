"""After submitting, where the round allows, one sees how the others saw the article."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.annotate.test_views import address, finish, save, submit
from tests.make import (
    NOW,
    Study,
    another_round,
    make_document,
    make_judgment,
    make_span,
    make_study,
    rich_codebook,
    signed_in_client,
)
from workbench.annotate.models import Judgment
from workbench.annotate.queries import submitted_by_others
from workbench.annotate.queries_places import get_save_place
from workbench.assign.actions import open_round, reopen
from workbench.assign.actions import submit as hand_in
from workbench.codebook.actions import publish
from workbench.core.db import db, writing
from workbench.core.errors import Invalid

HEADING = "How the others saw it"
OTHER = {"frames": ["morality"], "tone.government": "2", "attributed": "no"}


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh"], shows_others=True)


@pytest.fixture
def ada(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.annotators[0])


def hand_over(study: Study, annotator: int, *, to_the_end: bool = True) -> None:
    """This annotator answers otherwise, everywhere, and submits."""
    for number in (1, 2, 3):
        document = make_document(labels=OTHER, note="canary-note")
        make_judgment(study, annotator=annotator, paragraph=number, document=document)
    if to_the_end:
        with writing():
            hand_in(study.assignment(annotator), now=NOW)


def seen(client: FlaskClient, study: Study, query: str = "") -> str:
    response = client.get(f"{address(study)}/{query}")
    assert response.status_code == 200
    return unescape(re.sub(r"<[^>]+>", " ", response.text))


def test_counts_and_strip_are_there_once_everybody_concerned_has_submitted(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    hand_over(study, 1)
    hand_over(study, 2, to_the_end=False)
    assert HEADING not in seen(ada, study)
    submit(ada, study)
    words = " ".join(seen(ada, study).split())
    assert HEADING in words
    assert "1 other annotator has submitted this article." in words
    assert "Morality 1 of 1 " in words
    assert "Conflict & contest 0 of 1 you: yes" in words
    page = ada.get(f"{address(study)}/?p=2").text
    assert len(re.findall(r'class="cell shade-\d"', page)) == 3
    assert 'aria-label="Paragraph 1: ' in page
    for secret in ("canary-note", "Ben Okoro", "A-02", "Cleo", "A-03"):
        assert secret not in page
    with writing():
        hand_in(study.assignment(2), now=NOW)
    assert "Morality 2 of 2" in " ".join(seen(ada, study).split())


def test_what_others_marked_is_in_the_page_only_once_all_concerned_have_submitted(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    text = study.paragraph(2).text
    span = make_span(text, "would hold")
    answers = make_document()["labels"] | {"attributed": "yes"}
    document = make_document(labels=answers, spans=[span])
    for annotator in (1, 2):
        for number in (1, 3):
            make_judgment(study, annotator=annotator, paragraph=number)
        make_judgment(study, annotator=annotator, paragraph=2, document=document)
    with writing():
        hand_in(study.assignment(1), now=NOW)
    page = f"{address(study)}/"
    assert "data-heat" not in ada.get(page).text
    submit(ada, study)
    heat = "data-heat='[[{start},{end},{people}]]'"
    assert heat.format(**span, people=1) in ada.get(page).text.replace(" ", "")
    with writing():
        hand_in(study.assignment(2), now=NOW)
    assert heat.format(**span, people=2) in ada.get(page).text.replace(" ", "")


def test_one_question_stays_chosen_from_paragraph_to_paragraph(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    hand_over(study, 1)
    submit(ada, study)
    page = ada.get(f"{address(study)}/?p=1&q=frames").text
    assert "Shown: Frames" in page
    assert page.count("?p=2&amp;q=frames#p2") == 2  # the strip's and the paragraph's own
    assert "q=nonsense" not in ada.get(f"{address(study)}/?p=1&q=nonsense").text


def test_with_nobody_else_yet_it_says_so(study: Study, ada: FlaskClient) -> None:
    finish(study)
    submit(ada, study)
    assert "Nobody else has submitted this article yet" in seen(ada, study)


def test_a_round_shows_nothing_unless_it_was_opened_so(app: Flask) -> None:
    study = make_study()
    finish(study)
    hand_over(study, 1)
    ada = signed_in_client(app, study.annotators[0])
    submit(ada, study)
    assert HEADING not in seen(ada, study)


def test_reopened_it_is_gone_and_what_is_saved_then_says_that_it_was_seen(
    study: Study, ada: FlaskClient
) -> None:
    finish(study)
    hand_over(study, 1)
    submit(ada, study)
    db.session.expire_all()
    with writing():
        reopen(study.assignment())
    assert HEADING not in seen(ada, study)
    assert save(ada, study, make_document(note="again"), revision=1).status_code == 200
    assert trace(study) == [True, False, False]
    submit(ada, study)
    assert HEADING in seen(ada, study)


def trace(study: Study) -> list[bool]:
    db.session.commit()
    own = Judgment.assignment_id == study.assignment().id
    return list(
        db.session.scalars(select(Judgment.saw_others).where(own).order_by(Judgment.paragraph_id))
    )


def test_the_other_round_of_the_same_article_knows(study: Study) -> None:
    """Seen is seen: a repeat in a second round is no longer blind."""
    again = another_round(study, "Repeat", mask=False)
    finish(study)
    with writing():
        hand_in(study.assignment(), now=NOW)
    study.round = again.round
    own = [study.assignment(n) for n in (0, 1)]
    places = [get_save_place(one.membership_id, one.id, 1) for one in own]
    assert [place.saw_others for place in places] == [True, False]


def test_answers_to_another_codebook_version_do_not_count(study: Study) -> None:
    finish(study)
    hand_over(study, 1)
    assert submitted_by_others(study.assignment(), study.questions).count == 1
    with writing():
        newer = publish(study.project.id, rich_codebook(), now=NOW)
        db.session.execute(
            update(Judgment)
            .where(Judgment.assignment_id == study.assignment(1).id)
            .values(codebook_version_id=newer.id)
        )
    assert submitted_by_others(study.assignment(), study.questions).count == 0


def test_a_reliability_round_cannot_be_opened_so(study: Study) -> None:
    with pytest.raises(Invalid, match="agree by themselves"), writing():
        open_round(
            study.project.id,
            "Measured",
            version=study.round.codebook_version,
            annotators=study.annotators,
            articles=study.articles,
            mask_outlet=True,
            mask_byline=True,
            has_premarks=False,
            shows_others=True,
            kind="reliability",
            now=NOW,
        )
