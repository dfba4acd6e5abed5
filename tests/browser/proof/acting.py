"""What people do at the page while something goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.annotating import come_back, go_to, press, work_path
from tests.browser.desk import Desk
from tests.browser.proof.ledger import Ledger
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Milliseconds within which everything must have arrived once the network is back.
ARRIVED_WITHIN = 10_000
#: Deletes what the browser keeps: the control of everything that has to outlive the page.
FORGET = "new Promise((done) => { indexedDB.deleteDatabase('workbench').onsuccess = done; })"


def go(page: Page, position: int) -> None:
    """To a paragraph, by keys."""
    now = int(page.locator("[data-paragraph][aria-current=step]").get_attribute("id")[1:])
    press(page, " ".join(["j" if position > now else "k"] * abs(position - now)))
    go_to(page, position)


def write(page: Page, ledger: Ledger, position: int) -> str:
    """New words into the note of a paragraph, in one stroke."""
    words = ledger.write(position)
    go(page, position)
    press(page, ", Control+a")
    page.keyboard.insert_text(words)
    press(page, "Escape")
    return words


def open_at(page: Page, desk: Desk, study: Study, position: int) -> None:
    page.goto(f"{desk.address}{work_path(study)}?p={position}")
    go_to(page, position)


def shows_waiting(page: Page, count: int, timeout: int = 30_000) -> None:
    expect(page.locator("#saving")).to_contain_text(f"{count} waiting", timeout=timeout)


def arrives(page: Page) -> None:
    """By itself, in the time that we promise."""
    page.wait_for_selector("#saving [data-state=saved]", timeout=ARRIVED_WITHIN)


__all__ = ["FORGET", "arrives", "come_back", "go", "open_at", "shows_waiting", "write"]
