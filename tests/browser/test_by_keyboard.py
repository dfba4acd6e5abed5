"""A whole article by the keyboard alone, and every judgment as it was meant in the database."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import at_work, go_to, one_database, press, wait_until_saved
from tests.browser.conftest import SitDown
from tests.browser.long_article import (
    MEANT,
    PARAGRAPHS,
    WHOLE,
    Meant,
    expected,
    long_study,
    place_of,
    stored,
    whole,
)
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
def study(app: Flask) -> Study:
    return long_study()


#: The paragraph at which the annotator changes her mind.
CORRECTED = 3
STEPS = "number => JSON.parse(document.getElementById(`p${number}`).dataset.paragraph).steps"


def choose(page: Page, number: int, words: str) -> None:
    """Move the word cursor over these words, from the nearer end of the paragraph."""
    start, end = place_of(PARAGRAPHS[number - 1], words)
    # A gap and a length for each word.
    edges = list(accumulate(page.evaluate(STEPS, number)))
    tokens = list(zip(edges[::2], edges[1::2], strict=True))
    first = next(at for at, token in enumerate(tokens) if token[0] == start)
    last = next(at for at, token in enumerate(tokens) if token[1] == end)
    if first < len(tokens) / 2:
        press(page, "Home" + " ArrowRight" * first + " Shift+ArrowRight" * (last - first))
    else:
        back = len(tokens) - 1 - last
        press(page, "End" + " ArrowLeft" * back + " Shift+ArrowLeft" * (last - first))


def correct(page: Page) -> None:
    """Marked too wide and under another label, taken back and brought again, then put right."""
    choose(page, CORRECTED, "white aprons")
    press(page, "l Control+z")
    expect(page.locator("[data-marked]")).to_have_count(0)
    press(page, "Control+Shift+z ; ArrowLeft i")
    expect(page.locator("[data-marked] q")).to_have_text("white")
    press(page, "1 Escape")


def judge(page: Page, number: int, meant: Meant) -> None:
    """One paragraph, from its first frame to done."""
    press(page, meant.frames)
    if " " in meant.frames:
        press(page, "*" + " *" * meant.main)
    press(page, f"{meant.tone} {meant.voice} {'y' if meant.said else 'x'}")
    for said in meant.said:
        for key, words in said.parts:
            choose(page, number, words)
            press(page, key)
        press(page, f"+ {said.answers} p")
    if number == CORRECTED:
        correct(page)
    else:
        for key, words, polarity in meant.loaded:
            choose(page, number, words)
            press(page, f"{key} {polarity} p")  # marking leads to what must be answered
    if meant.unsure:
        tab_to(page, "[name=unsure]")
        press(page, "Space p")
    if meant.note:
        press(page, ",")
        page.keyboard.type(meant.note)
        press(page, "Escape")
    if meant.flag:
        press(page, "!")
    press(page, "Enter")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        press(page, "Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_a_whole_article_by_keyboard(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study).page
    for number, meant in enumerate(MEANT, start=1):
        go_to(page, number)
        judge(page, number, meant)
    expect(page.locator("[data-done-count]")).to_have_text(str(len(PARAGRAPHS)))
    press(page, "b 4 w c u Enter")
    wait_until_saved(page)
    press(page, "Enter")
    expect(page.get_by_role("button", name="Yes, submit the article")).to_be_focused()
    press(page, "Enter")
    page.locator(".submitted").wait_for()
    for number in range(1, len(MEANT) + 1):
        assert stored(study)[number - 1] == expected(study, number), number
    assert whole(study) == WHOLE
    assert study.assignment().state == "submitted"
