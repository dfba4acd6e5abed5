"""Answers beside rulings: the same as comparing document with document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import (
    NOW,
    Study,
    make_document,
    make_judgment,
    make_ruling,
    make_span,
    make_study,
    signed_in_client,
)
from tests.review.given import judged, questions
from workbench.annotate.columns import columns_of
from workbench.annotate.queries import Judged
from workbench.core.db import writing
from workbench.review.accuracy import Compared, Share, beside_rulings
from workbench.review.actions_rulings import withdraw
from workbench.review.places import Place
from workbench.review.queries_accuracy import accuracy_of
from workbench.review.queries_ruled import RuledColumns
from workbench.review.rulings import closed_with, differing


def ruled_columns(rulings: list[Judged], left_open: list[tuple[str, ...]]) -> RuledColumns:
    columns = replace(columns_of(rulings, questions()), seats=("",))
    gone = [
        closed_with(one.document, questions(), some)
        for one, some in zip(rulings, left_open, strict=True)
    ]
    return RuledColumns(
        columns,
        np.zeros(len(rulings), dtype=bool),
        {q.key: np.array([q.key in some for some in gone], dtype=bool) for q in questions()},
    )


@st.composite
def answers(draw: st.DrawFn, seat: str, paragraph: int) -> Judged:
    frames = tuple(sorted(draw(st.sets(st.sampled_from(["conflict", "power", "economy"])))))
    marked = draw(st.booleans())
    places = st.tuples(st.integers(0, 3), st.integers(4, 6), st.sampled_from(["source", "cue"]))
    spans = draw(st.sets(places, max_size=2)) if marked else set()
    made = judged(seat, paragraph, spans=sorted(spans), attributed="yes" if marked else "no")
    labels = dict(made.document.labels) | {"tone.government": draw(st.sampled_from("012"))}
    labels.pop("primary_frame")
    labels["frames"] = frames
    if len(frames) > 1:
        labels["primary_frame"] = draw(st.sampled_from(frames))
    return replace(made, document=replace(made.document, labels=labels))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[Judged], list[Judged], list[tuple[str, ...]]]:
    units = range(1, draw(st.integers(1, 4)) + 1)
    given_ = [draw(answers(seat, unit)) for unit in units for seat in "AB"]
    ruled = [draw(answers("", unit)) for unit in units if draw(st.booleans())]
    keys = [question.key for question in questions()]
    open_ = [tuple(draw(st.sets(st.sampled_from(keys), max_size=2))) for _ in ruled]
    return given_, ruled, open_


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_columns_differ_where_documents_do(
    made: tuple[list[Judged], list[Judged], list[tuple[str, ...]]],
) -> None:
    given_, ruled, open_ = made
    compared = Compared(columns_of(given_, questions()), ruled_columns(ruled, open_))
    found = {
        (int(compared.judged.unit[at]), compared.judged.seats[compared.judged.seat[at]], one.key)
        for one in questions()
        if not one.is_text
        for at in np.flatnonzero(compared.differing(one)).tolist()
    }
    assert found == {
        (one.paragraph_id, one.seat, key)
        for ruling, some in zip(ruled, open_, strict=True)
        for one in given_
        if one.paragraph_id == ruling.paragraph_id
        for key in differing(one.document, ruling.document, questions(), some)
    }


def test_a_share_has_wilsons_interval() -> None:
    low, high = Share(8, 10).interval or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)  # as published tables have it
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


def test_values_say_what_was_missed_and_what_was_given_too_often() -> None:
    one = judged("A", 1, frames=("conflict", "power"), primary_frame="power")
    right = judged("", 1, frames=("conflict", "economy"), primary_frame="economy")
    compared = Compared(columns_of([one], questions()), ruled_columns([right], [()]))
    frames = next(
        found for found in beside_rulings(compared, questions()) if found.question.key == "frames"
    )
    assert frames.overall == Share(0, 1)
    assert {
        value.value: (value.both, value.ruled_only, value.given_only) for value in frames.values
    } == {
        "conflict": (1, 0, 0),
        "power": (0, 0, 1),
        "economy": (0, 1, 0),
    }


@pytest.fixture
def study(app: Flask) -> Study:
    """Two answered three paragraphs; the first is ruled as Ada has it, the second as nobody."""
    made = make_study()
    for annotator, tone in enumerate(["-1", "1"]):
        for paragraph in (1, 2, 3):
            labels = make_document()["labels"] | {"tone.government": tone}
            make_judgment(
                made,
                annotator=annotator,
                paragraph=paragraph,
                document=make_document(labels=labels),
            )
    make_ruling(made, paragraph=1)
    text = made.paragraph(2).text
    labels = make_document()["labels"] | {"tone.government": "2", "attributed": "yes"}
    spans = [make_span(text, "Two aides")]
    make_ruling(made, paragraph=2, document=make_document(labels=labels, spans=spans))
    return made


def shares(study: Study, key: str = "tone.government") -> dict[str, tuple[int, int]]:
    found = accuracy_of(study.project, study.round, with_bulk=True)["paragraph"]
    one = next(one for one in found if one.question.key == key)
    return {seat: (share.right, share.compared) for seat, share in one.by_seat}


def test_shares_follow_the_rulings_in_force(study: Study) -> None:
    assert shares(study) == {"A-01": (1, 2), "A-02": (0, 2)}
    make_ruling(study, paragraph=3)
    assert shares(study) == {"A-01": (2, 3), "A-02": (0, 3)}
    place = Place(study.round.id, study.articles[0].id, study.paragraph(1).id)
    with writing():
        withdraw(study.project.id, place, number=1, by=study.lead.id, now=NOW)
    assert shares(study) == {"A-01": (1, 2), "A-02": (0, 2)}


def test_what_is_left_open_is_not_compared(study: Study) -> None:
    make_ruling(
        study,
        paragraph=2,
        base_number=1,
        left_open=["tone.government"],
        reason="legitimate_difference",
    )
    assert shares(study) == {"A-01": (1, 1), "A-02": (0, 1)}


def test_the_page_has_shares_and_values_and_says_what_it_is_not(app: Flask, study: Study) -> None:
    browser = signed_in_client(app, study.lead)
    address = f"/projects/harbour/disagreements/{study.round.id}/accuracy"
    page = browser.get(address).get_data(as_text=True)
    assert "1 of 2" in page
    assert "Reliability never counts a ruling" in page
    assert "A-02" in browser.get(f"{address}?bulk=0").get_data(as_text=True)
    assert browser.get("/projects/harbour/disagreements/99/accuracy").status_code == 404
    assert address in browser.get("/projects/harbour/agreement/").get_data(as_text=True)


def test_a_round_without_rulings_says_so(app: Flask) -> None:
    study = make_study()
    browser = signed_in_client(app, study.lead)
    page = browser.get(f"/projects/harbour/disagreements/{study.round.id}/accuracy")
    assert "Nothing has been ruled on" in page.get_data(as_text=True)
