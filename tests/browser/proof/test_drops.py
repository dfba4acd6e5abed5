"""The network drops in five ways while somebody labels: all arrives, once, when it is back."""

from __future__ import annotations

import re
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.browser.annotating import SAVES, one_database
from tests.browser.desk import Desk
from tests.browser.proof.acting import FORGET, arrives, open_at, shows_waiting, write
from tests.browser.proof.conftest import SEED, Amount
from tests.browser.proof.ledger import CLEAN, Ledger
from tests.browser.proof.proxy import Fault, Proxy
from tests.conftest import Report
from tests.make import Study

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = [pytest.mark.browser, one_database]

FAULTS: tuple[Fault, ...] = ("lost", "reset", "stalled", "bad gateway")
#: Seconds for which nothing moves, in the long form.
STALL = 30


def be_impatient(desk: Desk) -> None:
    """For the suite: the page gives a connection up after half a second instead of eight."""

    def hurry(route: Route) -> None:
        answer = route.fetch()
        body, count = re.subn(r"(const PATIENCE = )\d+_000", r"\g<1>500", answer.text())
        assert count == 1
        route.fulfill(response=answer, body=body)

    desk.context.route("**/annotate/courier.js", hurry)


def drop(
    ada: Desk, proxy: Proxy, kind: str, places: list[int], ledger: Ledger, hold: float
) -> None:
    begun = time.monotonic()
    if kind == "offline":
        ada.context.set_offline(True)
    else:
        proxy.fault = next(fault for fault in FAULTS if fault == kind)
    for position in places:
        write(ada.page, ledger, position)
    shows_waiting(ada.page, len(places))
    while kind == "stalled" and time.monotonic() - begun < hold:
        ada.page.wait_for_timeout(100)
    ada.context.set_offline(False)
    proxy.fault = ""
    arrives(ada.page)


def test_network_drops(
    study: Study,
    ada: Desk,
    proxy: Proxy,
    ledger: Ledger,
    random: Random,
    amount: Amount,
    report: Report,
) -> None:
    rounds = amount(1, 12)
    if rounds == 1:
        be_impatient(ada)
        open_at(ada.page, ada, study, 1)
    kinds = ["offline", *FAULTS] * rounds
    for kind in kinds:
        places = random.sample([1, 2, 3], random.randint(1, 3))
        drop(ada, proxy, kind, places, ledger, hold=1 if rounds == 1 else STALL)
    verdict = ledger.verdict()
    report(
        f"{len(kinds)} drops of 5 kinds, {proxy.hits} saves hit, {len(ledger.written)} notes: "
        f"{verdict} (seed {SEED})"
    )
    assert proxy.hits >= 4 * rounds
    assert verdict == CLEAN


def test_a_browser_that_makes_new_keys_is_seen(ada: Desk, proxy: Proxy, ledger: Ledger) -> None:
    keys: list[str] = []

    def renew(route: Route) -> None:
        keys.append(f"another-key-{len(keys)}")
        route.continue_(headers=route.request.headers | {"idempotency-key": keys[-1]})

    ada.page.route(SAVES, renew)
    drop(ada, proxy, "lost", [1], ledger, hold=0)
    assert len(keys) > 1
    assert ledger.verdict().doubled > 0


def test_a_network_that_confirms_what_it_loses_is_seen(ada: Desk, ledger: Ledger) -> None:
    lie = {"revision": 1, "saved_at": "2026-11-20T14:03:22Z", "digest": "", "chips": []}
    ada.page.route(SAVES, lambda route: route.fulfill(json=lie))
    write(ada.page, ledger, 1)
    arrives(ada.page)
    verdict = ledger.verdict()
    assert (verdict.lost, verdict.missing, verdict.misexported) == (1, 1, 1)


def test_a_browser_that_forgets_is_seen(
    study: Study, ada: Desk, proxy: Proxy, ledger: Ledger
) -> None:
    ada.page.on("dialog", lambda dialog: dialog.accept())
    proxy.fault = "reset"
    write(ada.page, ledger, 1)
    shows_waiting(ada.page, 1)
    ada.page.evaluate(FORGET)
    open_at(ada.page, ada, study, 1)
    proxy.fault = ""
    write(ada.page, ledger, 2)
    arrives(ada.page)
    assert ledger.verdict().lost == 1
