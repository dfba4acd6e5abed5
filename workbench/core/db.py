"""The database: tables' base class, the session, and how a write is made safe.

Reading is the default. A write is asked for by `with writing():`, which ends what was read before,
takes the writer lock, begins at once as a writer and commits at the end. On SQLite a transaction
that reads first and writes later fails under load whatever the time-out (SQLITE_BUSY_SNAPSHOT), so
writers say so at their first statement. Only views and commands call `writing()`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.types import TypeDecorator

from workbench.core.errors import Busy
from workbench.core.lock import WriterLock
from workbench.core.wording import _

#: How long a writer waits for another one, in milliseconds: longer than a backup of 10 s holds.
BUSY_TIMEOUT = 15_000

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # an acknowledged save survives a power cut; NORMAL would lose it
    "foreign_keys=ON",
    "wal_autocheckpoint=1000",
    "journal_size_limit=67108864",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
)

POSTGRES_OPTIONS = (
    "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
)

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; constraints are named by rule, so that migrations can address them."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    # Rows stay readable after a commit; re-reading them would be a query per attribute.
    session_options={"expire_on_commit": False, "autoflush": False},
)

_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite would hand it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@contextmanager
def writing() -> Iterator[None]:
    """One write transaction: everything inside is stored together, or nothing is.

    Raises Busy when the database stayed locked; nothing is stored then. Raises RuntimeError inside
    another one, which would be committed half done.
    """
    if _is_writing.get():
        raise RuntimeError("a write transaction is open already: only the edge opens one")
    db.session.commit()  # ends the read transaction; a rollback would expire what was loaded
    token = _is_writing.set(True)
    try:
        yield
        db.session.commit()
    except OperationalError as error:
        db.session.rollback()
        if _could_not_store(error):
            raise Busy(
                _("The database could not store this just now. Nothing was lost: try again.")
            ) from error
        raise
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _is_writing.reset(token)


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Options of the engine for this address: a connection for each thread, and safe time-outs."""
    # Parameters are people's texts, notes and password hashes: no error may carry them to a log.
    pool = {
        "pool_size": threads,
        "max_overflow": 2,
        "pool_timeout": 15,
        "hide_parameters": True,
        # Offsets of every word are JSON: the standard library takes five times as long.
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if url.startswith("sqlite"):
        return pool | {"connect_args": {"timeout": BUSY_TIMEOUT / 1000}}
    return pool | {
        "pool_pre_ping": True,
        "pool_recycle": 1800,
        "connect_args": {
            "connect_timeout": 5,
            "application_name": "workbench",
            "options": POSTGRES_OPTIONS,
        },
    }


def init_app(app: Flask, *, lock_path: Path) -> None:
    """Bind the session to the application and, on SQLite, prepare its connections."""
    db.init_app(app)
    app.teardown_appcontext(_end_session)  # runs before the extension's own
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, WriterLock(lock_path, timeout=BUSY_TIMEOUT / 1000))


def _end_session(_: BaseException | None) -> None:
    """Close the session; a connection lost by now must not spoil an answer already made."""
    try:
        db.session.close()
    except DBAPIError:
        db.session().invalidate()  # closes without asking the server for a rollback


def _prepare_sqlite(engine: Engine, lock: WriterLock) -> None:
    @event.listens_for(engine, "do_connect")
    def make_private(dialect: Any, entry: Any, arguments: list[str], options: Any) -> None:
        # Notes and password hashes are nobody else's; SQLite gives its WAL the mode of the file.
        # Only a file that is not there yet is opened: closing one that SQLite has open would drop
        # the locks of every connection of this process (POSIX), and two writers would meet.
        with suppress(FileExistsError):
            os.close(os.open(arguments[0], os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    @event.listens_for(engine, "connect")
    def connect(connection: Any, entry: ConnectionPoolEntry) -> None:
        # The driver's own implicit BEGIN is deferred and skips DDL: we begin ourselves.
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not _is_writing.get():
            connection.exec_driver_sql("BEGIN")
            return
        lock.acquire()
        connection.info["writer_lock"] = lock
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    # The engine's commit event comes before the commit itself; the return to the pool after it,
    # and also after a BEGIN that failed.
    @event.listens_for(engine, "checkin")
    def checkin(connection: PoolProxiedConnection | None, entry: ConnectionPoolEntry) -> None:
        held = entry.info.pop("writer_lock", None)
        if held is not None:
            held.release()


def _could_not_store(error: OperationalError) -> bool:
    text = str(error.orig).lower()
    return any(sign in text for sign in ("locked", "lock timeout", "full", "disk i/o"))
