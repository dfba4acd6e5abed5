"""Work that takes longer than a request: queued by Huey, done in a process of its own.

The server starts that process when there is work, and it ends by itself when there is none. The
queue is a file in the instance folder; what a job works on, how far it is and what came of it
stand in the database, so that a job which was cut off is found there and begun again.
A job is a function of one number, and must bear to be begun twice.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey
from huey.serializer import SignedSerializer

from workbench.core.db import db

Job = Callable[[int], None]

#: Seconds without work after which the process ends, and between two looks for cut-off jobs.
IDLE = 20
LOOK_AGAIN = 3
_PAUSE = 0.1

_jobs: dict[str, Job] = {}
_resumers: list[Callable[[], None]] = []


def job(function: Job) -> Job:
    """Declare a function of one number that may be queued."""
    _jobs[f"{function.__module__}.{function.__name__}"] = function
    return function


def resumer(function: Callable[[], None]) -> Callable[[], None]:
    """Declare a function that finds jobs which were cut off, and does them."""
    _resumers.append(function)
    return function


class Queue:
    """The jobs of one installation; `is_immediate` does each inside the request instead."""

    def __init__(self, app: Flask, folder: Path, key: bytes, *, is_immediate: bool) -> None:
        self._app = app
        self._folder = folder
        self._key = key
        self._is_immediate = is_immediate
        self._process: subprocess.Popen[bytes] | None = None
        self._huey: Any = None

    def put(self, function: Job, number: int) -> None:
        """Have the job done soon. Call it after the commit of what it works on."""
        name = f"{function.__module__}.{function.__name__}"
        if _jobs.get(name) is not function:
            raise ValueError(f"{name} is not declared as a job")
        if self._is_immediate:
            function(number)
            return
        self._task(name, number)
        self.wake()

    def wake(self) -> None:
        """See to it that a process works on the queue; harmless when one does."""
        if self._is_immediate or (self._process is not None and self._process.poll() is None):
            return
        with suppress(BlockingIOError), self._only_one():
            pass  # nobody holds the lock
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workbench.cli", "work", "--until-idle"],
                env=os.environ | self._environment(),
                stdin=subprocess.DEVNULL,
            )

    def work(self, *, until_idle: bool) -> bool:
        """Do what is queued, and what was cut off; False when another process does so already."""
        try:
            with self._only_one():
                self._work(until_idle)
        except BlockingIOError:
            return False
        return True

    def _work(self, until_idle: bool) -> None:
        idle_since = looked_at = time.monotonic()
        self._resume()
        while not until_idle or time.monotonic() - idle_since < IDLE:
            task = self._opened().dequeue()
            if task is not None:
                self._opened().execute(task)
                idle_since = time.monotonic()
                continue
            if time.monotonic() - looked_at > LOOK_AGAIN:
                self._resume()
                looked_at = time.monotonic()
            time.sleep(_PAUSE)

    def _resume(self) -> None:
        for resume in _resumers:
            with self._app.app_context():
                resume()

    def _run(self, name: str, number: int) -> None:
        with self._app.app_context():
            _jobs[name](number)

    def _opened(self) -> Any:
        """Opened at the first use: most requests need no queue."""
        if self._huey is None:
            # Tasks are pickled: nothing is read that was not written with this installation's key.
            self._huey = SqliteHuey(
                "workbench",
                filename=str(self._folder / "jobs.sqlite3"),
                results=False,
                serializer=SignedSerializer(secret=self._key, salt="jobs"),
            )
            self._task_of_huey = self._huey.task(name="job")(self._run)
        return self._huey

    def _task(self, name: str, number: int) -> None:
        self._opened()
        self._task_of_huey(name, number)

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the lock of the working process; raises BlockingIOError when another has it."""
        with (self._folder / ".jobs.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield

    def _environment(self) -> dict[str, str]:
        settings = self._app.config["SETTINGS"]
        return {
            "WORKBENCH_INSTANCE": str(settings.instance),
            "WORKBENCH_DATABASE_URL": settings.database_url,
        }


def init_app(app: Flask, *, folder: Path, is_immediate: bool) -> None:
    """Give the application its queue."""
    app.extensions["jobs"] = Queue(app, folder, app.config["SECRET_KEY"], is_immediate=is_immediate)


def put(function: Job, number: int) -> None:
    """Have the job done soon; call it after the commit of what it works on."""
    db.session.commit()  # an immediate job must see, and not hold up, what was stored
    _queue().put(function, number)


def wake() -> None:
    """See to it that somebody works on the queue, such as when a page waits for a job."""
    _queue().wake()


def work(*, until_idle: bool) -> bool:
    """Do what is queued; False when another process of this installation does so already."""
    return _queue().work(until_idle=until_idle)


def _queue() -> Queue:
    queue: Queue = current_app.extensions["jobs"]
    return queue
