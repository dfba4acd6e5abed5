"""What changed behind the page's back: stored answers that are gone, an article that is closed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from tests.browser.annotating import (
    at_work,
    log_of,
    one_database,
    press,
    ticked,
    wait_until_saved,
    wait_until_status,
)
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.make import Study, make_judgment
from workbench.annotate.models import Judgment, Label, Revision, Span
from workbench.assign.actions import submit
from workbench.core.clock import utc_now
from workbench.core.db import db, writing

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    """The first annotator at her article; she is told of a conflict."""
    return at_work(sit_down, study, expected=["409"])


@pytest.mark.parametrize("choice", ["Keep mine", "Take the stored one"])
def test_stored_answers_that_are_gone(study: Study, ada: Desk, choice: str) -> None:
    page = ada.page
    press(page, "1")
    wait_until_saved(page)
    with writing():
        for model in (Revision, Label, Span, Judgment):
            db.session.execute(delete(model))
    press(page, "4")
    box = page.locator("[data-conflict]")
    expect(box).to_contain_text("The stored answers are gone")
    assert ticked(page) == ["conflict", "responsibility"]
    box.get_by_role("button", name=choice).click()
    expect(box).to_be_hidden()
    press(page, "!")
    wait_until_saved(page)
    last = log_of(study)[-1]
    kept = ["conflict", "responsibility"] if choice == "Keep mine" else None
    assert last.document["labels"].get("frames") == kept
    assert last.document["flag"] is True


def test_an_article_that_was_submitted_elsewhere(study: Study, ada: Desk) -> None:
    page = ada.page
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number)
    with writing():
        submit(study.assignment(), now=utc_now())
    press(page, "2")
    box = page.get_by_role("region", name="The article is closed")
    expect(box).to_contain_text("kept in this browser")
    wait_until_status(page, "Not saved: paragraph 1")
    ada.check_accessibility()
    press(page, "j 3")
    expect(box).to_be_visible()
    assert "power" not in ticked(page)
    box.get_by_role("link", name="Reload").click()
    expect(page.locator(".submitted")).to_be_visible()
    expect(page.locator("[data-delivery]")).to_contain_text("could not be delivered")
    assert [row.number for row in log_of(study) if not row.is_parked] == [1, 1, 1]
