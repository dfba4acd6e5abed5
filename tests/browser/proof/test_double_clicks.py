"""Twice in a row on a button of the plain form: stored once."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.browser.annotating import SAVES, log_of, one_database, work_path
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.browser.proof.conftest import Amount
from tests.conftest import Report
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = [pytest.mark.browser, one_database]

#: Milliseconds between the two clicks, and until the first form is answered.
BETWEEN, ANSWER = 40, 600


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    return sit_down(study.annotators[0], java_script_enabled=False)


def save_twice(ada: Desk, study: Study, note: str) -> None:
    """The second click comes while the first form is still on its way."""
    from playwright.sync_api import Error  # absent where there is no browser

    # The page of the form before may still be on its way, and would end this visit.
    with suppress(Error):
        ada.open(f"{work_path(study)}?p=1")
    ada.page.wait_for_load_state("networkidle")
    ada.open(f"{work_path(study)}?p=1")
    ada.page.locator("#note").fill(note)
    network = ada.context.new_cdp_session(ada.page)
    late = {"offline": False, "latency": ANSWER, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", late)
    ada.page.get_by_role("button", name="Save", exact=True).dblclick(delay=BETWEEN)
    ada.page.wait_for_load_state("networkidle")
    network.detach()


def notes(study: Study) -> list[str]:
    return [row.document["note"] for row in log_of(study)]


def test_double_clicks_on_the_plain_form(
    study: Study, ada: Desk, amount: Amount, report: Report
) -> None:
    sent: list[str] = []
    ada.page.on("request", lambda r: sent.append(r.method) if r.method == "POST" else None)
    written = [f"note {number}" for number in range(amount(1, 50))]
    for note in written:
        save_twice(ada, study, note)
    stored = notes(study)
    report(f"{len(written)} double clicks, {len(sent)} forms sent, {len(stored)} saves")
    assert len(sent) > len(written)
    assert stored == written


def test_a_form_with_a_new_key_for_each_click_is_seen(study: Study, ada: Desk) -> None:
    def renew(route: Route) -> None:
        key = f"idempotency_key={uuid.uuid4()}"
        body = re.sub("idempotency_key=[^&]+", key, route.request.post_data or "")
        route.continue_(post_data=body)

    ada.expected += ["409"]
    ada.page.route(SAVES, renew)
    save_twice(ada, study, "note")
    assert notes(study) == ["note", "note"]
