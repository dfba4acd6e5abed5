"""Reads of the accounts room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from workbench.accounts.links import ended
from workbench.accounts.models import Person, SignIn
from workbench.accounts.names import is_possible_name, tidy_name
from workbench.accounts.tokens import IDLE_LIMIT, SignedIn, hash_token
from workbench.core.db import db
from workbench.core.errors import NotFound


def get_person(person_id: int) -> Person:
    """Raises NotFound for an unknown id."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def find_person_by_name(name: str) -> Person | None:
    """The person of that name, active or not; stray spaces in `name` do not matter."""
    tidied = tidy_name(name)
    if not is_possible_name(tidied):
        return None
    return db.session.scalar(select(Person).where(Person.name == tidied))


def get_person_called(name_or_public_id: str) -> Person:
    """For the command line. Raises NotFound when neither a public id nor a name fits."""
    person = db.session.scalar(select(Person).where(Person.public_id == name_or_public_id))
    person = person or find_person_by_name(name_or_public_id)
    if person is None:
        raise NotFound(
            f"There is nobody called {name_or_public_id!r}. Check the spelling, or add the person "
            f"with `workbench accounts add`."
        )
    return person


def get_link_owner(public_id: str, links_used: int) -> Person:
    """Whom an unused link signs in. Raises NotFound when it was used or may not be any more."""
    person = db.session.scalar(
        select(Person).where(
            Person.public_id == public_id, Person.links_used == links_used, Person.is_active
        )
    )
    if person is None:
        raise ended()
    return person


#: Built once, because building a statement costs more than sending it.
_FIND_SIGNED_IN = (
    select(Person.id, Person.public_id, Person.name, Person.language, SignIn.last_seen_at)
    .select_from(SignIn)
    .join(Person, Person.id == SignIn.person_id)
    .where(
        SignIn.token_hash == bindparam("hash"),
        SignIn.ends_at > bindparam("now"),
        SignIn.last_seen_at > bindparam("idle_since"),
        Person.is_active,
    )
)


def find_signed_in(token: str, now: datetime) -> SignedIn | None:
    """Whom the token signs in at `now`; None when it is unknown, ended, idle, or of no use.

    Runs on every request: one statement, no rows kept in the session.
    """
    values = {"hash": hash_token(token), "now": now, "idle_since": now - IDLE_LIMIT}
    found = db.session.connection().execute(_FIND_SIGNED_IN, values).one_or_none()
    if found is None:
        return None
    return SignedIn(
        found.id, found.public_id, found.name, token, found.last_seen_at, found.language
    )
