"""Which groups may be named, and how a question has to be written."""

from __future__ import annotations

import pytest

from workbench.core.errors import Invalid
from workbench.projects.background import FEWEST, OTHERS, nameable, read_choices, tidy_title


def groups(**sizes: int) -> dict[str, frozenset[str]]:
    return {name: frozenset(f"{name}{n}" for n in range(size)) for name, size in sizes.items()}


def sizes(**given: int) -> dict[str, int]:
    found = nameable("Side", groups(**given))
    assert bool(found.why_none) == (not found.groups)
    return {name: len(seats) for name, seats in found.groups.items()}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"left": 5, "right": 7}, {"left": 5, "right": 7}),
        ({"left": 5, "right": 4}, {}),
        ({"left": 12, "right": 0}, {}),
        ({}, {}),
        # The small ones together are a group.
        ({"left": 6, "centre": 2, "right": 3}, {"left": 6, OTHERS: 5}),
        # Two that nobody may know of hide among the next smallest group.
        ({"left": 9, "centre": 2, "right": 5}, {"left": 9, OTHERS: 7}),
        ({"left": 5, "centre": 1, "right": 6, "none": 8}, {"right": 6, "none": 8, OTHERS: 6}),
        ({"left": 9, "right": 1}, {}),
    ],
)
def test_a_group_is_named_from_five_people_on(given: dict[str, int], named: dict[str, int]) -> None:
    assert sizes(**given) == named


def test_whoever_answered_is_in_one_group_of_five_or_more() -> None:
    for left in range(12):
        for right in range(12):
            for centre in range(12):
                given = groups(left=left, right=right, centre=centre)
                found = nameable("Side", given).groups.values()
                assert all(len(seats) >= FEWEST for seats in found)
                if found:
                    assert frozenset().union(*found) == frozenset().union(*given.values())
                    assert sum(map(len, found)) == left + right + centre


def test_answers_stand_a_line_each() -> None:
    assert read_choices(" left \n\n  in  between\nright\n") == ["left", "in between", "right"]
    assert tidy_title("  Your\nside ") == "Your side"


@pytest.mark.parametrize(
    "text", ["", "left", "left\nleft", "\n".join("abcdefghij"), "a\n" + "b" * 61]
)
def test_answers_that_cannot_be_offered(text: str) -> None:
    with pytest.raises(Invalid):
        read_choices(text)


@pytest.mark.parametrize("text", ["", " ", "x" * 121, "a\x00b"])
def test_questions_that_cannot_be_asked(text: str) -> None:
    with pytest.raises(Invalid):
        tidy_title(text)
