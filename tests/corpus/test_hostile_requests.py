"""Hostile requests: those of the 72 inputs (`hostile.py`) that are more than a file.

5 a line of 200 MB, 13 a packed body, 14 a cut-off upload, 15 an upload without end, 16 10,000
parts, 44 an id that the corpus has, 71 names of files, 72 links, storage, and two at once.
They go to the workbench under gunicorn where the transport is what matters.
"""

from __future__ import annotations

import gzip
import http.client
import itertools
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from tests.corpus.given import ARTICLE
from tests.corpus.test_views_import import articles, begun, send, upload, uploads
from tests.make import Study, csrf_token
from tests.server import HOST, Server
from workbench.config import Settings
from workbench.core.db import db
from workbench.corpus.models import Article, Upload
from workbench.corpus.taking_in import files_in

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

IMPORT = "/projects/harbour/articles/import"
MIB = 1024 * 1024
LINE = b"a" * 65_536
#: Seconds within which each must have its answer.
PATIENCE = 30


@pytest.fixture
def server(settings: Settings, browser: FlaskClient) -> Iterator[Server]:
    db.session.commit()
    running = Server(settings)
    running.start()
    yield running
    running.kill()


@dataclass(frozen=True)
class Sender:
    """A signed-in lead who sends bytes as no browser does."""

    port: int
    head: str

    def send(self, pieces: Iterable[bytes], *headers: str, hang_up: bool = False) -> int:
        """The status of the answer, 0 for none; `hang_up` ends the sending without an end."""
        lines = [f"POST {IMPORT} HTTP/1.1", self.head, *headers]
        with socket.create_connection((HOST, self.port), timeout=PATIENCE) as line:
            line.sendall("\r\n".join([*lines, "", ""]).encode())
            with suppress(OSError):  # it may answer and close before all is sent
                for piece in pieces:
                    line.sendall(piece)
            if hang_up:
                line.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(line)
            try:
                answer.begin()
            except (OSError, http.client.HTTPException):
                return 0
            return answer.status


@pytest.fixture
def sender(server: Server, browser: FlaskClient) -> Sender:
    token = csrf_token(browser)  # stands in the cookie too
    cookie = browser.get_cookie("wb")
    assert cookie is not None
    head = (
        f"Host: {HOST}:{server.port}\r\nCookie: wb={cookie.value}\r\n"
        f"X-CSRF-Token: {token}\r\n"
        "Content-Type: multipart/form-data; boundary=cut"
    )
    return Sender(server.port, head)


def form(*contents: bytes) -> bytes:
    """An upload as a browser writes it."""
    head = b'--cut\r\nContent-Disposition: form-data; name="files"; filename="a%d.txt"\r\n\r\n'
    parts = (head % number + content + b"\r\n" for number, content in enumerate(contents))
    language = b'--cut\r\nContent-Disposition: form-data; name="language"\r\n\r\nen\r\n'
    return b"".join(parts) + language + b"--cut--\r\n"


def rows() -> tuple[int, int]:
    db.session.commit()
    return (
        db.session.scalar(select(func.count(Article.id))) or 0,
        db.session.scalar(select(func.count(Upload.id))) or 0,
    )


def a_chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


UPLOAD = form(ARTICLE)
PACKED = gzip.compress(UPLOAD)
MANY = form(*[b"x"] * 10_000)

#: Number, what, pieces of the body, headers, whether to hang up, statuses that answer it. To 14 the
#: goals want 400: what is no form has no file either, and is told so with 422.
BODIES = (
    ("5 a line of 200 MB", itertools.repeat(LINE, 200 * MIB // len(LINE)),
     f"Content-Length: {200 * MIB}", False, {413}),
    ("13 a packed body", [PACKED],
     f"Content-Encoding: gzip\r\nContent-Length: {len(PACKED)}", False, {415}),
    ("14 an upload that is cut off", [UPLOAD[:-200]],
     f"Content-Length: {len(UPLOAD)}", True, {0, 400, 422}),
    ("15 an upload without end",
     itertools.chain([a_chunk(form(b"")[:60])], itertools.repeat(a_chunk(LINE))),
     "Transfer-Encoding: chunked", False, {0, 413}),
    ("16 10,000 parts", [MANY], f"Content-Length: {len(MANY)}", False, {413}),
)  # fmt: skip


def test_hostile_bodies_are_refused_and_the_server_goes_on(server: Server, sender: Sender) -> None:
    """One server for all: that it goes on is the point."""
    for count, (what, pieces, headers, hang_up, statuses) in enumerate(BODIES, 1):
        before = rows()
        status = sender.send(pieces, headers, hang_up=hang_up)
        assert status in statuses, f"{what}: {status}"
        assert rows() == before, what
        assert sender.send([UPLOAD], f"Content-Length: {len(UPLOAD)}") == 303, what
        assert rows() == (1, count), what
    assert "Traceback" not in server.last_words()


def test_44_an_id_that_the_corpus_has_is_never_overwritten(
    browser: FlaskClient, study: Study
) -> None:
    def take_in(text: str) -> str:
        record = json.dumps({"id": "slip-1", "title": "Ferry", "text": text})
        address = begun(browser, ("a.json", record.encode()))
        send(browser, address + "/drafts", then="store")
        return browser.get(address).text

    assert "<strong>1</strong> added" in take_in("The ferry stays.")
    assert "already in the corpus" in take_in("The ferry stays.")
    refused = take_in("The ferry goes.")
    assert "slip-1" in refused
    assert "<strong>1</strong> added" not in refused
    [stored] = articles(study)
    assert [p.text for p in stored.paragraphs] == ["Ferry", "The ferry stays."]


NAMES = (
    "../../x.txt", "..\\x.txt", "/etc/passwd", "a\nb.txt", "\u202etxt.exe", "x" * 5_000 + ".txt",
    "<img src=x onerror=alert(1)>.txt", "=1+1.csv", "CON", "NUL.txt", "😀.txt", "%00.txt",
    "a\x1b[2J",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:12]))
def test_71_a_name_is_shown_escaped_and_never_a_path(
    browser: FlaskClient, study: Study, settings: Settings, name: str
) -> None:
    before = sorted(settings.instance.rglob("*"))
    content = b"title,text\nA,Ferry.\n" if name.endswith(".csv") else ARTICLE
    address = begun(browser, (name.replace("\n", "%0A"), content))
    page = browser.get(address).text
    assert "<img src=x" not in page
    [kept] = uploads(study)[-1].files
    assert len(kept.name) <= 200
    assert all(character.isprintable() for character in kept.name)
    send(browser, address + "/drafts", then="store")
    [stored] = articles(study)
    assert stored.source_name == kept.name
    assert sorted(settings.instance.rglob("*")) == before


def test_72_links_are_not_followed(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_bytes(ARTICLE)
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "up").symlink_to(tmp_path)
    assert [path.name for path in files_in([folder])] == ["one.txt"]


def test_72_storage_that_cannot_be_written_is_said(
    browser: FlaskClient, study: Study, settings: Settings
) -> None:
    """Another program holds the database: 503, nothing stored, and later it is taken in."""

    @event.listens_for(db.engine, "checkout")
    def be_impatient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=30")

    with sqlite3.connect(settings.instance / "workbench.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        db.session.rollback()
        answer = upload(browser, ("a.txt", ARTICLE))
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert uploads(study) == []
    begun(browser, ("a.txt", ARTICLE))


def test_72_of_two_equal_uploads_at_once_the_second_finds_the_first(
    server: Server, sender: Sender, study: Study, browser: FlaskClient
) -> None:
    both = [
        threading.Thread(target=sender.send, args=([UPLOAD], f"Content-Length: {len(UPLOAD)}"))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    for one in uploads(study):
        send(browser, f"{IMPORT}/{one.id}/drafts", then="store")
    deadline = time.monotonic() + PATIENCE
    while {one.state for one in uploads(study)} != {"stored"} and time.monotonic() < deadline:
        time.sleep(0.1)
        db.session.expire_all()
    assert len(articles(study)) == 1
    outcomes = sorted(draft.outcome for one in uploads(study) for draft in one.drafts)
    assert outcomes == ["added", "skipped"]
