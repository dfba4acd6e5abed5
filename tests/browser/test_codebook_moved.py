"""Offline work that meets a round moved to another version of the codebook."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.annotate.test_codebook_changed import move
from tests.browser.annotating import (
    go_to,
    log_of,
    one_database,
    press,
    wait_until_saved,
    wait_until_status,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.make import Study, make_judgment

pytestmark = [pytest.mark.browser, one_database]


def test_what_is_no_longer_asked_is_named(study: Study, sit_down: SitDown) -> None:
    """Paragraph 1 had answers already, so there are two versions; paragraph 2 had none."""
    make_judgment(study)
    ada = sit_down(study.annotators[0])
    ada.expected += ["ERR_INTERNET_DISCONNECTED", "409"]
    page = ada.page
    ada.open(f"{work_path(study)}?p=1")
    go_to(page, 1)
    ada.context.set_offline(True)
    press(page, "7 j 7 k")
    wait_until_status(page, "2 waiting")
    move(study)
    ada.context.set_offline(False)
    expect(page.locator("[data-recoded]")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    go_to(page, 1)
    press(page, "j")
    expect(page.locator("[data-problems]")).to_contain_text("No longer asked: Frames: Law & rights")
    press(page, "k")
    both = page.locator("[data-conflict]")
    for visit in ("first", "second"):  # what has to be said is not lost by another reload
        expect(both.get_by_role("heading", name="The codebook changed"), visit).to_be_visible()
        expect(both).to_contain_text("No longer asked: Frames: Law & rights; Attributed: No.")
        page.reload()
        go_to(page, 1)
    page.set_viewport_size({"width": 390, "height": 844})
    ada.check_accessibility()
    page.get_by_role("button", name="Keep mine").click()
    expect(both).to_be_hidden()
    wait_until_saved(page)
    assert [row.frames for row in log_of(study)][-1] == ["conflict"]
