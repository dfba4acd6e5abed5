"""Who is signed in: flask-login, asked to look our token up in the table and do nothing else."""

from __future__ import annotations

from flask import Flask, session
from flask_login import LoginManager

from workbench.accounts.queries import find_signed_in
from workbench.accounts.tokens import SignedIn
from workbench.core.clock import utc_now


def init_app(app: Flask) -> None:
    """Make `current_user` the person whose token the session cookie carries.

    No login view, as `core.web` answers for all who are not signed in; no session protection, as it
    would drop people whose address changes on the way; no remember cookie, as it has no end.
    """
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)


def start_session(token: str) -> None:
    """Carry this sign-in from now on, and nothing of what the cookie held before."""
    session.clear()
    session["_user_id"] = token  # the name under which flask-login looks for it


def end_session() -> None:
    """Forget everything the cookie held."""
    session.clear()


def _load(token: str) -> SignedIn | None:
    return find_signed_in(token, utc_now())
