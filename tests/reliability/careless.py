"""The workbench with a protection taken out: the one that the header `Careless` of a save names.

The negative controls serve it: a harness that stays green in front of it sees nothing. Without the
header it is as careful as ever.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from dataclasses import replace
from datetime import datetime

from flask import Flask, Response, current_app, jsonify, make_response, request
from sqlalchemy import text

from workbench import create_app
from workbench.annotate import actions, views_saving
from workbench.annotate.actions import Saved, SaveOrder
from workbench.core import db as core_db
from workbench.core.db import db, writing
from workbench.review import actions_rulings, views_ruling
from workbench.review.actions_rulings import Receipt, RulingOrder
from workbench.review.queries_rulings import last_number

#: What gunicorn is asked to load.
APP = "tests.reliability.careless:make()"


def make(patience: int = 0) -> Flask:
    """The application; `patience`, in milliseconds, replaces how long it waits for the database."""
    if patience:
        core_db.BUSY_TIMEOUT = patience
        core_db.POSTGRES_OPTIONS = f"-c lock_timeout={patience}"
    setattr(views_saving, "record_judgment", _record_judgment)  # noqa: B010 - mypy forbids the assignment
    setattr(views_ruling, "put_in_force", _put_in_force)  # noqa: B010 - as above
    app = create_app()
    app.after_request(_answer)
    return app


def _record_judgment(order: SaveOrder, *, now: datetime) -> Saved:
    kinds = {"write behind": _write_behind, "overwrite": _overwrite, "no keys": _without_key}
    return kinds.get(_carelessness(), actions.record_judgment)(order, now=now)


def _put_in_force(order: RulingOrder, *, now: datetime) -> Receipt:
    """With "overrule", whatever stands there counts as what the lead had before them."""
    if _carelessness() == "overrule":
        order = replace(order, base_number=last_number(order.place))
    return actions_rulings.rule(order, now=now)


def _carelessness() -> str:
    return request.headers.get("Careless", "")


def _write_behind(order: SaveOrder, *, now: datetime) -> Saved:
    """Confirms first and stores 50 ms later, as a cache would."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # of werkzeug's proxy

    def store() -> None:
        time.sleep(0.05)
        with app.app_context(), writing():
            actions.record_judgment(order, now=now)

    threading.Thread(target=store, daemon=True).start()
    return Saved(order.base_revision + 1, now)


def _overwrite(order: SaveOrder, *, now: datetime) -> Saved:
    """Takes whatever revision stands there for the one the save was based on."""
    stored = db.session.scalar(
        text("SELECT revision FROM judgment WHERE assignment_id = :a AND paragraph_id = :p"),
        {"a": order.assignment_id, "p": order.paragraph_id},
    )
    return actions.record_judgment(replace(order, base_revision=stored or 0), now=now)


def _without_key(order: SaveOrder, *, now: datetime) -> Saved:
    """Every attempt counts as a save of its own."""
    return actions.record_judgment(replace(order, key=str(uuid.uuid4())), now=now)


def _answer(response: Response) -> Response:
    if _carelessness() == "die":  # stored, and the answer never leaves
        os.kill(os.getpid(), signal.SIGKILL)
    if _carelessness() == "shrug" and response.status_code == 503:
        pretended = jsonify(revision=int(request.headers["If-Match"]) + 1, digest="")
        return make_response(pretended, 200)
    if _carelessness() == "blurt" and response.status_code == 503:
        response.status_code = 500
    return response
