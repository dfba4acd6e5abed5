"""A whole article by touch alone on a phone, and every judgment as it was meant in the database.

Chromium makes its gestures only of touches that come from its own device mode, where a held mouse
button is a finger: the long press that selects a word is its own, and so are taps and drags. What
it lacks without a screen are the system's handles on a selection; a passage is widened with those
that the page itself has. In the suite a finger does the paragraphs that others left, the article as
a whole and the submitting; every paragraph, which takes minutes, with WORKBENCH_TEST_LONG=1.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import TimeoutError as NoAnswer
from playwright.sync_api import expect

from tests.browser.annotating import at_work, go_to, one_database, wait_until_saved
from tests.browser.conftest import SitDown
from tests.browser.long_article import (
    MEANT,
    PARAGRAPHS,
    WHOLE,
    Meant,
    expected,
    key_of,
    long_study,
    place_of,
    stored,
    whole,
)
from tests.make import Study, make_document, make_judgment

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, one_database]

IS_LONG = bool(os.environ.get("WORKBENCH_TEST_LONG"))
#: From the end of a line to the middle of the knob of a handle.
KNOB = 9
PHONE = {"width": 390, "height": 844}
ASKED_OF_A_LINK = ("quote_type", "source_type", "naming", "cue_stance")
SOME = (8, 14)
#: What stands in the paragraphs that no finger does.
LEFT_OVER = make_document(
    labels={
        "frames": ["conflict"],
        "primary_frame": "conflict",
        "tone.government": "not_mentioned",
        "attributed": "no",
    }
)

#: [x, y] in the middle of the left and right edge of code points of a paragraph.
EDGES = """([number, start, end]) => {
  const node = document.querySelector(`#p${number} .text`).firstChild;
  const points = [...node.data];
  const box = (from, to) => {
    const range = document.createRange();
    range.setStart(node, points.slice(0, from).join("").length);
    range.setEnd(node, points.slice(0, to).join("").length);
    return range.getBoundingClientRect();
  };
  const [first, last] = [box(start, start + 1), box(end - 1, end)];
  return [[first.left, first.y + first.height / 2], [last.right, last.y + last.height / 2]];
}"""


class Finger:
    """One finger on the page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send(
            "Emulation.setEmitTouchEventsForMouse", {"enabled": True, "configuration": "mobile"}
        )

    def _send(self, kind: str, x: float, y: float) -> None:
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        # In this mode Chromium acts on the command and never answers it.
        with suppress(NoAnswer):
            self._session.send("Input.dispatchMouseEvent", event, timeout=40)

    def press_long(self, x: float, y: float) -> None:
        self._send("mousePressed", x, y)
        for _ in range(50):
            self._page.wait_for_timeout(100)
            if self._page.evaluate("!getSelection().isCollapsed"):
                break
        self._send("mouseReleased", x, y)

    def tap(self, x: float, y: float) -> None:
        self._send("mousePressed", x, y)
        self._send("mouseReleased", x, y)

    def tap_on(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        self.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def drag(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self._send("mousePressed", x, y)
        for part in (0.3, 0.6, 0.9, 1, 1):
            self._send("mouseMoved", x + (to_x - x) * part, y + (to_y - y) * part)
        self._send("mouseReleased", to_x, to_y)


def words_of(text: str, words: str) -> tuple[int, int, int, int]:
    """Where a passage lies, and the first whole word in it: what a long press selects."""
    start, end = place_of(text, words)
    word = re.compile(r"\w\w+").search(text, start)  # a single letter is hard to hit
    assert word
    return start, end, *word.span()


def mark(page: Page, finger: Finger, number: int, words: str, label: str) -> None:
    """Press long on the first word, choose a label, and draw the ends to where they belong."""
    start, end, from_, to = words_of(PARAGRAPHS[number - 1], words)
    (left, y), (right, _) = page.evaluate(EDGES, [number, from_, to])
    page.evaluate("by => scrollBy(0, by)", y - PHONE["height"] / 4)  # off the sheet of questions
    (left, y), (right, _) = page.evaluate(EDGES, [number, from_, to])
    finger.press_long((left + right) / 2, y)
    palette = page.get_by_role("group", name="Mark the chosen words as")
    finger.tap_on(palette.get_by_role("button", name=label))
    expect(palette).to_be_hidden()
    if (start, end) == (from_, to):
        return
    finger.tap((left + right) / 2, y)
    pressed = page.locator(".palette .labels").get_by_role("button", name=label, pressed=True)
    expect(pressed).to_be_visible()
    for edge, now, wanted in (("start", from_, start), ("end", to, end)):
        if now != wanted:
            draw(page, finger, number, edge, (start, end))
    # Let go of it: the palette lies over the questions.
    finger.tap_on(page.locator(f"#p{number} .n"))
    expect(palette).to_be_hidden()


def draw(page: Page, finger: Finger, number: int, edge: str, place: tuple[int, int]) -> None:
    """Draw one end of the passage that is held to where it belongs."""
    page.wait_for_timeout(350)  # or else it is the second half of a double tap
    grip = page.locator(f".grip-{edge}").bounding_box()
    assert grip
    first, last = page.evaluate(EDGES, [number, *place])
    to_x, to_y = (first[0] - 1, first[1]) if edge == "start" else (last[0] + 1, last[1])
    # Its knob hangs outside the line, so that the finger does not cover the words.
    beside = -KNOB if edge == "start" else grip["height"] + KNOB
    finger.drag(grip["x"], grip["y"] + beside, to_x, to_y - grip["height"] / 2 + beside)


def choose(page: Page, finger: Finger, name: str, value: str) -> None:
    """Tap an answer in the sheet of questions."""
    tick(finger, page.locator(f"""label:has([name="{name}"][value="{value}"]):visible"""))


def answer(page: Page, finger: Finger, name: str, value: str) -> None:
    """Tap an answer about the passage or link whose questions are open."""
    within = f"""[data-attribute="{name}"] label:has([value="{value}"]):visible"""
    tick(finger, page.locator(within))


def tick(finger: Finger, label: Locator) -> None:
    finger.tap_on(label)
    expect(label.locator("input")).to_be_checked()


def judge(page: Page, finger: Finger, study: Study, number: int, meant: Meant) -> None:
    """One paragraph, from its first frame to done."""
    wanted = expected(study, number)
    labels = wanted["labels"]
    for frame in labels["frames"]:
        choose(page, finger, "frames", frame)
    if len(labels["frames"]) > 1:
        choose(page, finger, "primary_frame", labels["primary_frame"])
    for name in ("tone.government", "voice.government", "attributed", "unsure"):
        if name in labels:
            choose(page, finger, name, labels[name])
    attribution = next(one for one in study.questions if one.key == "attribution")
    for said in meant.said:
        for key, words in said.parts:
            label = {"s": "Source", "u": "Cue", "c": "Content"}[key]
            mark(page, finger, number, words, label)
        finger.tap_on(page.get_by_role("button", name="Link these"))
        for name, key in zip(ASKED_OF_A_LINK, said.answers.split(), strict=True):
            answer(page, finger, name, key_of(attribution.attributes, name, key))
    loaded = next(one for one in study.questions if one.key == "evaluative_language")
    for key, words, polarity in meant.loaded:
        mark(page, finger, number, words, loaded.value_title(key_of((loaded,), loaded.key, key)))
        answer(page, finger, "polarity", key_of(loaded.attributes, "polarity", polarity))
    if meant.note:
        finger.tap_on(page.locator(".remarks #note"))
        page.keyboard.insert_text(meant.note)
    if meant.flag:
        choose(page, finger, "flag", "1")
    finger.tap_on(page.get_by_role("button", name="Done"))


def judge_whole(page: Page, finger: Finger) -> None:
    """The article as a whole, to which the last paragraph leads, and submitting."""
    go_to(page, 0)
    for name, value in WHOLE.items():
        choose(page, finger, name, value)
    finger.tap_on(page.get_by_role("button", name="Done"))
    wait_until_saved(page)
    finger.tap_on(page.get_by_text("Submit…"))
    finger.tap_on(page.get_by_role("button", name="Yes, submit the article"))
    page.locator(".submitted").wait_for()


def test_a_whole_article_by_touch(app: Flask, sit_down: SitDown) -> None:
    study = long_study()
    numbers = range(1, len(MEANT) + 1) if IS_LONG else SOME
    for number in set(range(1, len(MEANT) + 1)) - set(numbers):
        make_judgment(study, paragraph=number, document=LEFT_OVER)
    page = at_work(
        sit_down,
        study,
        position=numbers[0],
        has_touch=True,
        is_mobile=True,
        viewport=PHONE,
        reduced_motion="reduce",
    ).page
    finger = Finger(page)
    for number in numbers:
        go_to(page, number)
        judge(page, finger, study, number, MEANT[number - 1])
    judge_whole(page, finger)
    found = stored(study)
    for number in numbers:
        assert found[number - 1] == expected(study, number), number
    assert whole(study) == WHOLE
    assert study.assignment().state == "submitted"
