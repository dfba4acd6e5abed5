"""A lead corrects a stored article: in its place, as a new version, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import one_database, press
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.make import NOW, TEXTS, Study, make_draft, make_judgment, make_person
from workbench.core.db import db, writing
from workbench.corpus.actions import add_article
from workbench.corpus.models import Article
from workbench.corpus.preparing import prepare
from workbench.projects.actions import add_member

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, one_database]

LIST = "/projects/harbour/articles/"
SIZES = ((1360, 860), (390, 844))
REWORDED = "Two aides claimed the “truce” would hold until summer."


def correct(desk: Desk, article: Article) -> Page:
    page = desk.open(LIST + article.key)
    page.get_by_role("button", name="Correct the text").click()
    page.wait_for_url("**/import/*/1")
    return page


def retype(page: Page, text: str) -> None:
    """The second paragraph, by keyboard."""
    press(page, "j e")
    page.get_by_label("Text of the paragraph").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#tally")).to_have_attribute("data-seen", "1")


def look_over(desk: Desk) -> None:
    """The page shown is accessible and fits, wide and narrow."""
    for width, height in reversed(SIZES):
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.check_accessibility()
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_judged_article_becomes_a_version_and_the_change_is_shown(
    study: Study, sit_down: SitDown
) -> None:
    make_judgment(study)
    desk = sit_down(study.lead)
    page = correct(desk, study.articles[0])
    fate = page.locator("#fate")
    expect(fate).to_contain_text("The text is not changed yet.")
    expect(page.get_by_role("button", name="Store the facts")).to_be_visible()
    retype(page, REWORDED)
    expect(fate).to_contain_text("becomes version 2. Version 1 stays, and its judgments stay")
    expect(fate).not_to_contain_text("not changed yet")
    look_over(desk)
    page.get_by_role("button", name="Store as version 2").click()
    page.wait_for_url("**-2/difference", timeout=30_000)
    expect(page.locator(".imported-text ins")).to_contain_text("summer")
    expect(page.locator(".imported-text del")).to_contain_text("spring")
    look_over(desk)
    page.get_by_role("link", name="The article").click()
    expect(page.locator("main")).to_contain_text(REWORDED)


def test_a_free_article_is_corrected_in_its_place_or_left_as_it_was(
    study: Study, sit_down: SitDown
) -> None:
    with writing():
        done = add_article(study.project.id, prepare(make_draft(("Free", *TEXTS[1:]))), now=NOW)
    free = db.session.get_one(Article, done.article_id)
    desk = sit_down(study.lead)
    page = correct(desk, free)
    retype(page, "This will be discarded.")
    page.get_by_text("Discard this correction…").click()
    page.get_by_role("button", name="Yes, discard it").click()
    page.wait_for_url(f"**/{free.key}")
    expect(page.locator("main")).not_to_contain_text("This will be discarded.")
    page = correct(desk, free)
    retype(page, REWORDED)
    page.get_by_role("button", name="Store in its place").click()
    page.wait_for_url(f"**/{free.key}", timeout=30_000)
    expect(page.locator("main")).to_contain_text(REWORDED)


def test_it_goes_without_scripts_and_who_was_overtaken_is_told(
    study: Study, sit_down: SitDown
) -> None:
    person = make_person("Olga Ruiz")
    with writing():
        other = add_member(study.project, person, "lead", seat="L-02")
    late = sit_down(other)
    late.expected.append("409")
    theirs = correct(late, study.articles[0])
    retype(theirs, "Nobody will ever store this.")

    desk = sit_down(study.lead, java_script_enabled=False)
    page = correct(desk, study.articles[0])
    page.get_by_role("link", name="Correct paragraph 2").click()
    page.locator("#p2 summary").click()
    page.get_by_label("Text of the paragraph").fill(REWORDED)
    page.get_by_role("button", name="Keep this text").click()
    page.get_by_role("button", name="Store as version 2").click()
    page.wait_for_url("**-2/difference", timeout=30_000)
    expect(page.locator(".imported-text ins")).to_contain_text("summer")

    theirs.get_by_role("button", name="Store as version 2").click()
    expect(theirs.get_by_role("alert")).to_contain_text("Somebody else corrected this article")
    expect(theirs.locator("main")).to_contain_text("Nobody will ever store this.")
    look_over(late)
    theirs.get_by_role("link", name="the article as it is now").click()
    expect(theirs.locator("main")).to_contain_text(REWORDED)
