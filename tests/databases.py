"""PostgreSQL for the tests: found, made, emptied, dropped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
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


@contextmanager
def emptying(url: str) -> Iterator[Callable[[], None]]:
    """What removes every row but Alembic's and starts the numbering anew, as often as it is called.

    A function of one connection that stays, which only looks at the many tables that are empty:
    TRUNCATE and ALTER SEQUENCE make new files, and each new connection learns the schema anew.
    """
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    one_by_one = "\n".join(
        f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF;" for name in tables
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            f"""
            CREATE FUNCTION pg_temp.empty_tables() RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                {one_by_one}
                PERFORM setval(quote_ident(sequencename)::regclass, 1, false)
                FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
            END $$
            """
        )
        yield lambda: connection.execute("SELECT pg_temp.empty_tables()") and None
