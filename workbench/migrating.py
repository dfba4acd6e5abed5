"""The migrations in `migrations/`, run by `workbench up` and `workbench db upgrade`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate, upgrade

from workbench.config import ROOT
from workbench.core.db import db

FOLDER = ROOT / "migrations"


def init_app(app: Flask) -> None:
    """Bind Alembic to the application; `render_as_batch` because SQLite cannot alter a table."""
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True, compare_type=True)


def head() -> str:
    """The newest revision among the migration files."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    newest = ScriptDirectory.from_config(config).get_current_head()
    if newest is None:
        raise RuntimeError(f"{FOLDER} holds no migration")
    return newest


def current() -> str | None:
    """The revision the database is at; None for an empty one. Needs an application context."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate_to_head() -> bool:
    """Bring the database up to date; False when it already is."""
    if current() == head():
        return False
    upgrade(directory=str(Path(FOLDER)))
    return True


def differences() -> list[str]:
    """What the models hold and the database does not, or the other way round, in short words."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, db.metadata)
    flat = [one for entry in found for one in (entry if isinstance(entry, list) else [entry])]
    return [" ".join(_named(part) for part in one if _named(part)) for one in flat]


def _named(part: Any) -> str:
    """`add_column`, a table's name, `judgment.note`: what has a name; nothing for the rest."""
    if isinstance(part, str):
        return part
    table = getattr(part, "table", None)
    name = str(getattr(part, "name", "") or "")
    return f"{table.name}.{name}" if table is not None else name
