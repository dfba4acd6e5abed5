"""Files are read apart: whatever one does, the sender gets a reading or a sentence, and goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.given import ARTICLE
from workbench.core.errors import Refused
from workbench.corpus import reading_process
from workbench.corpus.drafts import Options
from workbench.corpus.readers import read
from workbench.corpus.reading_process import ReadingProcess

#: A page on which a parser without limits would spend minutes or gigabytes.
DEEP = b"<html><body>" + b"<div>" * 300_000 + b"x" + b"</div>" * 300_000


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as started:
        yield started


def test_it_reads_as_the_readers_do(process: ReadingProcess) -> None:
    for options in (Options(), Options(language="de", rules_off=frozenset({"byline"}))):
        assert process.read(ARTICLE, "a.txt", options) == read(ARTICLE, "a.txt", options)


def test_a_refusal_keeps_its_code_its_line_and_its_details(process: ReadingProcess) -> None:
    data = ARTICLE + b"\n\nCaf\xe9 society.\n"
    with pytest.raises(Refused) as here:
        read(data, "a.txt")
    with pytest.raises(Refused) as apart:
        process.read(data, "a.txt")
    assert (apart.value.message, apart.value.code, apart.value.line, apart.value.details) == (
        here.value.message,
        here.value.code,
        here.value.line,
        here.value.details,
    )


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with ReadingProcess(seconds=0.001) as hasty:
        with pytest.raises(Refused) as refused:
            hasty.read(ARTICLE * 500, "a.txt")
        assert refused.value.code == "too_slow"
        hasty._seconds = 60
        assert hasty.read(ARTICLE, "a.txt").articles


@pytest.fixture
def waits_forever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that says it is ready, and then computes nothing and answers nothing."""
    script = tmp_path / "waits"
    script.write_text("#!/bin/sh\nprintf '\\0\\0\\0\\0\\0\\0\\0\\2{}'\nexec sleep 600\n")
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))


@pytest.mark.usefixtures("waits_forever")
def test_a_process_that_only_waits_is_given_up_as_well() -> None:
    with ReadingProcess(seconds=0.1) as hasty, pytest.raises(Refused) as refused:
        hasty.read(ARTICLE, "a.txt")
    assert refused.value.code == "too_slow"


def test_waiting_does_not_count_as_reading() -> None:
    """As on a machine that is busy with others: most of the wall clock passes without us."""
    with ReadingProcess(seconds=0.5) as patient:
        process = patient._started()
        os.kill(process.pid, signal.SIGSTOP)
        wake = threading.Timer(1, os.kill, (process.pid, signal.SIGCONT))
        wake.start()
        assert patient.read(ARTICLE, "a.txt").articles
        wake.join()


def test_a_large_file_may_take_longer() -> None:
    """Two seconds for every MiB beyond the first; 20 MiB of good records take more than ten."""
    records = b'{"title": "Ferry", "text": "The ferry stays."}\n' * 200
    padded = records + b" " * (reading_process.MIB * 6)
    with ReadingProcess(seconds=0.001) as hasty:
        assert hasty.read(padded, "a.jsonl").articles


def test_a_file_that_takes_too_much_memory_ends_only_the_process() -> None:
    with ReadingProcess(memory=0) as narrow:
        with pytest.raises(Refused) as refused:
            narrow.read(ARTICLE + b"word " * 90_000, "a.txt")
        assert refused.value.code in {"too_big", "unreadable"}
    with ReadingProcess() as wide:
        assert wide.read(ARTICLE, "a.txt").articles


def test_hostile_depth_ends_in_a_sentence(process: ReadingProcess) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        process.read(DEEP, "deep.html")
    assert process.read(ARTICLE, "a.txt").articles


def test_no_process_is_left_behind() -> None:
    with ReadingProcess() as started:
        started.read(ARTICLE, "a.txt")
        assert started._process is not None
        pid = started._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_reads_may_write_no_file_and_open_no_connection(tmp_path: Path) -> None:
    """In a process of its own, because the limits cannot be lifted again."""
    script = (
        "import socket, sys\n"
        "from workbench.corpus import reading_process\n"
        "reading_process._confine(reading_process.MEMORY)\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\n"
        "except OSError as error:\n    assert 'no connections' in str(error)\n"
        "else:\n    sys.exit('connected')\n"
        f"file = open({str(tmp_path / 'written')!r}, 'wb', buffering=0)\n"
        "try:\n    file.write(b'x')\n"
        "except OSError:\n    print('confined')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ended.stdout, ended.returncode) == ("confined\n", 0), ended.stderr
    assert reading_process.MEMORY == 256 * 1024 * 1024
