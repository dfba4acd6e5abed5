"""A proxy on loopback between browser and server, with faults for the saves on their way."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Literal

from tests.server import HOST

#: `lost`: stored, and the answer never arrives; `reset`: the connection breaks in the middle of the
#: save; `stalled`: nothing moves, until all that was held arrives late; `bad gateway`: a proxy in
#: front of a dead server. Each lasts until it is cleared. Only saves (PUT) are hit.
Fault = Literal["", "lost", "reset", "stalled", "bad gateway"]
_BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 8\r\n"
    b"Connection: close\r\n\r\n<h1>502\n"
)
_CHUNK = 65536


@dataclass
class _End:
    """One side of a connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def reset(self) -> None:
        """End it with RST rather than FIN."""
        opened: socket.socket | None = self.writer.get_extra_info("socket")
        if opened is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()


@dataclass
class Proxy:
    """Runs in a thread of its own between `start` and `stop`."""

    to_port: int
    fault: Fault = ""
    #: How many saves each fault has hit.
    hits: int = 0
    port: int = 0
    _ready: Event = field(default_factory=Event)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Listen on a free port."""
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connect, HOST, 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))  # for the sockets to close
        self._loop.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        browser = _End(reader, writer)
        with suppress(asyncio.CancelledError):  # the proxy ends
            try:
                await self._carry(browser)
            except* OSError:
                browser.reset()  # one side has gone, as connections do
            finally:
                writer.close()

    async def _carry(self, browser: _End) -> None:
        server = _End(*await asyncio.open_connection(HOST, self.to_port))
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry_requests(browser, server))
                both.create_task(self._carry_answers(server, browser))
        finally:
            server.writer.close()

    async def _carry_requests(self, browser: _End, server: _End) -> None:
        while chunk := await browser.reader.read(_CHUNK):
            fault = self.fault if chunk.startswith(b"PUT ") else ""
            self.hits += bool(fault)
            if fault == "reset":
                await server.send(chunk[: len(chunk) // 2])
                browser.reset()
                server.reset()
                return
            if fault == "bad gateway":
                await _rest_of_body(chunk, browser.reader)
                await browser.send(_BAD_GATEWAY)
                browser.writer.close()
                server.writer.close()
                return
            while fault == "stalled" and self.fault == "stalled":
                await asyncio.sleep(0.02)
            await server.send(chunk)
        if server.writer.can_write_eof():
            server.writer.write_eof()

    async def _carry_answers(self, server: _End, browser: _End) -> None:
        while chunk := await server.reader.read(_CHUNK):
            if self.fault == "lost" and b'"revision"' in chunk:
                browser.reset()
                server.reset()
                return
            await browser.send(chunk)
        browser.writer.close()


async def _rest_of_body(chunk: bytes, reader: asyncio.StreamReader) -> None:
    """Read what is still to come: an answer in the middle of a body would be a reset."""
    head, _, body = chunk.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    missing = int(length[1]) - len(body) if length else 0
    if missing > 0:
        await reader.readexactly(missing)
