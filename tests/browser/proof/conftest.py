"""A browser behind a proxy with faults, and a ledger of what was written in it.

The long form is `python -m tests.reliability --browser`; in the suite a few of each kind are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest

from tests.browser.annotating import go_to, work_path
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.browser.proof.ledger import Ledger
from tests.browser.proof.proxy import Proxy
from tests.conftest import Report
from tests.make import Study
from tests.server import Server

Amount = Callable[[int, int], int]
SEED = 20261128


@pytest.fixture
def amount(effort: int) -> Amount:
    """How often: the first number in the suite, the second in the long form."""
    return lambda short, long: short if effort == 1 else long * effort // 10


@pytest.fixture
def random(report: Report) -> Random:
    """The same choices in every run."""
    return Random(SEED)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    made = Proxy(server.port)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def ledger(study: Study) -> Ledger:
    return Ledger(study)


@pytest.fixture
def ada(study: Study, sit_down: SitDown, proxy: Proxy, ledger: Ledger) -> Desk:
    """The first annotator at her article, behind the proxy; faults are no surprise here."""
    desk = sit_down()
    desk.expected += ["ERR_", "502", "401", "403", "404", "409", "Blocked attempt to show"]
    ledger.listen_to(desk)
    desk.address = proxy.address
    desk.sign_in(study.annotators[0])
    desk.open(work_path(study) + "?p=1")
    go_to(desk.page, 1)
    return desk
