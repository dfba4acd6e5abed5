"""What a set needs before it opens, the order of attempts, thresholds, names that are hidden."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.make import short_codebook, tied_codebook
from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import list_questions
from workbench.core.errors import Invalid
from workbench.training.forms import read_thresholds, shown_thresholds
from workbench.training.hiding import Names, without_names
from workbench.training.rules import (
    Chosen,
    faults_of_opening,
    has_right_answer,
    in_order_of,
    questions_of,
    usual_thresholds,
)

QUESTIONS = list_questions(short_codebook(), [("government", "the government")])
RULED = Document(
    labels={"frames": ("conflict",), "tone.government": "0", "attributed": "no"}, is_done=True
)
ITEM = Chosen(1, False, "A quarrel.", RULED, (), QUESTIONS)
TEST = replace(ITEM, is_test=True)
TIED = list_questions(tied_codebook(), [("government", "the government")])
QUOTING = replace(RULED, labels={**RULED.labels, "attributed": "yes"})
UNMARKED = replace(TEST, ruled=QUOTING, questions=TIED)
SOURCE = MarkedSpan(0, 3, "sourcing", "source", attributes=(("naming", "full"),))
MARKED = replace(UNMARKED, ruled=replace(QUOTING, spans=(SOURCE,)))


def test_a_set_with_explained_items_can_open() -> None:
    assert faults_of_opening([ITEM], {}) == []
    assert faults_of_opening([ITEM, TEST], {"frames": 0.8}) == []


@pytest.mark.parametrize(
    ("items", "thresholds", "words"),
    [
        ([], {}, "at least one ruling"),
        ([replace(ITEM, explanation=" ")], {}, "Practice item 1 has no explanation"),
        ([replace(TEST, explanation="")], {"frames": 1.0}, "Test item 1 has no explanation"),
        ([ITEM], {"frames": 0.8}, "need a test"),
        ([TEST], {}, "no threshold"),
        ([TEST], {"primary_frame": 0.5}, "“Main frame” has a threshold, but no item"),
        ([replace(TEST, left_open=("frames",))], {"frames": 0.5}, "“Frames” has a threshold"),
        ([UNMARKED], {"naming": 0.5}, "“Sourcing: Naming” has a threshold, but no item"),
    ],
)
def test_what_is_missing_is_said(
    items: list[Chosen], thresholds: dict[str, float], words: str
) -> None:
    assert words in " ".join(faults_of_opening(items, thresholds))


def test_what_learners_read_names_no_annotator() -> None:
    """In any writing, also without the sign of a mention; what only looks like a seat may stand."""
    items = [replace(ITEM, explanation="As a-02 said, a quarrel."), replace(TEST, number=2)]
    told = {"introduction": "Begin where @A-01 and A-03 part.", "seats": ["A-01", "A-02"]}
    assert faults_of_opening(items, {"frames": 0.8}, **told) == [
        "Learners read the introduction: say it without A-01.",
        "Practice item 1 is explained to learners: say it without A-02.",
    ]
    assert faults_of_opening(items, {"frames": 0.8}, introduction="A-01", seats=["A-03"]) == []


def test_all_that_a_test_asks_begins_with_what_is_usual() -> None:
    """Also what is asked about passages, once there is one; never what a ruling leaves open."""
    usual = {"frames": 0.8, "tone.government": 0.8, "attributed": 0.8, "attribution": 0.6}
    assert usual_thresholds([UNMARKED]) == usual | {"sourcing": 0.6}
    assert usual_thresholds([UNMARKED, MARKED]) == usual | {"sourcing": 0.6, "naming": 0.8}
    assert usual_thresholds([replace(MARKED, left_open=("sourcing",))]).keys() == usual.keys() - {
        "attribution"
    }
    assert usual_thresholds([]) == {}
    assert questions_of([UNMARKED, MARKED])["naming"] == 1


def test_the_form_shows_what_was_typed_else_what_stands() -> None:
    standing = {"frames": 0.8, "sourcing": 0.55}
    assert shown_thresholds({}, standing) == {"frames": "80", "sourcing": "55"}
    blank = {"threshold.frames": " ", "title": "x"}
    assert shown_thresholds(blank, standing) == {"frames": "80", "sourcing": "55"}
    typed = {"threshold.frames": "much", "threshold.sourcing": ""}
    assert shown_thresholds(typed, standing) == {"frames": "much", "sourcing": ""}


def test_a_ruling_that_leaves_everything_open_teaches_nothing() -> None:
    keys = [question.key for question in QUESTIONS]
    assert has_right_answer(QUESTIONS, RULED, ["frames"])
    assert not has_right_answer(QUESTIONS, Document(is_done=True), keys)


def test_each_attempt_has_its_own_order_always_the_same() -> None:
    items = [5, 7, 9, 11]
    orders = [in_order_of(items, learner=3, attempt=number) for number in range(1, 8)]
    assert orders[0] == items
    assert all(sorted(order) == items for order in orders)
    assert all(one != other for one, other in itertools.pairwise(orders))
    assert orders == [in_order_of(items, learner=3, attempt=number) for number in range(1, 8)]
    assert in_order_of([4, 8], learner=1, attempt=2) == [8, 4]
    assert in_order_of([4], learner=1, attempt=2) == [4]


def test_thresholds_are_whole_percents_or_blank() -> None:
    titles = {"frames": "Frames", "tone": "Tone", "attributed": "Attributed"}
    sent = {"threshold.frames": "80", "threshold.tone": " ", "threshold.attributed": "0 %"}
    assert read_thresholds(sent, titles) == {"frames": 0.8, "attributed": 0.0}
    for wrong in ("101", "-1", "0.8", "all", "٨٠", "9" * 5_000):
        with pytest.raises(Invalid, match="“Frames” is a whole number from 0 to 100"):
            read_thresholds({"threshold.frames": wrong}, titles)


def test_names_in_an_explanation_are_hidden_from_learners() -> None:
    names = Names("The Slipway", "Mara Lund", "", frozenset({("Harbour Desk", "outlet")}))
    said = without_names("Mara Lund of The Slipway, at the Harbour Desk, quotes them.", names)
    assert said == "[AUTHOR] of [OUTLET], at the [OUTLET], quotes them."
    assert without_names("They quarrel.", names) == "They quarrel."
