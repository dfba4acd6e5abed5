"""What keeps SQLite safe under many writers: pragmas, immediate transactions, the writer lock."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.make import NOW
from workbench import create_app
from workbench.config import Settings
from workbench.core import db as core_db
from workbench.core.db import db, writing
from workbench.core.errors import Busy
from workbench.core.lock import WriterLock
from workbench.projects.models import Project

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""


def add(slug: str) -> None:
    db.session.add(Project(slug=slug, title=slug, created_at=NOW))
    db.session.flush()


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Project)) or 0


def fail(looked_at_meanwhile: Callable[[], bool]) -> None:
    add("one")
    assert not looked_at_meanwhile()
    add("one")


def create(*tables: str) -> None:
    for table in tables:
        db.session.execute(text(f"CREATE TABLE {table} (id INTEGER)"))


def database(settings: Settings) -> Path:
    return settings.instance / "workbench.sqlite3"


def is_unlocked(settings: Settings) -> bool:
    lock = WriterLock(settings.instance / ".writer.lock", timeout=0)
    try:
        lock.acquire()
    except Busy:
        return False
    lock.release()
    return True


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """By a program that knows nothing of our lock file, such as a backup."""
    other = sqlite3.connect(database(settings), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def be_impatient() -> None:
    """From now on, wait 30 ms where the application waits 15 s."""

    @event.listens_for(db.engine, "checkout")
    def shorten(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout=30")


def test_every_connection_is_set_up(app: Flask) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 15_000,
        "wal_autocheckpoint": 1000,
        "journal_size_limit": 64 * 1024 * 1024,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,  # MEMORY
        "mmap_size": 0,
    }
    connections = [db.engine.connect() for _ in range(3)]
    for connection in connections:
        driver = connection.connection.driver_connection
        assert driver is not None
        found = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
        assert found == wanted
        assert driver.isolation_level is None
    for connection in connections:
        connection.close()


def test_nobody_else_may_read_the_database(tmp_path: Path, settings: Settings) -> None:
    """Also in a folder that others may enter, as a fresh clone's is."""
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        with create_app(replace(settings, instance=folder)).app_context():
            with writing():
                db.session.execute(text("CREATE TABLE one (id INTEGER)"))
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
            db.session.remove()
            db.engine.dispose()
    finally:
        os.umask(before)
    assert {"workbench.sqlite3", "workbench.sqlite3-wal", "secret_key"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def is_held_against_other_programs(path: Path) -> bool:
    """Whether another process meets a lock on the bytes that SQLite locks for readers."""
    probe = (
        "import fcntl, sys\n"
        "with open(sys.argv[1], 'r+b') as file:\n"
        "    try:\n"
        "        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)\n"
        "    except OSError:\n"
        "        sys.exit(1)\n"
    )
    return subprocess.run([sys.executable, "-c", probe, str(path)], check=False).returncode == 1


@pytest.mark.parametrize("touched", [False, True])
def test_a_new_connection_leaves_the_locks_of_the_others_alone(
    app: Flask, settings: Settings, touched: bool
) -> None:
    """Closing any descriptor of the file would end them (POSIX): another program would then take
    the write-ahead log away from under the server. The control does just that."""
    with db.engine.connect() as first:
        first.execute(text("SELECT count(*) FROM project"))
        with db.engine.connect() as second:
            second.execute(text("SELECT count(*) FROM project"))
            if touched:
                os.close(os.open(database(settings), os.O_RDWR))
            assert is_held_against_other_programs(database(settings)) is not touched


def test_a_writer_is_one_from_its_first_statement_and_a_reader_is_not(
    app: Flask, settings: Settings
) -> None:
    other = sqlite3.connect(database(settings), timeout=0, isolation_level=None)
    assert count() == 0  # our read transaction is open now
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    with writing():
        assert count() == 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert not is_unlocked(settings)
    other.close()
    assert is_unlocked(settings)


def test_the_lock_is_given_back_after_an_exception(app: Flask, settings: Settings) -> None:
    with pytest.raises(IntegrityError), writing():
        fail(lambda: is_unlocked(settings))
    assert is_unlocked(settings)


def test_a_failed_table_change_is_rolled_back(app: Flask) -> None:
    """The driver's own transactions would have left the table behind."""
    with pytest.raises(OperationalError, match="already exists"), writing():
        create("left_behind", "project")
    tables = db.session.scalars(text("SELECT name FROM sqlite_master")).all()
    assert "left_behind" not in tables


@contextmanager
def writing_as_readers_would() -> Iterator[None]:
    """The control: BEGIN, read, write, COMMIT."""
    yield
    db.session.commit()


def count_up(app: Flask, turn: Callable[[], AbstractContextManager[None]]) -> tuple[int, int]:
    """Read a number, write it plus one, 8 threads x 25 times: (the number, failures)."""
    failures: list[Exception] = []

    def work() -> None:
        for _ in range(25):
            with app.app_context():
                try:
                    with turn():
                        seen = db.session.scalar(text("SELECT CAST(title AS INTEGER) FROM project"))
                        time.sleep(0.0005)
                        db.session.execute(text("UPDATE project SET title = :n"), {"n": seen + 1})
                except (OperationalError, Busy) as error:
                    failures.append(error)

    with writing():
        add("0")
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return int(db.session.scalars(select(Project.title)).one()), len(failures)


def test_reading_and_then_writing_loses_nothing(app: Flask) -> None:
    assert count_up(app, writing) == (200, 0)


def test_it_would_with_transactions_that_begin_as_readers(app: Flask) -> None:
    number, failures = count_up(app, writing_as_readers_would)
    assert failures > 0
    assert number < 200


def test_a_writer_waits_for_another_program(app: Flask, settings: Settings) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database(settings)), "1"], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    with writing():
        add("one")
        assert process.wait() == 0  # it has let go before us
    process.stdout.close()
    assert count() == 1


def test_a_database_locked_for_too_long_is_busy_and_nothing_is_held(
    app: Flask, settings: Settings
) -> None:
    be_impatient()
    with locked(settings):
        for _ in range(settings.threads + 3):  # more often than there are connections
            with pytest.raises(Busy, match="Nothing was lost"), writing():
                add("lost")
        assert is_unlocked(settings)
        assert count() == 0  # reading goes on meanwhile
    with writing():
        add("one")
    assert count() == 1


def test_a_turn_that_never_comes_is_busy_and_nothing_is_held(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core_db, "BUSY_TIMEOUT", 20)
    with create_app(settings).app_context():
        other = WriterLock(settings.instance / ".writer.lock", timeout=0)
        other.acquire()
        for _ in range(settings.threads + 3):
            with pytest.raises(Busy, match="try again"), writing():
                add("lost")
        other.release()
        with writing():
            add("one")
        assert count() == 1
        db.session.remove()
        db.engine.dispose()


def test_a_full_disk_stores_nothing_and_says_so(app: Flask) -> None:
    driver = db.session.connection().connection.driver_connection
    assert driver is not None
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Busy, match="Nothing was lost"), writing():
        add("x" * 50_000)
    assert count() == 0
    driver.execute("PRAGMA max_page_count=1000000")
    with writing():
        add("two")
    assert count() == 1


def test_other_faults_are_not_called_busy(app: Flask) -> None:
    with pytest.raises(OperationalError, match="no such table"), writing():
        db.session.execute(text("UPDATE not_a_table SET a = 1"))
