"""Writes of the projects room; the edge commits."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from workbench.accounts.models import Person
from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid
from workbench.projects.models import Membership, Project, Target
from workbench.projects.names import is_possible_seat

#: Letters and digits that nobody confuses when reading a pseudonym aloud.
SEAT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def create_project(
    slug: str,
    title: str,
    *,
    targets: Iterable[tuple[str, str]],
    now: datetime,
    is_demo: bool = False,
) -> Project:
    """A project with its targets as (key, title).

    Raises Conflict when the slug is taken and Invalid when two targets have one key.
    """
    named = list(targets)
    if len({key for key, _ in named}) < len(named):
        raise Invalid("Two targets have the same key. Give each a key of its own.")
    taken = Conflict(f"There is already a project {slug!r}. Choose another short name.")
    if db.session.scalar(select(Project.id).where(Project.slug == slug)) is not None:
        raise taken
    project = Project(slug=slug, title=title, created_at=now, is_demo=is_demo)
    project.targets = [
        Target(key=key, title=name, position=position)
        for position, (key, name) in enumerate(named, start=1)
    ]
    db.session.add(project)
    try:
        db.session.flush()  # the id is needed by everything that hangs on the project
    except IntegrityError:  # somebody took the name since we looked
        raise taken from None
    return project


def choose_captions(project: Project, *, annotated: bool) -> None:
    """Whether captions are annotated like body text in imports from now on."""
    project.annotates_captions = annotated


def take_turn(project_id: int) -> None:
    """Hold the project's row until the transaction ends, so that its writers pass one by one.

    On PostgreSQL two at the same moment would both find a name, a number or a text free, and the
    second would fail; on SQLite there is one writer at a time anyway.
    """
    db.session.execute(
        select(Project.id).where(Project.id == project_id).with_for_update(key_share=True)
    )


def add_member(project: Project, person: Person, role: str, *, seat: str = "") -> Membership:
    """Give the person a seat; a free random pseudonym unless one is given.

    Raises Invalid for an unknown role and Conflict for a person who is a member already.
    """
    if role not in {"annotator", "lead"}:
        raise Invalid(f"There is no role {role!r}: choose annotator or lead.")
    take_turn(project.id)
    members = list(
        db.session.scalars(select(Membership).where(Membership.project_id == project.id))
    )
    if any(member.person_id == person.id for member in members):
        raise Conflict(f"{person.name} is already a member of {project.title}.")
    taken = {member.seat for member in members}
    if seat in taken:
        raise Conflict(f"The seat {seat} is taken. Choose another one or leave it out.")
    membership = Membership(
        project_id=project.id,
        person_id=person.id,
        role=role,
        seat=seat or draw_seat(role, taken),
    )
    db.session.add(membership)
    db.session.flush()  # assignments need the id
    return membership


def add_recorded(project_id: int, names: Sequence[str]) -> dict[str, int]:
    """Seats for people who are known from a file alone and can never sign in; their ids by name.

    A name that can be a seat is one; any other gets a pseudonym, so that it stays in this project.
    The caller has taken the project's turn, and none of the names is known in it.
    """
    members = db.session.scalars(select(Membership.seat).where(Membership.project_id == project_id))
    taken = {*members, *names}
    added = {}
    for name in names:
        seat = name if is_possible_seat(name) else draw_seat("annotator", taken)
        taken.add(seat)
        added[name] = Membership(
            project_id=project_id, role="annotator", seat=seat, recorded_as=name
        )
    db.session.add_all(added.values())
    db.session.flush()  # assignments need the ids
    return {name: member.id for name, member in added.items()}


def draw_seat(role: str, taken: set[str]) -> str:
    """A free pseudonym: `A-` or `L-` and four letters from the system's randomness."""
    while True:
        letters = "".join(secrets.choice(SEAT_ALPHABET) for _ in range(4))
        seat = f"{role[0].upper()}-{letters}"
        if seat not in taken:
            return seat
