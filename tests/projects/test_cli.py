"""`workbench accounts add`, `link` and `deactivate`."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.accounts.browser import PASSWORD, Browser
from tests.make import NOW, make_person
from workbench.accounts import links
from workbench.accounts.models import Person
from workbench.accounts.queries import find_person_by_name
from workbench.core.db import db, writing
from workbench.projects.actions import create_project
from workbench.projects.models import Membership, Project
from workbench.projects.queries import list_members

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def project(app: Flask) -> Project:
    with writing():
        return create_project("harbour", "Harbour", targets=[], now=NOW)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


def run(app: Flask, *arguments: str, **options: str | bytes) -> Result:
    return app.test_cli_runner().invoke(args=["accounts", *arguments], **options)


def counts() -> tuple[int | None, int | None]:
    db.session.rollback()
    return (
        db.session.scalar(select(func.count(Person.id))),
        db.session.scalar(select(func.count(Membership.id))),
    )


def test_a_new_person_is_invited_by_a_link_that_works(
    app: Flask, project: Project, browser: Browser
) -> None:
    printed = run(app, "add", "Ada Quist", "--project", "harbour", "--role", "lead")
    assert printed.exit_code == 0
    browser.post(printed.stdout.strip())
    person = find_person_by_name("Ada Quist")
    assert person is not None
    assert browser.person == person.public_id
    [member] = list_members(project.id)
    assert (member.person, member.role) == (person, "lead")
    assert member.seat in printed.stderr


def test_a_password_lets_in_and_no_link_is_printed(
    app: Flask, project: Project, browser: Browser
) -> None:
    printed = run(
        app, "add", "Ada Quist", "--password-stdin", "--seat", "A-07", input=f"{PASSWORD}\nmore"
    )
    assert (printed.exit_code, printed.stdout) == (0, "")
    browser.sign_in("Ada Quist", PASSWORD)
    assert browser.person
    assert [member.seat for member in list_members(project.id)] == ["A-07"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"short\n", "too short"),
        (b"", "too short"),
        (b"Password2026!\n", "first passwords"),
        (b"Ada Quist 1\n", "your name"),
        (b"x" * 5000, "at most"),
        (b"caf\xe9 caf\xe9 caf\xe9\n", "not UTF-8"),
    ],
)
def test_a_weak_password_adds_nobody(
    app: Flask, project: Project, line: bytes, reason: str
) -> None:
    printed = run(app, "add", "Ada Quist", "--password-stdin", input=line)
    assert (printed.exit_code, printed.stdout) == (2, "")
    assert reason in printed.stderr
    assert counts() == (0, 0)


def test_somebody_known_becomes_a_member_and_keeps_the_account(
    app: Flask, project: Project
) -> None:
    known = make_person("Ada Quist", PASSWORD)
    before = known.password_hash
    refused = run(app, "add", "Ada Quist", "--password-stdin", input="nine herons wade\n")
    assert refused.exit_code == 2
    assert "keeps their own password" in refused.stderr
    assert run(app, "add", " Ada  Quist ").exit_code == 0
    db.session.refresh(known)
    assert known.password_hash == before
    assert counts() == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("Ada Quist",), "already a member"),
        (("Bo Lindt", "--project", "lagoon"), "no project 'lagoon'"),
        (("Bo Lindt", "--role", "admin"), "'admin' is not one of"),
        (("Bo Lindt", "--seat", "A-01"), "seat A-01 is taken"),
        (("Bo Lindt", "--seat", "A,01"), "cannot be a seat"),
        (("Bo\x1b[31m",), "visible characters"),
        (("",), "visible characters"),
        (("Gone Long",), "deactivated"),
        ((), "Missing argument"),
    ],
)
def test_what_is_refused_changes_nothing(
    app: Flask, project: Project, arguments: tuple[str, ...], reason: str
) -> None:
    assert run(app, "add", "Ada Quist", "--seat", "A-01").exit_code == 0
    make_person("Gone Long")
    assert run(app, "deactivate", "Gone Long").exit_code == 0
    before = counts()
    printed = run(app, "add", *arguments)
    assert (printed.exit_code, printed.stdout) == (2, "")
    assert reason in printed.stderr
    assert counts() == before


@pytest.mark.parametrize("by", ["name", "public_id"])
def test_link_prints_a_link_and_stores_nothing(app: Flask, by: str) -> None:
    bo = make_person("Bo Lindt")
    before = db.session.execute(select(Person.__table__)).all()
    printed = run(app, "link", getattr(bo, by))
    assert printed.exit_code == 0
    token = printed.stdout.strip().removeprefix(links.PATH)
    assert links.read_link(token) == (bo.public_id, 0)
    assert db.session.execute(select(Person.__table__)).all() == before


def test_deactivate_signs_out_and_ends_links(app: Flask, browser: Browser) -> None:
    make_person("Ada Quist", PASSWORD)
    browser.sign_in("Ada Quist", PASSWORD)
    assert browser.person
    assert run(app, "deactivate", "Ada Quist").exit_code == 0
    assert browser.person == ""
    assert browser.sign_in("Ada Quist", PASSWORD).status_code == 422
    refused = run(app, "link", "Ada Quist")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_a_stranger_is_said_to_be_one(app: Flask) -> None:
    for command in ("link", "deactivate"):
        refused = run(app, command, "Nobody")
        assert refused.exit_code == 2
        assert "nobody called 'Nobody'" in refused.stderr
