"""Saving without a button: what is on the page is in the database, and the page says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import (
    SAVES,
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
from tests.browser.desk import Desk
from tests.make import Study, make_judgment

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    """The first annotator at her article."""
    return at_work(sit_down, study)


def count_saves(page: Page) -> list[str]:
    """Fills with the address of every save that leaves the page."""
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if "/paragraphs/" in r.url else None)
    return sent


def test_every_change_leaves_within_a_second(study: Study, sit_down: SitDown) -> None:
    ada = sit_down(study.annotators[0])
    page = ada.page
    page.clock.install()
    ada.open(work_path(study))
    go_to(page, 1)
    # From here on the page's time stands still but for the seconds that are given to it. A moment
    # that has passed by when the browser hears of it would not stop anything.
    page.clock.pause_at(page.evaluate("Date.now() + 10_000"))
    sent = count_saves(page)
    for count, change in enumerate(("1", "q", "!", "ArrowRight s", ", n"), start=1):
        press(page, change)  # "Saving…" stands at once, and may be over before anybody looks
        page.clock.run_for(1000)
        wait_until_saved(page)
        assert len(sent) == count
    expect(page.locator("#saving")).to_have_text(re.compile(r"All saved \d\d:\d\d:\d\d"))
    last = log_of(study)[-1].document
    assert (last["note"], last["flag"], len(last["spans"])) == ("n", True, 1)


@one_database
def test_words_leave_within_a_second_of_the_first_while_one_goes_on_typing(
    study: Study, sit_down: SitDown
) -> None:
    ada = sit_down(study.annotators[0])
    page = ada.page
    page.clock.install()
    ada.open(work_path(study))
    go_to(page, 1)
    page.clock.pause_at(page.evaluate("Date.now() + 10_000"))
    press(page, ",")
    # Then the page's time stands still: who waits for a pause in typing sends nothing.
    with page.expect_request(SAVES):
        for letter in "without":
            page.keyboard.type(letter)
            page.clock.run_for(140)
    page.clock.run_for(1000)
    wait_until_saved(page)
    assert log_of(study)[-1].document["note"] == "without"


def test_a_reload_shows_exactly_what_was_saved(study: Study, ada: Desk) -> None:
    page = ada.page
    press(page, "1 4 * w y Home Shift+ArrowRight s ! ,")
    page.keyboard.type("Two words, “quoted” 🙂")
    wait_until_saved(page)
    stored = log_of(study)[-1].document
    before = ticked(page)
    page.reload()
    go_to(page, 1)
    assert ticked(page) == before
    labels = stored["labels"]
    told = [*labels["frames"], labels["primary_frame"], labels["tone.government"]]
    assert before == [*told, labels["attributed"], "1"]  # 1 is the flag
    assert page.locator("#note").input_value() == stored["note"] == "Two words, “quoted” 🙂"
    shown = page.locator("[data-spans] q").all_inner_texts()
    assert shown == [span["text"] for span in stored["spans"]]
    assert sum(row.document == stored for row in log_of(study)) == 1  # reading saves nothing


@one_database
def test_leaving_asks_only_while_something_is_unsent(study: Study, ada: Desk) -> None:
    page = ada.page
    ada.expected += ["ERR_FAILED"]
    page.route(SAVES, lambda route: route.abort())
    press(page, "1")
    page.wait_for_selector("#saving [data-state=waiting]")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.unroute(SAVES)
    wait_until_saved(page)
    with page.expect_event("close"):  # a question would keep it open
        page.close(run_before_unload=True)
    assert len(log_of(study)) == 1


def test_a_submitted_article_can_only_be_read(study: Study, sit_down: SitDown) -> None:
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number)
    ada = sit_down(study.annotators[0])
    open_elsewhere = ada.another_tab()
    for page in (ada.page, open_elsewhere):
        page.goto(ada.address + work_path(study))
        go_to(page, 1)
    page = ada.page
    assert "The Slipway" not in page.inner_text("main")
    page.get_by_text("Submit…").click()
    page.get_by_role("radio", name="No", exact=True).last.check()
    page.get_by_role("button", name="Yes, submit the article").click()
    expect(page.locator("main")).to_contain_text("You can read your answers here")
    assert "The Slipway" in page.inner_text("main")
    assert page.locator("main").locator("input, textarea, select").count() == 0
    expect(page.locator("#panel")).to_contain_text("Conflict & contest")

    # What another tab still tries is refused, in words.
    ada.expected += ["409"]
    press(open_elsewhere, "2")
    expect(open_elsewhere.locator("[data-closed]")).to_be_visible()
    rows = log_of(study)
    assert [row.number for row in rows if not row.is_parked] == [1, 1, 1]
    assert [row.frames for row in rows if row.is_parked] == [["conflict", "security"]]


@one_database
def test_keys_stay_out_of_the_way_of_typing_and_of_dialogs(study: Study, ada: Desk) -> None:
    page = ada.page
    for keys in ("? 1 Escape", "g 2 Escape Escape"):  # the first one empties the search
        press(page, keys)
        page.wait_for_selector("dialog[open]", state="detached")
    press(page, ",")
    page.keyboard.type("1 n q ! j z ?")
    press(page, "ArrowLeft Home Escape")
    wait_until_saved(page)
    (saved,) = log_of(study)
    assert saved.document["note"] == "1 n q ! j z ?"
    assert saved.document["labels"] == {}
    press(page, "1")  # after Escape they work again
    expect(page.locator("#p1 .chips")).to_contain_text("Conflict & contest")


@one_database
def test_the_harness_sees_a_violation_of_the_policy(ada: Desk) -> None:
    ada.expected += ["policy violated: style-src-attr", "style"]
    with ada.page.expect_console_message(lambda message: "policy violated" in message.text):
        ada.page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("policy violated: style-src-attr" in fault for fault in ada.faults)
