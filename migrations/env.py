"""Runs the migrations inside the application, on the database it is set to."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy.engine import Connection

db = current_app.extensions["migrate"].db


def main() -> None:
    """Apply what is missing, one transaction a migration.

    On SQLite the foreign keys are off meanwhile: a batch ALTER drops the old table, and ON DELETE
    CASCADE would take every label with it. Whether the keys still hold is checked before each
    migration is committed. On PostgreSQL the time limit of a request does not bind a migration.
    """
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        _set(connection, "PRAGMA foreign_keys=OFF" if is_sqlite else "SET statement_timeout=0")
        connection.detach()  # no request may get a connection with these settings
        settings: dict[str, Any] = current_app.extensions["migrate"].configure_args
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            on_version_apply=_check_foreign_keys if is_sqlite else None,
            render_item=_render_type,
            **settings,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


def _set(connection: Connection, statement: str) -> None:
    """On the driver's connection: SQLite ignores the pragma inside a transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None  # the connection has just been opened
    driver.execute(statement)
    driver.commit()


def _check_foreign_keys(ctx: MigrationContext, step: Any, heads: Any, run_args: Any) -> None:
    assert ctx.connection is not None  # there is no offline mode
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration would leave rows that point nowhere: {broken[:5]}")


def _render_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own type is written as what it is in the database: migrations import nothing of ours."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


main()
