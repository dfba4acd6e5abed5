"""Which questions a paragraph is asked, and what follows from an answer."""

from __future__ import annotations

import pytest

from tests.codebook.given import Part, dimension, document, value
from workbench.codebook.deriving import derive
from workbench.codebook.format import Codebook
from workbench.codebook.questions import (
    Answers,
    Question,
    applies,
    as_values,
    list_questions,
)

TARGETS = [("gov", "the government"), ("opp", "the opposition")]
FRAMES = dimension("frames", "multi", values=[value("law"), value("war"), value("money")])
MAIN = dimension("main", values_from="frames", when={"dimension": "frames", "at_least": 2})
TONE = dimension("tone", "ordinal", per="target", title="Tone")
QUOTED = dimension("quoted")
PASSAGES = dimension("passages", "spans", when={"dimension": "quoted", "is": ["yes"]})


def questions(*dimensions: Part, targets: list[tuple[str, str]] = TARGETS) -> tuple[Question, ...]:
    return list_questions(Codebook.model_validate(document(*dimensions)), targets)


@pytest.fixture
def asked() -> dict[str, Question]:
    listed = questions(FRAMES, MAIN, TONE, QUOTED, PASSAGES)
    return {question.key: question for question in listed}


def test_questions_come_in_the_order_of_the_codebook_once_for_each_target(
    asked: dict[str, Question],
) -> None:
    assert list(asked) == ["frames", "main", "tone.gov", "tone.opp", "quoted", "passages"]
    assert asked["tone.opp"].title == "Tone · the opposition"
    assert asked["frames"].title == "Any?"
    assert (asked["frames"].is_set, asked["frames"].is_spans) == (True, False)
    assert (asked["passages"].is_set, asked["passages"].is_spans) == (False, True)


def test_a_project_without_targets_is_not_asked_about_any() -> None:
    assert [q.key for q in questions(TONE, QUOTED, targets=[])] == ["quoted"]


def test_values_are_those_of_the_source(asked: dict[str, Question]) -> None:
    assert asked["main"].value_ids() == ("law", "war", "money")
    assert asked["main"].value_title("war") == "War"
    assert asked["main"].value_title("gone") == "gone"  # of an older version


@pytest.mark.parametrize(
    ("key", "answers", "expected"),
    [
        ("frames", {}, True),
        ("main", {}, False),
        ("main", {"frames": ("law",)}, False),
        ("main", {"frames": ("law", "war")}, True),
        ("main", {"frames": ("law", "war", "money")}, True),
        ("tone.gov", {}, True),
        ("passages", {}, False),
        ("passages", {"quoted": "no"}, False),
        ("passages", {"quoted": "yes"}, True),
        ("passages", {"frames": ("law",)}, False),
    ],
)
def test_a_condition_decides_by_the_answers_so_far(
    asked: dict[str, Question], key: str, answers: Answers, expected: bool
) -> None:
    assert applies(asked[key], answers) is expected


def test_a_set_meets_a_condition_with_any_of_its_values() -> None:
    gate = {"dimension": "frames", "is": ["war", "money"]}
    listed = questions(FRAMES, dimension("why", when=gate))
    assert applies(listed[1], {"frames": ("law", "money")})
    assert not applies(listed[1], {"frames": ("law",)})


def test_without_anything_to_choose_from_nothing_is_asked() -> None:
    listed = questions(FRAMES, dimension("main", values_from="frames"))
    assert not applies(listed[1], {})
    assert applies(listed[1], {"frames": ("law",)})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"frames": ("law",)}, {"frames": ("law",), "main": "law"}),
        ({"frames": ("law",), "main": "war"}, {"frames": ("law",), "main": "law"}),
        ({"frames": ("law", "war")}, {"frames": ("law", "war")}),
        (
            {"frames": ("law", "war"), "main": "war"},
            {"frames": ("law", "war"), "main": "war"},
        ),
        ({"frames": ("law", "war"), "main": "money"}, {"frames": ("law", "war")}),
        ({"main": "law"}, {}),
        ({"quoted": "yes", "tone.gov": "no"}, {"quoted": "yes", "tone.gov": "no"}),
    ],
)
def test_the_main_value_follows_from_the_set(
    asked: dict[str, Question], given: Answers, expected: Answers
) -> None:
    before = dict(given)
    assert derive(asked.values(), given) == expected
    assert given == before, "the answers handed in are left as they were"


def test_deriving_twice_changes_nothing_more(asked: dict[str, Question]) -> None:
    once = derive(asked.values(), {"frames": ("law",), "main": "money", "quoted": "no"})
    assert derive(asked.values(), once) == once


def test_answers_as_values() -> None:
    assert as_values(None) == ()
    assert as_values("law") == ("law",)
    assert as_values(("law", "war")) == ("law", "war")
