"""A ruling becomes an example or an open question in one step."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import (
    Study,
    csrf_token,
    make_document,
    make_draft,
    make_judgment,
    make_ruling,
    make_span,
    make_study,
    signed_in_client,
)
from workbench.codebook.queries_drafts import codebook_of, find_draft
from workbench.codebook.queries_inquiries import list_inquiries
from workbench.core.db import db
from workbench.review.pairs import Pair
from workbench.review.queries_using import get_source
from workbench.review.using import question_about, uses_of

TEXTS = ("Premier signs", "Two aides claimed to The Slipway that the truce would hold.")


def answer(frame: str, **changes: object) -> dict[str, object]:
    labels = make_document()["labels"] | {"frames": [frame]}
    labels.pop("primary_frame")
    return make_document(labels=labels | changes.pop("labels", {}), **changes)


@pytest.fixture
def study(app: Flask) -> Study:
    """One said conflict, the other power; ruled power, with a passage that only one marked."""
    made = make_study(drafts=[make_draft(TEXTS)])
    make_judgment(made, annotator=0, paragraph=2, document=answer("conflict"))
    marked = {"labels": {"attributed": "yes"}, "spans": [make_span(TEXTS[1], "Two aides")]}
    make_judgment(made, annotator=1, paragraph=2, document=answer("power", **marked))
    make_ruling(
        made,
        paragraph=2,
        document=answer("power", **marked),
        reason="codebook_unclear",
        sentence="Contest, not force.",
    )
    return made


@pytest.fixture
def lead(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)


def post(lead: FlaskClient, what: str, **fields: object) -> int:
    token = csrf_token(lead)
    address = f"/projects/harbour/disagreements/rulings/1/{what}"
    return lead.post(address, data={"csrf_token": token, **fields}).status_code


def test_the_ruled_value_is_an_example_and_the_other_a_counter_example(study: Study) -> None:
    source = get_source(study.project, 1)
    found = uses_of(source.ruling, source.pairs, source.questions, source.seen)
    assert [(one.dimension, one.value, one.kind) for one in found] == [
        ("frames", "conflict", "negative"),
        ("frames", "power", "positive"),
        ("attributed", "yes", "positive"),
        ("attributed", "no", "negative"),
    ]
    assert "[OUTLET]" in source.seen.text


def test_a_frame_that_is_not_the_main_one_is_no_counter_example(study: Study) -> None:
    source = get_source(study.project, 1)
    labels = dict(source.ruling.document.labels) | {
        "frames": ("conflict", "power"),
        "primary_frame": "power",
    }
    ruling = replace(source.ruling, document=replace(source.ruling.document, labels=labels))
    pairs = [Pair("frames", "conflict", "power"), Pair("primary_frame", "conflict", "power")]
    found = uses_of(ruling, pairs, source.questions, source.seen)
    assert {(one.dimension, one.value, one.kind) for one in found} == {
        ("frames", "conflict", "positive"),
        ("frames", "power", "positive"),
    }


def test_what_was_ruled_for_one_target_is_no_counter_example_for_another(study: Study) -> None:
    source = get_source(study.project, 1)
    tone = next(one for one in source.questions if one.dimension.id == "tone")
    other = replace(tone, key="tone.other", target_key="other")
    labels = dict(source.ruling.document.labels) | {tone.key: "-1", other.key: "0"}
    ruling = replace(source.ruling, document=replace(source.ruling.document, labels=labels))
    found = uses_of(ruling, [Pair("tone", "-1", "0")], [tone, other], source.seen)
    assert {(one.value, one.kind) for one in found} == {("-1", "positive"), ("0", "positive")}


def test_one_press_puts_it_into_the_draft_with_masks_on(study: Study, lead: FlaskClient) -> None:
    assert post(lead, "example", use="1") == 303
    db.session.commit()
    draft = find_draft(study.project.id)
    assert draft is not None
    frames = next(one for one in codebook_of(draft).dimensions if one.id == "frames")
    power = next(value for value in frames.values if value.id == "power")
    assert power.positive[-1] == "Two aides claimed to [OUTLET] that the truce would hold."


@pytest.mark.parametrize("use", ["99", "-1", "x", ""])
def test_what_it_does_not_give_is_refused(lead: FlaskClient, use: str) -> None:
    assert post(lead, "example", use=use) == 404


def test_one_press_makes_an_open_question_and_a_second_one_the_same(
    study: Study, lead: FlaskClient
) -> None:
    assert post(lead, "question", dimension="frames") == 303
    assert post(lead, "question", dimension="frames") == 303
    db.session.commit()
    (one,) = list_inquiries(study.project.id)
    assert (one.state, one.dimension) == ("open", "frames")
    assert "Contest, not force." in one.text
    assert "Codebook unclear" in one.text
    assert post(lead, "question", dimension="nonsense") == 404


def test_a_question_names_the_values_that_were_disputed(study: Study) -> None:
    source = get_source(study.project, 1)
    frames = next(one for one in source.questions if one.key == "frames")
    asked = question_about(source.ruling, source.pairs, frames)
    titles = {value.id: value.title for value in frames.values}
    assert f"“{titles['conflict']}” or “{titles['power']}”" in asked


def test_two_passages_of_one_label_are_told_apart(study: Study, lead: FlaskClient) -> None:
    spans = [make_span(TEXTS[1], words) for words in ("Two aides", "aides")]
    marked = {"labels": {"attributed": "yes"}, "spans": spans}
    make_ruling(study, paragraph=2, document=answer("power", **marked), base_number=1)
    unit = f"/projects/harbour/disagreements/{study.round.id}/paragraphs/{study.paragraph(2).id}"
    page = re.sub(r"<[^>]+>", "", lead.get(unit).get_data(as_text=True))
    for words in ("Two aides", "aides"):
        assert f"Example of Source: {words}" in page


def test_the_page_of_the_unit_offers_both_and_earlier_rulings(
    study: Study, lead: FlaskClient
) -> None:
    unit = f"/projects/harbour/disagreements/{study.round.id}/paragraphs/{study.paragraph(2).id}"
    page = lead.get(unit).get_data(as_text=True)
    assert "Not an example of" in page
    assert "Open question about" in page
    earlier = lead.get(f"{unit}/precedents").get_data(as_text=True)
    assert "No ruling between these values yet" in earlier
