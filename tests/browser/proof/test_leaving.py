"""Tabs that crash, are reloaded, closed or left with unsent work: it is there on coming back."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.annotating import go_to, one_database, press
from tests.browser.desk import Desk
from tests.browser.proof.acting import FORGET, arrives, open_at, shows_waiting, write
from tests.browser.proof.conftest import SEED, Amount
from tests.browser.proof.ledger import CLEAN, Ledger
from tests.browser.proof.proxy import Proxy
from tests.conftest import Report
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = [pytest.mark.browser, one_database]

WAYS = ("crash", "reload", "close", "back")
MY_ARTICLES = "/projects/harbour/work"
#: Milliseconds between the last stroke and the end of its tab.
MOMENT = 100


@dataclass
class Leaver:
    """Somebody who leaves the page in several ways; counts how often she was asked before."""

    ada: Desk
    study: Study
    asked: int = 0

    def sit_at(self, page: Page, position: int) -> Page:
        """Open her articles and one of them in this tab, so that there is a way back."""
        page.on("dialog", self._agree)
        page.goto(self.ada.address + MY_ARTICLES)
        open_at(page, self.ada, self.study, position)
        return page

    def leave(self, page: Page, way: str, position: int) -> Page:
        """The tab in which she is back at the paragraph."""
        if way == "crash":
            crash(page)
            page.close()
        elif way == "close":
            with page.expect_event("close"):
                page.close(run_before_unload=True)
        if way in ("crash", "close"):
            return self.sit_at(self.ada.another_tab(), position)
        if way == "back":
            page.go_back()
            open_at(page, self.ada, self.study, position)
        else:
            page.reload()
            go_to(page, position)
        return page

    def _agree(self, dialog: Dialog) -> None:
        self.asked += 1
        dialog.accept()


def crash(page: Page) -> None:
    """End the processes in which the browser's pages live."""
    browser = page.context.browser
    assert browser is not None
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    with page.expect_event("crash"):
        for process in processes:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)


def test_leaving_with_unsent_work(
    study: Study, ada: Desk, proxy: Proxy, ledger: Ledger, amount: Amount, report: Report
) -> None:
    leaver = Leaver(ada, study)
    page = leaver.sit_at(ada.page, 1)
    ways = WAYS * amount(1, 10)
    recovered = 0
    for number, way in enumerate(ways):
        position = number % 3 + 1
        proxy.fault = "reset"
        words = write(page, ledger, position)
        page.wait_for_timeout(MOMENT)
        page = leaver.leave(page, way, position)
        shows_waiting(page, 1)
        expect(page.locator("#note")).to_have_value(words)
        recovered += 1
        proxy.fault = ""
        arrives(page)
    asked_with_work = leaver.asked
    press(page, "j")  # a page that nobody has touched asks nothing
    page.reload()
    verdict = ledger.verdict()
    report(
        f"{len(ways)} times left with unsent work (crash, reload, close, back), {recovered} "
        f"recovered, asked before {asked_with_work}: {verdict} (seed {SEED})"
    )
    assert verdict == CLEAN
    # Every way of leaving asks but the crash; without unsent work nothing does.
    assert asked_with_work >= len(ways) * 3 // 4
    assert leaver.asked == asked_with_work


def test_a_tab_that_keeps_nothing_is_seen(
    study: Study, ada: Desk, proxy: Proxy, ledger: Ledger
) -> None:
    leaver = Leaver(ada, study)
    page = leaver.sit_at(ada.page, 1)
    proxy.fault = "reset"
    write(page, ledger, 1)
    shows_waiting(page, 1)
    page.evaluate(FORGET)
    page = leaver.leave(page, "crash", 1)
    expect(page.locator("#note")).to_have_value("")
    proxy.fault = ""
    write(page, ledger, 2)
    arrives(page)
    assert ledger.verdict().lost == 1
