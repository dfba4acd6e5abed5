"""Between which values two answers stand."""

from __future__ import annotations

import pytest

from tests.make import tied_codebook
from tests.review.given import judged, questions
from workbench.annotate.document import Document, MarkedSpan
from workbench.codebook.questions import list_questions
from workbench.review.pairs import Pair, pairs_between


def found(*documents: Document) -> list[Pair]:
    return pairs_between(documents, questions())


def test_equal_answers_are_between_nothing() -> None:
    assert found(judged("A").document, judged("B").document) == []


def test_two_values_are_a_pair_whoever_gave_which() -> None:
    pair = Pair("primary_frame", "conflict", "power")
    one = judged("A", frames=("conflict", "power"), primary_frame="power").document
    other = judged("B", frames=("conflict", "power"), primary_frame="conflict").document
    assert found(one, other) == found(other, one) == [pair]


def test_a_value_of_a_set_against_nothing_stands_alone() -> None:
    more = judged("A", frames=("conflict", "power")).document
    assert found(more, judged("B").document) == [Pair("frames", "", "power")]


def test_whom_a_question_asks_about_makes_no_difference() -> None:
    assert found(judged("A", tone="-1").document, judged("B", tone="2").document) == [
        Pair("tone", "-1", "2")
    ]


def test_a_question_that_one_was_not_asked_is_no_pair() -> None:
    asked = judged("A", attributed="yes", spans=[(0, 3, "source")]).document
    not_asked = judged("B", attributed="no").document
    assert found(asked, not_asked) == [Pair("attributed", "no", "yes")]


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ((0, 9, "source"), []),
        ((0, 6, "source"), [Pair("sourcing", "source", "source")]),
        ((4, 12, "content"), [Pair("sourcing", "content", "source")]),
        ((20, 25, "source"), [Pair("sourcing", "", "source")]),
    ],
)
def test_passages_pair_with_what_they_touch(
    theirs: tuple[int, int, str], expected: list[Pair]
) -> None:
    one = judged("A", attributed="yes", spans=[(0, 9, "source")]).document
    assert found(one, judged("B", attributed="yes", spans=[theirs]).document) == expected


def test_what_is_said_about_one_passage_is_a_pair_of_its_own() -> None:
    asked = list_questions(tied_codebook(), [("government", "the government")])
    about = next(one for question in asked for one in question.attributes if question.is_spans)
    first, second = about.value_ids()[:2]
    labels = judged("A", attributed="yes").document.labels
    one, other = (
        Document(
            labels=labels,
            spans=(MarkedSpan(0, 9, "sourcing", "source", attributes=((about.key, value),)),),
        )
        for value in (first, second)
    )
    assert pairs_between([one, other], asked) == [
        Pair(about.dimension.id, *sorted((first, second)))
    ]


def test_the_pairs_of_many_are_those_of_any_two() -> None:
    three = [judged(seat, tone=tone).document for seat, tone in zip("ABC", "012", strict=True)]
    assert len(found(*three)) == 3
