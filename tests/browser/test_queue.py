"""The clock, the pause and the gentle word, in a real browser."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.annotating import at_work, go_to, one_database, press, wait_until_saved
from tests.browser.conftest import SitDown
from tests.make import Study, make_study
from workbench.annotate.models import Judgment
from workbench.core.db import db

pytestmark = [pytest.mark.browser, one_database]

LONG = (
    "The ceremony lasted eleven minutes and nobody from the fishing towns had been invited to it."
)
SCREENS = ((1360, 860), (390, 844), (320, 640))
#: Pixels between the last of the questions, scrolled to their end, and the buttons below them.
ROOM_ABOVE_FOOT = """() => {
  document.getElementById("panel").scrollTo(0, 1e6);
  const edge = (what) => document.querySelector(what).getBoundingClientRect();
  return edge(".foot").top - edge("#note").bottom;
}"""


def active_ms(study: Study) -> list[int | None]:
    db.session.commit()
    return list(db.session.scalars(select(Judgment.active_ms).order_by(Judgment.paragraph_id)))


def test_a_pause_hides_the_text_and_stops_the_clock(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study)
    page = desk.page
    page.clock.install()
    page.reload()
    go_to(page, 1)
    page.clock.run_for(20_000)
    press(page, "P")
    expect(page.get_by_role("heading", name="Pause")).to_be_visible()
    expect(page.locator("#pause")).to_contain_text("Everything is saved.")
    covered = page.evaluate(
        "document.elementFromPoint(300, 200).closest('#pause') !== null && document.title"
    )
    assert covered == "Pause"
    desk.check_accessibility()
    page.mouse.click(20, 20)  # beside the words: the pause stays
    page.clock.run_for(40_000)
    press(page, "Enter")
    expect(page.locator("#pause")).to_be_hidden()
    assert page.evaluate("document.activeElement === document.querySelector('#p1 .words')")
    assert page.title() != "Pause"
    page.clock.run_for(1_000)
    press(page, "1")
    page.clock.run_for(2_000)
    wait_until_saved(page)
    (spent,) = active_ms(study)
    assert spent is not None
    assert 20_000 <= spent < 40_000, "the pause itself is left out"


def test_a_gentle_word_after_three_hasty_paragraphs(app: Flask, sit_down: SitDown) -> None:
    study = make_study(texts=(("A title", LONG, LONG, LONG, LONG),))
    desk = at_work(sit_down, study, 2)
    page, word = desk.page, desk.page.locator("[data-haste]")
    for position in (2, 3, 4):
        expect(word).to_be_hidden()
        go_to(page, position)
        press(page, "n e x Enter")
    expect(word).to_contain_text("take the time you need")
    desk.check_accessibility()
    go_to(page, 5)  # it was in nobody's way
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(ROOM_ABOVE_FOOT) >= 0, "what it covers can be scrolled up"
    word.get_by_role("button", name="All right").click()
    expect(word).to_be_hidden()
    press(page, "n e x Enter")
    expect(word).to_be_hidden()
    wait_until_saved(page)
