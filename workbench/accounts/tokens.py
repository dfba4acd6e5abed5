"""The token of a sign-in, how long it counts, and whom it stands for."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

#: A sign-in ends when nothing was saved for this long,
IDLE_LIMIT = timedelta(hours=8)
#: and this long after it began in any case.
LONGEST_SIGN_IN = timedelta(hours=24)
#: Last use is written down no oftener than this: a save should not pay for a second write.
REFRESH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """The person behind the present request, as flask-login wants a user to be.

    `token` is the secret of this sign-in; it must not leave the session cookie.
    """

    id: int
    public_id: str
    name: str
    token: str
    last_seen_at: datetime
    #: Of the interface; None leaves it to the browser.
    language: str | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session cookie holds: revocable, unlike a person's id."""
        return self.token


def new_token() -> str:
    """256 random bits, url-safe."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """SHA-256 in hex. A random token needs no slow hash: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def needs_refresh(last_seen_at: datetime, now: datetime) -> bool:
    """Whether the last use is long enough ago to be written down again."""
    return now - last_seen_at >= REFRESH_EVERY
