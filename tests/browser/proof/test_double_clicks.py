"""Twice in a row on a button of the plain form: stored once."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.browser.annotating import log_of, one_database, work_path
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.browser.proof.conftest import Amount
from tests.conftest import Report
from tests.make import Study

pytestmark = [pytest.mark.browser, one_database]


def open_anew(ada: Desk, study: Study) -> None:
    """The page of the second form may still be on its way, and would end this visit."""
    from playwright.sync_api import Error  # absent where there is no browser

    with suppress(Error):
        ada.open(f"{work_path(study)}?p=1")
    ada.page.wait_for_load_state("networkidle")
    ada.open(f"{work_path(study)}?p=1")


def test_double_clicks_on_the_plain_form(
    study: Study, sit_down: SitDown, amount: Amount, report: Report
) -> None:
    ada = sit_down(study.annotators[0], java_script_enabled=False)
    sent: list[str] = []
    ada.page.on("request", lambda r: sent.append(r.method) if r.method == "POST" else None)
    count = amount(3, 50)
    for number in range(count):
        open_anew(ada, study)
        ada.page.locator("#note").fill(f"note {number}")
        ada.page.get_by_role("button", name="Save", exact=True).dblclick(delay=40)
        ada.page.wait_for_load_state("networkidle")
    notes = [row.document["note"] for row in log_of(study)]
    report(f"{count} double clicks, {len(sent)} forms sent, {len(notes)} saves")
    assert notes == [f"note {number}" for number in range(count)]
