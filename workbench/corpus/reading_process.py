"""Files are parsed in a process of their own: a hostile one can slow down or end only that.

The process reads one file after the other, each within a time for its size and `MEMORY`. One that
takes too long or too much is refused with a sentence, and the next file gets a fresh process. Time
is what the process itself computes: a good file is not refused because others keep the machine
busy. The process can write no file and open no connection. What passes between the two is JSON and
bytes, never pickles.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import orjson

from workbench.config import MIB
from workbench.core.errors import Refused
from workbench.corpus.documents import (
    options_as_document,
    options_from_document,
    reading_as_document,
    reading_from_document,
)
from workbench.corpus.drafts import Options, Reading

#: Of the processor, for a file of up to one MiB: everything that is known to be hostile is smaller.
SECONDS = 10
#: How many times as long the sender waits: with less than that share of a processor none is read.
PATIENCE = 6
#: More for every MiB beyond the first: 20 MB of good records may take longer than that.
SECONDS_A_MIB = 2
#: What the process may take in all, its libraries included.
MEMORY = 256 * 1024 * 1024
_START_SECONDS = 60  # a busy machine may take its time to load the libraries
_LENGTH_BYTES = 8


class ReadingProcess:
    """Reads files elsewhere; `with` starts and ends the process."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, data: bytes, name: str, options: Options | None = None) -> Reading:
        """As `readers.read`; raises Refused also for a file that takes too long or too much."""
        seconds = self._seconds + SECONDS_A_MIB * max(0, len(data) - MIB) / MIB
        asked = options_as_document(options or Options())
        order = {"name": name, "options": asked, "seconds": seconds}
        try:
            process = self._started()
            _send(process.stdin, orjson.dumps(order), data)
            answer = _receive(process.stdout, time.monotonic() + seconds * PATIENCE)
        except TimeoutError:
            self._end()
            raise _too_slow(seconds) from None
        except (OSError, EOFError):
            if self._end() == -signal.SIGPROF:
                raise _too_slow(seconds) from None
            raise Refused(
                "Reading this file took more memory than one file may have. Split it, or save it "
                "in a simpler format.",
                code="too_big",
            ) from None
        if "refused" in answer:
            raise _as_refused(answer["refused"])
        return reading_from_document(answer["reading"])

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workbench.corpus.reading_process", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            _receive(self._process.stdout, time.monotonic() + _START_SECONDS)
        return self._process

    def _end(self) -> int | None:
        """How it ended: minus a signal's number where that had ended it already."""
        if self._process is None:
            return None
        self._process.kill()
        ended = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None
        return ended


def _too_slow(seconds: float) -> Refused:
    return Refused(
        f"This file took longer than {seconds:.3g} seconds to read and was given up. "
        "Split it, or save it in a simpler format.",
        code="too_slow",
    )


def _as_refused(document: dict[str, Any]) -> Refused:
    refused = Refused(document["message"], code=document["code"], line=document["line"])
    refused.details.update(document["details"])
    return refused


def _send(stream: IO[bytes] | None, *parts: bytes) -> None:
    assert stream is not None
    for part in parts:
        stream.write(len(part).to_bytes(_LENGTH_BYTES, "big") + part)
    stream.flush()


def _receive(stream: IO[bytes] | None, deadline: float) -> dict[str, Any]:
    """One JSON object. Raises TimeoutError after the deadline, EOFError when the sender is gone."""
    assert stream is not None
    length = int.from_bytes(_exactly(stream.fileno(), _LENGTH_BYTES, deadline), "big")
    answer: dict[str, Any] = orjson.loads(_exactly(stream.fileno(), length, deadline))
    return answer


def _exactly(descriptor: int, length: int, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < length:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(descriptor, min(length - len(got), 1 << 20))
        if not piece:
            raise EOFError
        got += piece
    return bytes(got)


def main() -> None:
    """The process itself: answers one order after the other until its input ends."""
    from workbench.corpus import readers
    from workbench.corpus.readers import page, word  # noqa: F401 - loaded before the limits fall

    orders, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    _confine(int(sys.argv[1]))
    _send(answers, b"{}")  # ready
    while head := orders.read(_LENGTH_BYTES):
        order = orjson.loads(orders.read(int.from_bytes(head, "big")))
        data = orders.read(int.from_bytes(orders.read(_LENGTH_BYTES), "big"))
        # Its signal ends the process, whatever a library is doing, when so much was computed.
        signal.setitimer(signal.ITIMER_PROF, order["seconds"])
        answer = _answer(readers.read, data, order)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(answers, answer)


def _answer(read: Any, data: bytes, order: dict[str, Any]) -> bytes:
    try:
        reading = read(data, order["name"], options_from_document(order["options"]))
        return orjson.dumps({"reading": reading_as_document(reading)})
    except Refused as error:
        details = {key: value for key, value in error.details.items() if key != "line"}
        refused = {"message": error.message, "code": error.code, "line": error.line}
        return orjson.dumps({"refused": refused | {"details": details}})
    except MemoryError:
        os._exit(1)  # the sender makes a sentence of it; here there is no room for one
    except Exception as error:
        # A fault of a reader or of a library it stands on, which must not take others along.
        sentence = (
            f"This file could not be read ({type(error).__name__}). Save it in another format and "
            "try again; tell the developers."
        )
        unreadable: dict[str, Any] = {
            "message": sentence,
            "code": "unreadable",
            "line": None,
            "details": {},
        }
        return orjson.dumps({"refused": unreadable})


def _confine(memory: int) -> None:
    """No more memory than that, no files written, no connections, no core dumps."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that waits for us
    statm = Path("/proc/self/statm")
    if statm.exists():  # elsewhere than on Linux such a limit has no effect
        mapped, in_use = (
            int(pages) * resource.getpagesize() for pages in statm.read_text().split()[:2]
        )
        # The limit is on addresses; libraries map far more of them than they ever fill.
        most = mapped + max(0, memory - in_use)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Libraries may name `socket.socket` as a base class: only what leads outside is taken away.
    for name in ("connect", "connect_ex", "bind", "sendto"):
        setattr(socket.socket, name, _refuse_connection)
    socket.getaddrinfo = _refuse_connection


def _refuse_connection(*_: object, **__: object) -> Any:
    raise OSError("readers open no connections")


if __name__ == "__main__":
    main()
