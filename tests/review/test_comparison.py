"""Answers laid side by side."""

from __future__ import annotations

import pytest

from tests.review.given import judged, questions
from workbench.annotate.queries import Judged
from workbench.core.errors import NotFound
from workbench.review.cells import Cell, mark_key
from workbench.review.comparison import Comparison, Line, Text, compare
from workbench.review.differences import find_disagreements
from workbench.review.listing import list_page

TEXT = Text("The harbour opens", "en", 3, "Two aides claimed that it would hold.")


def comparison(*judgments: Judged) -> Comparison:
    (found,) = find_disagreements(judgments, questions())
    return compare(found, TEXT, questions(), round_id=1)


def line(shown: Comparison, title: str) -> Line:
    return next(one for one in shown.lines if one.title == title)


def cell(shown: Comparison, title: str, seat: str) -> Cell:
    return line(shown, title).cells[shown.seats.index(seat)]


def odd(shown: Cell) -> dict[str, bool]:
    return {choice.title: choice.is_odd for choice in shown.choices}


def test_what_not_everybody_chose_is_odd() -> None:
    shown = comparison(
        judged("A", frames=("conflict", "law"), primary_frame="law"),
        judged("B", frames=("conflict",)),
    )
    assert line(shown, "Frames").is_disputed
    assert odd(cell(shown, "Frames", "A")) == {"Conflict & contest": False, "Law & rights": True}
    assert odd(cell(shown, "Frames", "B")) == {"Conflict & contest": False}


def test_an_answer_that_follows_is_shown_but_never_odd() -> None:
    shown = comparison(
        judged("A", frames=("conflict", "law"), primary_frame="law"),
        judged("B", frames=("conflict",)),
    )
    assert not line(shown, "Main frame").is_disputed
    assert not cell(shown, "Main frame", "B").is_asked
    assert odd(cell(shown, "Main frame", "B")) == {"Conflict & contest": False}
    assert odd(cell(shown, "Main frame", "A")) == {"Law & rights": False}


def test_disputed_passages_are_painted_for_each_who_was_asked() -> None:
    shown = comparison(
        judged("A", spans=[(0, 9, "source"), (10, 17, "cue")]),
        judged("B", spans=[(4, 9, "source"), (10, 17, "cue")]),
        judged("C", attributed="no"),
    )
    mine = cell(shown, "Sourcing", "A")
    assert [(s.text, s.marks) for s in mine.painted] == [
        ("Two aides", (1,)),
        (" ", ()),
        ("claimed", (2,)),
        (" that it would hold.", ()),
    ]
    assert [(c.title, c.words, c.is_odd) for c in mine.choices] == [
        ("Source", "Two aides", True),
        ("Cue", "claimed", False),
    ]
    assert cell(shown, "Sourcing", "C") == Cell(is_asked=False, choices=())


def test_passages_that_all_marked_alike_are_not_painted() -> None:
    same = [(0, 9, "source")]
    shown = comparison(judged("A", spans=same, tone="1"), judged("B", spans=same, tone="2"))
    assert cell(shown, "Sourcing", "A").painted == ()
    assert odd(cell(shown, "Sourcing", "A")) == {"Source": False}


def test_questions_that_nobody_was_asked_are_left_out() -> None:
    shown = comparison(judged("A", tone="1"), judged("B", tone="2"))
    titles = [one.title for one in shown.lines]
    assert titles == ["Frames", "Main frame", "Tone · the government", "Attributed"]


def test_notes_and_flags_stand_in_the_column_of_their_seat() -> None:
    shown = comparison(
        judged("A", tone="1", note="Irony?"), judged("B", is_flagged=True), judged("C")
    )
    assert dict(zip(shown.seats, shown.notes, strict=True)) == {"A": "Irony?", "B": "", "C": ""}
    assert dict(zip(shown.seats, shown.flags, strict=True)) == {"A": False, "B": True, "C": False}


def test_the_key_names_each_mark_as_the_annotation_page_numbers_it() -> None:
    assert mark_key(questions()) == [("Source", 1), ("Cue", 2), ("Content", 3)]


def test_a_page_holds_25_and_a_number_out_of_range_is_the_nearest() -> None:
    work = [judged(s, p, tone=t) for p in range(60) for s, t in (("A", "1"), ("B", "2"))]
    found = find_disagreements(work, questions())
    pages = [list_page(found, questions(), question="", page=n) for n in (1, 2, 3)]
    assert [len(page.shown) for page in pages] == [25, 25, 10]
    assert [one.paragraph_id for page in pages for one in page.shown] == list(range(60))
    for wanted, given in ((0, 1), (-3, 1), (4, 3), (10**9, 3)):
        assert list_page(found, questions(), question="", page=wanted).page == given


def test_a_question_filters_and_every_question_is_counted() -> None:
    work = [judged("A", 1), judged("B", 1, tone="1")]
    work += [judged("A", 2), judged("B", 2, tone="1", attributed="yes")]
    found = find_disagreements(work, questions())
    listing = list_page(found, questions(), question="attributed", page=1)
    assert [one.paragraph_id for one in listing.shown] == [2]
    counts = {choice.key: choice.count for choice in listing.choices}
    assert counts == {
        "frames": 0,
        "primary_frame": 0,
        "tone.government": 2,
        "attributed": 1,
        "sourcing": 0,
    }
    assert list_page(found, questions(), question="frames", page=1).shown == ()


@pytest.mark.parametrize(
    "question", ["colour", "tone", "password_hash", "frames; DROP TABLE label"]
)
def test_a_question_outside_the_list_is_refused(question: str) -> None:
    with pytest.raises(NotFound):
        list_page([], questions(), question=question, page=1)
