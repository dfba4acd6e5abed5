"""Reads of the projects room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.models import Membership, Project


@dataclass(frozen=True)
class Place:
    """A project as one member enters it."""

    project: Project
    membership: Membership

    @property
    def role(self) -> str:
        return self.membership.role


#: Built once: every request enters a project, and building a statement costs more than sending it.
_FIND_PLACE = (
    select(Membership)
    .join(Membership.project)
    .where(Project.slug == bindparam("slug"), Membership.person_id == bindparam("person"))
    .options(contains_eager(Membership.project))
)


def find_place(person_id: int, slug: str) -> Place | None:
    """The person's place in the project, None for a stranger or an unknown project."""
    membership = db.session.scalar(_FIND_PLACE, {"slug": slug, "person": person_id})
    return None if membership is None else Place(membership.project, membership)


def get_project(slug: str = "") -> Project:
    """The project of that short name; without a name the only one there is.

    Raises NotFound, with the known projects in the sentence: this is asked from the shell.
    """
    projects = list_projects()
    matching = [project for project in projects if slug in {"", project.slug}]
    if len(matching) == 1:
        return matching[0]
    if not projects:
        raise NotFound("There is no project yet. Make one with: workbench project create")
    known = ", ".join(project.slug for project in projects)
    if slug:
        raise NotFound(f"There is no project {slug!r}. Known projects: {known}.")
    raise NotFound(f"There are several projects; say which with --project: {known}.")


def list_projects() -> Sequence[Project]:
    """All projects, by short name."""
    return db.session.scalars(select(Project).order_by(Project.slug)).all()


def find_project(slug: str) -> Project | None:
    return db.session.scalar(select(Project).where(Project.slug == slug))


def has_projects() -> bool:
    """Whether the database holds any project at all."""
    return db.session.scalar(select(Project.id).limit(1)) is not None


def list_places(person_id: int) -> list[Place]:
    """All projects of a person, by title."""
    memberships = db.session.scalars(
        select(Membership)
        .join(Membership.project)
        .where(Membership.person_id == person_id)
        .options(joinedload(Membership.project))
        .order_by(Project.title)
    )
    return [Place(m.project, m) for m in memberships]


def list_members(project_id: int, role: str | None = None) -> Sequence[Membership]:
    """Members with their people, by seat."""
    statement = (
        select(Membership)
        .where(Membership.project_id == project_id)
        .options(joinedload(Membership.person))
        .order_by(Membership.seat)
    )
    if role is not None:
        statement = statement.where(Membership.role == role)
    return db.session.scalars(statement).all()
