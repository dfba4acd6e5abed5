"""Answers under their own names and under those of a published dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codebook.given import Part, dimension, document, value
from workbench.codebook.format import Codebook
from workbench.codebook.questions import Answer, Question, list_questions
from workbench.codebook.reading import list_presets, read_preset
from workbench.export.naming import grade, name_answers, name_questions

TARGETS = [("port", "the port"), ("town", "the town")]
TONE = dimension(
    "tone",
    "ordinal",
    per="target",
    values=[value("-1"), value("0"), value("absent"), value("2", export="strong")],
)
FRAMES = dimension("frames", "multi", values=[value("law", export="5.0"), value("war")])


def named(
    given_answers: dict[str, Answer], *dimensions: Part, is_done: bool = True, **options: Any
) -> dict[str, Any]:
    codebook = Codebook.model_validate(document(*dimensions))
    asked = list_questions(codebook, TARGETS)
    return name_answers(given_answers, asked, name_questions(asked), is_done=is_done, **options)


def test_answers_are_lists_numbers_and_one_level_deeper_per_target() -> None:
    years = dimension("year", values=[value("1989"), value("1990")])
    given_answers: dict[str, Answer] = {
        "frames": ("war",),
        "tone.port": "-1",
        "tone.town": "absent",
        "year": "1989",
    }
    assert named(given_answers, FRAMES, TONE, years) == {
        "frames": ["war"],
        "tone": {"port": -1, "town": "absent"},
        "year": "1989",  # no scale: an id that happens to look like a number
    }


def test_unanswered_questions_are_absent() -> None:
    assert named({}, FRAMES, TONE) == {}
    assert named({"tone.town": "0"}, FRAMES, TONE) == {"tone": {"town": 0}}


def test_the_names_of_the_dataset_replace_ours() -> None:
    main = dimension("main", values_from="frames", exports={"law": "Legality"}, export="primary")
    given_answers: dict[str, Answer] = {
        "frames": ("law", "war"),
        "main": "law",
        "tone.port": "2",
    }
    assert named(given_answers, FRAMES, main, TONE) == {
        "frames": ["5.0", "war"],
        "primary": "Legality",
        "tone": {"port": "strong"},
    }


def test_a_name_that_two_questions_claim_overwrites_neither() -> None:
    first = dimension("first", export="label")
    second = dimension("second", export="label")
    assert named({"first": "yes", "second": "no"}, first, second) == {
        "first": "yes",
        "second": "no",
    }


def test_two_questions_may_fill_one_field() -> None:
    kind = dimension("speaker", values=[value("main", export="main_entity"), value("other")])
    waits = {"dimension": "speaker", "is": ["main"]}
    which = dimension("entity", values=[value("mayor")], when=waits, export="speaker")
    assert named({"speaker": "other"}, kind, which) == {"speaker": "other"}
    assert named({"speaker": "main", "entity": "mayor"}, kind, which) == {"speaker": "mayor"}


def test_answers_per_target_share_no_field_with_others() -> None:
    whole = dimension("stance", export="stance")
    waits = {"dimension": "stance", "is": ["yes"]}
    each = dimension("towards", per="target", when=waits, export="stance")
    assert named({"stance": "yes", "towards.port": "no"}, whole, each) == {
        "stance": "yes",
        "towards": {"port": "no"},
    }


UNSURE = dimension("unsure", "flag", values=[])
LATER = dimension("really", "flag", values=[], when={"dimension": "unsure", "is": ["yes"]})


@pytest.mark.parametrize(
    ("given_answers", "is_done", "expected"),
    [
        ({"unsure": "yes"}, True, {"unsure": True, "really": False}),
        ({"unsure": "yes", "really": "yes"}, False, {"unsure": True, "really": True}),
        ({}, True, {"unsure": False}),
        ({}, False, {}),
    ],
)
def test_a_flag_is_false_only_where_somebody_left_it(
    given_answers: dict[str, Answer], is_done: bool, expected: dict[str, bool]
) -> None:
    assert named(given_answers, UNSURE, LATER, is_done=is_done) == expected


def test_words_are_left_out_without_text() -> None:
    why = dimension("why", "text", values=[])
    assert named({"why": "Because"}, why) == {"why": "Because"}
    assert named({"why": "Because"}, why, with_text=False) == {}


@pytest.mark.parametrize("value", ["007", "-0", "1e3", "1_0", "9007199254740992", "not_mentioned"])
def test_what_would_not_read_back_stays_a_word(value: str) -> None:
    assert grade(value) == value


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_whole_numbers_become_numbers(number: int) -> None:
    assert grade(str(number)) == number


@given(st.from_regex(r"-?[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True))
def test_every_value_id_can_be_told_from_its_grade(value: str) -> None:
    assert str(grade(value)) == value
    assert orjson.loads(orjson.dumps(grade(value))) == grade(value)


def every_question(codebook: Codebook) -> Iterator[Question]:
    for asked in (list_questions(codebook, TARGETS), list_questions(codebook, TARGETS, "article")):
        for question in asked:
            yield question
            yield from question.attributes


@pytest.mark.parametrize("name", list_presets())
def test_every_answer_of_a_preset_has_the_name_that_the_preset_gives_it(name: str) -> None:
    codebook = read_preset(name)
    names = name_questions(list_questions(codebook, TARGETS)) | name_questions(
        list_questions(codebook, TARGETS, "article")
    )
    for question in every_question(codebook):
        found = names[question.key]
        assert found.dimension == (question.dimension.export or question.dimension.id)
        for offered in question.values:
            outside = question.dimension.exports.get(offered.id) or offered.export
            own = grade(offered.id) if question.dimension.type == "ordinal" else offered.id
            assert found.values[offered.id] == (outside or own)
        labels = list(found.values.values())
        assert len(set(labels)) == len(labels), f"two values of {question.key} have one name"
