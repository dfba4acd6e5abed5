"""How the workbench is served: `gunicorn -c python:workbench.serving wsgi:app`, and `workbench up`.

Each name is a setting of gunicorn; the sync worker would be blocked by one slow client, so threads
it is, and the application is loaded in each worker, because a pool must not be shared over a fork.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from workbench.config import Settings, read_settings

_settings = read_settings()

bind = "127.0.0.1:8000"
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads
timeout = 60  # longer than the longest wait for the database and one retry
graceful_timeout = 30
keepalive = 5
header_map = "refuse"
umask = 0o077
control_socket_disable = True  # nobody steers the server through a file
max_requests = 5000  # a worker that leaks is replaced before anybody notices …
max_requests_jitter = 500  # … and not all of them at once
loglevel = "warning"
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a heartbeat file on a slow disk would look like a dead worker


def post_fork(server: Any, worker: Any) -> None:
    """A worker begins to load the application: nothing of that becomes garbage, and looking for it
    again and again takes a quarter of the time."""
    gc.disable()


def post_worker_init(worker: Any) -> None:
    """Before a worker takes its first request.

    What was loaded until now stays until it ends: frozen, the garbage collector need not look
    through it again, which would hold up a save now and then for a tenth of a second.
    """
    gc.freeze()
    gc.enable()


_OWN = (
    "workers",
    "worker_class",
    "threads",
    "timeout",
    "graceful_timeout",
    "keepalive",
    "header_map",
    "umask",
    "control_socket_disable",
    "max_requests",
    "max_requests_jitter",
    "loglevel",
    "post_fork",
    "post_worker_init",
    "worker_tmp_dir",
)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is shipped without types
    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()


def serve(
    settings: Settings,
    make_app: Callable[[Settings], Flask],
    *,
    address: str,
    when_ready: Callable[[], None],
) -> None:
    """Serve until interrupted; `when_ready` is called once the address answers."""
    options = {name: globals()[name] for name in _OWN if name in globals()}
    options |= {
        "bind": address,
        "workers": settings.workers,
        "threads": settings.threads,
        "when_ready": lambda _server: when_ready(),
    }
    _Server(lambda: make_app(settings), options).run()
