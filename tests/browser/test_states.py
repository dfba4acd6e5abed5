"""Every state of the annotation page: accessible (WCAG 2.2 AA), and readable on a small screen.

What axe-core cannot see is in test_sight.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import delete

from tests.annotate.test_codebook_changed import move
from tests.browser.annotating import (
    at_work,
    go_to,
    one_database,
    press,
    wait_until_saved,
    wait_until_status,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.make import NOW, Study, make_document, make_judgment, make_study, rich_codebook
from workbench.accounts.models import SignIn
from workbench.assign.actions import submit
from workbench.core.db import db, writing

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, one_database]

WIDE, NARROW = (1360, 860), (390, 844)
#: On which no question is cut off by the edge of the sheet, which would count as too small.
TALL = (390, 5000)
#: 1280 x 1024 at 400 %, and 1360 x 860 at 200 %.
ZOOMED = ((320, 256), (680, 430))
TEXTS = (
    "Premier toasts old enemy",
    "Two aides claimed the “truce” would hold until spring, and Ilse Maran said nothing.",
)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def look(desk: Desk, state: str) -> None:
    """All rules in the light on a wide screen; on a phone in the dark those on colour and room."""
    page = desk.page
    try:
        desk.check_accessibility()
        page.emulate_media(color_scheme="dark")
        resize(page, NARROW)
        desk.check_accessibility(*COLOURS)
        resize(page, TALL)
        desk.check_accessibility("target-size")
        for size in (NARROW, *ZOOMED):
            resize(page, size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size[0], f"{wide} wide at {size}"
    except AssertionError as fault:
        raise AssertionError(f"{state}: {fault}") from fault
    page.emulate_media(color_scheme="light")
    resize(page, WIDE)


@pytest.fixture
def rich(app: Flask) -> Study:
    """Every type of question, suggestions, and an outlet that is hidden."""
    return make_study(texts=(TEXTS,), codebook=rich_codebook(), premarks=True)


def test_the_states_of_working(rich: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, rich, 2)
    page = desk.page
    look(desk, "open, with suggestions and a hidden outlet")
    press(page, "Enter")
    expect(page.locator("[data-question].wrong").first).to_be_visible()
    look(desk, "not done yet")
    press(page, "1 2 * q y Home Shift+ArrowRight")
    look(desk, "words chosen, palette open")
    press(page, "s")
    expect(page.locator(".span .attributes")).to_be_visible()
    look(desk, "a passage with its questions")
    press(page, "ArrowRight u ArrowRight Shift+ArrowRight c")
    page.locator("[data-tie] summary").click()
    look(desk, "choosing what a link ties")
    press(page, "+")
    expect(page.locator(".link .attributes")).to_be_visible()
    look(desk, "a link with its questions")
    press(page, "! ,")
    page.keyboard.type("Is the truce quoted?")
    press(page, "Escape")
    look(desk, "a note, and a flag for the lead")
    wait_until_saved(page)
    press(page, "?")
    look(desk, "the keys")
    press(page, "Escape g")
    page.get_by_role("searchbox").fill("frame")
    look(desk, "searching the codebook")
    press(page, "Escape Escape")
    page.locator("#p2 .words").focus()
    press(page, "/ 1")
    page.get_by_role("button", name="Ask the lead about this value").click()
    look(desk, "the codebook beside a value, and a question to the lead")
    press(page, "Escape Escape Escape j")
    go_to(page, 0)
    look(desk, "the article as a whole")


def test_the_states_at_the_end(study: Study, sit_down: SitDown) -> None:
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number, document=make_document(note="So it is."))
    desk = at_work(sit_down, study, 2)
    page = desk.page
    page.get_by_text("Submit…").click()
    look(desk, "all is done")
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_role("button", name="Yes, submit the article").click()
    page.locator(".submitted").wait_for()
    look(desk, "submitted")
    desk.open(f"{work_path(study)}?p=2")
    look(desk, "submitted, a paragraph's answers")
    desk.open("/projects/harbour/work")
    look(desk, "my articles")


def test_the_states_of_trouble(study: Study, sit_down: SitDown) -> None:
    ada = at_work(sit_down, study, 1, expected=["ERR_INTERNET_DISCONNECTED", "409", "401"])
    page = ada.page
    ada.context.set_offline(True)
    press(page, "1")
    wait_until_status(page, "Offline, 1 waiting")
    look(ada, "offline")
    ada.context.set_offline(False)
    wait_until_saved(page)
    other = ada.another_tab()
    other.goto(ada.address + work_path(study))
    go_to(other, 1)
    press(other, "2")
    expect(page.locator("[data-stale]")).to_be_visible()
    wait_until_saved(other)
    other.close()
    look(ada, "another tab is newer")
    page.reload()
    go_to(page, 1)
    make_judgment(study, paragraph=2, document=make_document(note="from another browser"))
    press(page, "j 2 w")
    expect(page.locator("[data-conflict]")).to_be_visible()
    look(ada, "two versions")
    page.get_by_role("button", name="Keep mine").click()
    wait_until_saved(page)
    with writing():
        db.session.execute(delete(SignIn))
    press(page, "3")
    wait_until_status(page, "Signed out")
    look(ada, "signed out")


@pytest.mark.parametrize("place", ["[data-recoded]", "[data-closed]"])
def test_the_states_after_which_nothing_can_be_changed(
    study: Study, sit_down: SitDown, place: str
) -> None:
    ada = at_work(sit_down, study, 2, expected=["409"])
    if place == "[data-recoded]":
        move(study)
    else:
        with writing():
            submit(study.assignment(), now=NOW)
    press(ada.page, "1")
    expect(ada.page.locator(place)).to_be_visible()
    look(ada, place)


def without_scripting(route: Route) -> None:
    answer = route.fetch()
    sheet = answer.text().replace("(scripting: none)", "(min-width: 0px)")
    route.fulfill(response=answer, body=sheet.replace("(scripting: enabled)", "(max-width: 0px)"))


def test_the_form_without_scripts(rich: Study, sit_down: SitDown) -> None:
    """Where no script runs axe-core runs neither: here the page's own do not come, and the style
    sheets are told that there are none."""
    desk = sit_down(rich.annotators[0])
    desk.expected += ["ERR_FAILED"]
    desk.page.route("**/*.js", lambda route: route.abort())
    desk.page.route("**/*.css", without_scripting)
    page = desk.open(f"{work_path(rich)}?p=2")
    expect(page.get_by_role("textbox", name="Source", exact=True)).to_be_visible()
    look(desk, "without scripts")


def test_axe_sees_small_targets_and_faint_words(study: Study, sit_down: SitDown) -> None:
    """The control of all of these."""
    desk = at_work(sit_down, study, 2)
    desk.page.evaluate(
        """() => {
          const chip = Object.assign(document.createElement("p"), { textContent: "Faint" });
          chip.style.color = "#ccc";
          document.querySelector(".about").append(chip);
          for (const name of ["one", "two"]) {
            const small = Object.assign(document.createElement("button"), { ariaLabel: name });
            Object.assign(small.style, { width: "12px", height: "12px", padding: 0, border: 0 });
            chip.after(small);
          }
        }"""
    )
    with pytest.raises(AssertionError, match=r"(?s)Faint.*button"):
        desk.check_accessibility("color-contrast", "target-size")
