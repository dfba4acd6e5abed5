"""How a test is judged, question by question, on questions and documents without a database."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.make import tied_codebook
from workbench.annotate.document import Document, MarkedLink, MarkedSpan, Role
from workbench.codebook.questions import Answer, list_questions
from workbench.training.scoring import Given, Share, is_passed, judge

TIED = list_questions(tied_codebook(), [("government", "the government")])
#: "one two three four five six": words of an item.
WORDS = tuple((start, start + 3) for start in range(0, 24, 4))

Spans = Sequence[tuple[int, int, str]]


def document(
    *, spans: Spans = (), links: Sequence[Sequence[tuple[int, int, str]]] = (), **labels: Answer
) -> Document:
    answers: dict[str, Answer] = {
        "frames": ("conflict",),
        "tone.government": "0",
        "attributed": "yes" if spans else "no",
    }
    marked = tuple(MarkedSpan(start, end, "sourcing", value) for start, end, value in spans)
    tied = tuple(MarkedLink("attribution", tuple(Role(*role) for role in one)) for one in links)
    return Document(labels=answers | labels, spans=marked, links=tied, is_done=True)


def given(own: Document, ruled: Document, left_open: Sequence[str] = ()) -> Given:
    return Given(TIED, own, ruled, left_open, 24, WORDS)


def share_of(key: str, *items: Given, needed: float | None = None) -> Share:
    thresholds = {} if needed is None else {key: needed}
    return next(one for one in judge(items, thresholds) if one.question == key)


def test_a_value_counts_as_ruled_or_not_at_all() -> None:
    right = given(document(), document())
    half = given(document(frames=("conflict", "economy")), document())
    assert share_of("frames", right, half) == Share("frames", "Frames", 2, 0.5, None)


def test_a_question_that_only_the_answer_was_asked_is_wrong() -> None:
    """Two frames bring the question for the main one up; with the ruling's single one it is not."""
    extra = given(document(frames=("conflict", "economy"), primary_frame="economy"), document())
    assert share_of("primary_frame", extra).share == 0.0
    assert share_of("primary_frame", given(document(), document())).share is None


def test_what_is_left_open_does_not_count() -> None:
    wrong, right = document(frames=("economy",)), document(frames=("conflict",))
    open_item = given(wrong, document(), left_open=["frames"])
    assert share_of("frames", open_item).share is None
    assert share_of("frames", open_item, given(right, right)) == Share(
        "frames", "Frames", 1, 1.0, None
    )


def test_what_rests_on_a_question_left_open_does_not_count_either() -> None:
    marked = document(spans=[(0, 3, "source")])
    assert share_of("sourcing", given(marked, document(), left_open=["attributed"])).share is None


@pytest.mark.parametrize(
    ("own", "ruled", "expected"),
    [
        ([(0, 3, "source")], [(0, 3, "source")], 1.0),
        # Two of the words that the ruling marks, and none beside: 2 * 2 / (2 + 4).
        ([(0, 7, "source")], [(0, 15, "source")], 2 / 3),
        ([(0, 3, "source")], [(0, 3, "cue")], 0.0),
        ([(0, 3, "source")], [(8, 11, "source")], 0.0),
    ],
)
def test_passages_are_counted_by_their_words(own: Spans, ruled: Spans, expected: float) -> None:
    item = given(document(spans=own), document(spans=ruled))
    assert share_of("sourcing", item).share == pytest.approx(expected)


def test_passages_are_counted_over_the_whole_test() -> None:
    """One item all right with one word, one all wrong with three: 2 * 1 / (1 + 1 + 3 + 0)."""
    right = given(document(spans=[(0, 3, "source")]), document(spans=[(0, 3, "source")]))
    wrong = given(document(spans=[(0, 11, "cue")]), document(attributed="yes"))
    assert share_of("sourcing", right, wrong).share == pytest.approx(2 / 5)


def test_nothing_marked_where_nothing_was_to_be_marked_is_as_ruled() -> None:
    asked = document(attributed="yes")
    assert share_of("sourcing", given(asked, asked)) == Share("sourcing", "Sourcing", 1, 1.0, None)


def test_links_count_where_their_passages_meet_in_every_role() -> None:
    spans: Spans = [(0, 3, "source"), (4, 7, "cue"), (8, 15, "content")]
    ruled = document(spans=spans, links=[[spans[0], spans[1], spans[2]]])
    shifted: Spans = [(0, 3, "source"), (4, 7, "cue"), (12, 19, "content")]
    meets = document(spans=shifted, links=[list(shifted)])
    without_cue = document(spans=spans, links=[[spans[0], spans[2]]])
    assert share_of("attribution", given(meets, ruled)).share == 1.0
    assert share_of("attribution", given(without_cue, ruled)).share == 0.0


def test_passing_takes_every_threshold_and_at_least_one_that_counts() -> None:
    right, wrong = given(document(), document()), given(document(frames=("economy",)), document())
    assert is_passed(judge([right], {"frames": 1.0}))
    assert not is_passed(judge([right, wrong], {"frames": 0.51}))
    assert is_passed(judge([right, wrong], {"frames": 0.5}))
    assert not is_passed(judge([right, wrong], {"frames": 0.6, "attributed": 1.0}))
    assert not is_passed(judge([right], {}))
    assert not is_passed(judge([right], {"primary_frame": 0.5}))  # asked of nobody


def test_a_threshold_is_reached_in_spite_of_rounding() -> None:
    right, wrong = given(document(), document()), given(document(frames=("economy",)), document())
    items = [right] * 7 + [wrong] * 3
    assert share_of("frames", *items, needed=0.7).is_met
    assert not share_of("frames", *items, needed=0.71).is_met
