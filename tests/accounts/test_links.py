from __future__ import annotations

import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from workbench.accounts import links
from workbench.accounts.models import Person
from workbench.core.errors import NotFound

DAY = 24 * 60 * 60


def token_of(path: str) -> str:
    return path.removeprefix(links.PATH)


def made_before(app: Flask, seconds: int, payload: object) -> str:
    """A link's token signed by the same key at an earlier time."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time()) - seconds

    with app.app_context():
        signed = links._signed()
    earlier = URLSafeTimedSerializer(
        signed.secret_keys, salt=signed.salt, signer=Earlier, signer_kwargs=signed.signer_kwargs
    )
    return str(earlier.dumps(payload))


def test_a_link_says_whose_it_is_and_how_many_were_used(app: Flask, bo: Person) -> None:
    with app.app_context():
        path = links.make_link(bo)
        assert path.startswith("/sign-in/link/")
        assert links.read_link(token_of(path)) == (bo.public_id, 0)


def test_a_link_lasts_seven_days(app: Flask) -> None:
    young = made_before(app, 7 * DAY - 60, ["public id", 3])
    old = made_before(app, 7 * DAY + 60, ["public id", 3])
    with app.app_context():
        assert links.read_link(young) == ("public id", 3)
        with pytest.raises(NotFound, match="for 7 days"):
            links.read_link(old)


def test_a_changed_link_is_refused(app: Flask, bo: Person) -> None:
    with app.app_context():
        token = token_of(links.make_link(bo))
        body, rest = token.split(".", 1)
        for forged in ("", "nonsense", "é", "\0", body, f"{body[::-1]}.{rest}", token[:-3]):
            with pytest.raises(NotFound, match="Ask your lead"):
                links.read_link(forged)


def test_a_link_of_another_installation_is_refused(app: Flask, bo: Person) -> None:
    with app.app_context():
        token = token_of(links.make_link(bo))
        app.secret_key = b"another key of at least 32 bytes!"
        with pytest.raises(NotFound):
            links.read_link(token)


def test_other_signed_values_are_no_links(app: Flask) -> None:
    with app.app_context():
        key = app.secret_key
        assert key
        with pytest.raises(NotFound):
            links.read_link(str(URLSafeTimedSerializer(key).dumps(["public id", 0])))
