"""How many saves a second, by many people at once, through gunicorn and a real socket.

    python -m tests.benchmarks.bench_save [--clients 16] [--saves 3000] [--postgres URL]

The yardstick, measured in the same run with the same clients, is the server's `/health`, which
does nothing: the ratio says what a save costs beyond HTTP itself.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from tests.make import OwnContextClient, Study, make_document, make_span, make_study
from workbench import create_app
from workbench.accounts.links import make_link
from workbench.config import ROOT, Settings
from workbench.core.db import db
from workbench.migrating import migrate_to_head

Request = Callable[[http.client.HTTPConnection, int], None]


class Client:
    """One annotator with a kept connection: signs in, then saves paragraph after paragraph."""

    def __init__(self, port: int, cookie: str, token: str, paths: list[str], body: bytes) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie, self.token, self.paths, self.body = cookie, token, paths, body
        self.revisions = [0] * len(paths)

    def save(self, number: int) -> None:
        place = number % len(self.paths)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/json",
            "X-CSRF-Token": self.token,
            "If-Match": str(self.revisions[place]),
            "Idempotency-Key": str(uuid.uuid4()),
        }
        self.connection.request("PUT", self.paths[place], self.body, headers)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {answer[:300]!r}")
        self.revisions[place] = json.loads(answer)["revision"]

    def health(self, number: int) -> None:
        self.connection.request("GET", "/health")
        self.connection.getresponse().read()


def prepare(settings: Settings, clients: int, port: int) -> list[Client]:
    app = create_app(settings)
    app.test_client_class = OwnContextClient
    text = "Two aides claimed the “truce” would hold until spring, and nobody asked them why."
    with app.app_context():
        migrate_to_head()
        names = [f"Annotator {number}" for number in range(clients)]
        study = make_study(annotators=names, texts=[[text] * 30])
        made = [sign_in(app.test_client(), study, number, port) for number in range(clients)]
        db.session.remove()
        db.engine.dispose()
    return made


def sign_in(browser: OwnContextClient, study: Study, number: int, port: int) -> Client:
    member = study.annotators[number]
    assert member.person is not None
    base = "http://127.0.0.1"
    token = browser.get("/session", base_url=base).get_json()["csrf"]
    browser.post(make_link(member.person), data={"csrf_token": token}, base_url=base)
    token = browser.get("/session", base_url=base).get_json()["csrf"]
    stored = browser.get_cookie("wb", domain="127.0.0.1")
    assert stored is not None
    assignment = study.assignment(number)
    root = f"/projects/harbour/assignments/{assignment.id}/paragraphs"
    words = study.paragraph(1).text
    labels = make_document()["labels"] | {"attributed": "yes"}
    spans = [make_span(words, "Two aides"), make_span(words, "claimed", "cue")]
    body = json.dumps(make_document(labels=labels, spans=spans)).encode()
    paths = [f"{root}/{position}" for position in range(1, 31)]
    return Client(port, f"wb={stored.value}", token, paths, body)


def run(clients: list[Client], total: int, work: str) -> tuple[float, list[float]]:
    """(requests per second, seconds of each) for `total` requests shared by all clients."""
    seconds: list[float] = []

    def loop(client: Client) -> None:
        for number in range(total // len(clients)):
            begun = time.perf_counter()
            getattr(client, work)(number)
            seconds.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=loop, args=(client,)) for client in clients]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(seconds) / (time.perf_counter() - begun), sorted(seconds)


def describe(name: str, rate: float, seconds: list[float]) -> None:
    def at(share: float) -> float:
        return 1000 * seconds[int(share * (len(seconds) - 1))]

    print(
        f"{name:8} {rate:7.0f}/s   p50 {at(0.5):6.1f}  p95 {at(0.95):6.1f}"
        f"  p99 {at(0.99):6.1f}  max {at(1):6.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--saves", type=int, default=3000)
    parser.add_argument("--postgres", default="", help="address of an empty database")
    chosen = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            instance=Path(folder), database_url=chosen.postgres, secure_cookies=False
        )
        clients = prepare(settings, chosen.clients, port)
        environment = os.environ | {
            "WORKBENCH_INSTANCE": folder,
            "WORKBENCH_DATABASE_URL": chosen.postgres,
            "WORKBENCH_SECURE_COOKIES": "0",
        }
        command = [sys.executable, "-m", "gunicorn", "-c", "python:workbench.serving"]
        server = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "wsgi:app"],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        try:
            time.sleep(4)
            run(clients, 400, "health")
            health = run(clients, chosen.saves, "health")
            saves = run(clients, chosen.saves, "save")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
    describe("health", *health)
    describe("save", *saves)
    print(f"a save costs {health[0] / saves[0]:.1f} times an empty request")


if __name__ == "__main__":
    main()
