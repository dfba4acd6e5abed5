"""How a test is judged, question by question, on questions and documents without a database."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tests.make import rich_codebook, tied_codebook
from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.codebook.questions import Answer, list_questions
from workbench.training.scores import Given
from workbench.training.scoring import Share, is_passed, judge

TIED = list_questions(tied_codebook(), [("government", "the government")])
#: "one two three four five six": words of an item.
WORDS = tuple((start, start + 3) for start in range(0, 24, 4))

Spans = Sequence[tuple[int, int, str]]


def document(
    *,
    spans: Spans = (),
    links: Sequence[Sequence[tuple[int, int, str]]] = (),
    naming: Sequence[str] = (),
    manner: Sequence[str] = (),
    **labels: Answer,
) -> Document:
    """`naming` and `manner` are what is answered about the passages and links, in their order."""
    answers: dict[str, Answer] = {
        "frames": ("conflict",),
        "tone.government": "0",
        "attributed": "yes" if spans else "no",
    }
    marked = tuple(
        MarkedSpan(start, end, "sourcing", value, attributes=about("naming", said))
        for (start, end, value), said in zip_longest(spans, naming)
    )
    tied = tuple(
        MarkedLink("attribution", tuple(Role(*role) for role in one), about("manner", said))
        for one, said in zip_longest(links, manner)
    )
    return Document(labels=answers | labels, spans=marked, links=tied, is_done=True)


def about(key: str, said: str | None) -> Attributes:
    return ((key, said),) if said else ()


def given(own: Document, ruled: Document, left_open: Sequence[str] = ()) -> Given:
    return Given(TIED, own, ruled, left_open, 24, WORDS)


def share_of(key: str, *items: Given, needed: float | None = None) -> Share:
    thresholds = {} if needed is None else {key: needed}
    return next(one for one in judge(items, thresholds) if one.question == key)


def test_a_value_counts_as_ruled_or_not_at_all() -> None:
    right = given(document(), document())
    half = given(document(frames=("conflict", "economy")), document())
    assert share_of("frames", right, half) == Share(
        "frames", "Frames", 2, 0.5, None, "items", hits=1, own=2, ruled=2
    )


def test_a_question_that_only_the_answer_was_asked_is_wrong() -> None:
    """Two frames bring the question for the main one up; with the ruling's single one it is not."""
    extra = given(document(frames=("conflict", "economy"), primary_frame="economy"), document())
    assert share_of("primary_frame", extra).share == 0.0
    assert share_of("primary_frame", given(document(), document())).share is None


def test_what_is_left_open_does_not_count() -> None:
    wrong, right = document(frames=("economy",)), document(frames=("conflict",))
    open_item = given(wrong, document(), left_open=["frames"])
    assert share_of("frames", open_item).share is None
    alone = share_of("frames", open_item, given(right, right))
    assert (alone.items, alone.share) == (1, 1.0)


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
    assert share_of("sourcing", given(asked, asked)) == Share(
        "sourcing", "Sourcing", 1, 1.0, None, "words"
    )
    marked = given(document(spans=[(0, 7, "cue")]), asked)
    assert share_of("sourcing", marked) == Share(
        "sourcing", "Sourcing", 1, 0.0, None, "words", hits=0, own=2, ruled=0
    )


def test_links_count_where_their_passages_meet_in_every_role() -> None:
    spans: Spans = [(0, 3, "source"), (4, 7, "cue"), (8, 15, "content")]
    ruled = document(spans=spans, links=[[spans[0], spans[1], spans[2]]])
    shifted: Spans = [(0, 3, "source"), (4, 7, "cue"), (12, 19, "content")]
    meets = document(spans=shifted, links=[list(shifted)])
    without_cue = document(spans=spans, links=[[spans[0], spans[2]]])
    assert share_of("attribution", given(meets, ruled)).share == 1.0
    assert share_of("attribution", given(without_cue, ruled)).share == 0.0


SOURCE, CUE, CONTENT = (0, 3, "source"), (4, 7, "cue"), (8, 15, "content")


def test_what_is_asked_about_a_passage_counts_on_those_that_both_marked() -> None:
    """Of the ruling's three one is not marked, one has other ends and the same label."""
    ruled = document(spans=[SOURCE, CUE, CONTENT], naming=["full", "role", "role"])
    own = document(spans=[SOURCE, (12, 19, "content")], naming=["vague", "role"])
    assert share_of("naming", given(own, ruled)) == Share(
        "naming", "Sourcing: Naming", 1, 0.5, None, "about passages", hits=1, own=2, ruled=3
    )


def test_one_passage_over_several_is_the_partner_of_the_closest_only() -> None:
    ruled = document(spans=[(0, 3, "source"), (4, 15, "source")], naming=["full", "role"])
    own = document(spans=[(0, 15, "source")], naming=["role"])
    share = share_of("naming", given(own, ruled))
    assert (share.hits, share.own, share.ruled) == (1, 1, 2)


def test_another_label_is_another_passage() -> None:
    own = document(spans=[(0, 3, "cue")], naming=["full"])
    share = share_of("naming", given(own, document(spans=[SOURCE], naming=["full"])))
    assert (share.share, share.own, share.ruled) == (0.0, 0, 1)


def test_nobody_passes_by_marking_nothing() -> None:
    ruled = document(spans=[SOURCE], naming=["full"])
    shares = judge([given(document(attributed="yes"), ruled)], {"naming": 0.5})
    assert not is_passed(shares)


def test_where_no_ruling_asks_about_a_passage_it_does_not_count() -> None:
    nothing = document(attributed="yes")
    marked = document(spans=[SOURCE], naming=["full"])
    assert share_of("naming", given(nothing, nothing)).share is None
    assert share_of("naming", given(marked, nothing)).share is None
    open_item = given(marked, marked, left_open=["sourcing"])
    assert share_of("naming", open_item).share is None
    assert share_of("naming", given(marked, marked, left_open=["attributed"])).share is None


def test_what_is_asked_about_a_link_counts_on_those_that_both_made() -> None:
    spans: Spans = [SOURCE, CUE, CONTENT]
    ruled = document(spans=spans, links=[[SOURCE, CUE, CONTENT]], manner=["direct"])
    shifted = (12, 19, "content")
    own = document(
        spans=[SOURCE, CUE, shifted], links=[[SOURCE, CUE, shifted]], manner=["indirect"]
    )
    assert share_of("manner", given(own, ruled)) == Share(
        "manner", "Attribution: Manner", 1, 0.0, None, "about links", hits=0, own=1, ruled=1
    )
    assert share_of("manner", given(ruled, ruled)).share == 1.0


def test_a_question_about_some_labels_under_a_condition_counts_where_it_is_asked() -> None:
    """Of rich.yaml: grounds are asked about sources that are unnamed, and words never count."""
    questions = list_questions(rich_codebook())

    def parts(*marked: tuple[int, str, Attributes]) -> Document:
        spans = tuple(
            MarkedSpan(start, start + 3, "parts", value, attributes=said)
            for start, value, said in marked
        )
        return Document(labels={"attributed": "yes"}, spans=spans, is_done=True)

    unnamed: Attributes = (("naming", "unnamed"), ("grounds", ("fear", "habit")))
    ruled = parts((0, "source", unnamed), (4, "cue", ()), (8, "source", (("naming", "named"),)))
    more: Attributes = (("naming", "unnamed"), ("grounds", ("fear",)))
    own = parts(
        (0, "source", (*unnamed, ("gloss", "In my words"))), (4, "cue", ()), (8, "source", more)
    )
    shares = {one.question: one for one in judge([Given(questions, own, ruled, [], 24, WORDS)], {})}
    assert "gloss" not in shares
    assert (shares["naming"].hits, shares["naming"].own, shares["naming"].ruled) == (1, 2, 2)
    # Asked by the ruling of one; of the other by the answer alone, which is wrong then.
    assert (shares["grounds"].hits, shares["grounds"].own, shares["grounds"].ruled) == (1, 2, 2)


MEASURED = {"frames", "tone.government", "attributed", "sourcing", "naming"}
MEASURED |= {"attribution", "manner"}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """What may stand in a judgment of tied.yaml: passages may overlap, links tie what is marked."""
    ends = st.tuples(st.integers(0, 23), st.integers(1, 12))
    places = draw(
        st.lists(st.tuples(ends, st.sampled_from(("source", "cue", "content"))), max_size=5)
    )
    spans = sorted({(start, min(24, start + n), value) for (start, n), value in places})
    by_value = {value: [one for one in spans if one[2] == value] for value in ("source", "content")}
    links = []
    if all(by_value.values()) and draw(st.booleans()):
        links.append([draw(st.sampled_from(by_value[one])) for one in ("source", "content")])
    said = st.sampled_from(("full", "role", "vague"))
    return document(
        spans=spans,
        links=links,
        naming=[draw(said) for _ in spans],
        manner=[draw(st.sampled_from(("direct", "indirect"))) for _ in links],
        frames=tuple(draw(st.sets(st.sampled_from(("conflict", "economy")), min_size=1))),
        **{"tone.government": draw(st.sampled_from(("-1", "0", "1")))},
        attributed="yes" if spans or draw(st.booleans()) else "no",
    )


ITEMS = st.lists(st.tuples(documents(), documents()), min_size=1, max_size=4)


@settings(deadline=None)
@drawn(st.lists(documents(), min_size=1, max_size=4))
def test_what_is_as_ruled_throughout_is_all_right(ruled: list[Document]) -> None:
    shares = judge([given(one, one) for one in ruled], dict.fromkeys(MEASURED, 1.0))
    assert {one.question for one in shares} >= MEASURED
    assert all(one.share in {None, 1.0} for one in shares)
    assert is_passed(shares)


@settings(deadline=None)
@drawn(ITEMS)
def test_every_share_lies_between_nothing_and_all(items: list[tuple[Document, Document]]) -> None:
    for one in judge([given(*item) for item in items], {}):
        assert one.share is None or 0.0 <= one.share <= 1.0
        assert one.hits <= min(one.own, one.ruled)
        assert one.items <= len(items)


@settings(deadline=None)
@drawn(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_items_and_of_marks_does_not_count(
    items: list[tuple[Document, Document]], chance: random.Random
) -> None:
    def turned(one: Document) -> Document:
        return replace(one, spans=one.spans[::-1], links=one.links[::-1])

    there = judge([given(*item) for item in items], {})
    mixed = [given(turned(own), turned(ruled)) for own, ruled in items]
    chance.shuffle(mixed)
    assert judge(mixed, {}) == there


@settings(deadline=None)
@drawn(ITEMS)
def test_answer_and_ruling_may_change_places(items: list[tuple[Document, Document]]) -> None:
    """But for what is asked about passages that only one of them has."""
    there = judge([given(own, ruled) for own, ruled in items], {})
    back = judge([given(ruled, own) for own, ruled in items], {})
    for one, other in zip(there, back, strict=True):
        assert one.hits == other.hits
        if not one.way.startswith("about"):
            assert (one.share, one.own, one.ruled) == (other.share, other.ruled, other.own)


@settings(deadline=None)
@drawn(st.integers(1, 23))
def test_a_passage_that_is_cut_short_is_worth_less_and_something(at: int) -> None:
    whole = document(spans=[(0, 23, "source")])
    part = document(spans=[(0, at, "source")])
    share = share_of("sourcing", given(part, whole)).share
    assert share is not None
    n = sum(start < at for start, _ in WORDS)
    assert share == pytest.approx(2 * n / (n + len(WORDS)))


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
