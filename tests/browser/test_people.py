"""Whose work it is: sign-ins that end, another person at the browser, two tabs, two browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import delete

from tests.browser.annotating import (
    SAVES,
    at_work,
    come_back,
    go_to,
    log_of,
    one_database,
    press,
    ticked,
    wait_until_saved,
    wait_until_status,
    work_path,
)
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.make import TEXTS, Study, make_document, make_judgment, make_study
from workbench.accounts.models import SignIn
from workbench.annotate.models import Judgment
from workbench.assign.actions import submit
from workbench.core.clock import utc_now
from workbench.core.db import db, writing

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def study(app: Flask) -> Study:
    """Two articles for each of two annotators."""
    return make_study(texts=(TEXTS, ("The ferries", "They sail on Monday.")))


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    """The first annotator at her article."""
    return at_work(sit_down, study)


def end_all_sign_ins() -> None:
    with writing():
        db.session.execute(delete(SignIn))


def send_with_own_token(page: Page, path: str) -> int:
    """The status of an empty save that any script of the page could send."""
    status: int = page.evaluate(
        """(path) => fetch(path, { method: "PUT", body: "{}", headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content } })
          .then((answer) => answer.status)""",
        path,
    )
    return status


def news(page: Page, words: str) -> None:
    """Wait until the page says these words about work that was left over."""
    expect(page.locator("[data-delivery]")).to_contain_text(words)


NO_MORE_TIMERS = "() => { for (let id = setTimeout(() => {}); id > 0; id -= 1) clearTimeout(id); }"


def leave_unsent(ada: Desk, keys: str) -> None:
    """Make changes that do not reach the server, and close the tab; another one stays."""
    ada.expected += ["ERR_"]
    tab = ada.page
    tab.route(SAVES, lambda route: route.abort())
    press(tab, keys)
    wait_until_status(tab, "Server not reached")
    ada.page = ada.another_tab()
    # A save that waits for its answer as the tab closes would be let through by the browser: it
    # does not try again, and what it has begun to send is refused by now.
    tab.evaluate(NO_MORE_TIMERS)
    tab.wait_for_timeout(200)
    tab.close()


def test_work_waits_while_the_sign_in_has_ended(study: Study, ada: Desk) -> None:
    ada.expected += ["401"]
    end_all_sign_ins()
    press(ada.page, "1")
    wait_until_status(ada.page, "Signed out: sign in again, your work is kept")
    press(ada.page, "4")
    come_back(ada.page)
    assert ticked(ada.page) == ["conflict", "responsibility"]
    assert log_of(study) == []

    ada.sign_in(study.annotators[0], ada.another_tab())
    wait_until_saved(ada.page)  # by itself
    # The first change had been sent before its refusal, so it goes again before the second.
    assert [(row.number, row.frames) for row in log_of(study)] == [
        (1, ["conflict"]),
        (2, ["conflict", "responsibility"]),
    ]


def test_nothing_is_sent_under_the_name_of_another_person(study: Study, ada: Desk) -> None:
    # The page's codebook comes after the first key: not for who is signed out, nor for the other.
    ada.expected += ["401", "403", "404"]
    end_all_sign_ins()
    press(ada.page, "1")
    wait_until_status(ada.page, "Signed out")

    other = ada.another_tab()
    ada.sign_in(study.annotators[1], other)
    come_back(ada.page)
    wait_until_status(ada.page, "Signed in as somebody else: your unsent work is kept for you")
    # Nor does this page take over their form token, with which a question would count as theirs.
    assert send_with_own_token(ada.page, f"{work_path(study, annotator=1)}paragraphs/1") == 403
    press(ada.page, "j 2")
    other.goto(ada.address + work_path(study, annotator=1))
    go_to(other, 1)
    press(other, "5")
    wait_until_saved(other)
    expect(other.locator("[data-delivery]")).to_be_empty()
    assert [row.frames for row in log_of(study, annotator=1)] == [["human"]]
    assert db.session.query(Judgment).count() == 1

    ada.sign_in(study.annotators[0], other)
    wait_until_saved(ada.page)
    assert [(row.number, row.frames) for row in log_of(study)] == [
        (1, ["conflict"]),
        (1, ["security"]),
    ]
    assert len(log_of(study, annotator=1)) == 1


@pytest.mark.parametrize("choice", ["Keep mine", "Take the stored one"])
def test_two_browsers_on_one_paragraph(
    study: Study, ada: Desk, sit_down: SitDown, choice: str
) -> None:
    late = sit_down(study.annotators[0])
    late.expected += ["409"]
    late.open(work_path(study))
    go_to(late.page, 1)
    press(ada.page, "1")
    wait_until_saved(ada.page)
    press(late.page, "2 q")
    box = late.page.locator("[data-conflict]")
    expect(box).to_contain_text("This paragraph was changed elsewhere")
    mine, stored = box.locator("ul").all_inner_texts()
    assert "Security & force" in mine
    assert "Conflict & contest" in stored
    assert log_of(study)[0].frames == ["conflict"]
    box.get_by_role("button", name=choice).click()
    wait_until_saved(late.page)
    expect(box).to_be_hidden()

    rows = log_of(study)
    assert any(row.is_parked and row.frames == ["security"] for row in rows)
    current = [row for row in rows if not row.is_parked][-1]
    kept = ["security"] if choice == "Keep mine" else ["conflict"]
    assert current.frames == kept
    late.page.reload()
    go_to(late.page, 1)
    assert ticked(late.page)[:1] == kept
    press(late.page, "!")  # and it goes on from there
    wait_until_saved(late.page)
    assert log_of(study)[-1].document["flag"] is True


@one_database
def test_a_second_tab_learns_that_it_is_behind(study: Study, ada: Desk) -> None:
    second = ada.another_tab()
    second.goto(ada.address + work_path(study))
    go_to(second, 1)
    press(ada.page, "1")
    wait_until_saved(ada.page)
    expect(second.locator("[data-stale]")).to_contain_text("changed in another tab")
    wait_until_status(second, "Another tab is newer: paragraph 1")
    expect(second.locator("#say-saving")).to_have_text("Another tab is newer: paragraph 1")
    press(second, "2")
    assert ticked(second) == []
    expect(second.locator("#say")).to_contain_text("Take the newer version to go on")
    second.get_by_role("button", name="Take the newer version").click()
    expect(second.locator("[data-stale]")).to_be_hidden()
    expect(second.locator("#p1 .chip")).to_have_text(["Conflict & contest ★"])
    assert ticked(second) == ["conflict"]
    press(second, "4")
    wait_until_saved(second)
    assert [row.frames for row in log_of(study)] == [["conflict"], ["conflict", "responsibility"]]


@one_database
def test_two_tabs_with_the_same_unsent_work_both_hear_that_it_arrived(
    study: Study, ada: Desk
) -> None:
    ada.expected += ["ERR_"]
    ada.context.route(SAVES, lambda route: route.abort())
    press(ada.page, "1")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    second = ada.another_tab()
    second.goto(ada.address + work_path(study))
    go_to(second, 1)
    wait_until_status(second, "Server not reached, 1 waiting")
    assert ticked(second) == ["conflict"]
    ada.context.unroute(SAVES)
    for tab in (ada.page, second):
        wait_until_saved(tab)
    assert [row.frames for row in log_of(study)] == [["conflict"]]


@one_database
def test_work_that_was_stored_long_ago_does_not_cover_what_followed_elsewhere(
    study: Study, ada: Desk
) -> None:
    """Its answer got lost with the visit, another browser went on: the page shows that."""

    def lose_the_answer(route: Route) -> None:
        assert route.fetch().status == 200
        route.abort()

    ada.expected += ["ERR_"]
    ada.page.route(SAVES, lose_the_answer)
    press(ada.page, "1")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    ada.page.close()
    make_judgment(study, document=make_document(note="from elsewhere"), base_revision=1)
    ada.page = ada.another_tab()
    ada.open(f"{work_path(study)}?p=1")
    go_to(ada.page, 1)
    wait_until_saved(ada.page)
    expect(ada.page.locator("#note")).to_have_value("from elsewhere")
    press(ada.page, "!")
    wait_until_saved(ada.page)
    last = log_of(study)[-1]
    assert (last.number, last.document["note"]) == (3, "from elsewhere")


def test_left_over_work_is_delivered_from_my_articles(study: Study, ada: Desk) -> None:
    leave_unsent(ada, "1 j 2 Home Shift+ArrowRight s")
    assert log_of(study) == []
    ada.open("/projects/harbour/work")
    news(ada.page, "2 changes from this browser have been delivered.")
    first, second = log_of(study)
    assert first.frames == ["conflict"]
    assert [span["text"] for span in second.document["spans"]] == ["Two aides"]
    ada.page.reload(wait_until="networkidle")
    expect(ada.page.locator("[data-delivery]")).to_be_empty()
    assert len(log_of(study)) == 2


@one_database
def test_left_over_work_waits_on_the_page_of_another_article_too(study: Study, ada: Desk) -> None:
    leave_unsent(ada, "1")
    ada.page.route(SAVES, lambda route: route.abort())
    ada.open(work_path(study, article=1))
    go_to(ada.page, 1)
    news(ada.page, "The server cannot be reached: 1 change from this browser waits.")
    press(ada.page, "2")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    ada.page.unroute(SAVES)
    come_back(ada.page)
    news(ada.page, "1 change from this browser has been delivered.")
    wait_until_saved(ada.page)
    assert [row.frames for row in log_of(study)] == [["conflict"]]


@one_database
def test_what_cannot_be_delivered_leads_to_its_paragraph(study: Study, ada: Desk) -> None:
    leave_unsent(ada, "1")
    make_judgment(study, document=make_document(note="from another browser"))
    ada.expected += ["409"]
    ada.open("/projects/harbour/work")
    news(ada.page, "could not be delivered. Another tab or device saved this paragraph")
    ada.page.get_by_role("link", name="Open the paragraph").click()
    expect(ada.page.locator("[data-conflict]")).to_contain_text("from another browser")
    ada.page.get_by_role("button", name="Keep mine").click()
    wait_until_saved(ada.page)
    assert log_of(study)[-1].frames == ["conflict"]


@one_database
def test_what_the_server_refuses_for_good_can_be_let_go(study: Study, ada: Desk) -> None:
    leave_unsent(ada, "1")
    for number in (1, 2, 3):
        make_judgment(study, paragraph=number)
    with writing():
        submit(study.assignment(), now=utc_now())
    ada.expected += ["409"]
    ada.open("/projects/harbour/work")
    news(ada.page, "You have submitted this article")
    ada.check_accessibility()
    ada.open(work_path(study))
    news(ada.page, "You have submitted this article")
    ada.page.get_by_role("button", name="Remove the change from this browser").click()
    expect(ada.page.locator("[data-delivery]")).to_be_empty()
    ada.page.reload(wait_until="networkidle")
    expect(ada.page.locator("[data-delivery]")).to_be_empty()
    assert [row.number for row in log_of(study) if not row.is_parked] == [1, 1, 1]


#: As a tab that is asked for a change before it has heard of the other one's: it meets the record.
DEAF = "BroadcastChannel.prototype.addEventListener = () => {}"


def tab_without_room(study: Study, ada: Desk) -> Page:
    """A tab that changed what another one holds unsent: its change is kept nowhere."""
    ada.expected += ["ERR_"]
    second = ada.another_tab()
    second.add_init_script(DEAF)
    second.goto(ada.address + work_path(study))
    go_to(second, 1)
    ada.context.route(SAVES, lambda route: route.abort())
    press(ada.page, "1")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    press(second, "2")
    return second


@one_database
@pytest.mark.parametrize("choice", ["Keep mine", "Take the stored one"])
def test_a_change_that_another_tab_left_no_room_for_can_be_seen_and_kept(
    study: Study, ada: Desk, choice: str
) -> None:
    second = tab_without_room(study, ada)
    notice = second.locator("[data-stale]")
    expect(notice).to_contain_text("Security & force")
    expect(second.locator("div[data-answers]")).to_have_attribute("inert", "")
    ada.context.unroute(SAVES)
    come_back(ada.page)
    expect(ada.page.locator("#saving")).to_have_text("Another tab is newer: paragraph 1")
    assert [row.frames for row in log_of(study)] == [["conflict"]]
    notice.get_by_role("button", name="See both versions").click()
    box = second.locator("[data-conflict]")
    expect(box.locator("ul")).to_have_count(2)
    mine, stored = box.locator("ul").all_inner_texts()
    assert "Security & force" in mine
    assert "Conflict & contest" in stored
    expect(notice).to_be_hidden()
    box.get_by_role("button", name=choice).click()
    expect(box).to_be_hidden()
    wait_until_saved(second)
    kept = ["security"] if choice == "Keep mine" else ["conflict"]
    assert log_of(study)[-1].frames == kept
    assert ticked(second) == kept
    press(second, "!")  # and it goes on from there
    wait_until_saved(second)
    assert log_of(study)[-1].document["flag"] is True


@one_database
def test_a_page_is_not_left_with_a_change_that_is_kept_nowhere(study: Study, ada: Desk) -> None:
    second = tab_without_room(study, ada)
    expect(second.locator("[data-stale]")).to_contain_text("Security & force")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    second.on("dialog", stay)
    second.get_by_role("link", name="Reload").click()
    second.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert ticked(second)[:1] == ["security"]
