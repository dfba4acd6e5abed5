"""Two tabs of one person at the same paragraph at the same moment: nobody is overwritten."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

import pytest

from tests.conftest import Report
from tests.reliability.annotators import Answer, Browser, NoAnswer, Order, new_key
from tests.reliability.careless import APP
from tests.reliability.conftest import Serve, SitDown
from tests.reliability.ledger import Row, read_rows
from workbench.config import Settings

on_sqlite = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
pytestmark = pytest.mark.usefixtures("app")


Tabs = list[tuple[Browser, Browser]]


@contextmanager
def second_tabs(browsers: list[Browser]) -> Iterator[Tabs]:
    """Everybody's browser together with another tab of it."""
    pairs = [(browser, browser.twin()) for browser in browsers]
    try:
        yield pairs
    finally:
        for _, tab in pairs:
            tab.close()


def at_once(tabs: list[tuple[Browser, Order]], **headers: str) -> list[Answer]:
    """The answers to orders that are sent at the same moment, each on a connection of its own."""
    barrier = threading.Barrier(len(tabs))
    answers: dict[int, Answer] = {}

    def send(number: int, browser: Browser, order: Order) -> None:
        barrier.wait()
        try:
            answers[number] = browser.send(order, **headers)
        except NoAnswer:  # the kept connection had been idle for too long
            answers[number] = browser.send(order, **headers)

    threads = [threading.Thread(target=send, args=(n, *tab)) for n, tab in enumerate(tabs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(tabs))]


def turns(pairs: Tabs, count: int) -> Iterator[tuple[Browser, Browser, int]]:
    """(tab, other tab, position) so often, all paragraphs of all people before the first again."""
    places = list(product(pairs, pairs[0][0].texts))
    for number in range(count):
        (browser, tab), position = places[number % len(places)]
        yield browser, tab, position


def outcome(answers: list[Answer]) -> tuple[int, ...]:
    return tuple(sorted(answer.status for answer in answers))


def told_to_both(answers: list[Answer], orders: list[Order]) -> bool:
    """Whether the loser was shown the version of the winner."""
    (won, winner), (_, loser) = sorted(
        zip(orders, answers, strict=True), key=lambda pair: pair[1].status
    )
    shown = loser.body["error"]["details"]
    return bool(shown["revision"] == winner.body["revision"] and shown["document"] == won.document)


def kept(orders: list[Order], rows: dict[str, Row]) -> list[bool]:
    """Of each order whether it is parked; both are in the log, as they were sent."""
    found = [rows[order.key] for order in orders]
    assert [row.note for row in found] == [order.document["note"] for order in orders]
    return sorted(row.is_parked for row in found)


def test_two_tabs(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """One is stored, the other is told what is, and the texts of both are kept."""
    races: list[list[Order]] = []
    outcomes: Counter[tuple[int, ...]] = Counter()
    told = 0
    with second_tabs(sit_down(serve())) as pairs:
        for browser, tab, position in turns(pairs, 60 * effort):
            orders = [browser.write(position, f"race {len(races)}, {n}") for n in ("one", "two")]
            answers = at_once([(browser, orders[0]), (tab, orders[1])])
            outcomes[outcome(answers)] += 1
            told += told_to_both(answers, orders)
            races.append(orders)
            browser.revisions[position] += 1
    rows = {row.key: row for row in read_rows(settings.sqlalchemy_url)}
    both = sum(kept(orders, rows) == [False, True] for orders in races)
    report(f"{len(races)} races, {dict(outcomes)}, {told} told, {both} with both texts kept")
    assert outcomes == {(200, 409): len(races)}
    assert (told, both) == (len(races), len(races))


@on_sqlite
def test_two_tabs_finds_a_server_that_overwrites(serve: Serve, sit_down: SitDown) -> None:
    with second_tabs(sit_down(serve(app=APP), 1)) as [(browser, tab)]:
        orders = [browser.write(1, "one"), browser.write(1, "two")]
        answers = at_once([(browser, orders[0]), (tab, orders[1])], Careless="overwrite")
    assert outcome(answers) == (200, 200)


def told_alike(answers: list[Answer], revision: int) -> bool:
    """Whether all were answered that this revision was made, at one time and with one content."""
    if any((a.status, a.body.get("revision")) != (200, revision) for a in answers):
        return False
    return len({(a.body["saved_at"], a.body["digest"]) for a in answers}) == 1


def test_double_submit(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """The same save twice at once, and again after the next one: one revision, one answer."""
    orders: list[Order] = []
    alike = 0
    with second_tabs(sit_down(serve())) as pairs:
        for browser, tab, position in turns(pairs, 40 if effort == 1 else 95 * effort):
            order = browser.write(position, f"save {len(orders)}")
            answers = at_once([(browser, order), (tab, order)])
            browser.revisions[position] += 2
            later = replace(order, base_revision=order.base_revision + 1, key=new_key())
            assert browser.send(later).status == 200
            alike += told_alike([*answers, browser.send(order)], order.base_revision + 1)
            orders += [order, later]
    stored = [row.key for row in read_rows(settings.sqlalchemy_url)]
    report(f"{len(orders) // 2} saves sent three times, {alike} answered alike")
    assert alike == len(orders) // 2
    assert sorted(stored) == sorted(order.key for order in orders)


@on_sqlite
def test_double_submit_finds_a_server_without_keys(
    settings: Settings, serve: Serve, sit_down: SitDown
) -> None:
    with second_tabs(sit_down(serve(app=APP), 1)) as [(browser, tab)]:
        order = browser.write(1, "twice")
        answers = at_once([(browser, order), (tab, order)], Careless="no keys")
    assert not told_alike(answers, 1)
    assert len(read_rows(settings.sqlalchemy_url)) == 2
