"""A byline does not give away the outlet, nor the outlet's name its author."""

from __future__ import annotations

import pytest

from workbench.corpus.masked import apply_masks
from workbench.corpus.self_facts import find_in_fact


@pytest.mark.parametrize(
    ("byline", "outlet", "shown"),
    [
        (
            "Marta Lind, Tidewater Courier political editor",
            "Tidewater Courier",
            "Marta Lind, [OUTLET] political editor",
        ),
        ("Marta Lind, Courier staff", "Tidewater Courier", "Marta Lind, [OUTLET] staff"),
        ("Marta Lind, Harbour editor", "The Harbour", "Marta Lind, [OUTLET] editor"),
        ("MARTA LIND FOR THE HARBOUR", "The Harbour", "MARTA LIND FOR [OUTLET]"),
        ("Marta Lind (NSP)", "Northskerry Sea Post", "Marta Lind ([OUTLET])"),
        ("m.lind@harbour.example", "The Harbour", "[OUTLET]"),
        ("Marta Lind, Qz staff", "Qz", "Marta Lind, [OUTLET] staff"),
        ("Marta Lind", "Marta Lind", "[OUTLET]"),
        ("Anna Küster, Küstenbote", "Der Küstenbote", "Anna Küster, [OUTLET]"),
        ("Marta Lind", "Tidewater Courier", "Marta Lind"),
        ("Marta Lind", "", "Marta Lind"),
        ("Marta Lind", "The", "Marta Lind"),
    ],
)
def test_the_byline_is_shown_without_the_outlet(byline: str, outlet: str, shown: str) -> None:
    masks = find_in_fact(byline, "outlet", outlet=outlet, byline=byline)
    assert apply_masks(byline, masks).text == shown


@pytest.mark.parametrize(
    ("outlet", "byline", "shown"),
    [
        ("Marta Lind’s Notebook", "Marta Lind", "[AUTHOR]’s Notebook"),
        ("Marta’s Notebook", "By Marta Lind", "[AUTHOR]’s Notebook"),
        ("The Lind Letter", "Marta Lind, political editor", "The [AUTHOR] Letter"),
        ("Zephyrine’s Diary", "Zephyrine", "[AUTHOR]’s Diary"),
        ("Marta Lind", "Marta Lind", "[AUTHOR]"),
        ("Записки Анны и Анна Петрова", "Анна Петрова", "Записки Анны и [AUTHOR]"),
        ("Tidewater Courier", "Marta Lind, Tidewater Courier", "Tidewater Courier"),
        ("Tidewater Courier", "Marta Lind", "Tidewater Courier"),
        ("Lo and Behold", "Anna Lo", "Lo and Behold"),
        ("Tidewater Courier", "", "Tidewater Courier"),
    ],
)
def test_the_outlet_is_shown_without_its_author(outlet: str, byline: str, shown: str) -> None:
    masks = find_in_fact(outlet, "author", outlet=outlet, byline=byline)
    assert apply_masks(outlet, masks).text == shown
