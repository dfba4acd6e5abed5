"""A write is stored whole or not at all, on both databases; moments keep their zone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.make import NOW
from workbench.core.db import db, writing
from workbench.core.errors import Busy
from workbench.projects.models import Project, Target

INDIA = timezone(timedelta(hours=5, minutes=30))


def add(slug: str, when: datetime = NOW) -> Project:
    project = Project(slug=slug, title=slug, created_at=when)
    db.session.add(project)
    db.session.flush()
    return project


def write(*slugs: str, error: BaseException | None = None) -> None:
    """All of them in one transaction, which ends with the error where one is given."""
    with writing():
        for slug in slugs:
            add(slug)
        if error is not None:
            raise error


def elsewhere(app: Flask, do: Callable[[], object]) -> object:
    """Do it in another thread with a session of its own, as another request would."""
    answers: list[object] = []

    def work() -> None:
        with app.app_context():
            answers.append(do())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return answers[0]


def slugs() -> list[str]:
    return list(db.session.scalars(select(Project.slug).order_by(Project.slug)))


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Project)) or 0


def test_what_was_written_is_there_for_others_at_once(app: Flask) -> None:
    with writing():
        add("one")
        assert elsewhere(app, slugs) == []
    assert elsewhere(app, slugs) == ["one"]


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()], ids=repr)
def test_an_exception_takes_everything_back(app: Flask, error: BaseException) -> None:
    with pytest.raises(type(error)):
        write("one", "two", error=error)
    assert slugs() == []
    assert elsewhere(app, slugs) == []
    write("three")
    assert elsewhere(app, slugs) == ["three"]


def test_a_broken_rule_takes_everything_back(app: Flask) -> None:
    write("taken")
    with pytest.raises(IntegrityError):
        write("free", "taken")
    assert slugs() == ["taken"]


def test_references_to_nothing_are_refused(app: Flask) -> None:
    with pytest.raises(IntegrityError), writing():
        db.session.execute(insert(Target).values(project_id=9, key="x", title="X", position=1))


def test_a_write_begins_with_what_others_have_stored_since(app: Flask) -> None:
    """A read transaction that stays open would see the past, and on SQLite could not write."""
    assert count() == 0
    elsewhere(app, lambda: write("by another"))
    with writing():
        assert count() == 1
        add("mine")
    assert slugs() == ["by another", "mine"]


def test_writing_inside_writing_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="open already"), writing():
        write("inner")
    assert slugs() == []
    write("later")
    assert slugs() == ["later"]


def test_reading_on_after_a_write_asks_nothing_again(app: Flask) -> None:
    with writing():
        project = add("one")
    statements: list[str] = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def note(*arguments: str) -> None:
        statements.append(arguments[2])

    assert (project.slug, project.created_at) == ("one", NOW)
    assert statements == []
    assert count() == 1
    assert len(statements) > 0


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 1, 30, tzinfo=INDIA),
        datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(-timedelta(hours=8))),
        NOW,
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(app: Flask, moment: datetime) -> None:
    with writing():
        add("one", moment)
    db.session.expire_all()
    stored = db.session.scalars(select(Project.created_at)).one()
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


def test_moments_are_compared_as_moments(app: Flask) -> None:
    with writing():
        add("early", datetime(2026, 1, 1, 5, 0, tzinfo=INDIA))  # 23:30 the day before in UTC
        add("late", NOW.replace(month=1, day=1, hour=0, minute=0))
    newest = db.session.scalar(select(func.max(Project.created_at)))
    assert newest is not None
    assert newest.utcoffset() == timedelta(0)
    before = datetime(2026, 1, 1, 5, 15, tzinfo=INDIA)
    found = db.session.scalars(select(Project.slug).where(Project.created_at < before)).all()
    assert found == ["early"]


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="without a time zone"), writing():
        add("one", datetime(2026, 1, 1))
    assert slugs() == []


def test_what_people_wrote_never_reaches_the_log(app: Flask) -> None:
    """A failed statement goes to the log; its values are people's words.

    What PostgreSQL itself adds (`DETAIL: Failing row contains …`) is out of our reach.
    """
    row = insert(Project).values(slug="secret-slug", title=None, created_at=NOW)
    with pytest.raises(IntegrityError) as caught, writing():
        db.session.execute(row)
    assert "INSERT INTO project" in str(caught.value)
    assert "secret-slug" not in str(caught.value).split("DETAIL")[0]


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
def test_a_row_locked_for_too_long_is_said_to_be_busy(app: Flask) -> None:
    with writing():
        add("one")

    def be_impatient(connection: object, *_: object) -> None:
        connection.execute("SET LOCAL lock_timeout = '50ms'")  # type: ignore[attr-defined]  # psycopg

    with db.engine.connect() as other, other.begin():
        other.execute(text("LOCK TABLE project IN ACCESS EXCLUSIVE MODE"))
        event.listen(db.engine, "checkout", be_impatient)
        try:
            with pytest.raises(Busy, match="Nothing was lost"):
                write("two")
        finally:
            event.remove(db.engine, "checkout", be_impatient)
    assert slugs() == ["one"]


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
def test_postgres_gives_up_on_statements_that_never_end(app: Flask) -> None:
    wanted = {
        "statement_timeout": "10s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
        "fsync": "on",
        "synchronous_commit": "on",
    }
    found = {name: db.session.scalar(text(f"SHOW {name}")) for name in wanted}
    assert found == wanted


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
def test_a_connection_lost_after_the_answer_does_not_spoil_it(app: Flask) -> None:
    """The driver tidies up its statements when a session ends, and may find nobody there."""

    with app.app_context():  # as a request does; leaving it must not raise
        for number in range(120):  # more than the driver keeps
            for _ in range(7):  # it prepares what is asked for a sixth time
                db.session.execute(text(f"SELECT {number}"))
        process = db.session.scalar(text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({process}, 1000)"))
    assert slugs() == []  # and the next session finds a connection
