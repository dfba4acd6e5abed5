"""Annotators beside the rest and beside themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from tests.agreement.given import judged, questions, sample_of
from workbench.agreement import people as module
from workbench.agreement.material import Material, material_of
from workbench.agreement.people import Beside, Times, people, week_name, week_of
from workbench.agreement.twice import side_by_side, twice_rated


def quoted(*rows: str) -> Material:
    """Rows of letters as in `given.answers`, a paragraph each, by A, B, ..."""
    some = [
        judged(seat, paragraph, {"quoted": {"y": "yes", "n": "no"}[letter]})
        for paragraph, letters in enumerate(rows, start=1)
        for seat, letter in zip("ABCD", letters, strict=False)
        if letter != "-"
    ]
    question = next(one for one in questions() if one.key == "quoted")
    found = material_of(question, sample_of(some, questions()), {})
    assert found is not None
    return found


def beside(
    material: Material,
    *,
    weeks: Sequence[Sequence[int]] | None = None,
    milliseconds: Sequence[Sequence[int]] | None = None,
    rounds: Sequence[Material] = (),
) -> tuple[Beside, ...]:
    nothing = np.full(material.ratings.codes.shape, -1)
    times = Times(
        nothing if weeks is None else np.array(weeks),
        nothing if milliseconds is None else np.array(milliseconds),
    )
    return people(material, times, rounds=rounds, seed=1)


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2026, 11, 28), date(2027, 1, 3)])
def test_weeks_are_those_of_iso(day: date) -> None:
    days = np.array([(day - date(1970, 1, 1)).days])
    year, week, _ = day.isocalendar()
    assert week_name(int(week_of(days)[0])) == f"{year}-W{week:02}"


def test_they_stand_in_the_order_of_their_seats() -> None:
    assert [one.seat for one in beside(quoted("yn", "yy", "nn"))] == ["A", "B"]


def test_the_time_is_the_median_of_what_was_measured() -> None:
    one, two = beside(quoted("yn", "yy", "nn"), milliseconds=[[4000, -1], [9000, -1], [5000, -1]])
    assert (one.seconds, one.n_timed) == (5.0, 3)
    assert (two.seconds, two.n_timed) == (None, 0)


def test_weeks_have_the_share_with_the_majority() -> None:
    material = quoted("yyy", "yyn", "nnn", "yyn")
    weeks = [[3, 3, 3], [3, 3, 3], [4, 4, 4], [4, 4, 4]]
    third = beside(material, weeks=weeks)[2]
    assert [(name, week.agreement) for name, week in third.weeks] == [
        (week_name(3), 0.5),
        (week_name(4), 0.5),
    ]


def test_who_answered_twice_is_held_against_themselves() -> None:
    before, after = quoted("yn", "yy", "nn", "y-"), quoted("yy", "ny", "-n")
    one, two = beside(after, rounds=(before, after))
    assert one.stability is not None
    assert (one.stability.n_units, one.stability.agreement) == (2, 0.5)
    assert two.stability is not None
    assert (two.stability.n_units, two.stability.agreement) == (3, pytest.approx(2 / 3))
    own = side_by_side((before, after), "A")
    assert own is not None
    assert own.ratings.units == (1, 2)
    assert own.ratings.annotators == ("the first time", "the second time")
    assert own.ratings.codes.tolist() == [[0, 0], [0, 1]]
    assert side_by_side((before, after), "C") is None
    assert twice_rated((before,)) is None


def test_how_often_somebody_is_right_needs_enough_of_each_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = quoted(*["yyy", "nnn"] * 20)
    assert {one.right for one in beside(few)} == {None}
    many = quoted(*["yyy", "nnn"] * 60, *["yyn"] * 10)
    rights = [one.right for one in beside(many)]
    assert rights[0] == rights[1] == pytest.approx(1.0, abs=0.01)
    assert rights[2] is not None
    assert rights[2] < 0.97
    monkeypatch.setattr(module, "MOST_JUDGMENTS", 10)
    assert {one.right for one in beside(many)} == {None}
