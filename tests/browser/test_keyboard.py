"""By keyboard: where the focus goes and stays, and keys that can be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import (
    at_work,
    go_to,
    log_of,
    one_database,
    press,
    ticked,
    wait_until_saved,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.make import TEXTS, Study, make_document, make_judgment, make_study
from workbench.codebook.reading import read_preset

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

OFFERS = "[data-spans] .suggestion"
OWN = "[data-spans] .span:not(.suggestion)"


def has_focus(page: Page, selector: str) -> bool:
    found: bool = page.evaluate("what => document.activeElement.matches(what)", selector)
    return found


@pytest.fixture
def offered(app: Flask, sit_down: SitDown) -> tuple[Study, Page]:
    """The second paragraph in a round with suggestions."""
    study = make_study(premarks=True)
    return study, at_work(sit_down, study, 2).page


def test_the_focus_stays_where_it_is_when_a_save_returns(offered: tuple[Study, Page]) -> None:
    study, page = offered
    accept = page.get_by_role("button", name="Accept “Two aides”")
    accept.focus()
    press(page, "Enter")
    wait_until_saved(page)
    assert len(log_of(study)) == 1
    assert not has_focus(page, "body")
    page.get_by_role("button", name="Remove “Two aides”").focus()
    press(page, "!")
    page.wait_for_function("document.querySelector('[name=flag]').checked")
    wait_until_saved(page)
    assert has_focus(page, "[aria-label='Remove “Two aides”']")
    press(page, "Enter")  # and the row still removes what it shows
    expect(page.locator(OWN)).to_have_count(0)


def test_suggestions_are_decided_by_keys(offered: tuple[Study, Page]) -> None:
    study, page = offered
    quotes = page.locator(f"{OFFERS} q").all_inner_texts()
    assert len(quotes) >= 2
    press(page, "Home ArrowRight ArrowRight")  # claimed
    press(page, "a")
    wait_until_saved(page)
    (span,) = log_of(study)[-1].document["spans"]
    assert (span["text"], span["origin"]) == ("claimed", "premark_accepted")
    assert has_focus(page, "#p2 .words")
    left = page.locator(OFFERS).count()
    press(page, "d")
    expect(page.locator(OFFERS)).to_have_count(left - 1)


def test_a_dropped_suggestion_stays_dropped(offered: tuple[Study, Page]) -> None:
    _, page = offered
    quotes = page.locator(f"{OFFERS} q").all_inner_texts()
    press(page, "d")
    expect(page.locator(f"{OFFERS} q")).to_have_text(quotes[1:])
    kept = page.evaluate("JSON.stringify({ ...localStorage })")
    assert quotes[0] not in kept
    page.reload()
    go_to(page, 2)
    assert page.locator(f"{OFFERS} q").all_inner_texts() == quotes[1:]


def test_tab_and_p_lead_from_the_words_to_the_questions(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 1).page
    assert has_focus(page, "#p1 .words")
    press(page, "Tab")
    assert has_focus(page, "#panel *")
    press(page, "j")
    assert has_focus(page, "#p2 .words")
    press(page, "Shift+Tab")
    assert has_focus(page, "#p2 .n")
    press(page, "p")
    assert has_focus(page, "[data-question] input")
    press(page, "Space p")
    assert has_focus(page, "#p2 .words")
    assert ticked(page) == ["conflict"]


def test_single_keys_can_be_switched_off(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2)
    page = desk.page
    press(page, "?")
    page.get_by_role("checkbox", name="Use keys of a single letter").uncheck()
    desk.check_accessibility()
    press(page, "Escape")
    page.reload()
    go_to(page, 2)
    press(page, "1 j ?")
    assert ticked(page) == []
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".opt kbd").first).to_be_hidden()
    press(page, "Home Shift+ArrowRight")
    expect(page.locator(".palette")).to_be_visible()
    press(page, "Shift+Enter")
    go_to(page, 1)
    page.get_by_role("button", name="keys").click()
    page.get_by_role("checkbox", name="Use keys of a single letter").check()
    press(page, "Escape 1")
    assert ticked(page) == ["conflict"]


def test_what_one_works_on_is_in_sight(app: Flask, sit_down: SitDown) -> None:
    study = make_study(texts=[["The title", *(f"Paragraph {n}. " * 40 for n in range(2, 9))]])
    for number in range(1, 5):
        make_judgment(study, paragraph=number, document=make_document())
    page = sit_down(study.annotators[0], reduced_motion="reduce").open(work_path(study))
    go_to(page, 5)
    active = page.locator("#p5 .words")
    expect(active).to_be_in_viewport()
    for key in ("1", "Home"):
        page.evaluate("scrollTo(0, 0)")
        expect(active).not_to_be_in_viewport()
        press(page, key)
        expect(active).to_be_in_viewport()


def test_submitting_by_keyboard(study: Study, sit_down: SitDown) -> None:
    for number in range(1, len(TEXTS) + 1):
        make_judgment(study, paragraph=number, document=make_document())
    page = at_work(sit_down, study, 3).page
    press(page, "Enter")
    assert has_focus(page, "#submit summary")
    recognised = page.get_by_role("group", name="Did you recognise the outlet?")
    page.keyboard.down("Enter")
    expect(recognised.get_by_role("radio", name="No")).to_be_focused()
    page.keyboard.down("Enter")  # held down
    page.keyboard.up("Enter")
    press(page, "ArrowDown")
    expect(recognised.get_by_role("radio", name="I had a guess")).to_be_checked()
    expect(page.get_by_role("textbox", name="Which one?")).to_be_visible()
    press(page, "ArrowUp")
    expect(page.get_by_role("textbox", name="Which one?")).to_be_hidden()
    press(page, "Enter")
    note = page.locator(".submitted")
    expect(note).to_contain_text("You can read your answers here")
    assert page.locator("main").inner_text().count("Submitted") == 1
    expect(page.locator(".flashes .flash")).to_have_count(0)
    note.get_by_role("link", name="My articles").click()
    page.wait_for_url("**/work")


def test_a_capital_answers_what_no_small_letter_was_left_for(app: Flask, sit_down: SitDown) -> None:
    study = make_study(codebook=read_preset("framing-tone-sourcing"))
    page = at_work(sit_down, study, 2).page
    unsure = page.locator("[name=unsure]")
    press(page, "u")  # marks a cue, where words are chosen
    expect(unsure).not_to_be_checked()
    press(page, "Shift+U")
    expect(unsure).to_be_checked()
    wait_until_saved(page)
    press(page, "Shift+U")
    expect(unsure).not_to_be_checked()
