"""The workbench under gunicorn, as its users run it: in front of a browser, or to be killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from workbench.config import ROOT, Settings

HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One gunicorn with its workers, in a process group of its own.

    `app` is what gunicorn loads: the negative controls serve another one than `wsgi:app`.
    """

    settings: Settings
    app: str = "wsgi:app"
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None
    _log: IO[bytes] | None = None

    @property
    def log(self) -> Path:
        """What gunicorn and the application had to say."""
        return self.settings.instance / "server.log"

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """The master process; also the id of its group."""
        assert self._process is not None, "the server does not run"
        return self._process.pid

    def start(self) -> None:
        """Start unless it runs, and wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        command = [sys.executable, "-m", "gunicorn", "-c", "python:workbench.serving"]
        # Gunicorn's control socket has one address per user: servers would take it from another.
        options = ["--bind", f"{HOST}:{self.port}", "--no-control-socket"]
        self._log = self.log.open("ab")
        self._process = subprocess.Popen(
            [*command, *options, self.app],
            cwd=ROOT,
            env=os.environ | _environment(self.settings),
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        deadline = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, f"it ended at its start: {self.last_words()}"
            assert time.monotonic() < deadline, f"no answer within 30 s: {self.last_words()}"
            time.sleep(0.02)

    def workers(self) -> list[int]:
        """Process ids of the workers; none where there is no /proc to ask."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def reload(self) -> None:
        """New workers take over from the old ones, which finish what they have begun."""
        os.kill(self.pid, signal.SIGHUP)

    def kill(self) -> None:
        """Master and workers at once, with no time to say anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator would: what was begun is finished."""
        self._end(signal.SIGTERM)

    def last_words(self) -> str:
        """The end of the log."""
        return self.log.read_text(errors="replace")[-2000:]

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        if number == signal.SIGKILL:
            os.killpg(self.pid, number)
        else:
            os.kill(self.pid, number)
        self._process.wait(timeout=40)
        self._process = None
        if self._log is not None:
            self._log.close()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "WORKBENCH_INSTANCE": str(settings.instance),
        "WORKBENCH_DATABASE_URL": settings.database_url,
        "WORKBENCH_SECURE_COOKIES": "0",
        "WORKBENCH_WORKERS": str(settings.workers),
        "WORKBENCH_THREADS": str(settings.threads),
    }
