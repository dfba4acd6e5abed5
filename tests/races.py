"""Two writers at the same moment, without leaving it to chance."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from workbench.core.db import db, writing


def overtake(app: Flask, first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do both in write transactions of their own, the second begun while the first is open.

    Answers with what each returned, or with the exception it raised.
    """
    answers: list[Any] = []

    def late() -> None:
        with app.app_context():
            try:
                with writing():
                    answers.append(second())
            except Exception as error:
                answers.append(error)
            finally:
                db.session.remove()

    thread = threading.Thread(target=late, daemon=True)
    with writing():
        done = first()
        thread.start()
        thread.join(0.3)  # enough to run into what the first one holds
    thread.join(20)
    return done, answers[0]
