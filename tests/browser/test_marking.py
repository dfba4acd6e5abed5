"""Marking words: with the mouse, with the keys, from suggestions, in any script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import (
    at_work,
    log_of,
    one_database,
    press,
    wait_until_saved,
)
from tests.browser.conftest import SitDown
from tests.make import Study, make_study
from workbench.codebook.reading import read_preset
from workbench.core.db import db

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parent.parent / "annotate" / "given" / "offsets.json"
ARABIC = (
    "الميناء يعود إلى العمل",
    "قال اثنان من المساعدين إن «الهدنة» ستصمد. هل تصدق المدينة ذلك؟ لم يجب أحد.",
)

#: Where the words [first, last] of a paragraph stand on the screen, by what is read there.
EDGES = """([position, first, last]) => {
  const node = document.querySelector(`#p${position} .text`).firstChild;
  const middle = (word) => {
    const range = document.createRange();
    const start = node.data.indexOf(word);
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const box = range.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  return [...middle(first), ...middle(last)];
}"""

#: Select UTF-16 units of a paragraph as a drag with Alt does, and give back the words selected.
SELECT = """([position, start, end]) => {
  document.querySelector(`#p${position} .n`).click();
  const node = document.querySelector(`#p${position} .text`).firstChild;
  document.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "mouse" }));
  getSelection().setBaseAndExtent(node, start, node, end);
  const words = getSelection().toString();
  node.parentElement.dispatchEvent(
    new PointerEvent("pointerup", { pointerType: "mouse", altKey: true, bubbles: true }));
  return new Promise((done) => setTimeout(() => done(words), 20));
}"""


def spans_of(study: Study) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = log_of(study)[-1].document["spans"]
    return spans


def drag(page: Page, position: int, first: str, last: str) -> None:
    """From the middle of one word to the middle of another, as hands do."""
    x, y, to_x, to_y = page.evaluate(EDGES, [position, first, last])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=3)
    page.mouse.up()


@one_database
def test_a_drag_with_the_mouse_marks_whole_words(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    drag(page, 2, "Two", "aides")
    palette = page.get_by_role("group", name="Mark the chosen words as")
    palette.get_by_role("button", name="Source").click()
    wait_until_saved(page)  # the chips that come with it move the text below
    drag(page, 3, "minutes", "eleven")  # backwards, and in a paragraph that was not active
    palette.wait_for()
    press(page, "u")
    wait_until_saved(page)
    first, second = (row.document["spans"][0] for row in log_of(study))
    assert (first["start"], first["end"], first["value"]) == (0, 9, "source")
    assert (second["text"], second["value"]) == ("eleven minutes", "cue")
    assert page.locator("[data-spans] q").all_inner_texts() == ["eleven minutes"]


def test_what_is_marked_is_what_stood_on_the_screen(app: Flask, sit_down: SitDown) -> None:
    rows = [row for row in json.loads(TABLE.read_text(encoding="utf-8")) if row["selected"]]
    texts = list(dict.fromkeys(row["text"] for row in rows))
    study = make_study(texts=(texts,))
    page = at_work(sit_down, study).page
    for row in rows:
        position = texts.index(row["text"]) + 1
        words = page.evaluate(SELECT, [position, *row["utf16"]])
        assert words == row["selected"], row["name"]
        press(page, "s")
    page.wait_for_function(
        "count => document.querySelectorAll('.chips:not([hidden])').length === count",
        arg=len(texts),
    )
    wait_until_saved(page)
    stored = [span for row in log_of(study) for span in row.document["spans"]]
    for row in rows:
        start, end = row["codepoints"]
        found = {"start": start, "end": end, "text": row["selected"]}
        assert any(found.items() <= span.items() for span in stored), row["name"]


@one_database
def test_the_arrows_choose_words_at_once(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    assert page.evaluate("document.activeElement.matches('#p2 .words')")
    top = page.evaluate("scrollY")
    press(page, "Home Shift+ArrowRight s u")  # the cursor has gone on to the next word
    wait_until_saved(page)
    assert [span["text"] for span in spans_of(study)] == ["Two aides", "claimed"]
    assert page.evaluate("scrollY") == top
    assert page.evaluate("document.activeElement.matches('#p2 .words')")


@one_database
def test_keys_stand_where_they_are_answered(app: Flask, sit_down: SitDown) -> None:
    study = make_study(codebook=read_preset("framing-tone-sourcing"))
    page = at_work(sit_down, study, 2).page
    press(page, "Home l")
    block = page.locator(".span .attributes")
    (own, aimed) = (
        block.locator("kbd").first,
        "getComputedStyle(document.querySelector('.next legend'), '::before').content",
    )
    expect(block).to_be_focused()
    expect(own).to_be_visible()
    frame = page.locator("[data-question=frames] kbd", has_text=re.compile("^1$"))
    expect(frame).to_be_hidden()
    assert page.evaluate(aimed) != "none"
    press(page, "Escape")  # in the words the same keys are the frames'
    expect(own).to_be_hidden()
    expect(frame).to_be_visible()
    assert page.evaluate(aimed) == "none"
    press(page, "1")
    expect(page.get_by_role("checkbox", name="Conflict", exact=False).first).to_be_checked()
    expect(block.locator(":checked")).to_have_count(0)
    page.locator(".span .show").focus()
    press(page, "1")
    expect(block.locator(":checked")).to_have_count(1)
    wait_until_saved(page)
    (span,) = spans_of(study)
    assert len(span["attributes"]) == 1


@one_database
def test_a_cursor_that_went_on_is_no_choice(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    palette = page.locator(".palette")
    press(page, "Home Shift+ArrowRight")
    expect(palette).to_be_visible()
    press(page, "s")
    expect(palette).to_be_hidden()
    press(page, "Shift+ArrowRight")
    expect(palette).to_be_visible()
    press(page, "u")
    wait_until_saved(page)
    assert [span["text"] for span in spans_of(study)] == ["Two aides", "claimed the"]


@one_database
def test_suggestions_count_only_once_accepted(app: Flask, sit_down: SitDown) -> None:
    study = make_study(premarks=True)
    page = at_work(sit_down, study, 2).page
    offers = page.locator("[data-spans] .suggestion")
    quotes = offers.locator("q").all_inner_texts()
    assert "Two aides" in quotes
    page.get_by_role("button", name="Accept “Two aides”").click()
    for words in [quote for quote in quotes if quote != "Two aides"]:
        page.get_by_role("button", name=f"Drop “{words}”").click()
    expect(offers).to_have_count(0)
    wait_until_saved(page)
    (span,) = spans_of(study)
    assert (span["text"], span["origin"]) == ("Two aides", "premark_accepted")


@one_database
def test_wording_is_listed_in_words_and_can_only_be_dropped(app: Flask, sit_down: SitDown) -> None:
    texts = ["Title", "Two aides claimed the so-called truce would hold, as a “corrupt” council."]
    study = make_study(premarks=True, texts=[texts])
    study.round.has_hints = True
    db.session.commit()
    page = at_work(sit_down, study, 2).page
    expect(page.get_by_role("listitem").filter(has_text="claimed")).to_contain_text(
        "Cue · doubting?"
    )
    noticed = page.get_by_role("region", name="Wording").get_by_role("listitem")
    expect(noticed.filter(has_text="so-called")).to_contain_text("Distance")
    expect(noticed.filter(has_text="corrupt")).to_contain_text("Loaded word · source’s words")
    assert page.get_by_role("button", name="Accept “so-called”").count() == 0
    for words in ("so-called", "corrupt"):
        page.get_by_role("button", name=f"Drop “{words}”").click()
    expect(noticed).to_have_count(0)
    assert log_of(study) == []


@pytest.fixture
def arabic(app: Flask) -> Study:
    """An article that is read from right to left."""
    study = make_study(texts=(ARABIC,))
    study.articles[0].language = "ar"
    db.session.commit()
    return study


@one_database
def test_an_article_from_right_to_left(arabic: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, arabic, 2).page
    press(page, "Home Shift+ArrowLeft s")  # to the left is onwards
    press(page, "Control+ArrowLeft u")  # the next sentence begins after the full stop
    press(page, "Control+ArrowLeft c")  # and the one after it behind an Arabic question mark
    wait_until_saved(page)
    assert [span["text"] for span in spans_of(arabic)] == ["قال اثنان", "هل", "لم"]
    number, words = (page.locator(f"#p2 {part}").bounding_box() for part in (".n", ".words"))
    assert number is not None
    assert words is not None
    assert number["x"] > words["x"]
    page.set_viewport_size({"width": 390, "height": 568})
    # The questions now stand inside the article, and are still read from left to right.
    expect(page.locator("#p2 + #panel")).to_have_css("direction", "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@one_database
def test_forced_colours_keep_states_apart(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2, forced_colors="active")
    page = desk.page
    press(page, "1 Home s")
    wait_until_saved(page)
    page.evaluate("document.activeElement.blur()")
    assert page.locator("#p2").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    borders = [
        page.locator(f"#p{n}").evaluate("one => getComputedStyle(one).borderTopColor")
        for n in (2, 3)
    ]
    assert borders[0] != borders[1]
    box = page.get_by_role("checkbox", name="Conflict & contest")
    assert box.evaluate("one => getComputedStyle(one).opacity") == "1"
    desk.check_accessibility()
