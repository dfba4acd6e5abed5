"""The migrations make exactly the tables of the models, go back, and lose no row on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.engine import Inspector

from tests import databases
from tests.make import TEXTS, make_document, make_judgment, make_span, make_study
from workbench import create_app
from workbench.config import Settings
from workbench.core.db import db
from workbench.migrating import FOLDER, current, head, migrate_to_head

#: A change of a table on which labels, spans and revisions hang.
BATCH = """
import sqlalchemy as sa
from alembic import op

revision = "throwaway"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("judgment") as batch:
        batch.add_column(sa.Column("mood", sa.String(length=20), nullable=True))
        batch.alter_column("note", existing_type=sa.Text(), nullable=True)


def downgrade():
    with op.batch_alter_table("judgment") as batch:
        batch.alter_column("note", existing_type=sa.Text(), nullable=False)
        batch.drop_column("mood")
"""
BREAKS_KEYS = BATCH.replace(
    "def upgrade():", 'def upgrade():\n    op.execute("DELETE FROM judgment")'
)
FAILS_HALFWAY = BATCH.replace(
    "def downgrade", '    op.execute("SELECT nonsense")\n\n\ndef downgrade'
)

#: Before codebooks had drafts, and judgments of whole articles, links and moves existed.
BEFORE_DRAFTS = "59c856989b81"
#: A judgment of the article with a word and a log, a move of the round, and a draft.
WHOLE_ARTICLE = (
    "INSERT INTO judgment (id, assignment_id, paragraph_id, codebook_version_id,"
    " answered_version_id, revision, is_done, is_flagged, note, saw_outlet, saw_premarks,"
    " saw_others, created_at, saved_at) SELECT 900, assignment_id, NULL, codebook_version_id,"
    " codebook_version_id, 1, is_done, is_flagged, note, saw_outlet, saw_premarks, saw_others,"
    " created_at, saved_at FROM judgment WHERE id = (SELECT min(id) FROM judgment)",
    "INSERT INTO label VALUES (900, 'genre', '', 'news')",
    "INSERT INTO written (judgment_id, part, number, dimension, target, text)"
    " VALUES (900, 'judgment', 0, 'remark', '', 'Why?')",
    "INSERT INTO link SELECT judgment_id, 1, 'ties' FROM span",
    "INSERT INTO link_member SELECT judgment_id, 1, number FROM span",
    "INSERT INTO migration (id, round_id, from_version_id, to_version_id, plan, targets, made_at)"
    " SELECT 900, id, codebook_version_id, codebook_version_id, '{}', '{}', created_at FROM round",
    "INSERT INTO migration_item (migration_id, judgment_id, revision, was_done, was_submitted,"
    " answered_version_id, saved_at, saw_outlet, saw_premarks, saw_others, asks) SELECT 900, id,"
    " revision, is_done, is_done, answered_version_id, saved_at, saw_outlet, saw_premarks,"
    " saw_others, '[]'"
    " FROM judgment",
    "INSERT INTO revision (id, judgment_id, number, idempotency_key, is_parked,"
    " codebook_version_id, migration_id, document, saved_at) SELECT 900, 900, 1, 'whole',"
    " is_flagged, codebook_version_id, 900, '{}', saved_at FROM judgment WHERE id = 900",
    "INSERT INTO codebook_draft (project_id, revision, document, lineage, saved_at)"
    " SELECT id, 1, '{}', '{}', created_at FROM project",
)
#: The round and its judgments stand in the terms of a second version; a passage is described.
MOVED = (
    "INSERT INTO codebook_version (id, project_id, number, title, document, sha256, lineage,"
    " remark, published_at) SELECT 900, project_id, 2, title, document, sha256, '{}', 'Why.',"
    " published_at FROM codebook_version",
    "INSERT INTO span_label SELECT judgment_id, number, 'naming', 'anonymous' FROM span",
    "UPDATE round SET codebook_version_id = 900",
    "UPDATE migration SET to_version_id = 900",
    "UPDATE judgment SET codebook_version_id = 900, revision = revision + 1",
    "INSERT INTO revision (id, judgment_id, number, idempotency_key, is_parked,"
    " codebook_version_id, migration_id, document, saved_at) SELECT 900 + id, id, revision,"
    " 'migration:900:', is_parked, 900, 900, '{}', saved_at FROM ("
    " SELECT j.id, j.revision, r.is_parked, j.saved_at FROM judgment j"
    " JOIN revision r ON r.judgment_id = j.id WHERE j.id = (SELECT min(id) FROM judgment)) moved",
)


@pytest.fixture
def empty(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database without a table, of the same kind as `settings`."""
    instance = tmp_path_factory.mktemp("empty")
    if not settings.database_url:
        yield from in_context(create_app(Settings(instance=instance, secure_cookies=False)))
        return
    with databases.own_postgres_database() as url:
        made = Settings(instance=instance, database_url=url, secure_cookies=False)
        yield from in_context(create_app(made))


def in_context(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def digest() -> dict[str, list[str]]:
    """Every row of every table but Alembic's."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in db.metadata.sorted_tables
        }


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_models_say_nothing_that_the_migrations_do_not(app: Flask) -> None:
    with db.engine.connect() as connection:
        settings = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=settings)
        assert compare_metadata(context, db.metadata) == []


def described(inspector: Inspector, name: str) -> dict[str, Any]:
    """All that a database knows of a table, also what Alembic does not compare."""

    def plain(entries: Any, *keys: str) -> list[str]:
        return sorted(repr({key: entry.get(key) for key in keys}) for entry in entries)

    return {
        # Sorted: a migration can only add at the end.
        "columns": sorted(
            (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
            for column in inspector.get_columns(name)
        ),
        "primary key": dict(inspector.get_pk_constraint(name)),
        "foreign keys": plain(
            inspector.get_foreign_keys(name),
            *("name", "constrained_columns", "referred_table", "referred_columns", "options"),
        ),
        "unique": plain(inspector.get_unique_constraints(name), "name", "column_names"),
        "checks": plain(inspector.get_check_constraints(name), "name", "sqltext"),
        "indexes": plain(inspector.get_indexes(name), "name", "column_names", "unique"),
    }


def test_migrating_and_creating_lead_to_the_same_tables(app: Flask, empty: Flask) -> None:
    def describe() -> dict[str, Any]:
        with db.engine.connect() as connection:
            inspector = inspect(connection)
            return {name: described(inspector, name) for name in db.metadata.tables}

    with app.app_context():
        migrated = describe()
    db.metadata.create_all(db.engine)
    assert describe() == migrated


def test_up_down_and_up_again(empty: Flask) -> None:
    assert current() is None
    assert migrate_to_head()
    assert current() == head()
    assert tables() == set(db.metadata.tables)
    assert not migrate_to_head(), "nothing is left to do"
    downgrade(directory=str(FOLDER), revision="base")
    assert tables() == set()
    assert migrate_to_head()
    assert tables() == set(db.metadata.tables)


def test_a_database_of_a_newer_workbench_is_left_alone(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))
    before = digest()
    with pytest.raises(SystemExit):
        migrate_to_head()
    assert "of tomorrow" in caplog.text
    assert (current(), digest()) == ("of tomorrow", before)
    with db.engine.begin() as connection:  # the tests on PostgreSQL share one database
        connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": head()})


@pytest.fixture
def labelled(app: Flask) -> Flask:
    """A study with labels, spans and revisions."""
    study = make_study()
    span = make_span(TEXTS[1], "Two aides")
    document = make_document(spans=[span], labels=make_document()["labels"] | {"attributed": "yes"})
    make_judgment(study, paragraph=1)
    make_judgment(study, paragraph=2, document=document)
    db.session.remove()
    return app


def test_there_are_rows_to_lose(labelled: Flask) -> None:
    counts = {name: len(rows) for name, rows in digest().items()}
    assert min(counts[name] for name in ("judgment", "label", "span", "revision")) >= 1


def test_migrating_again_changes_nothing(labelled: Flask) -> None:
    before = digest()
    assert not migrate_to_head()
    upgrade(directory=str(FOLDER))
    assert digest() == before


def rows_of(table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM {table}"))]


def test_a_database_from_before_drafts_keeps_every_row(labelled: Flask) -> None:
    """Down and up again: only what the tables before cannot hold is gone, and nothing is null."""
    before = digest()
    with db.engine.begin() as connection:
        for statement in WHOLE_ARTICLE:
            connection.execute(text(statement))
    downgrade(directory=str(FOLDER), revision=BEFORE_DRAFTS)
    for name in ("judgment", "label", "span", "revision"):
        assert len(rows_of(name)) == len(before[name])
    upgrade(directory=str(FOLDER))
    assert digest() == before
    said = {row[:2] for row in rows_of("judgment", "codebook_version_id, answered_version_id")}
    logged = {row[0] for row in rows_of("revision", "codebook_version_id")}
    assert said == {(version, version) for version in logged}


def test_moved_judgments_go_down_and_up_in_the_terms_they_stand_in(labelled: Flask) -> None:
    """Who answered under which version goes, and what was moved; the labels and the log stay."""
    with db.engine.begin() as connection:
        for statement in (*WHOLE_ARTICLE, *MOVED):
            connection.execute(text(statement))
    before = digest()
    [(newer,)] = rows_of("codebook_version", "max(id)")
    downgrade(directory=str(FOLDER), revision=BEFORE_DRAFTS)
    upgrade(directory=str(FOLDER))
    after = digest()
    gone = {name for name in before if before[name] and not after[name]}
    links = {"link", "link_member", "span_label", "written"}
    assert gone == {"codebook_draft", "migration", "migration_item", *links}
    assert set(rows_of("judgment", "codebook_version_id, answered_version_id")) == {(newer, newer)}
    logged = rows_of("revision", "codebook_version_id, migration_id")
    assert set(logged) == {(newer, None)}
    assert len(logged) == len(before["revision"]) - 1, "all but the article's"
    assert after["label"] == [row for row in before["label"] if not row.startswith("(900,")]
    assert after["span"] == before["span"]


def folder_with(tmp_path: Path, migration: str, *, environment: tuple[str, str] = ("", "")) -> str:
    """A copy of `migrations/` with one more migration, and env.py changed where asked."""
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "throwaway.py").write_text(migration.replace("{head}", head()))
    before, after = environment
    if before:
        text_ = (folder / "env.py").read_text()
        assert text_.count(before) == 1
        (folder / "env.py").write_text(text_.replace(before, after))
    return str(folder)


def test_changing_a_table_loses_no_row_of_another(labelled: Flask, tmp_path: Path) -> None:
    before = digest()
    folder = folder_with(tmp_path, BATCH)
    upgrade(directory=folder)
    assert current() == "throwaway"
    with db.engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("judgment")}
    assert "mood" in columns
    assert digest() == before
    downgrade(directory=folder)
    assert (current(), digest()) == (head(), before)


SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@SQLITE
def test_with_foreign_keys_on_it_would(labelled: Flask, tmp_path: Path) -> None:
    """The control: the pitfall is real, and the digest above would show it."""
    keys_on = ("foreign_keys=OFF", "foreign_keys=ON")
    upgrade(directory=folder_with(tmp_path, BATCH, environment=keys_on))
    after = digest()
    assert len(after["judgment"]) == 2
    assert after["label"] == after["span"] == after["revision"] == []


@SQLITE
def test_a_migration_that_leaves_orphans_is_not_stored(
    labelled: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = digest()
    with pytest.raises(SystemExit):
        upgrade(directory=folder_with(tmp_path, BREAKS_KEYS))
    assert "rows that point nowhere" in caplog.text
    assert (current(), digest()) == (head(), before)


def test_a_migration_that_fails_halfway_leaves_nothing_behind(
    labelled: Flask, tmp_path: Path
) -> None:
    before = digest()
    with pytest.raises(Exception, match="nonsense"):
        upgrade(directory=folder_with(tmp_path, FAILS_HALFWAY))
    assert (current(), digest()) == (head(), before)
    with db.engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("judgment")}
    assert "mood" not in columns
    assert not any("tmp" in name for name in tables())


def test_requests_after_a_migration_have_their_own_settings(
    labelled: Flask, tmp_path: Path
) -> None:
    """The keys off, or no time limit, are for the migration's own connection."""
    upgrade(directory=folder_with(tmp_path, BATCH))
    for _ in range(3):
        connection = db.engine.connect()
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        else:
            assert connection.execute(text("SHOW statement_timeout")).scalar() == "10s"
        connection.close()
