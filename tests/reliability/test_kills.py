"""Processes killed or restarted while everybody saves: what was confirmed is stored, once."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from tests.conftest import Report
from tests.reliability.annotators import Answer, Browser, Crowd, Order, Send, careless, new_key
from tests.reliability.careless import APP
from tests.reliability.conftest import Serve, SitDown
from tests.reliability.ledger import CLEAN, verify
from tests.server import Server
from workbench.config import Settings

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Way = Callable[[Server], None]


def kill_all(server: Server) -> None:
    server.kill()
    server.start()


def kill_one_worker(server: Server) -> None:
    workers = server.workers()
    if workers:  # none in the moment after both have died
        os.kill(random.choice(workers), signal.SIGKILL)


def restart(server: Server) -> None:
    server.stop()
    server.start()


def maltreat(server: Server, crowd: Crowd, effort: int, times: int, *ways: Way) -> None:
    """In turns, so many times the effort, at moments nobody chose, some hundred saves apart."""
    pace = 1 if effort == 1 else 3
    for number in range(times * effort):
        crowd.wait_for_more(random.randrange(50 * pace, 150 * pace))
        time.sleep(random.random() / 20)
        ways[number % len(ways)](server)


def mortal(every: int) -> Send:
    """One in so many times the worker dies with the save stored and the answer not sent."""
    attempts = count(1)

    def send(browser: Browser, order: Order) -> Answer:
        return browser.send(order, Careless="" if next(attempts) % every else "die")

    return send


def forgetful(send: Send) -> Send:
    """Each attempt with another key, as by a browser that does not keep its keys."""
    return lambda browser, order: send(browser, replace(order, key=new_key()))


def test_kill(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """Kill -9 of one worker and of all processes; after the last one nobody tries again."""
    server = serve()
    with Crowd(sit_down(server)) as crowd:
        maltreat(server, crowd, effort, 5, kill_all, kill_one_worker)
        crowd.wait_for_more(200)
        server.kill()
        crowd.go_home()
    verdict = verify(settings, crowd.acks, crowd.sent)
    report(f"{5 * effort + 1} kills, {crowd}, {verdict}")
    assert crowd.faults == []
    assert verdict == CLEAN


@on_sqlite
@pytest.mark.parametrize("end", [Server.kill, Server.stop])
def test_a_server_that_confirms_before_it_stores_is_found(
    settings: Settings, serve: Serve, sit_down: SitDown, end: Way
) -> None:
    server = serve(app=APP)
    with Crowd(sit_down(server), careless("write behind")) as crowd:
        crowd.wait_for_more(100)
        end(server)
        crowd.go_home()
    assert verify(settings, crowd.acks, crowd.sent).missing > 0


def test_death_between_storing_and_answering(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """The worst moment: the save is stored, and nobody is told."""
    with Crowd(sit_down(serve(app=APP)), mortal(50)) as crowd:
        crowd.wait_for_more(200 * effort)
    verdict = verify(settings, crowd.acks, crowd.sent)
    report(f"{crowd}, {verdict}")
    assert crowd.statuses[0] >= 4 * effort
    assert crowd.faults == []
    assert verdict == CLEAN


@on_sqlite
def test_death_finds_browsers_that_forget_their_keys(
    settings: Settings, serve: Serve, sit_down: SitDown
) -> None:
    with Crowd(sit_down(serve(app=APP)), forgetful(mortal(20))) as crowd:
        crowd.wait_for_faults()
    assert verify(settings, crowd.acks, crowd.sent).twice > 0


@on_sqlite
def test_restart(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """Reloaded (SIGHUP) and restarted (SIGTERM), as an administrator would."""
    server = serve()
    with Crowd(sit_down(server)) as crowd:
        maltreat(server, crowd, effort, 2, Server.reload, restart)
        crowd.wait_for_more(200)
    verdict = verify(settings, crowd.acks, crowd.sent)
    silence = crowd.longest_silence()
    report(f"{2 * effort} restarts, {crowd}, at most {silence:.1f} s of silence, {verdict}")
    assert crowd.faults == []
    assert verdict == CLEAN
