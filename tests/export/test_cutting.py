"""Where a passage can end: never inside a visible character, never inside a hidden name."""

from __future__ import annotations

import pytest

from workbench.export.cutting import cuts_character, cuts_mask


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("plain", ()),
        ("e\u0301a", (1,)),  # an accent of its own
        ("👩\u200d🚒!", (1, 2)),  # a firefighter is three code points
        ("👍\U0001f3fd!", (1,)),  # a skin tone
        ("❤\ufe0f!", (1,)),
        ("🇳🇱🇧🇪", (1, 3)),  # two flags
        ("می\u200cروم", (2,)),  # the joiner belongs to what stands before it
        ("🙂🙂", ()),
    ],
)
def test_places_inside_a_visible_character(text: str, inside: tuple[int, ...]) -> None:
    found = tuple(place for place in range(len(text) + 1) if cuts_character(text, place))
    assert found == inside


MASKS = [[4, 15, "outlet", "rule:name"], [20, 24, "author", "by_hand"]]


@pytest.mark.parametrize(
    ("start", "end", "kinds", "cuts"),
    [
        (0, 4, ("outlet",), False),
        (4, 15, ("outlet",), False),
        (0, 10, ("outlet",), True),
        (10, 18, ("outlet",), True),
        (0, 30, ("outlet", "author"), False),
        (21, 30, ("outlet",), False),
        (21, 30, ("author",), True),
        (0, 10, (), False),
    ],
)
def test_a_hidden_name_is_marked_whole_or_not_at_all(
    start: int, end: int, kinds: tuple[str, ...], cuts: bool
) -> None:
    assert cuts_mask(start, end, MASKS, kinds) is cuts
