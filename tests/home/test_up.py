"""`workbench up`: one command from nothing to a page, twice without changing a row."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import serving
from workbench.home import cli

PATIENCE = 60
READY = re.compile(r"The workbench runs at (http://127\.0\.0\.1:\d+)")
LINK = re.compile(r"^  (lead|annotator) +(\w+ \w+) +(http://\S+/sign-in/link/\S+)$", re.MULTILINE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(instance: Path, *options: str) -> subprocess.Popen[str]:
    """The command as the console script runs it, in a session of its own."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("WORKBENCH_")}
    return subprocess.Popen(
        [sys.executable, "-c", "from workbench.cli import main; main()", "up", *options],
        env=environ | {"WORKBENCH_INSTANCE": str(instance), "WORKBENCH_WORKERS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


class Server:
    """A running `workbench up` and what it has printed so far."""

    def __init__(self, instance: Path) -> None:
        self.port = free_port()
        self.process = start(instance, "--port", str(self.port))
        self.printed = self.said = ""
        self._links_printed = threading.Event()
        self._readers = [threading.Thread(target=read) for read in (self._read, self._listen)]
        for reader in self._readers:
            reader.start()
        if not self._links_printed.wait(PATIENCE):
            self.stop()
            pytest.fail(f"`workbench up` printed no links in {PATIENCE} s: {self.said}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if len(LINK.findall(self.printed)) == 3:
                self._links_printed.set()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line

    @property
    def address(self) -> str:
        found = READY.search(self.printed)
        assert found is not None
        return found[1]

    def stop(self) -> int:
        """Ctrl+C; only this process and its workers."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return self.process.returncode


class Visitor:
    """A browser, as far as signing in needs one."""

    def __init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def get(self, address: str, **headers: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(address, headers=headers))

    def post(self, address: str, **fields: str) -> tuple[int, str]:
        data = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(address, data=data))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()

    def use(self, link: str) -> tuple[int, str]:
        _, page = self.get(link)
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        return self.post(link, csrf_token=found[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("up") / "instance")
    yield running
    running.stop()


def test_it_answers_and_prints_a_link_for_each_role(server: Server) -> None:
    visitor = Visitor()
    assert visitor.get(f"{server.address}/health") == (200, '{"status":"ok"}\n')
    assert "Database ready." in server.said
    assert "Loading the sample project" in server.said
    links = LINK.findall(server.printed)
    assert [(role, name) for role, name, _ in links] == [
        ("lead", "Lena Ortiz"),
        ("annotator", "Ada Quist"),
        ("annotator", "Ben Okoro"),
    ]
    assert all(link.startswith(f"{server.address}/") for _, _, link in links)


def test_it_answers_to_no_other_name(server: Server) -> None:
    assert Visitor().get(f"{server.address}/health", Host="evil.example")[0] == 400


def test_a_link_signs_in_once_only(server: Server) -> None:
    link = next(link for _, name, link in LINK.findall(server.printed) if name == "Ada Quist")
    ada, thief = Visitor(), Visitor()
    assert "Sign in as Ada Quist" in ada.get(link)[1]
    assert "Sign in as Ada Quist" in ada.get(link)[1]  # looking does not use it up
    status, page = ada.use(link)
    assert status == 200
    assert "<h1>My articles</h1>" in page
    assert "Round 1" in page
    status, page = thief.use(link)
    assert status == 404
    assert "each works once" in page
    assert "<h1>Sign in</h1>" in thief.get(f"{server.address}/projects/harbour/work")[1]


def test_the_lead_finds_the_finished_pilot(server: Server) -> None:
    link = next(link for role, _, link in LINK.findall(server.printed) if role == "lead")
    lead = Visitor()
    assert "How far are we?" in lead.use(link)[1]
    page = lead.get(f"{server.address}/projects/harbour/agreement/")
    assert page[0] == 200


def test_the_port_in_use_is_refused_with_a_sentence(server: Server, tmp_path: Path) -> None:
    second = start(tmp_path, "--port", str(server.port))
    _, said = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert said == (
        f"Error: Something already listens on 127.0.0.1:{server.port}. Stop it, or choose "
        f"another port with: workbench up --port {server.port + 1}\n"
    )
    assert not (tmp_path / "workbench.sqlite3").exists()


def rows(instance: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    connection = sqlite3.connect(instance / "workbench.sqlite3")
    names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    found = {
        n: sorted(connection.execute(f"SELECT * FROM {n}").fetchall(), key=repr) for n in names
    }
    connection.close()
    return found


def test_a_second_start_changes_no_row(tmp_path: Path) -> None:
    first = Server(tmp_path)
    links = [link for _, _, link in LINK.findall(first.printed)]
    assert Visitor().use(links[0])[0] == 200
    first.stop()
    before, key = rows(tmp_path), (tmp_path / "secret_key").read_bytes()
    assert len(before["paragraph"]) > 20
    again = Server(tmp_path)
    try:
        assert Visitor().get(f"{again.address}/health")[0] == 200
        assert "Loading" not in again.said
        assert "Database ready" not in again.said
    finally:
        again.stop()
    assert rows(tmp_path) == before
    assert (tmp_path / "secret_key").read_bytes() == key


@pytest.fixture
def no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever is not refused ends here instead of serving for ever."""
    monkeypatch.setenv("WORKBENCH_INSTANCE", str(tmp_path / "instance"))

    def refuse_to_serve(*_: object, **__: object) -> None:
        raise AssertionError("it would have served")

    monkeypatch.setattr(serving, "serve", refuse_to_serve)
    monkeypatch.setattr(cli, "create_app", refuse_to_serve)
    return tmp_path / "instance"


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("0.0.0.0", "only on this computer"),
        ("192.168.1.5", "only on this computer"),
        ("codes.example", "only on this computer"),
        ("", "only on this computer"),
        ("::", "only on this computer"),
        ("::1", "takes 127.0.0.1 or localhost"),
    ],
)
def test_any_other_host_is_refused(no_server: Path, host: str, words: str) -> None:
    result = CliRunner().invoke(cli.up, ["--host", host, "--port", str(free_port())])
    assert result.exit_code == 2
    assert words in result.stderr
    assert not no_server.exists()


def test_a_loopback_host_is_not(no_server: Path) -> None:
    for host in ("127.0.0.1", "localhost"):
        result = CliRunner().invoke(cli.up, ["--host", host, "--port", str(free_port())])
        assert str(result.exception) == "it would have served"


def test_a_taken_port_is_refused_before_anything_is_made(no_server: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli.up, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"already listens on 127.0.0.1:{port}" in result.stderr
    assert not no_server.exists()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_an_impossible_port_is_refused(no_server: Path, port: str) -> None:
    assert CliRunner().invoke(cli.up, ["--port", port]).exit_code == 2
