"""One-time sign-in links: signed, valid for 7 days, and nothing is stored when one is made.

A link names the person and how many links that person has used. Using one raises the count, which
voids it and every other link made before. So a command may print a link each time it runs and
still change no data.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from workbench.accounts.models import Person
from workbench.core.errors import NotFound
from workbench.core.wording import _

LIFETIME = timedelta(days=7)
#: The address of `accounts.link`, which the command line cannot ask for without a host name.
PATH = "/sign-in/link/"
SALT = "workbench one-time sign-in link"


def make_link(person: Person) -> str:
    """The path of a new link for the person; put the server's address in front."""
    return PATH + _signed().dumps([person.public_id, person.links_used])


def read_link(token: str) -> tuple[str, int]:
    """(public_id, links_used) as they were when the link was made.

    Raises NotFound for a forged, damaged or old link. Whether it was used, the caller must compare.
    """
    try:
        public_id, links_used = _signed().loads(token, max_age=int(LIFETIME.total_seconds()))
    except BadData as error:
        raise ended() from error
    return str(public_id), int(links_used)


def ended() -> NotFound:
    """The one answer to every link that does not sign in, whatever the reason."""
    return NotFound(
        _(
            "This sign-in link has been used or is too old: each works once, for 7 days. Ask your "
            "lead for a new one. (On the server: workbench accounts link NAME.)"
        ),
        code="link_ended",
    )


def _signed() -> URLSafeTimedSerializer:
    key = current_app.secret_key
    if not key:
        raise RuntimeError("the application has no secret key to sign links with")
    return URLSafeTimedSerializer(key, salt=SALT, signer_kwargs={"digest_method": hashlib.sha256})
