"""A codebook written in the browser: by keyboard alone, with the form beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.annotating import one_database
from tests.browser.conftest import SitDown
from tests.browser.desk import COLOURS
from tests.make import NOW, TARGETS, short_codebook
from workbench.accounts.actions import add_person
from workbench.codebook.actions import publish
from workbench.codebook.checks import check_finished
from workbench.codebook.format import Codebook
from workbench.codebook.queries_drafts import codebook_of, get_draft
from workbench.core.db import db, writing
from workbench.projects.actions import add_member, create_project
from workbench.projects.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

DRAFT = "/projects/ports/codebook/draft/"
WIDE, NARROW = {"width": 1360, "height": 860}, {"width": 390, "height": 844}
#: How the focused element is called.
NAME = """() => {
    const e = document.activeElement;
    return (e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? e.textContent).trim();
}"""


@pytest.fixture
def lead(app: Flask) -> Membership:
    with writing():
        project = create_project("ports", "Ports", targets=TARGETS, now=NOW)
        return add_member(project, add_person("Lena Ortiz", now=NOW), "lead")


def reach(page: Page, words: str, kind: str = "*") -> None:
    """Press Tab until what is called so, or begins so (…), has the focus."""
    for _ in range(150):
        is_kind = page.evaluate("kind => document.activeElement.matches(kind)", kind)
        name = page.evaluate(NAME) if is_kind else ""
        if name == words or (words.endswith("…") and name.startswith(words[:-1])):
            return
        page.keyboard.press("Tab")
    raise AssertionError(
        f"{words!r} is not reached by keyboard; the focus is on {page.evaluate(NAME)!r}"
    )


def type_into(page: Page, field: str, words: str) -> None:
    reach(page, field)
    page.keyboard.type(words)


def enter(page: Page, name: str = "") -> None:
    """Press Enter, on the thing of that name, and wait for the page that follows."""
    if name:
        reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def draft_of(lead: Membership) -> Codebook:
    db.session.commit()
    return codebook_of(get_draft(lead.project_id))


def test_from_an_empty_sheet_to_a_finished_codebook(lead: Membership, sit_down: SitDown) -> None:
    page = sit_down(lead).open(DRAFT)
    reach(page, "A codebook that…")
    page.keyboard.press("ArrowDown")
    enter(page, "Begin the draft")
    type_into(page, "Title", "Voice")
    enter(page)
    for title in ("Official", "Witness", "Expert"):
        type_into(page, "New value", title)
        enter(page)
    options = page.locator("[data-preview] .opt")
    expect(options).to_have_text([r"1Official", "2Witness", "3Expert"])

    reach(page, "Expert", "a")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#say")).to_have_text("“Expert” is 2 of 3 now.")
    assert page.evaluate(NAME) == "Expert"
    expect(options).to_have_text(["1Official", "3Expert", "2Witness"])
    # Faster than the answers come.
    page.keyboard.press("Alt+Home")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    expect(options).to_have_text(["3Expert", "1Official", "2Witness"])
    expect(page.locator("#say")).to_have_text("“Expert” is 1 of 3 now.")
    reach(page, "Move “Expert” down")
    page.keyboard.press("Enter")
    expect(options).to_have_text(["1Official", "3Expert", "2Witness"])
    assert page.evaluate(NAME) == "Move “Expert” down"

    type_into(page, "Question", "Whose voice is heard first?")
    expect(page.locator("[data-preview] .ask")).to_have_text("Whose voice is heard first?")
    # Nor does it go from sight while a row moves.
    reach(page, "Expert", "a")
    page.keyboard.press("Alt+ArrowUp")
    expect(options).to_have_text(["3Expert", "1Official", "2Witness"])
    expect(page.locator("[data-preview] .ask")).to_have_text("Whose voice is heard first?")
    page.keyboard.press("Alt+ArrowDown")
    expect(options).to_have_text(["1Official", "3Expert", "2Witness"])
    reach(page, "Question")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator("[data-preview] .ask")).to_have_text("Whose voice is heard first?")
    reach(page, "Witness", "a")
    enter(page)
    type_into(page, "Definition", "Somebody who was there and tells what they saw.")
    type_into(page, "Example 1", "“I ran,” said the cook.")
    enter(page, "Save, back…")
    enter(page, "Draft")
    expect(page.locator("#to-do")).to_be_visible()
    expect(page.locator(".gaps")).to_have_count(0)

    made = draft_of(lead)
    check_finished(made)
    assert [value.id for value in made.dimensions[0].values] == ["official", "expert", "witness"]
    assert made.dimensions[0].values[2].positive == ("“I ran,” said the cook.",)


def test_every_page_of_the_editor_is_accessible(lead: Membership, sit_down: SitDown) -> None:
    with writing():
        publish(lead.project_id, short_codebook(), now=NOW)
    desk = sit_down(lead)
    page = desk.open(DRAFT)
    desk.check_accessibility()
    page.get_by_role("button", name="Begin the draft").click()
    value = "questions/frames/values/conflict"
    for path in ("", "questions/sourcing", value, "sheet", "file"):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a plain dict of the two numbers
        desk.open(DRAFT + path)
        expect(page.locator("[data-preview] [data-preview-form]")).to_be_visible()
        desk.check_accessibility()
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # as above
        desk.check_accessibility(*COLOURS, "target-size")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.get_by_role("link", name="See the form").click()
    desk.check_accessibility()
