"""The application with the views of `tests.core.probe`."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.core.probe import add_views


@pytest.fixture
def probed(app: Flask) -> Flask:
    return add_views(app)


@pytest.fixture
def browser(probed: Flask) -> FlaskClient:
    """Signed out."""
    return probed.test_client()
