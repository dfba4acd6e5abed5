"""Answers that are taken over into a ruling, held to what the page's scripts do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.make import TEXTS
from tests.review.given import judged, questions
from workbench.annotate.checking import check
from workbench.annotate.document import Document, MarkedSpan
from workbench.review.taking import start, take, take_passage, take_question

TEXT = TEXTS[1]
CASES = json.loads(
    (Path(__file__).parents[1] / "given" / "taking.json").read_text(encoding="utf-8")
)["cases"]


def document(given: Any) -> Document:
    spans = [
        {"dimension": "sourcing", "value": v, "start": s, "end": e, "text": TEXT[s:e]}
        for v, s, e in given["spans"]
    ]
    return check({"labels": given["labels"], "spans": spans}, questions(), TEXT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_one_question_is_taken_with_what_it_rests_on(case: Any) -> None:
    taken = take_question(document(case["now"]), document(case["theirs"]), questions(), case["key"])
    settled = check(taken.as_json(TEXT), questions(), TEXT)
    assert settled == document(case["then"])


def test_a_whole_answer_leaves_note_and_flag_behind() -> None:
    taken = take(judged("A", note="CANARY", is_flagged=True, tone="2").document)
    assert (taken.note, taken.is_flagged, taken.is_done) == ("", False, False)
    assert taken.labels["tone.government"] == "2"


def test_one_passage_is_added_to_those_there_once() -> None:
    theirs = judged("A", spans=[(0, 9, "source"), (10, 17, "cue")]).document
    now = judged("L", spans=[(4, 9, "source")]).document
    span = theirs.spans[0]
    once = take_passage(now, span, theirs, questions())
    assert [(s.start, s.end, s.value) for s in once.spans] == [(0, 9, "source"), (4, 9, "source")]
    assert take_passage(once, span, theirs, questions()) == once
    asked = take_passage(judged("L").document, span, theirs, questions())
    assert asked.labels["attributed"] == "yes"


def test_the_form_begins_with_what_everybody_answered_alike() -> None:
    begun = start(
        [
            judged("A", tone="1", spans=[(0, 9, "source")]).document,
            judged("B", tone="2", spans=[(0, 9, "source")]).document,
        ],
        questions(),
    )
    assert begun.labels == {
        "frames": ("conflict",),
        "primary_frame": "conflict",
        "attributed": "yes",
    }
    assert begun.spans == (MarkedSpan(0, 9, "sourcing", "source"),)
    assert start([], questions()) == Document()


def test_of_disputed_passages_stand_those_that_everybody_marked() -> None:
    answers = [
        judged("A", spans=[(0, 9, "source"), (10, 17, "cue")]).document,
        judged("B", spans=[(0, 9, "source"), (10, 16, "cue")]).document,
    ]
    assert start(answers, questions()).spans == (MarkedSpan(0, 9, "sourcing", "source"),)
    # Where it is disputed whether anything is attributed, nothing can stand yet.
    assert start([*answers, judged("C").document], questions()).spans == ()


def test_what_rests_on_a_disputed_answer_waits_for_it() -> None:
    """Both say that law is the main frame, of sets that differ: neither set may slip in with it."""
    begun = start(
        [
            judged("A", frames=("law", "conflict"), primary_frame="law").document,
            judged("B", frames=("law", "morality"), primary_frame="law").document,
        ],
        questions(),
    )
    assert not {"frames", "primary_frame"} & begun.labels.keys()
