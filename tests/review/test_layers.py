"""Everybody's passages on one text, a line for each person."""

from __future__ import annotations

from dataclasses import replace

from tests.review.given import judged, questions
from workbench.review.layers import MOST_LANES, layers_of

TEXT = "Two aides claimed the truce would hold."


def drawn(*made: object) -> list[tuple[str, list[tuple[int, int]]]]:
    """Each piece with its lines as (lane, mark)."""
    found = layers_of(TEXT, made, questions())  # type: ignore[arg-type]  # judgments, as made
    assert found is not None
    assert "".join(piece.text for piece in found.pieces) == TEXT
    return [(one.text, [(line.lane, line.mark) for line in one.lines]) for one in found.pieces]


def test_each_person_has_a_line_of_their_own() -> None:
    a = judged("A", spans=[(0, 9, "source")])
    b = judged("B", spans=[(4, 9, "source"), (10, 17, "cue")])
    assert drawn(a, b)[:4] == [
        ("Two ", [(1, 1)]),
        ("aides", [(1, 1), (2, 1)]),
        (" ", []),
        ("claimed", [(2, 2)]),
    ]
    assert drawn(b, a)[0] == ("Two ", [(2, 1)])


def test_a_persons_own_overlapping_passages_have_lines_below_everybodys() -> None:
    a = judged("A", spans=[(0, 9, "source"), (4, 17, "cue"), (9, 12, "source")])
    b = judged("B", spans=[(0, 3, "source")])
    found = layers_of(TEXT, [a, b], questions())
    assert found is not None
    assert found.seats == ("A", "B")
    assert found.lanes == 3
    assert ("aides", [(1, 1), (3, 2)]) in drawn(a, b)
    # The first line is free again where the first passage has ended.
    assert (" cl", [(1, 1), (3, 2)]) in drawn(a, b)


def test_nothing_is_drawn_of_who_was_not_asked_or_marked_nothing() -> None:
    asked = judged("A", spans=[(0, 9, "source")])
    labels = {**asked.document.labels, "attributed": "no"}
    taken_back = replace(asked, document=replace(asked.document, labels=labels))
    assert layers_of(TEXT, [taken_back, judged("B")], questions()) is None
    assert layers_of(TEXT, [], questions()) is None


def test_lines_begin_again_before_they_run_into_the_next_words() -> None:
    many = [judged(f"A-{n:02}", spans=[(0, 9, "source")]) for n in range(MOST_LANES + 1)]
    lanes = [lane for lane, _ in drawn(*many)[0][1]]
    assert lanes == [1, *range(1, MOST_LANES + 1)]
