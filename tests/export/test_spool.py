"""The file that is handed out."""

from __future__ import annotations

import base64
import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.core.errors import Busy
from workbench.export.spool import spool

LINES = [b'{"a":1}\n', '{"b":"ü"}\n'.encode(), b"{}\n"]


def test_holds_the_lines_from_the_beginning_with_their_checksum(tmp_path: Path) -> None:
    spooled = spool(LINES, tmp_path)
    content = b"".join(LINES)
    assert b"".join(spooled.chunks()) == content
    assert spooled.file.closed
    assert (spooled.lines, spooled.size) == (3, len(content))
    assert spooled.sha256 == hashlib.sha256(content).digest()
    encoded = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert spooled.repr_digest == f"sha-256=:{encoded}:"


def test_a_long_file_comes_in_pieces(tmp_path: Path) -> None:
    lines = [bytes([65 + number % 26]) * 1_000 for number in range(1_000)]
    pieces = list(spool(lines, tmp_path).chunks())
    assert b"".join(pieces) == b"".join(lines)
    assert len(pieces) > 1


def test_nothing_is_an_empty_file(tmp_path: Path) -> None:
    spooled = spool([], tmp_path)
    assert list(spooled.chunks()) == []
    assert (spooled.lines, spooled.size) == (0, 0)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    spool(LINES, tmp_path).file.close()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    def fill() -> Iterator[bytes]:
        yield LINES[0]
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Busy, match="no room"):
        spool(fill(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_other_failures_pass_through(tmp_path: Path) -> None:
    def fail() -> Iterator[bytes]:
        yield LINES[0]
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        spool(fail(), tmp_path)
