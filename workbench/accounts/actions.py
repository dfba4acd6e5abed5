"""Writes of the accounts room; the edge commits."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from workbench.accounts import throttle
from workbench.accounts.links import ended
from workbench.accounts.models import Person, SignIn, SignInAttempt
from workbench.accounts.names import LONGEST_NAME, is_possible_name, tidy_name
from workbench.accounts.queries import find_person_by_name
from workbench.accounts.tokens import IDLE_LIMIT, LONGEST_SIGN_IN, hash_token, new_token
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid, Throttled
from workbench.core.wording import _


def add_person(name: str, now: datetime) -> Person:
    """A person without a password: a one-time link lets them in.

    Raises Invalid for a name that cannot be stored and Conflict for one that is taken.
    """
    tidied = tidy_name(name)
    if not is_possible_name(tidied):
        raise Invalid(f"A name has 1 to {LONGEST_NAME} visible characters. Choose another one.")
    if find_person_by_name(tidied) is not None:
        raise Conflict(f"There is already somebody called {tidied}. Add something to the name.")
    person = Person(
        public_id=secrets.token_hex(16),  # hex never starts with a dash, as an option does
        name=tidied,
        links_used=0,
        is_active=True,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()  # memberships need the id
    return person


def deactivate(person: Person) -> None:
    """The person can no longer sign in and is signed out everywhere; what they did stays."""
    person.is_active = False
    db.session.flush()
    _end_all_sign_ins(person)


def sign_in(person: Person, now: datetime) -> str:
    """The secret token of a new sign-in; only its hash is stored."""
    token = new_token()
    db.session.execute(
        delete(SignIn).where(
            SignIn.person_id == person.id,
            or_(SignIn.ends_at <= now, SignIn.last_seen_at <= now - IDLE_LIMIT),
        )
    )
    db.session.add(
        SignIn(
            person_id=person.id,
            token_hash=hash_token(token),
            created_at=now,
            last_seen_at=now,
            ends_at=now + LONGEST_SIGN_IN,
        )
    )
    db.session.flush()
    return token


def use_link(public_id: str, links_used: int, now: datetime) -> str:
    """Sign in by a one-time link: the token of the new sign-in.

    Raises NotFound when the link was used; of two at the same moment only one gets in.
    """
    person = db.session.scalar(
        update(Person)
        .where(Person.public_id == public_id, Person.links_used == links_used, Person.is_active)
        .values(links_used=links_used + 1)
        .returning(Person)
    )
    if person is None:
        raise ended()
    return sign_in(person, now)


def sign_out(token: str) -> None:
    """End this sign-in; nothing happens when it has ended already."""
    db.session.execute(delete(SignIn).where(SignIn.token_hash == hash_token(token)))


def refresh_sign_in(token: str, now: datetime) -> None:
    """Note that the sign-in was used, which starts its idle time again."""
    db.session.execute(
        update(SignIn).where(SignIn.token_hash == hash_token(token)).values(last_seen_at=now)
    )


def set_password(person: Person, password_hash: str, now: datetime) -> str:
    """Store the hash and end every sign-in of the person; the token of a new one.

    The present sign-in is renewed too: had somebody copied its cookie, it is worthless now.
    """
    store_hash(person, password_hash)
    _end_all_sign_ins(person)
    return sign_in(person, now)


def choose_language(person: Person, language: str | None) -> None:
    """The interface speaks it from now on; None leaves it to the browser."""
    person.language = language
    db.session.flush()


def store_hash(person: Person, password_hash: str) -> None:
    """Keep another hash of the same password, made with today's parameters."""
    person.password_hash = password_hash
    db.session.flush()


def count_attempt(keys: Sequence[throttle.Key], now: datetime) -> None:
    """Count an attempt as failed before its password is looked at; `forgive_attempt` takes it back.

    Counting afterwards would let any number of parallel guesses pass. Raises Throttled, with
    nothing counted once the caller has rolled back, when one of the keys has to rest.
    """
    limits = {key.key_hash: key.limit for key in keys}
    counts = _lock_counts(limits, now)
    for count in counts:
        rest = throttle.rest(
            count.failures, count.last_failure_at, now, limit=limits[count.key_hash]
        )
        if rest:
            raise Throttled(
                _("Too many attempts. Wait a few minutes and try again."),
                details={"retry_after": int(rest.total_seconds()) + 1},
            )
        count.failures = throttle.count_standing(count.failures, count.last_failure_at, now) + 1
        count.last_failure_at = now
    db.session.flush()  # before the clearing, which would take revived rows for old ones
    _forget_old_counts(now)


def forgive_attempt(name: throttle.Key, address: throttle.Key) -> None:
    """After the right password: the name starts afresh, the address loses this one attempt only.

    Otherwise one known password would let its owner guess others without end.
    """
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key_hash == name.key_hash))
    db.session.execute(
        update(SignInAttempt)
        .where(SignInAttempt.key_hash == address.key_hash, SignInAttempt.failures > 0)
        .values(failures=SignInAttempt.failures - 1)
    )


def _lock_counts(limits: dict[str, int], now: datetime) -> Sequence[SignInAttempt]:
    # In one order for all, so that two attempts cannot wait for each other.
    hashes = sorted(limits)
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    db.session.execute(
        insert(SignInAttempt)
        .values([{"key_hash": h, "failures": 0, "last_failure_at": now} for h in hashes])
        .on_conflict_do_nothing()
    )
    return db.session.scalars(
        select(SignInAttempt)
        .where(SignInAttempt.key_hash.in_(hashes))
        .order_by(SignInAttempt.key_hash)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _forget_old_counts(now: datetime) -> None:
    old = (
        select(SignInAttempt.key_hash)
        .where(SignInAttempt.last_failure_at <= now - throttle.WINDOW)
        .with_for_update(skip_locked=True)
    )
    db.session.execute(
        delete(SignInAttempt)
        .where(SignInAttempt.key_hash.in_(old))
        .execution_options(synchronize_session=False)
    )


def _end_all_sign_ins(person: Person) -> None:
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
