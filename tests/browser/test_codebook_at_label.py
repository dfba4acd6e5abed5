"""The codebook beside a value, its search, and a question to the lead from there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.annotating import at_work, go_to, one_database, press, ticked, work_path
from tests.browser.conftest import SitDown
from tests.make import NOW, Study, make_inquiry, make_judgment
from workbench.codebook.actions_inquiries import answer
from workbench.codebook.models import Inquiry
from workbench.core.db import db, writing

pytestmark = [pytest.mark.browser, one_database]

CARD = ".codebook-card"


def has_focus(page: Page, selector: str) -> bool:
    return bool(page.evaluate("what => document.activeElement.matches(what)", selector))


def test_a_value_is_read_by_key_without_answering(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2)
    page = desk.page
    card = page.locator(CARD)
    press(page, "/ 1")
    expect(card).to_be_visible()
    expect(card.locator("h2")).to_contain_text("Conflict & contest")
    for part in ("Sides clash", "Include", "But not", "Which frames organise this paragraph?"):
        expect(card).to_contain_text(part)
    assert ticked(page) == []
    assert has_focus(page, "#p2 .words")
    words, place = page.locator("#p2 .words").bounding_box(), card.bounding_box()
    panel = page.locator("#panel").bounding_box()
    assert words
    assert place
    assert panel
    assert place["x"] + place["width"] <= panel["x"]
    assert place["y"] >= words["y"] + words["height"] or place["y"] + place["height"] <= words["y"]
    desk.check_accessibility()
    press(page, "1")  # once more: now it answers
    assert ticked(page) == ["conflict"]
    expect(card).to_be_visible()
    press(page, "Escape")
    expect(card).to_be_hidden()
    assert has_focus(page, "#p2 .words")
    press(page, "/ q /")  # a value of the scale, then into the card
    expect(card).to_contain_text("once for each target: the government")
    expect(card).to_be_focused()
    press(page, "w Escape / q / w")  # a key after it shows another value, as it did before
    expect(card.locator("h2")).to_contain_text("critical")
    assert ticked(page) == ["conflict"]
    press(page, "Escape /")
    expect(card).to_contain_text("press the key of a value")
    press(page, "/")  # or not
    expect(card).to_be_hidden()
    press(page, "/ z 2")  # another key comes between: this one answers
    assert ticked(page) == ["security"]
    press(page, "/ 3 j")
    expect(card).to_be_hidden()


def test_without_a_server_the_card_says_so_and_comes_later(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2, expected=["ERR_INTERNET_DISCONNECTED"])
    card = desk.page.locator(CARD)
    desk.context.set_offline(True)
    press(desk.page, "/ 1")
    expect(card).to_contain_text("The codebook cannot be read just now")
    desk.context.set_offline(False)
    press(desk.page, "Escape / 1")
    expect(card.locator("h2")).to_contain_text("Conflict & contest")
    assert ticked(desk.page) == []


def test_the_card_of_the_focused_option_and_the_small_i(study: Study, sit_down: SitDown) -> None:
    page = at_work(sit_down, study, 2).page
    card = page.locator(CARD)
    page.locator("[name=frames][value=security]").focus()
    press(page, "/")
    expect(card.locator("h2")).to_contain_text("Security & force")
    press(page, "/")
    assert has_focus(page, CARD)
    press(page, "Escape")
    assert has_focus(page, "[value=security]")
    page.get_by_role("button", name="About Frames").click()
    expect(card.locator("h2")).to_contain_text("Frames")
    card.get_by_role("button", name="Law & rights").click()
    expect(card.locator("h2")).to_contain_text("Law & rights")
    expect(page.locator(".opt[title]")).to_have_count(0)


def test_the_card_opens_by_hover_and_stays_under_the_pointer(
    study: Study, sit_down: SitDown
) -> None:
    page = at_work(sit_down, study, 2).page
    card = page.locator(CARD)
    page.locator(".opt:has([name=frames][value=conflict])").hover()
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(500)  # longer than the pause before it closes
    expect(card).to_be_visible()
    page.locator("#p2 .words").hover()
    expect(card).to_be_hidden()
    page.locator(".opt:has([name=frames][value=conflict])").hover()
    expect(card).to_be_visible()
    press(page, "Escape")
    expect(card).to_be_hidden()


def test_the_codebook_is_searched_by_keys(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2)
    page = desk.page
    press(page, "1 g")
    chosen = page.locator("[data-all] .chosen-here")
    expect(chosen).to_have_count(1)
    field = page.get_by_role("searchbox", name="Search the codebook")
    field.fill("conflict")
    hits = page.locator("[data-hits] .entry")
    expect(hits.first).to_contain_text("Conflict & contest")
    expect(hits.first.locator(".chosen-here")).to_be_visible()
    count = page.locator("[data-hit-count]")
    expect(count).to_have_text(f"{hits.count()} hits")
    assert page.evaluate("CSS.highlights.get('found').size") >= hits.count()
    press(page, "ArrowDown Enter")
    expect(hits.nth(1)).to_have_attribute("aria-current", "true")
    expect(count).to_contain_text("2 of")
    desk.check_accessibility()
    field.fill("zebra")
    expect(count).to_have_text("Nothing found")


def test_a_question_goes_to_the_lead_from_the_card(study: Study, sit_down: SitDown) -> None:
    desk = at_work(sit_down, study, 2)
    page = desk.page
    press(page, "/ 1")
    card = page.locator(CARD)
    card.get_by_role("button", name="Ask the lead about this value").click()
    card.get_by_role("button", name="Send").click()
    expect(card.get_by_role("alert")).to_have_text("Write your question.")
    card.get_by_role("textbox").fill("Does a quarrel within one camp count?")
    desk.check_accessibility()
    press(page, "Enter Backspace Control+Enter")
    expect(card.locator(".own-question")).to_contain_text("Does a quarrel within one camp count?")
    db.session.commit()
    (asked,) = db.session.scalars(select(Inquiry))
    assert (asked.value, asked.paragraph_id) == ("conflict", study.paragraph(2).id)


def test_a_later_answer_is_marked_as_later_on_a_narrow_screen(
    app: Flask, study: Study, sit_down: SitDown
) -> None:
    make_judgment(study, paragraph=2, now=NOW - timedelta(days=2))
    asked = make_inquiry(study, annotator=1)
    with writing():
        words = {"question": "Does a quarrel count?", "text": "Only between sides."}
        answer(study.project.id, asked, by=study.lead.id, now=NOW - timedelta(days=1), **words)
    desk = sit_down(study.annotators[0])
    desk.page.set_viewport_size({"width": 390, "height": 844})
    page = desk.open(f"{work_path(study)}?p=2")
    go_to(page, 2)
    expect(page.locator("[data-later]")).to_contain_text("Conflict & contest")
    press(page, "/ 1")
    card = page.locator(CARD)
    expect(card).to_contain_text("The lead’s answers since version 1")
    expect(card).to_contain_text("Answered after you judged this paragraph.")
    box = card.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] + box["height"] == 844
    desk.check_accessibility()
    press(page, "j")
    expect(page.locator("[data-later]")).to_be_hidden()


def test_pages_about_the_codebook_are_accessible(study: Study, sit_down: SitDown) -> None:
    make_inquiry(study, text="Does a quarrel count?")
    make_judgment(study, paragraph=2)
    desk = sit_down(study.lead)
    example = f"disagreements/examples/{study.paragraph(2).id}?round={study.round.id}"
    for path in ("codebook/", "codebook/questions", example):
        desk.open(f"/projects/harbour/{path}")
        for width in (1360, 390):
            desk.page.set_viewport_size({"width": width, "height": 844})
            scrolls = "document.documentElement.scrollWidth > innerWidth"
            assert not desk.page.evaluate(scrolls), f"{path} at {width}"
        desk.check_accessibility()
    own = sit_down(study.annotators[0])
    own.open(f"{work_path(study)}questions?p=2&about=frames conflict")
    own.check_accessibility()
    expect(own.page.get_by_label("About")).to_have_value("frames conflict")
