"""Marked passages: their ends, their labels, and the list beside the text that goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import (
    at_work,
    go_to,
    log_of,
    one_database,
    press,
    wait_until_saved,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.make import Study, make_study
from workbench.core.db import db

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

NO_HIGHLIGHTS = "delete CSS.highlights; delete window.Highlight;"
#: No frame is drawn before `drawFrame()`, as on a machine that is busy.
HOLD_FRAMES = """const due = new Map();
let last = 0;
requestAnimationFrame = (act) => { due.set(++last, act); return last; };
cancelAnimationFrame = (id) => due.delete(id);
drawFrame = () => { for (const act of due.values()) act(); due.clear(); };"""
TEXT = "Two aides claimed the 👩‍👩‍👧 truce x̂y would hold."
ARABIC = "قال اثنان من المساعدين إن «الهدنة» ستصمد."

#: The middle of some words of the second paragraph on the screen.
MIDDLE = """(words) => {
  const place = document.querySelector("#p2 .text");
  const at = (unit) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    let left = unit;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
  };
  const range = document.createRange();
  const start = place.textContent.indexOf(words);
  range.setStart(...at(start));
  range.setEnd(...at(start + words.length));
  const box = range.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.fixture
def aides(app: Flask) -> Study:
    """An article with characters of several code points."""
    return make_study(texts=(["Title", TEXT],))


def middle(page: Page, words: str) -> tuple[float, float]:
    x, y = page.evaluate(MIDDLE, words)
    return x, y


def knob(page: Page, edge: str) -> tuple[float, float]:
    """Where a hand takes an end of the passage that is held."""
    box = page.locator(f".grip-{edge}").bounding_box()
    assert box is not None
    return box["x"], box["y"] + (box["height"] + 5 if edge == "end" else -5)


def drag_end(page: Page, edge: str, words: str) -> None:
    page.mouse.move(*knob(page, edge))
    page.mouse.down()
    page.mouse.move(*middle(page, words), steps=3)
    page.mouse.up()


def expect_marked(page: Page, *texts: str) -> None:
    expect(page.locator("[data-spans] .span q")).to_have_text(list(texts))


def stored(study: Study) -> list[tuple[str, str]]:
    """The passages of the last save; each is the slice that it says it is."""
    spans: list[dict[str, Any]] = log_of(study)[-1].document["spans"]
    text = study.paragraph(2).text
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)
    return [(span["value"], span["text"]) for span in spans]


@pytest.mark.parametrize("script", ["", NO_HIGHLIGHTS], ids=["highlights", "elements"])
def test_by_mouse(aides: Study, sit_down: SitDown, script: str) -> None:
    desk = sit_down(aides.annotators[0], reduced_motion="reduce")
    if script:
        desk.context.add_init_script(script)
    page = desk.open(work_path(aides) + "?p=2")
    go_to(page, 2)
    assert page.evaluate("'highlights' in CSS") is (script == "")
    press(page, "Home Shift+ArrowRight Shift+ArrowRight s Home ArrowRight u Escape")
    expect_marked(page, "Two aides claimed", "aides")
    lit = page.locator(".span.lit q")
    page.mouse.move(*middle(page, "Two"))
    expect(lit).to_have_text(["Two aides claimed"])
    page.mouse.move(*middle(page, "aides"))
    expect(lit).to_have_text(["Two aides claimed", "aides"])
    page.mouse.move(*middle(page, "hold"))
    expect(lit).to_have_count(0)
    page.mouse.click(*middle(page, "aides"))  # the narrowest that lies there
    palette = page.locator(".palette")
    expect(palette).to_have_attribute("aria-label", "Change “aides”")
    page.wait_for_timeout(500)  # not a double click
    page.mouse.click(*middle(page, "aides"))
    expect(palette).to_have_attribute("aria-label", "Change “Two aides claimed”")
    drag_end(page, "end", "truce")
    expect_marked(page, "Two aides claimed the 👩‍👩‍👧 truce", "aides")
    page.keyboard.down("Alt")
    drag_end(page, "start", "Tw")
    page.keyboard.up("Alt")
    expect_marked(page, "wo aides claimed the 👩‍👩‍👧 truce", "aides")
    desk.check_accessibility()
    palette.get_by_role("button", name="Cue", exact=True).click()
    expect(palette.get_by_role("button", pressed=True)).to_have_text(
        ["Cue “wo aides claimed the 👩‍👩‍👧 truce”", "uCue"]
    )
    wait_until_saved(page)
    assert stored(aides) == [("cue", "wo aides claimed the 👩‍👩‍👧 truce"), ("cue", "aides")]
    press(page, "z z")
    expect_marked(page, "Two aides claimed the 👩‍👩‍👧 truce", "aides")
    page.mouse.click(*middle(page, "Two"))
    palette.get_by_role("button", name="Remove").click()
    expect_marked(page, "aides")
    expect(palette).to_be_hidden()
    expect(page.locator(".grip").first).to_be_hidden()


def test_a_click_before_the_next_frame(aides: Study, sit_down: SitDown) -> None:
    desk = sit_down(aides.annotators[0])
    desk.context.add_init_script(NO_HIGHLIGHTS + HOLD_FRAMES)
    page = desk.open(work_path(aides) + "?p=2")
    go_to(page, 2)
    press(page, "Home s Escape")
    expect_marked(page, "Two")
    page.mouse.move(*middle(page, "Two"))
    page.mouse.down()
    page.evaluate("drawFrame()")
    page.mouse.up()
    expect(page.locator(".palette")).to_have_attribute("aria-label", "Change “Two”")


def test_by_keys_from_the_rows(aides: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, aides, 2).page
    press(page, "Home s Home ArrowRight ArrowRight u Escape ;")
    address = page.url
    expect(page.locator(".span.lit q")).to_have_text("Two")
    press(page, "ArrowRight ArrowRight ArrowRight ArrowRight Shift+ArrowRight")
    expect_marked(page, "aides claimed the 👩‍👩‍👧", "claimed")
    press(page, "Alt+ArrowLeft Alt+ArrowLeft Shift+Alt+ArrowRight")
    expect_marked(page, "ides claimed the", "claimed")
    assert page.url == address
    press(page, "; c")  # the other row
    expect(page.locator("#say")).to_have_text("Cue is now Content: claimed")
    press(page, ": u")
    expect(page.locator("#say")).to_have_text("Source is now Cue: ides claimed the")
    assert page.evaluate("document.activeElement.textContent").startswith("ides claimed the")
    wait_until_saved(page)
    assert stored(aides) == [("cue", "ides claimed the"), ("content", "claimed")]
    press(page, "Escape")
    assert page.evaluate("document.activeElement.matches('#p2 .words')")
    expect(page.locator("#p2 .words")).to_have_accessible_description(
        "Marked: Cue: “ides claimed the”; Content: “claimed”."
    )
    press(page, "End ArrowLeft ArrowLeft ArrowLeft Shift+Alt+ArrowLeft s")
    wait_until_saved(page)
    assert stored(aides)[-1] == ("source", "x̂")


def test_from_right_to_left(app: Flask, sit_down: SitDown) -> None:
    study = make_study(texts=(("الميناء يعود", ARABIC),))
    study.articles[0].language = "ar"
    db.session.commit()
    page = at_work(sit_down, study, 2).page
    press(page, "Home s Escape ; ArrowLeft ArrowLeft Shift+ArrowLeft Alt+ArrowRight")
    expect_marked(page, "اثنان م")
    page.mouse.click(*middle(page, "اثنان"))
    drag_end(page, "end", "المساعدين")
    wait_until_saved(page)
    assert stored(study) == [("source", "اثنان من المساعدين")]


def test_by_touch_on_a_phone(aides: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, aides, 2, has_touch=True, is_mobile=True).page
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "Home s Escape")
    wait_until_saved(page)  # what follows stands still
    page.touchscreen.tap(*middle(page, "Two"))
    palette = page.locator(".palette")
    expect(palette).to_have_attribute("aria-label", "Change “Two”")
    hand = page.context.new_cdp_session(page)
    start, end = knob(page, "end"), middle(page, "claimed")
    for kind, spot in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [{"x": spot[0], "y": spot[1]}] if spot else []
        page.wait_for_timeout(300)  # a finger that flies on has flung: the next tap only stops that
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect_marked(page, "Two aides claimed")
    palette.get_by_role("button", name="Cue").tap()
    rows = page.locator("[data-spans] [data-marked]")
    expect(rows).to_contain_text("Cue")  # a tap is over before what it does
    wait_until_saved(page)
    assert stored(aides) == [("cue", "Two aides claimed")]
    page.touchscreen.tap(*middle(page, "hold"))
    expect(palette).to_be_hidden()
    # What a long press does; its handles hang below the words.
    page.evaluate(
        """() => { const { firstChild } = document.querySelector("#p2 .text");
        const at = firstChild.data.indexOf("hold");
        getSelection().setBaseAndExtent(firstChild, at, firstChild, at + 4); }"""
    )
    expect(palette).to_have_attribute("aria-label", "Mark the chosen words as")
    box = palette.bounding_box()
    foot = page.locator(".foot").bounding_box()
    assert box is not None
    assert foot is not None
    assert middle(page, "hold")[1] + 40 < box["y"]
    assert box["y"] + box["height"] <= foot["y"]
    palette.get_by_role("button", name="Source").tap()
    expect(rows).to_have_count(2)
    wait_until_saved(page)
    assert stored(aides) == [("cue", "Two aides claimed"), ("source", "hold")]
