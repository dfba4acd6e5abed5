"""Servers to be maltreated, people who save meanwhile, and the figures that come of it.

The long form, `python -m tests.reliability --long`, does the same so many times more often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from flask import Flask

from tests.make import Study, make_study
from tests.reliability.annotators import Browser
from tests.server import Server
from workbench.config import Settings
from workbench.core.db import db

TEXT = "Two aides claimed the “truce” would hold until spring 🙂, and nobody asked them why."
PEOPLE = 12
#: So many can sit down; all at once only in the long form.
SEATS = 64
PARAGRAPHS = 10
Serve = Callable[..., Server]


class SitDown(Protocol):
    """Signs people in to a running server and hands out their browsers."""

    def __call__(self, server: Server, people: int = PEOPLE) -> list[Browser]: ...


@pytest.fixture
def study(app: Flask) -> Study:
    """Many annotators, each with an assignment to the same article."""
    names = [f"Annotator {number}" for number in range(1, SEATS + 1)]
    return make_study(annotators=names, texts=[[TEXT] * PARAGRAPHS])


@pytest.fixture
def serve(settings: Settings) -> Iterator[Serve]:
    """Starts servers on the test's database; they end with the test."""
    running: list[Server] = []

    def start(chosen: Settings = settings, app: str = "wsgi:app") -> Server:
        server = Server(chosen, app)
        running.append(server)
        server.start()
        return server

    yield start
    for server in running:
        server.kill()


@pytest.fixture
def sit_down(study: Study) -> Iterator[SitDown]:
    """Everybody's browser, signed in to a running server."""
    opened: list[Browser] = []

    def sign_in(server: Server, people: int = PEOPLE) -> list[Browser]:
        db.session.commit()
        browsers = [Browser(study, number, server.port) for number in range(people)]
        opened.extend(browsers)
        db.session.commit()  # a transaction left open would be hit by what follows
        for browser in browsers:
            browser.sign_in()
        return browsers

    yield sign_in
    for browser in opened:
        browser.close()
