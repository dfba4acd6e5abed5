"""PostgreSQL for the tests: found, made, emptied, dropped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

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
    """Remove every row but Alembic's, and start the numbering anew."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        names = ", ".join(name for (name,) in tables)
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
