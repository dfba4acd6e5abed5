"""What is a judgment, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.make import make_document, make_span, short_codebook
from workbench.annotate.checking import LONGEST_NOTE, check
from workbench.annotate.checking_spans import MOST_SPANS
from workbench.annotate.document import canonical, digest
from workbench.codebook.questions import list_questions
from workbench.core.errors import Invalid

TEXT = "👩‍👩‍👧 Two aides claimed the “truce” would hold."
QUESTIONS = list_questions(
    short_codebook(),
    [("government", "the government"), ("island", "the island")],
)
ONE_TARGET = list_questions(short_codebook(), [("government", "the government")])


def draft(**changes: Any) -> dict[str, Any]:
    return make_document(done=False, **changes)


def problems(sent: Any, text: str = TEXT) -> list[dict[str, str]]:
    with pytest.raises(Invalid) as caught:
        check(sent, ONE_TARGET, text)
    listed = caught.value.details["problems"]
    assert isinstance(listed, list)
    return listed


def test_a_complete_judgment_is_taken_as_it_is() -> None:
    document = check(make_document(note="  why  "), ONE_TARGET, TEXT)
    assert document.is_done
    assert document.labels["frames"] == ("conflict",)
    assert document.labels["tone.government"] == "-1"
    assert document.note == "why"


def test_sets_come_in_the_order_of_the_codebook() -> None:
    labels = {"frames": ["economy", "conflict"], "primary_frame": "economy"}
    assert check(draft(labels=labels), ONE_TARGET, TEXT).labels["frames"] == ("conflict", "economy")


def test_a_draft_may_be_empty_but_done_lists_what_is_missing() -> None:
    assert check(draft(labels={}), ONE_TARGET, TEXT).labels == {}
    missing = problems(make_document(labels={}))
    assert [p["question"] for p in missing] == ["frames", "tone.government", "attributed"]


def test_each_target_is_asked() -> None:
    with pytest.raises(Invalid) as caught:
        check(make_document(), QUESTIONS, TEXT)
    assert "tone.island" in str(caught.value.details)


def test_the_main_frame_follows_a_single_frame() -> None:
    labels = {"frames": ["law"], "tone.government": "0", "attributed": "no"}
    assert check(make_document(labels=labels), ONE_TARGET, TEXT).labels["primary_frame"] == "law"


def test_a_main_frame_outside_the_chosen_ones_is_withdrawn() -> None:
    labels = {
        "frames": ["law", "economy"],
        "primary_frame": "conflict",
        "tone.government": "0",
        "attributed": "no",
    }
    assert "primary_frame" not in check(draft(labels=labels), ONE_TARGET, TEXT).labels
    assert [p["question"] for p in problems(make_document(labels=labels))] == ["primary_frame"]


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({"frames": ["conflict", "none"]}, "stands alone"),
        ({"frames": ["conflict", "security", "power", "law"]}, "at most 3"),
        ({"frames": ["astrology"]}, "among the values offered"),
        ({"frames": "conflict"}, "among the values offered"),
        ({"frames": [["conflict"]]}, "among the values offered"),
        ({"attributed": "maybe"}, "one of the values offered"),
        ({"attributed": ["yes"]}, "one of the values offered"),
        ({"attributed": None}, "one of the values offered"),
        ({"tone.island": "0"}, "does not ask"),
        ({"tone": "0"}, "does not ask"),
        ({"sourcing": "source"}, "does not ask"),
        ({"__class__": "x"}, "does not ask"),
        (["frames"], "must be an object"),
    ],
)
def test_unknown_questions_and_values_are_refused_even_in_a_draft(labels: Any, words: str) -> None:
    assert words in problems(draft(labels=labels))[0]["message"]


def test_offsets_are_code_points() -> None:
    span = make_span(TEXT, "Two aides")
    assert span["start"] == 6  # the family is five code points and eight UTF-16 units
    kept = check(draft(spans=[span]), ONE_TARGET, TEXT).spans
    assert [TEXT[s.start : s.end] for s in kept] == ["Two aides"]


def test_spans_may_overlap_nest_and_come_in_any_order() -> None:
    spans = [
        make_span(TEXT, "the “truce” would hold", "content"),
        make_span(TEXT, "claimed", "cue"),
        make_span(TEXT, "“truce”", "source"),
    ]
    values = [s.value for s in check(draft(spans=spans), ONE_TARGET, TEXT).spans]
    assert values == ["cue", "content", "source"]


def test_the_same_span_twice_is_one() -> None:
    span = make_span(TEXT, "claimed", "cue")
    assert len(check(draft(spans=[span, dict(span)]), ONE_TARGET, TEXT).spans) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": -1}, "outside the paragraph"),
        ({"end": len(TEXT) + 1}, "outside the paragraph"),
        ({"start": 9, "end": 9}, "outside the paragraph"),
        ({"start": 12, "end": 6}, "outside the paragraph"),
        ({"start": True}, "outside the paragraph"),
        ({"start": 6.0}, "outside the paragraph"),
        ({"start": 8, "end": 17}, "does not match"),  # counted in UTF-16 units
        ({"text": "Two aids"}, "does not match"),
        ({"text": None}, "does not match"),
        ({"value": "conflict"}, "no such kind"),
        ({"dimension": "frames"}, "no such kind"),
        ({"dimension": ["sourcing"]}, "no such kind"),
        ({"origin": "prediction"}, "unknown origin"),
    ],
)
def test_a_span_that_does_not_fit_is_refused(change: dict[str, Any], words: str) -> None:
    span = make_span(TEXT, "Two aides") | change
    assert words in problems(draft(spans=[span]))[0]["message"]


def test_spans_left_behind_by_a_no_stand_in_the_way_of_done() -> None:
    span = make_span(TEXT, "Two aides")
    assert check(draft(spans=[span]), ONE_TARGET, TEXT).spans
    assert problems(make_document(spans=[span])) == [
        {
            "question": "sourcing",
            "message": "Remove these passages, or answer “Attributed” with “Yes”.",
        }
    ]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "x",
        draft(spans={}),
        draft(spans=[None]),
        draft(spans=[{}] * (MOST_SPANS + 1)),
        draft(note=5),
        draft(note="a\x00b"),
        draft(note="x" * (LONGEST_NOTE + 1)),
        draft(flag="yes"),
        {**draft(), "done": 1},
    ],
)
def test_wrong_shapes_are_refused(sent: Any) -> None:
    assert problems(sent)


def test_equal_judgments_have_equal_digests() -> None:
    one = check(draft(labels={"frames": ["law", "economy"], "attributed": "no"}), ONE_TARGET, TEXT)
    two = check(draft(labels={"attributed": "no", "frames": ["economy", "law"]}), ONE_TARGET, TEXT)
    other = check(draft(labels={"attributed": "yes"}), ONE_TARGET, TEXT)
    assert canonical(one, TEXT) == canonical(two, TEXT)
    assert digest(one, TEXT) == digest(two, TEXT) != digest(other, TEXT)
