"""How many queries a page costs."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from workbench.core.db import db


def count_queries(client: FlaskClient, path: str) -> int:
    """Those of one more look, once the process knows what it reads but once."""
    client.get(path)
    statements: list[str] = []

    def count(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", count)
    return len(statements)
