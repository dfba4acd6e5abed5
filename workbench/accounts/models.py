"""Tables of the accounts room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workbench.core.db import Base, UtcDateTime


class Person(Base):
    """Somebody who can sign in."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(public_id) >= 22", name="public_id"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name"),
        CheckConstraint("links_used >= 0", name="links_used"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: 128 random bits in hex: what browsers and links may know instead of the id.
    public_id: Mapped[str] = mapped_column(String(43), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    #: Null until the person has set one; until then only one-time links sign in.
    password_hash: Mapped[str | None] = mapped_column(String(255))
    #: Part of every one-time link: using one raises it, which voids all that were made before.
    links_used: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Of the interface, as a code; null leaves it to the browser.
    language: Mapped[str | None] = mapped_column(String(8))


class SignIn(Base):
    """One browser in which a person is signed in; deleting the row signs it out."""

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 64", name="token_hash"),
        CheckConstraint("ends_at > created_at", name="ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    #: SHA-256 in hex: a stolen database signs nobody in.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class SignInAttempt(Base):
    """Failed attempts for one name or one address; shared by all workers, kept over restarts."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        CheckConstraint("length(key_hash) = 64", name="key_hash"),
        CheckConstraint("failures >= 0", name="failures"),
    )

    #: SHA-256 in hex, so that what people mistype into the name field is not kept.
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_failure_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
