from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from workbench.accounts import actions, queries
from workbench.accounts.models import Person
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.errors import NotFound

NOON = utc_now()


@pytest.fixture
def token(app: Flask, ada: Person) -> str:
    with writing():
        return actions.sign_in(ada, NOON)


def test_a_person_is_found_by_name_in_spite_of_stray_spaces(app: Flask, ada: Person) -> None:
    found = queries.find_person_by_name(" Ada  Quist ")
    assert found is not None
    assert found.id == ada.id


@pytest.mark.parametrize("name", ["", "Ada", "Ada\0Quist", "\ud800", "x" * 10_000])
def test_no_such_name(app: Flask, ada: Person, name: str) -> None:
    assert queries.find_person_by_name(name) is None


def test_get_person_insists(app: Flask, ada: Person) -> None:
    assert queries.get_person(ada.id).name == "Ada Quist"
    with pytest.raises(NotFound):
        queries.get_person(ada.id + 1)


def test_the_command_line_may_give_a_name_or_a_public_id(app: Flask, ada: Person) -> None:
    assert queries.get_person_called("Ada Quist").id == ada.id
    assert queries.get_person_called(ada.public_id).id == ada.id
    with pytest.raises(NotFound, match="Check the spelling"):
        queries.get_person_called("Nobody")


def test_a_sign_in_is_found_with_its_person(app: Flask, ada: Person, token: str) -> None:
    found = queries.find_signed_in(token, NOON)
    assert found is not None
    assert (found.id, found.public_id, found.name) == (ada.id, ada.public_id, "Ada Quist")
    assert (found.token, found.last_seen_at) == (token, NOON)


def test_an_unknown_token_signs_nobody_in(app: Flask, token: str) -> None:
    assert queries.find_signed_in(token + "x", NOON) is None
    assert queries.find_signed_in("", NOON) is None


def test_a_sign_in_ends_after_eight_idle_hours(app: Flask, token: str) -> None:
    assert queries.find_signed_in(token, NOON + timedelta(hours=7, minutes=59)) is not None
    assert queries.find_signed_in(token, NOON + timedelta(hours=8)) is None


def test_a_sign_in_ends_after_a_day_however_much_it_is_used(app: Flask, token: str) -> None:
    almost = NOON + timedelta(hours=23, minutes=59)
    with writing():
        actions.refresh_sign_in(token, almost)
    assert queries.find_signed_in(token, almost) is not None
    assert queries.find_signed_in(token, NOON + timedelta(hours=24)) is None


def test_looking_a_sign_in_up_takes_one_statement(app: Flask, token: str) -> None:
    statements: list[str] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    assert queries.find_signed_in(token, NOON) is not None
    assert len([s for s in statements if s.startswith("SELECT")]) == 1


def test_a_used_link_has_no_owner(app: Flask, bo: Person) -> None:
    assert queries.get_link_owner(bo.public_id, 0).id == bo.id
    with pytest.raises(NotFound, match="Ask your lead"):
        queries.get_link_owner(bo.public_id, 1)
