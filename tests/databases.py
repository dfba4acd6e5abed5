"""PostgreSQL for the tests: found, made, emptied, dropped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from workbench.core.db import db

DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/postgres"
HOW_TO_GET_IT = (
    "PostgreSQL does not answer at {url}. Start one (apt-get install postgresql) or name another "
    "with WORKBENCH_TEST_POSTGRES_URL=postgresql://user@host:5432/postgres"
)


def server_url() -> str:
    """The server to make databases on."""
    return os.environ.get("WORKBENCH_TEST_POSTGRES_URL", DEFAULT_URL)


@contextmanager
def own_postgres_database() -> Iterator[str]:
    """The address of a new database, dropped at the end; without a server skips, or fails in CI."""
    name = f"workbench_test_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(server_url(), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        sentence = HOW_TO_GET_IT.format(url=server_url())
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server_url().rsplit("/", 1)[0] + f"/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def empty_tables(url: str) -> None:
    """Remove every row but Alembic's, and start the numbering anew.

    Row by row: TRUNCATE makes new files for each table and index, and takes five times as long.
    """
    with psycopg.connect(url) as connection:
        tables = reversed(db.metadata.sorted_tables)
        connection.execute("; ".join(f"DELETE FROM {table.name}" for table in tables))
        used = connection.execute(
            "SELECT quote_ident(sequencename) FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL"
        ).fetchall()
        for (sequence,) in used:
            connection.execute(f"ALTER SEQUENCE {sequence} RESTART")
