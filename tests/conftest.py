"""An application on a fresh, migrated database for each test, on SQLite and on PostgreSQL.

PostgreSQL: each run makes a database of its own on the server of WORKBENCH_TEST_POSTGRES_URL and
drops it at the end. Where no server answers, its tests skip with a sentence; with CI set they fail.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, text
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from tests import databases
from tests.make import OwnContextClient
from workbench import create_app
from workbench.config import Settings
from workbench.core.db import db
from workbench.migrating import migrate_to_head

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOW_TO_GET_IT = "Chromium is missing. Install it with: apt-get install chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Of several such lists the last one counts: Playwright's own, and after it what the browser
    # loads for its own toolbars, which nobody sees and each new window pays for.
    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "PreloadTopChromeWebUI,PreloadTopChromeWebUILessNavigations,WebUITabStrip,TabSearch",
]


# Thousands of short-lived applications beside a million objects that stay: at the usual thresholds
# a third of the run goes into looking through those again and again.
gc.set_threshold(100_000, 50, 100)

#: How many times more often than in the suite the fault harnesses try: tests/reliability.
EFFORT = int(os.environ.get("RELIABILITY_FACTOR", "1"))
Report = Callable[[str], None]
_figures: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of the fault harnesses at the end: what was tried, what came of it."""
    if _figures:
        terminalreporter.section("reliability")
        for line in _figures:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def effort() -> int:
    """`EFFORT`, for tests."""
    return EFFORT


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Adds a line to the figures."""
    return lambda line: _figures.append(f"{request.node.name}: {line}")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from: 1 ms instead of a migration per test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(Settings(instance=folder, secure_cookies=False))
    with app.app_context():
        migrate_to_head()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return folder / "workbench.sqlite3"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this run's own, migrated PostgreSQL database."""
    with databases.own_postgres_database() as url:
        instance = tmp_path_factory.mktemp("postgres")
        app = create_app(Settings(instance=instance, database_url=url, secure_cookies=False))
        with app.app_context():
            migrate_to_head()
            db.session.remove()
            db.engine.dispose()
        yield url
        kept = _first_engines.get("postgresql")
        if kept is not None:
            kept.pool.dispose()


@pytest.fixture(scope="session")
def empty_postgres(postgres_url: str) -> Iterator[Callable[[], None]]:
    """Empties this run's own PostgreSQL database."""
    with databases.emptying(postgres_url) as empty:
        yield empty


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for an empty, migrated database of either kind."""
    if request.param == "sqlite":
        source = request.getfixturevalue("migrated_sqlite")
        shutil.copy(source, tmp_path / "workbench.sqlite3")
        return Settings(instance=tmp_path, secure_cookies=False, jobs="request")
    request.getfixturevalue("empty_postgres")()
    url = request.getfixturevalue("postgres_url")
    return Settings(instance=tmp_path, database_url=url, secure_cookies=False, jobs="request")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled once in a run, not once for every application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """Werkzeug compiles functions and patterns for each route of each application: nine tenths of
    what making an application takes. What it makes holds nothing of the application, nor do our
    converters: thousands of applications of one run may share it."""
    firsts: dict[Any, Rule] = {}
    compile_rule = Rule.compile

    def compile_once(rule: Rule) -> None:
        first = firsts.setdefault((rule.rule, rule.merge_slashes, repr(rule.defaults)), rule)
        if rule is first or rule.subdomain or rule.host:
            compile_rule(rule)
            return
        for name in ("_parts", "_trace", "_converters", "arguments"):
            setattr(rule, name, getattr(first, name))
        for name in ("_build", "_build_unknown"):
            setattr(rule, name, getattr(first, name).__func__.__get__(rule, None))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", compile_once)
        yield


#: This run's first engine of each dialect.
_first_engines: dict[str, Engine] = {}


def _share(engine: Engine) -> None:
    """Each engine compiles every statement anew: a fifth of a run with an engine for each test.

    What is compiled belongs to a dialect, and a dialect knows no database: engines of one kind may
    have it in common. Events of the dialect stay with the engine's own, which still connects.
    Those of PostgreSQL have one database and share their connections too: a new one learns the
    schema anew, which takes the server as long as a test.
    """
    first = _first_engines.setdefault(engine.dialect.name, engine)
    if first is engine:
        with engine.connect():  # what a dialect learns when it first connects
            pass
        engine._compiled_cache = LRUCache(10_000)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    if engine.dialect.name == "postgresql":
        engine.pool = first.pool


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application, inside its context: tests may use the session and call actions at once."""
    made = create_app(settings)
    made.jinja_env.bytecode_cache = compiled
    made.test_client_class = OwnContextClient
    with made.app_context():
        _share(db.engine)
        yield made
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A signed-out browser without scripts; `tests.make.sign_in` signs it in."""
    return app.test_client()


@pytest.fixture(scope="session")
def in_ci() -> bool:
    """Whether missing helpers are failures rather than reasons to skip."""
    return bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def chromium(in_ci: bool) -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright. Skips, or fails in CI, where it is missing."""
    path = shutil.which("chromium")
    if path is None:
        if in_ci:
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
