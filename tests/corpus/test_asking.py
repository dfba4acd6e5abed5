"""What a lead types or presses, as steps; replayed, they give what was asked for."""

from __future__ import annotations

import pytest

from tests.make import make_draft
from workbench.corpus.asking import place_after, said_of, steps_for
from workbench.corpus.correcting import replay

DRAFT = make_draft(["Harbour deal signed", "Two aides 🙂 claimed it. It would hold. Nobody came."])


def typed(text: str) -> list[str]:
    """The paragraphs after the second one was typed anew, without the furniture."""
    steps = steps_for("retype", 2, DRAFT, text=text)
    return [p.text for p in replay(DRAFT, steps).paragraphs[1:-1]]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo.\n\n\n\nThree.", ["One.", "Two.", "Three."]),
        ("\r\n\r\nOne 🙂.\r\n \t\r\nTwo.\r\n\r\n", ["One 🙂.", "Two."]),
        ("Cafe\u0301.\n\nTwo.", ["Caf\u00e9.", "Two."]),
        ("One line\nand another.", ["One line\nand another."]),
    ],
)
def test_every_blank_line_splits(text: str, paragraphs: list[str]) -> None:
    assert typed(text) == paragraphs


def test_blank_lines_alone_change_no_word() -> None:
    text = "Two aides 🙂 claimed it.\n\nIt would hold.\n\nNobody came."
    assert [step["do"] for step in steps_for("retype", 2, DRAFT, text=text)] == ["split", "split"]
    assert typed(text) == ["Two aides 🙂 claimed it.", "It would hold.", "Nobody came."]


def test_the_same_text_is_no_step() -> None:
    assert steps_for("retype", 2, DRAFT, text=DRAFT.paragraphs[1].text + "\r\n") == []


def test_one_goes_on_with_the_second_part_of_a_split() -> None:
    [step] = steps_for("split", 2, DRAFT, offset=24)
    assert place_after(step) == 3
    assert said_of(step, replay(DRAFT, [step])) == "Split: paragraph 2 and 3."
    assert place_after({"do": "facts", "facts": {}}) == 1
