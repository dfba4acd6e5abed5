"""A file to hand out, written in full before its first byte leaves.

A slow reader would otherwise keep a database transaction open for as long as it likes: on SQLite
the write-ahead log grows meanwhile, on PostgreSQL the server ends the connection.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workbench.core.errors import Busy

CHUNK = 256 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Spooled:
    """A nameless temporary file, open at its beginning; it is gone once closed."""

    file: IO[bytes]
    lines: int
    size: int
    sha256: bytes

    @property
    def repr_digest(self) -> str:
        """The checksum as the value of the header `Repr-Digest` (RFC 9530)."""
        return f"sha-256=:{base64.b64encode(self.sha256).decode()}:"

    def chunks(self) -> Iterator[bytes]:
        """The content piece by piece; the file is closed after the last one."""
        with self.file:
            while chunk := self.file.read(CHUNK):
                yield chunk


def spool(lines: Iterable[bytes], folder: Path) -> Spooled:
    """Write the lines to a file in `folder`; nobody else can read it, a crash leaves nothing.

    Raises Busy when the disk has no room for it.
    """
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the caller sends it, then closes it
    try:
        return _write(lines, file)
    except OSError as error:
        file.close()
        if error.errno in _NO_ROOM:
            raise Busy(
                "The server's disk has no room for this file. No work was touched: "
                "ask whoever runs the server to make room, then try again."
            ) from error
        raise
    except BaseException:
        file.close()
        raise


def _write(lines: Iterable[bytes], file: IO[bytes]) -> Spooled:
    digest = hashlib.sha256()
    count = size = 0
    for line in lines:
        file.write(line)
        digest.update(line)
        count += 1
        size += len(line)
    file.seek(0)  # also empties the buffer, so that a full disk shows here and not on the way out
    return Spooled(file, count, size, digest.digest())
