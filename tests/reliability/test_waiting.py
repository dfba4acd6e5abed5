"""Another program holds the database: saves wait for it, and say so when it takes too long."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.conftest import Report
from tests.reliability.annotators import Crowd, careless
from tests.reliability.careless import APP
from tests.reliability.conftest import PEOPLE, SEATS, Serve, SitDown
from tests.reliability.ledger import CLEAN, DATABASE, verify
from workbench.config import Settings

pytestmark = pytest.mark.usefixtures("app")

#: Waits for 0.4 s where the workbench waits for 15 s (SQLite) or 5 s (PostgreSQL).
IMPATIENT = APP.replace("()", "(patience=400)")

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """By a program that knows nothing of ours, such as a backup or somebody's shell."""
    if settings.database_url:
        with psycopg.connect(settings.database_url) as connection:
            connection.execute("LOCK TABLE judgment IN EXCLUSIVE MODE")
            yield
        return
    command = [sys.executable, "-c", HOLD, str(settings.instance / DATABASE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate(b"\n", timeout=20)


def test_a_short_lock(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """Everybody's save waits for its end and is stored."""
    seconds, people = (3, PEOPLE) if effort == 1 else (10, SEATS)
    if settings.database_url:
        seconds = (1 + seconds) // 3  # it gives up after 5 s, so that nobody holds a row for long
    with Crowd(sit_down(serve(), people)) as crowd:
        crowd.wait_for_more(50)
        with locked(settings):
            time.sleep(0.3)  # what was stored before is confirmed
            before = len(crowd.acks)
            time.sleep(seconds)
            during = len(crowd.acks) - before
        crowd.wait_for_more(50)
    report(f"locked for {seconds} s, {crowd}")
    assert during == 0
    assert set(crowd.statuses) == {200}
    assert verify(settings, crowd.acks, crowd.sent) == CLEAN


def test_a_lock_longer_than_anybody_waits(
    settings: Settings, serve: Serve, sit_down: SitDown, report: Report
) -> None:
    """Also the control of the test above: it would see saves that do not wait."""
    browsers = sit_down(serve(app=IMPATIENT))
    with closing(browsers[0].twin()) as reader, Crowd(browsers) as crowd:
        crowd.wait_for_more(50)
        with locked(settings):
            crowd.wait_for_refusals(30)
            page = reader.read_page()
        crowd.wait_for_more(50)
    report(f"{crowd}")
    assert page == 200
    assert crowd.faults == []
    assert {(a.body["error"]["code"], a.retry_after) for a in crowd.refusals} == {("busy", "5")}
    assert verify(settings, crowd.acks, crowd.sent) == CLEAN


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_lock_finds_a_server_that_cannot_say_that_it_is_busy(
    settings: Settings, serve: Serve, sit_down: SitDown
) -> None:
    server = serve(app=IMPATIENT)
    with Crowd(sit_down(server, 2), careless("blurt")) as crowd, locked(settings):
        crowd.wait_for_faults()
    assert crowd.faults[0].startswith("500")
