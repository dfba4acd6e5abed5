"""A real server on loopback and a real Chromium in front of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from tests.browser.desk import Desk
from tests.make import Study, make_study
from tests.server import Server
from workbench.config import Settings
from workbench.projects.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Violations of the content-security policy become console errors, which fail every test.
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI}`))"""


def empty_sqlite(path: Path) -> None:
    """Remove every row but Alembic's."""
    with closing(sqlite3.connect(path, timeout=15)) as connection, connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f'DELETE FROM "{name}"')


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One installation of either kind for all these tests, emptied before each.

    A server that runs on takes a second and more off every test.
    """
    kind: str = request.param
    source = request.getfixturevalue("migrated_sqlite" if kind == "sqlite" else "postgres_url")
    instance = tmp_path_factory.getbasetemp() / f"browser-{kind}"
    if kind == "postgres":
        request.getfixturevalue("empty_postgres")()
        return Settings(
            instance=instance, database_url=source, secure_cookies=False, workers=1, threads=4
        )
    if not instance.exists():
        instance.mkdir(mode=0o700)
        shutil.copy(source, instance / "workbench.sqlite3")
    empty_sqlite(instance / "workbench.sqlite3")
    return Settings(instance=instance, secure_cookies=False, workers=1, threads=4)


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[Path, Server]]:
    """The servers that run, by installation."""
    running: dict[Path, Server] = {}
    yield running
    for server in running.values():
        server.stop()


@pytest.fixture
def server(app: Flask, settings: Settings, servers: dict[Path, Server]) -> Server:
    """A running server on the test's database; a test that ends it may start it again."""
    if settings.instance not in servers:
        servers[settings.instance] = Server(settings)
    found = servers[settings.instance]
    found.start()
    return found


SitDown = Callable[..., Desk]


@pytest.fixture
def sit_down(chromium: Browser, server: Server) -> Iterator[SitDown]:
    """Opens a browser for a member, signed in by link; console errors fail the test at its end."""
    desks: list[Desk] = []

    def open_desk(member: Membership | None = None, **options: Any) -> Desk:
        context = chromium.new_context(**{"viewport": {"width": 1360, "height": 860}} | options)
        context.add_init_script(TELL_VIOLATIONS)
        desk = Desk(context, context.new_page(), server.address)
        desk.watch(desk.page)
        desks.append(desk)
        if member is not None:
            desk.sign_in(member)
        return desk

    yield open_desk
    surprises = [surprise for desk in desks for surprise in desk.surprises]
    for desk in desks:
        desk.context.close()
    assert surprises == []


@pytest.fixture
def study(app: Flask) -> Study:
    """Two annotators and a lead, one article of three paragraphs, an open round."""
    return make_study()


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Where a test keeps what the browser downloads."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder
