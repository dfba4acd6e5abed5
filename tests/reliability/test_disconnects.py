"""PostgreSQL ends connections at any moment: saves are refused or stored, and all goes on."""

from __future__ import annotations

import random
import time

import psycopg
import pytest

from tests.conftest import Report
from tests.reliability.annotators import Crowd, careless
from tests.reliability.careless import APP
from tests.reliability.conftest import Serve, SitDown
from tests.reliability.ledger import CLEAN, verify
from workbench.config import Settings

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("settings", ["postgres"], indirect=True),
]

#: Only connections to the test's own database.
TERMINATE = """
    SELECT count(pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'workbench'
        ORDER BY random() LIMIT %s
    ) AS chosen
"""


def terminate(url: str, most: int) -> int:
    """End up to so many of the workbench's connections; how many there were."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(TERMINATE, [most]).fetchone()
    return int(row[0]) if row else 0


def test_terminated_connections(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    ended = 0
    with Crowd(sit_down(serve())) as crowd:
        for number in range(30 * effort):
            crowd.wait_for_more(random.randrange(5, 20))
            time.sleep(random.random() / 50)
            ended += terminate(settings.database_url, 100 if number % 10 == 9 else 3)
        crowd.wait_for_more(50)
    verdict = verify(settings, crowd.acks, crowd.sent)
    report(f"{ended} connections ended, {crowd}, {verdict}")
    assert crowd.faults == []
    assert verdict == CLEAN


def test_terminated_connections_find_a_server_that_cannot_say_that_it_is_busy(
    settings: Settings, serve: Serve, sit_down: SitDown
) -> None:
    with Crowd(sit_down(serve(app=APP)), careless("blurt")) as crowd:
        for _ in range(100):
            time.sleep(0.05)
            terminate(settings.database_url, 100)
            if crowd.faults:
                break
        crowd.go_home()
    assert crowd.faults[0].startswith("500")
