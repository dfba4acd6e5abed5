"""A lead calls an annotator, who answers; somebody who has not submitted finds nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import one_database
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS, Desk
from tests.make import NOW, Study, make_comment, make_document, make_judgment, make_span, make_study
from workbench.accounts.actions import choose_language
from workbench.assign.actions import submit
from workbench.assign.actions_opening import open_to_annotators
from workbench.assign.opening import Opening
from workbench.core.db import writing
from workbench.projects.models import Membership

pytestmark = [pytest.mark.browser, one_database]

SIZES = ((1360, 860), (390, 844))
DISCUSSIONS = "/projects/harbour/discussions/"


@pytest.fixture
def study(app: Flask) -> Study:
    """Three annotators differ; the first two have submitted, in a round that opens discussions."""
    study = make_study(annotators=["Ada Quist", "Ben Okoro", "Cleo Marsh"])
    for annotator, frame in enumerate(("conflict", "power", "conflict")):
        for paragraph in (1, 2, 3):
            text = study.paragraph(paragraph).text
            labels = make_document()["labels"] | {
                "frames": [frame],
                "primary_frame": frame,
                "attributed": "yes",
            }
            spans = [make_span(text, text.split()[annotator], "source")]
            document = make_document(labels=labels, spans=spans)
            make_judgment(study, annotator=annotator, paragraph=paragraph, document=document)
    with writing():
        for annotator in (0, 1):
            submit(study.assignment(annotator), now=NOW)
        open_to_annotators(study.project.id, study.round.id, Opening(has_discussion=True), now=NOW)
    return study


def unit_path(study: Study) -> str:
    place = f"{study.round.id}/paragraphs/{study.paragraph(2).id}"
    return f"/projects/harbour/disagreements/{place}"


def check_looks(desk: Desk) -> None:
    """Nothing sticks out on either size, and axe finds nothing in the light or the dark."""
    page = desk.page
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    desk.check_accessibility()
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    page.emulate_media(color_scheme="dark")
    desk.check_accessibility(*COLOURS)
    page.emulate_media(color_scheme="light")


def speak_arabic(member: Membership) -> None:
    assert member.person is not None
    with writing():
        choose_language(member.person, "ar")


def test_a_lead_and_an_annotator_talk_and_nobody_else_hears_of_it(
    study: Study, sit_down: SitDown
) -> None:
    lead = sit_down(study.lead)
    page = lead.open(unit_path(study))
    page.keyboard.press("P")
    box = page.get_by_label("Your comment")
    expect(box).to_be_focused()
    page.keyboard.type("Is this a conflict, ")
    page.get_by_role("button", name="@A-01", exact=True).press("Enter")
    expect(box).to_have_value("Is this a conflict, @A-01 ")
    page.keyboard.type("or none?")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**#discussion")
    expect(page.locator(".comment .words")).to_have_text("Is this a conflict, @A-01 or none?")
    assert "/disagreements/" in page.url

    ada = sit_down(study.annotators[0])
    theirs = ada.open("/projects/harbour/work")
    entry = theirs.get_by_role("link", name="Discussions 1 unread")
    entry.click()
    expect(theirs.locator(".discussions .news")).to_contain_text("new: you are called")
    with theirs.expect_response("**/seen") as seen:
        theirs.locator(".discussions a").first.click()
    assert seen.value.ok
    expect(theirs.locator(".comment .words")).to_have_text("Is this a conflict, @You or none?")
    expect(theirs.locator(".comment .by")).to_contain_text("Lead")
    expect(theirs.get_by_role("columnheader")).to_have_count(3)  # the question, and two of three
    theirs.reload()
    expect(theirs.locator(".rooms [aria-current]")).to_have_text("Discussions")
    theirs.get_by_label("Your comment").fill("A quarrel, @lead: “truce” is quoted.")
    theirs.get_by_role("button", name="Say it").click()
    expect(theirs.locator(".comment")).to_have_count(2)

    page.goto(lead.address + DISCUSSIONS)
    expect(page.get_by_role("link", name="Discussions 1 unread")).to_be_visible()
    page.locator(".discussions a").first.click()
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator(".talk")).to_contain_text("Resolved by You")

    cleo = sit_down(study.annotators[2])
    blind = cleo.open("/projects/harbour/work")
    expect(blind.get_by_text("Discussions")).to_have_count(0)
    cleo.expected += ["404"]
    blind.goto(page.url)
    expect(blind.locator("main")).to_contain_text("There is no such discussion")


def test_without_scripts_it_is_a_form(study: Study, sit_down: SitDown) -> None:
    make_comment(study, "@A-01?", paragraph=2)
    ada = sit_down(study.annotators[0], java_script_enabled=False)
    page = ada.open(DISCUSSIONS)
    page.locator(".discussions a").first.click()
    expect(page.get_by_role("link", name="Discussions 1")).to_be_visible()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.locator(".rooms [aria-current]")).to_have_text("Discussions")
    page.get_by_label("Your comment").fill("Here, @annotator-1.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".comment")).to_have_count(2)


def test_looks(study: Study, sit_down: SitDown) -> None:
    discussion = make_comment(study, "@A-01 and @all: a word " * 40, paragraph=2)
    lead = sit_down(study.lead)
    for path in (
        DISCUSSIONS,
        f"{DISCUSSIONS}{discussion}",
        f"/projects/harbour/rounds/{study.round.id}/opening",
        f"{unit_path(study)}/file",
    ):
        lead.open(path)
        check_looks(lead)
    ada = sit_down(study.annotators[0])
    speak_arabic(study.annotators[0])
    for path in (DISCUSSIONS, f"{DISCUSSIONS}{discussion}"):
        ada.open(path)
        check_looks(ada)


def test_from_a_number_of_the_report_to_its_challenge_file(study: Study, sit_down: SitDown) -> None:
    desk = sit_down(study.lead)
    page = desk.open(f"/projects/harbour/agreement/?round={study.round.id}")
    page.get_by_role("link", name="Frames").first.click()
    page.wait_for_url("**/questions/frames**")
    page.locator("a[href*='/questions/frames/units']").first.click()
    page.wait_for_url("**/units**")
    page.get_by_role("link", name="Challenge file of all").click()
    page.wait_for_url("**/file?**")
    expect(page.locator(".about-number")).to_contain_text("Frames · Round 1")
    expect(page.locator(".unit-part").first).to_contain_text("A-01")
    expect(page.locator(".in-force")).to_contain_text("Version 1")
    assert page.pdf(format="A4").startswith(b"%PDF")
