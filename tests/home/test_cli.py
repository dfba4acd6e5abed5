"""`workbench serve` and `workbench db check`; `workbench up` has tests of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text

from workbench import cli, create_app, serving
from workbench.config import Settings
from workbench.core.db import db
from workbench.migrating import head


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[dict[str, Any]]:
    """What would have been served, with the environment of a team's installation."""
    found: list[dict[str, Any]] = []

    def serve(
        settings: Settings, make_app: object, *, address: str, when_ready: Callable[[], None]
    ) -> None:
        found.append({"settings": settings, "address": address})
        when_ready()

    monkeypatch.setattr(serving, "serve", serve)
    monkeypatch.setenv("WORKBENCH_INSTANCE", str(settings.instance))
    monkeypatch.setenv("WORKBENCH_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("WORKBENCH_HOSTS", "codes.example")
    return found


def workbench(*arguments: str) -> Result:
    result: Result = CliRunner().invoke(cli.make_group(), list(arguments))
    return result


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_a_prepared_database_is_served_under_the_settings_as_they_are(
    served: list[dict[str, Any]],
) -> None:
    port = free_port()
    result = workbench("serve", "--host", "127.0.0.1", "--port", port)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"listens on 127.0.0.1:{port}" in result.stderr
    [call] = served
    assert call["address"] == f"127.0.0.1:{port}"
    assert call["settings"].secure_cookies
    assert call["settings"].hosts == ("codes.example",)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_old_database_is_not_served(served: list[dict[str, Any]], app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    result = workbench("serve", "--port", free_port())
    assert result.exit_code == 1
    assert "at migration older, not at the newest" in result.stderr
    assert "workbench db upgrade" in result.stderr
    assert served == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_an_empty_database_is_not_served(
    served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_INSTANCE", str(tmp_path / "new"))
    result = workbench("serve", "--port", free_port())
    assert result.exit_code == 1
    assert "The database is empty" in result.stderr
    assert served == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("host", "words"),
    [("", "--host"), ("no host", "--host"), ("0.0.0.0", "WORKBENCH_SECURE_COOKIES=0")],
)
def test_a_wrong_host_is_a_wrong_argument(
    served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, host: str, words: str
) -> None:
    if host == "0.0.0.0":
        monkeypatch.setenv("WORKBENCH_HOSTS", "localhost")
        monkeypatch.setenv("WORKBENCH_SECURE_COOKIES", "0")
    result = workbench("serve", "--host", host, "--port", free_port())
    assert result.exit_code == 2
    assert words in result.stderr
    assert served == []


def check(app: Flask) -> Result:
    result: Result = app.test_cli_runner().invoke(args=["db", "check"])
    return result


def test_check_says_that_models_and_database_agree(app: Flask) -> None:
    result = check(app)
    assert result.exit_code == 0
    assert f"agree, at migration {head()}" in result.stderr


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_check_says_what_differs(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE project ADD COLUMN mood VARCHAR(5)"))
        connection.execute(text("DROP INDEX ix_membership_person_id"))
    result = check(app)
    assert result.exit_code == 1
    assert "differ: " in result.stderr
    assert "project.mood" in result.stderr
    assert "ix_membership_person_id" in result.stderr


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_check_says_that_a_migration_is_due(app: Flask) -> None:
    downgrade(revision="base")
    result = check(app)
    assert result.exit_code == 1
    assert "Run: workbench db upgrade" in result.stderr
    assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert check(app).exit_code == 0


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_first_database_is_made_by_upgrade(
    served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBENCH_INSTANCE", str(tmp_path / "new"))
    assert workbench("db", "upgrade").exit_code == 0
    app = create_app(Settings(instance=tmp_path / "new", secure_cookies=False))
    with app.app_context():
        assert check(app).exit_code == 0
        db.session.remove()
        db.engine.dispose()
