"""People at work: browsers that save with keys of their own and try again until it is stored."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.make import Study, make_document, make_span
from tests.server import HOST
from workbench.accounts.links import make_link
from workbench.projects.models import Membership

#: Seconds between two attempts at the same save.
PAUSE = 0.03


def new_key() -> str:
    """The name of one save, made in the browser."""
    return str(uuid.uuid4())


class NoAnswer(Exception):
    """The connection failed: the save may be stored or not."""


@dataclass(frozen=True)
class Order:
    """One save as a browser sends it; sent again, it is the same to the byte."""

    seat: str
    position: int
    path: str
    base_revision: int
    document: dict[str, Any]
    key: str = field(default_factory=new_key)


@dataclass(frozen=True)
class Answer:
    """What the server said to one attempt."""

    status: int
    retry_after: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Ack:
    """A save that the server has confirmed: from here on it must never be lost."""

    order: Order
    revision: int
    digest: str
    at: float


class Browser:
    """One signed-in annotator with a kept connection."""

    def __init__(self, study: Study, number: int, port: int) -> None:
        member = study.annotators[number]
        assert member.person is not None
        self.seat = member.seat
        assignment = study.assignment(number)
        self._root = f"/projects/{study.project.slug}/assignments/{assignment.id}"
        self._link = make_link(member.person)
        self.texts = {p.position: p.text for p in study.articles[0].paragraphs if p.is_annotatable}
        self.revisions = dict.fromkeys(self.texts, 0)
        self._port = port
        self._connection: http.client.HTTPConnection | None = None
        self._cookie = ""
        self._token = ""

    def sit_in_for(self, member: Membership) -> None:
        """Be another member, who signs in instead."""
        assert member.person is not None
        self.seat, self._link = member.seat, make_link(member.person)

    def sign_in(self) -> None:
        """Through a one-time link, as people do."""
        form = f"csrf_token={self._new_token()}".encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("POST", self._link, form, kind)
        assert answer.status == 303, answer
        self._token = self._new_token()
        self.close()  # the server would, if the others took long

    def twin(self) -> Browser:
        """Another tab of the same browser: the same sign-in on a connection of its own."""
        other = object.__new__(Browser)
        other.__dict__ |= self.__dict__ | {"_connection": None, "revisions": dict(self.revisions)}
        return other

    def write(self, position: int, note: str) -> Order:
        """A new answer to a paragraph; the note is its mark, no two orders share one."""
        text = self.texts[position]
        spans = [make_span(text, text.split()[0])] if len(note) % 2 else []
        labels = make_document()["labels"] | {"attributed": "yes" if spans else "no"}
        document = make_document(labels=labels, spans=spans, note=note, codebook=1)
        path = f"{self._root}/paragraphs/{position}"
        return Order(self.seat, position, path, self.revisions[position], document)

    def send(self, order: Order, **headers: str) -> Answer:
        """One attempt. Raises NoAnswer when the connection failed."""
        given = {
            "Content-Type": "application/json",
            "X-CSRF-Token": self._token,
            "If-Match": str(order.base_revision),
            "Idempotency-Key": order.key,
        } | headers
        return self.ask("PUT", order.path, json.dumps(order.document).encode(), given)

    def read_page(self) -> int:
        """The status of the annotation page, asked for on a new connection."""
        self.close()
        return self.ask("GET", f"{self._root}/").status

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """One request on the kept connection, which is opened when there is none."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self._port, timeout=60)
        try:
            given = {"Cookie": self._cookie} | (headers or {})
            self._connection.request(method, path, body, given)
            response = self._connection.getresponse()
            raw = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(repr(error)) from error
        self._cookie = (response.getheader("Set-Cookie") or self._cookie).split(";")[0]
        is_json = response.getheader("Content-Type", "") == "application/json"
        wait = response.getheader("Retry-After", "")
        return Answer(response.status, wait, json.loads(raw) if is_json else {})

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _new_token(self) -> str:
        return str(self.ask("GET", "/session").body["csrf"])


Send = Callable[[Browser, Order], Answer]


def careless(kind: str) -> Send:
    """How to save so that the server of `tests.reliability.careless` drops a protection."""
    return lambda browser, order: browser.send(order, Careless=kind)


class Crowd:
    """Everybody saves, one paragraph after the other; `with` begins and ends their day.

    At its end each save under way is still delivered, unless they were told to `go_home`.
    `send` is how an attempt is made, for people whose browsers are less careful than ours.
    """

    def __init__(self, browsers: Sequence[Browser], send: Send = Browser.send) -> None:
        self.acks: list[Ack] = []
        self.sent: list[Order] = []
        #: How often each status came; 0 counts attempts without an answer.
        self.statuses: Counter[int] = Counter()
        self.refusals: list[Answer] = []
        #: Answers that no browser can mend by sending again.
        self.faults: list[str] = []
        self._send = send
        self._stop = threading.Event()
        self._go_home = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(b,)) for b in browsers]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:  # a failed test should not wait for what cannot come
            self.go_home()
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def go_home(self) -> None:
        """Leave at once: what is not confirmed stays so."""
        self._go_home.set()

    def wait_for_more(self, count: int) -> None:
        """Until so many more saves than now are confirmed."""
        wanted = len(self.acks) + count
        self._wait(lambda: len(self.acks) >= wanted or bool(self.faults))
        assert not self.faults, self.faults[0]

    def wait_for_refusals(self, count: int) -> None:
        """Until so many more attempts than now were answered with 503."""
        wanted = len(self.refusals) + count
        self._wait(lambda: len(self.refusals) >= wanted or bool(self.faults))
        assert not self.faults, self.faults[0]

    def wait_for_faults(self) -> None:
        """Until somebody got an answer that no browser can mend."""
        self._wait(lambda: bool(self.faults))

    def _wait(self, is_over: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not is_over():
            assert time.monotonic() < deadline, f"it did not come within 60 s: {self}"
            time.sleep(0.01)

    def longest_silence(self) -> float:
        """Seconds for which nobody's save was confirmed, at most."""
        moments = sorted(ack.at for ack in self.acks)
        return max((b - a for a, b in pairwise(moments)), default=0.0)

    def __str__(self) -> str:
        return f"{len(self.acks)} confirmed, statuses {dict(self.statuses)}, faults {self.faults}"

    def _work(self, browser: Browser) -> None:
        number = 0
        while not (self._stop.is_set() or self._go_home.is_set()):
            position = list(browser.texts)[number % len(browser.texts)]
            number += 1
            if not self._deliver(browser, browser.write(position, f"{browser.seat} #{number} 🙂")):
                break
        browser.close()

    def _deliver(self, browser: Browser, order: Order) -> bool:
        """Try until it is stored. False when that is hopeless."""
        self.sent.append(order)
        deadline = time.monotonic() + 60
        while not self._go_home.is_set() and time.monotonic() < deadline:
            try:
                answer = self._send(browser, order)
            except NoAnswer:
                answer = Answer(0, "", {})
            self.statuses[answer.status] += 1
            if answer.status == 200:
                self._confirm(browser, order, answer)
                return True
            if answer.status == 503:
                self.refusals.append(answer)
            elif answer.status:
                self.faults.append(f"{answer.status}: {answer.body}")
                return False
            time.sleep(PAUSE)
        return False

    def _confirm(self, browser: Browser, order: Order, answer: Answer) -> None:
        revision, digest = int(answer.body["revision"]), str(answer.body["digest"])
        browser.revisions[order.position] = revision
        self.acks.append(Ack(order, revision, digest, time.monotonic()))
