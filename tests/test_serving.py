"""The settings gunicorn is given, both as its configuration module and by `workbench up`."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config

from workbench import serving
from workbench.config import Settings
from workbench.core.db import BUSY_TIMEOUT


def as_configuration_module() -> Config:
    """As `gunicorn -c python:workbench.serving` reads it: every name that is a setting."""
    config = Config()
    for name, value in vars(serving).items():
        if name in config.settings:
            config.set(name, value)
    return config


def as_served(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Config:
    """As `workbench up` sets it, without serving."""
    seen: list[Config] = []
    monkeypatch.setattr(BaseApplication, "run", lambda self: seen.append(self.cfg))

    def make_app(settings: Settings) -> Flask:
        raise AssertionError("the workers make the application, not the server above them")

    serving.serve(settings, make_app, address="127.0.0.1:8123", when_ready=lambda: None)
    return seen[0]


@pytest.fixture(params=["module", "up"])
def config(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    if request.param == "module":
        return as_configuration_module()
    return as_served(monkeypatch, Settings(secure_cookies=False))


def test_it_is_served_as_the_goals_say(config: Config) -> None:
    assert config.worker_class_str == "gthread"
    assert config.header_map == "refuse"
    assert config.umask == 0o077
    assert config.preload_app is False
    assert config.reload is False
    assert config.control_socket_disable is True
    assert config.address[0][0] == "127.0.0.1"
    assert set(config.forwarded_allow_ips) <= {"127.0.0.1", "::1"}


def test_a_worker_loads_without_the_collector_and_has_it_pass_over_what_it_has_loaded(
    config: Config,
) -> None:
    before = gc.get_freeze_count()
    config.post_fork(None, None)
    assert not gc.isenabled()
    config.post_worker_init(None)
    frozen = gc.get_freeze_count()
    gc.unfreeze()
    assert gc.isenabled()
    assert frozen > before + 10_000


def test_a_worker_outlives_the_longest_wait_for_the_database(config: Config) -> None:
    assert config.timeout > 2 * BUSY_TIMEOUT / 1000
    assert config.graceful_timeout > BUSY_TIMEOUT / 1000


def test_workers_and_threads_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    config = as_served(monkeypatch, Settings(workers=3, threads=5, secure_cookies=False))
    assert (config.workers, config.threads) == (3, 5)
    assert config.address == [("127.0.0.1", 8123)]
