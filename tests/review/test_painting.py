"""A text cut into flat segments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from workbench.review.painting import Passage, Segment, paint


def test_overlapping_passages_share_a_segment() -> None:
    painted = paint("abcdefgh", [Passage(1, 5, 1), Passage(3, 7, 2)])
    assert painted == (
        Segment("a", ()),
        Segment("bc", (1,)),
        Segment("de", (1, 2)),
        Segment("fg", (2,)),
        Segment("h", ()),
    )


def test_a_text_without_passages_is_one_segment() -> None:
    assert paint("Nothing here.", []) == (Segment("Nothing here.", ()),)


def test_a_passage_over_the_whole_text_leaves_no_empty_segment() -> None:
    assert paint("All of it", [Passage(0, 9, 3)]) == (Segment("All of it", (3,)),)


def test_offsets_are_code_points() -> None:
    assert paint("🙂 so", [Passage(2, 4, 1)])[-1] == Segment("so", (1,))


@given(
    text=some.text(min_size=1, max_size=30),
    ends=some.lists(some.tuples(some.integers(0, 29), some.integers(0, 29)), max_size=6),
)
def test_segments_join_to_the_text_and_carry_what_covers_them(
    text: str, ends: list[tuple[int, int]]
) -> None:
    inside = [sorted((a % len(text), b % len(text))) for a, b in ends]
    passages = [Passage(a, b + 1, mark) for mark, (a, b) in enumerate(inside, start=1)]
    painted = paint(text, passages)
    assert "".join(segment.text for segment in painted) == text
    assert all(segment.text for segment in painted)
    by_letter = [segment.marks for segment in painted for _ in segment.text]
    for place, marks in enumerate(by_letter):
        assert set(marks) == {p.mark for p in passages if p.start <= place < p.end}
