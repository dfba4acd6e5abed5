"""A browser that sends the CSRF token along."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.make import csrf_token

PASSWORD = "seven herons wade"


class Browser:
    """A client that loads a page before it posts, as people do."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, **fields: str) -> TestResponse:
        return self.client.post(path, data={"csrf_token": csrf_token(self.client), **fields})

    def sign_in(self, name: str = "Ada Quist", password: str = PASSWORD) -> TestResponse:
        return self.post("/sign-in", name=name, password=password)

    @property
    def person(self) -> str:
        """Public id of whoever is signed in, "" for nobody."""
        return str(self.client.get("/session").get_json()["person"])

    @property
    def cookie(self) -> str:
        cookie = self.client.get_cookie(self.client.application.config["SESSION_COOKIE_NAME"])
        return cookie.value if cookie else ""

    def replay(self, cookie: str) -> None:
        """Go on with a session cookie that was copied earlier."""
        self.client.set_cookie(self.client.application.config["SESSION_COOKIE_NAME"], cookie)
