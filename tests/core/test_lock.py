"""One writer at a time, among threads and among processes; nothing is held after a refusal."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from workbench.core.errors import Busy
from workbench.core.lock import WriterLock

HOLD = """
import sys
from pathlib import Path
from workbench.core.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]), timeout=5)
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
lock.release()
print("released", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".writer.lock"


@contextmanager
def held(lock: WriterLock) -> Iterator[None]:
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def held_by_another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "released\n"


def most_inside(turn: Callable[[], AbstractContextManager[None]]) -> int:
    """How many of 8 threads were inside at once, at most."""
    inside, most = [0], [0]

    def work() -> None:
        for _ in range(10):
            with turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most[0]


def is_free(path: Path) -> bool:
    lock = WriterLock(path, timeout=0)
    try:
        lock.acquire()
    except Busy:
        return False
    lock.release()
    return True


def test_threads_take_turns(path: Path) -> None:
    lock = WriterLock(path, timeout=10)
    assert most_inside(lambda: held(lock)) == 1


def test_the_threads_would_meet_without_it() -> None:
    assert most_inside(nullcontext) > 1


def test_two_locks_on_one_file_exclude_each_other(path: Path) -> None:
    """As two applications in one process do: the file decides, not the object."""
    first, second = WriterLock(path, timeout=0), WriterLock(path, timeout=0)
    with held(first), pytest.raises(Busy):
        second.acquire()
    with held(second):
        pass


def test_a_waiting_thread_gives_up_after_its_time(path: Path) -> None:
    lock = WriterLock(path, timeout=0.05)
    refusals: list[Busy] = []

    def wait() -> None:
        try:
            lock.acquire()
        except Busy as busy:
            refusals.append(busy)

    with held(lock):
        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        thread.join(10)
    assert "try again" in refusals[0].message
    assert is_free(path)


def test_another_process_holds_it_and_lets_go(path: Path) -> None:
    impatient, patient = WriterLock(path, timeout=0.05), WriterLock(path, timeout=20)
    with held_by_another_process(path) as process:
        with pytest.raises(Busy):
            impatient.acquire()
        waiting = threading.Thread(target=patient.acquire)
        waiting.start()
        let_go(process)
        waiting.join()
        assert not is_free(path)
        patient.release()
        assert is_free(path)


def test_a_killed_process_holds_nothing(path: Path) -> None:
    with held_by_another_process(path) as process:
        assert not is_free(path)
        process.kill()
        process.wait()
        assert is_free(path)


def test_after_a_refusal_the_same_lock_works(path: Path) -> None:
    lock = WriterLock(path, timeout=0)
    with held(WriterLock(path, timeout=0)), pytest.raises(Busy):
        lock.acquire()
    with held(lock):
        assert not is_free(path)
    assert is_free(path)


def test_when_the_file_cannot_be_opened_the_threads_are_let_through(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "missing" / ".writer.lock", timeout=0)
    for _ in range(2):
        with pytest.raises(FileNotFoundError):  # and not Busy the second time
            lock.acquire()


def test_refusals_leave_no_file_open(path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("counts open files in /proc, which this system does not have")
    lock = WriterLock(path, timeout=0)
    with held(WriterLock(path, timeout=0)):
        before = len(list(descriptors.iterdir()))
        for _ in range(5):
            with pytest.raises(Busy):
                lock.acquire()
        assert len(list(descriptors.iterdir())) == before
