"""Ada, who has a password, Bo, who has none, and two browsers."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.browser import PASSWORD, Browser
from tests.make import make_person
from workbench.accounts.models import Person


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    return Browser(client)


@pytest.fixture
def other_browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_person("Ada Quist", PASSWORD)


@pytest.fixture
def bo(app: Flask) -> Person:
    """Somebody who has not set a password yet."""
    return make_person("Bo Lindt")
