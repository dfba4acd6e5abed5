"""A study with one article, and its lead's browser."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Study, make_study, signed_in_client


@pytest.fixture
def study(app: Flask) -> Study:
    return make_study()


@pytest.fixture
def browser(app: Flask, study: Study) -> FlaskClient:
    return signed_in_client(app, study.lead)
