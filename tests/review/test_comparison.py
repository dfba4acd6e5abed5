"""Answers laid side by side."""

from __future__ import annotations

from tests.review.given import find_disagreements, judged, questions
from workbench.annotate.queries import Judged
from workbench.review.cells import Cell, mark_key
from workbench.review.comparison import Comparison, Line, Text, compare

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
