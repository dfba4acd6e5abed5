"""No network, a lost answer, a killed server: nothing is lost, and nothing arrives twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.annotating import (
    SAVES,
    at_work,
    come_back,
    go_to,
    log_of,
    one_database,
    press,
    ticked,
    wait_until_saved,
    wait_until_status,
)
from tests.browser.conftest import SitDown
from tests.browser.desk import Desk
from tests.make import Study
from tests.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

#: Everything that the browser keeps of the work, as one string.
ON_THE_SHELF = """new Promise((done) => {
  const opening = indexedDB.open("workbench");
  opening.onsuccess = () => {
    const reading = opening.result.transaction("outbox").objectStore("outbox").getAll();
    reading.onsuccess = () => { opening.result.close(); done(JSON.stringify(reading.result)); };
  };
})"""
FORGET = """new Promise((done) => { indexedDB.deleteDatabase("workbench").onsuccess = done; })"""


@pytest.fixture
def ada(study: Study, sit_down: SitDown) -> Desk:
    """The first annotator at her article; a lost connection is no surprise here."""
    return at_work(sit_down, study, expected=["ERR_"])


def change_three_paragraphs_offline(ada: Desk) -> None:
    ada.context.set_offline(True)
    press(ada.page, "1 j 2 Home s j 3")
    wait_until_status(ada.page, "Offline, 3 waiting")


def reload_without_saving(ada: Desk) -> None:
    """Let the page itself through, and no save."""
    ada.page.route(SAVES, lambda route: route.abort())
    ada.page.on("dialog", lambda dialog: dialog.accept())
    ada.context.set_offline(False)
    ada.page.reload()
    go_to(ada.page, 3)


def test_offline_changes_are_kept_over_a_reload_and_arrive_once(study: Study, ada: Desk) -> None:
    page = ada.page
    change_three_paragraphs_offline(ada)
    kept = page.evaluate(ON_THE_SHELF)
    assert '"security"' in kept
    assert "aides" not in kept  # no word of the article rests in the browser
    reload_without_saving(ada)
    wait_until_status(page, "Server not reached, 3 waiting")
    shown = []
    for _ in range(3):
        shown.append(ticked(page))
        press(page, "k")
    assert shown == [["power"], ["security", "yes"], ["conflict"]]
    assert log_of(study) == []

    page.unroute(SAVES)
    come_back(page)
    wait_until_saved(page)
    rows = log_of(study)
    assert [(row.number, row.frames) for row in rows] == [
        (1, ["conflict"]),
        (1, ["security"]),
        (1, ["power"]),
    ]
    assert len({row.key for row in rows}) == 3
    assert rows[1].document["spans"][0]["text"] == "Two"


@one_database
def test_a_server_on_the_same_machine_needs_no_network(study: Study, ada: Desk) -> None:
    says_offline = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })"
    ada.page.evaluate(says_offline)
    press(ada.page, "1")
    wait_until_saved(ada.page)
    assert len(log_of(study)) == 1


@one_database
def test_the_harness_sees_work_that_is_lost(study: Study, ada: Desk) -> None:
    change_three_paragraphs_offline(ada)
    ada.page.evaluate(FORGET)
    reload_without_saving(ada)
    assert ticked(ada.page) == []
    ada.page.unroute(SAVES)
    come_back(ada.page)
    press(ada.page, "1")
    wait_until_saved(ada.page)
    assert [row.frames for row in log_of(study)] == [["conflict"]]


@one_database
@pytest.mark.parametrize(("status", "kind"), [(200, "text/html"), (403, "text/html")])
def test_an_answer_of_somebody_on_the_way_is_none(
    study: Study, ada: Desk, status: int, kind: str
) -> None:
    """A hotel's portal says 200 to everything, a proxy has refusals of its own."""
    ada.expected += ["403"]
    ada.page.route(
        SAVES, lambda route: route.fulfill(status=status, content_type=kind, body="<p>Welcome")
    )
    press(ada.page, "1")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    ada.page.unroute(SAVES)
    wait_until_saved(ada.page)  # by itself
    assert [row.frames for row in log_of(study)] == [["conflict"]]


class LostAnswer:
    """Lets the first save through to the server and loses its answer; counts all of them."""

    def __init__(self, page: Page, *, then: object = None, new_keys: bool = False) -> None:
        self.keys: list[str] = []
        self._then = then
        self._new_keys = new_keys
        page.route(SAVES, self._take)

    def _take(self, route: Route) -> None:
        headers = route.request.headers
        self.keys.append(headers["idempotency-key"])
        if len(self.keys) == 1:
            assert route.fetch().status == 200
            if callable(self._then):
                self._then()
            route.abort()
        elif self._new_keys:
            route.continue_(headers=headers | {"idempotency-key": f"another-{len(self.keys)}"})
        else:
            route.continue_()


@pytest.mark.parametrize("killed", [False, True], ids=["answer lost", "server killed too"])
def test_a_save_without_an_answer_is_asked_for_again_under_its_key(
    study: Study, ada: Desk, server: Server, killed: bool
) -> None:
    lost = LostAnswer(ada.page, then=(lambda: server.kill()) if killed else None)
    press(ada.page, "1")
    wait_until_status(ada.page, "Server not reached, 1 waiting")
    if killed:
        server.start()
    come_back(ada.page)
    wait_until_saved(ada.page)
    assert len(lost.keys) >= 2
    (row,) = log_of(study)
    assert {row.key} == set(lost.keys)
    assert (row.number, row.frames) == (1, ["conflict"])
    press(ada.page, "4")  # and it goes on from there
    wait_until_saved(ada.page)
    assert [row.number for row in log_of(study)] == [1, 2]


@one_database
def test_the_harness_sees_a_save_that_is_taken_twice(study: Study, ada: Desk) -> None:
    ada.expected += ["409"]
    lost = LostAnswer(ada.page, new_keys=True)
    press(ada.page, "1")
    come_back(ada.page)
    wait_until_saved(ada.page)
    assert len(lost.keys) == 2
    assert [(row.number, row.is_parked) for row in log_of(study)] == [(1, False), (0, True)]


def test_changes_made_while_the_server_is_dead_arrive_when_it_lives(
    study: Study, ada: Desk, server: Server
) -> None:
    page = ada.page
    server.kill()
    press(page, "1 j 2 4")
    wait_until_status(page, "Server not reached, 2 waiting")
    server.start()
    come_back(page)
    wait_until_saved(page)
    assert [(row.number, row.frames) for row in log_of(study)] == [
        (1, ["conflict"]),
        (1, ["security", "responsibility"]),
    ]
