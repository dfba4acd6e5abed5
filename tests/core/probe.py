"""An application with a few views that do on purpose what must not happen."""

from __future__ import annotations

import sqlite3

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import event, func, select
from sqlalchemy.exc import DataError, OperationalError

from workbench.accounts.actions import add_person
from workbench.accounts.models import Person
from workbench.core import errors
from workbench.core.access import ANYONE, SIGNED_IN, allow
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.web import asked_number, sent_json

#: A sentence that must reach nobody's browser.
SECRET = "SELECT password_hash FROM person -- at /srv/workbench/views.py"

DOMAIN_ERRORS: dict[str, tuple[errors.WorkbenchError, int]] = {
    "forbidden": (errors.Forbidden("Not you."), 403),
    "not-found": (errors.NotFound("Not here."), 404),
    "conflict": (errors.Conflict("Too late.", details={"revision": 7}), 409),
    "invalid": (errors.Invalid("Wrong.", details={"problems": ["Line 1 is empty."]}), 422),
    "refused": (errors.Refused("Not this file.", line=3), 422),
    "throttled": (errors.Throttled("Slower.", details={"retry_after": 77}), 429),
    "busy": (errors.Busy("Later."), 503),
}


def add_views(app: Flask) -> Flask:
    """Must come before the first request."""
    app.add_url_rule("/probe/crash", "probe_crash", crash, methods=["GET", "POST"])
    app.add_url_rule("/probe/raise/<kind>", "probe_raise", raise_error, methods=["GET", "POST"])
    app.add_url_rule("/probe/store", "probe_store", store, methods=["POST"])
    app.add_url_rule("/probe/address", "probe_address", address)
    app.add_url_rule("/probe/inside", "probe_inside", inside, methods=["GET", "POST"])
    app.add_url_rule("/probe/homeless", "probe_homeless", homeless)
    app.add_url_rule("/probe/number", "probe_number", number)
    app.add_url_rule("/probe/echo", "probe_echo", echo, methods=["POST"])
    app.add_url_rule("/probe/unstorable", "probe_unstorable", unstorable)
    return app


@allow(ANYONE)
def crash() -> ResponseReturnValue:
    raise ZeroDivisionError(SECRET)


@allow(ANYONE)
def raise_error(kind: str) -> ResponseReturnValue:
    raise DOMAIN_ERRORS[kind][0]


@allow(ANYONE)
def store() -> ResponseReturnValue:
    with writing():
        add_person(request.headers.get("X-Name", "Stored by the probe"), utc_now())
    return "stored"


@allow(ANYONE)
def address() -> ResponseReturnValue:
    return {"address": request.remote_addr, "host": request.host, "secure": request.is_secure}


@allow(SIGNED_IN)
def inside() -> ResponseReturnValue:
    return "inside"


@allow("annotate")
def homeless() -> ResponseReturnValue:
    return "a view with a project's verb and no project in its address"


@allow(ANYONE)
def number() -> ResponseReturnValue:
    return {"number": asked_number("n")}


@allow(ANYONE)
def echo() -> ResponseReturnValue:
    return {"echo": sent_json()}


@allow(ANYONE)
def unstorable() -> ResponseReturnValue:
    raise DataError(SECRET, {}, ValueError("integer out of range"))


def count_people() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def break_database() -> None:
    """From now on no statement reaches it."""

    @event.listens_for(db.engine, "before_cursor_execute")
    def fail(*_: object) -> None:
        raise OperationalError(SECRET, {}, sqlite3.OperationalError("disk I/O error"))
