"""The page of one question and the page “About you”: looked at on both sizes, and by keyboard."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.annotating import one_database
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.make import (
    NOW,
    TEXTS,
    Study,
    make_document,
    make_draft,
    make_judgment,
    make_span,
    make_study,
)
from workbench.assign.actions import open_round
from workbench.core.db import writing
from workbench.projects.actions_background import add_background, answer_background

pytestmark = [pytest.mark.browser, one_database]

SIZES = ((1360, 860), (390, 844))
QUESTIONS = "/projects/harbour/agreement/questions/"


@pytest.fixture
def study(app: Flask) -> Study:
    """Ten annotators in two groups, three articles of two outlets, three weeks, two rounds."""
    drafts = [
        make_draft([f"{TEXTS[0]} ({n})", *TEXTS[1:]], name=f"a{n}.txt", outlet=outlet)
        for n, outlet in enumerate(("The Slipway", "Dunmarrow Courier", "The Slipway"))
    ]
    study = make_study(
        annotators=[f"Person {letter}" for letter in "ABCDEFGHIJ"], drafts=drafts, mask=True
    )
    chance = random.Random(4)
    for annotator in range(10):
        for article in range(3):
            for paragraph in (1, 2, 3):
                answer(study, annotator, article, paragraph, chance)
    with writing():
        again = open_round(
            study.project.id,
            "Round 2",
            version=study.round.codebook_version,
            annotators=study.annotators[:2],
            articles=study.articles[:1],
            mask_outlet=False,
            mask_byline=False,
            has_premarks=False,
            now=NOW,
        )
    for annotator in range(2):
        for paragraph in (1, 2, 3):
            answer(replace(study, round=again), annotator, 0, paragraph, chance)
    with writing():
        asked = add_background(study.project.id, "Where you stand", ["left", "right"], now=NOW).id
    for number, member in enumerate(study.annotators):
        assert member.person_id is not None
        with writing():
            answer_background(member.person_id, study.project.id, {asked: 1 + number // 5}, now=NOW)
    return study


def answer(
    study: Study, annotator: int, article: int, paragraph: int, chance: random.Random
) -> None:
    usual = ["-1", "0", "1"][paragraph - 1]
    tone = usual if chance.random() < 0.7 else chance.choice(["-2", "-1", "0", "1", "2"])
    frames = ["conflict"] if chance.random() < 0.7 else ["conflict", "responsibility"]
    labels = {"frames": frames, "primary_frame": "conflict", "tone.government": tone}
    spans = []
    if paragraph == 2:
        words = chance.choice(["Two aides", "Two aides", "aides"])
        spans = [make_span(TEXTS[1], words, chance.choice(["source", "source", "cue"]))]
    labels["attributed"] = "yes" if spans else "no"
    document = make_document(labels=labels, spans=spans)
    when = NOW + timedelta(weeks=article)
    make_judgment(
        study,
        annotator=annotator,
        article=article,
        paragraph=paragraph,
        document=document,
        now=when,
    )


def look(desk: Desk, page: Page) -> None:
    """Accessible on both sizes, in the light and in the dark, and no wider than the screen."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        desk.check_accessibility()
        page.emulate_media(color_scheme="dark")
        desk.check_accessibility(*COLOURS)
        page.emulate_media(color_scheme="light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("key", ["tone.government", "frames", "sourcing"])
def test_a_question_in_all_its_figures(study: Study, sit_down: SitDown, key: str) -> None:
    lead = sit_down(study.lead)
    page = lead.open(f"{QUESTIONS}{key}?round={study.round.id}")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    expect(page.get_by_role("heading", name="Groups of annotators")).to_be_visible()
    look(lead, page)


def test_from_a_number_to_its_paragraphs_by_keyboard(study: Study, sit_down: SitDown) -> None:
    lead = sit_down(study.lead)
    page = lead.open(f"{QUESTIONS}tone.government?round={study.round.id}")
    summary = page.locator("summary", has_text="By outlet")
    summary.focus()
    row = page.get_by_role("row", name="The Slipway")
    expect(row).to_be_visible()
    number = row.get_by_role("link")
    number.focus()
    said = number.inner_text().split()[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("By outlet: The Slipway")
    expect(page.locator(".lead")).to_contain_text(f"{said} paragraphs")
    expect(page.locator(".unit")).to_have_count(int(said))
    look(lead, page)
    page.locator(".unit h2 a").first.click()
    page.wait_for_url("**/articles/**")


def test_saying_something_about_oneself(study: Study, sit_down: SitDown) -> None:
    lead = sit_down(study.lead)
    page = lead.open("/projects/harbour/background")
    page.get_by_label("Question", exact=True).fill("Your age")
    page.get_by_label("Answers").fill("below 30\n30 and more")
    page.get_by_role("button", name="Ask all annotators").click()
    expect(page.get_by_text("0 of 10 annotators have answered.", exact=True)).to_be_visible()
    look(lead, page)
    ada = sit_down(study.annotators[0])
    ada.expected += ["422"]
    page = ada.open("/projects/harbour/work")
    page.get_by_role("link", name="About you").click()
    page.get_by_role("group", name="Your age").get_by_label("below 30").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answers are stored")).to_be_visible()
    look(ada, page)
    page.get_by_role("button", name="Take all back").click()
    expect(page.get_by_text("Nothing is stored about you.")).to_be_visible()
    page.get_by_role("group", name="Your age").get_by_label("below 30").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing is stored without your consent")).to_be_visible()
    expect(page.get_by_role("group", name="Your age").get_by_label("below 30")).to_be_checked()
    look(ada, page)


def test_about_you_in_arabic(study: Study, sit_down: SitDown) -> None:
    ada = sit_down(study.annotators[0])
    ada.context.set_extra_http_headers({"Accept-Language": "ar"})
    page = ada.open("/projects/harbour/about-you")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.get_by_role("checkbox")).to_be_checked()
    look(ada, page)
