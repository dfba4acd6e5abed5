"""Reads of the codebook room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from sqlalchemy import select

from workbench.codebook.format import MOST_TARGETS, Codebook
from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import Question, list_questions
from workbench.codebook.reading import parse_stored
from workbench.core.db import db
from workbench.core.errors import Invalid, NotFound
from workbench.projects.models import Project, Target


def list_versions(project_id: int) -> Sequence[CodebookVersion]:
    """The project's versions, newest first."""
    return db.session.scalars(
        select(CodebookVersion)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
    ).all()


def find_newest(project_id: int) -> CodebookVersion | None:
    """The version in force, None before the first."""
    return db.session.scalar(
        select(CodebookVersion)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    )


def version_numbers(project_id: int) -> dict[int, int]:
    """The numbers of the project's versions by id, newest first."""
    rows = db.session.execute(
        select(CodebookVersion.id, CodebookVersion.number)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
    )
    return {row.id: row.number for row in rows}


def get_version(project_id: int, number: int) -> CodebookVersion:
    """Raises NotFound."""
    version = db.session.scalar(
        select(CodebookVersion).where(
            CodebookVersion.project_id == project_id, CodebookVersion.number == number
        )
    )
    if version is None:
        raise NotFound(f"This project has no codebook version {number}.")
    return version


def as_asked(project_id: int, codebook: Codebook) -> Codebook:
    """The codebook with the targets that the project was made with, where it names none."""
    if codebook.targets:
        return codebook
    rows = db.session.scalars(
        select(Target).where(Target.project_id == project_id).order_by(Target.position)
    )
    return codebook.asking_about((row.key, row.title) for row in rows)


def with_settings(project_id: int, codebook: Codebook) -> Codebook:
    """The codebook with the project's targets and camps, where it names none itself.

    They are those of the newest version, or the targets that the project was made with. Raises
    Invalid where these are too many.
    """
    newest = find_newest(project_id)
    targets, camps = codebook.targets, codebook.camps
    if newest is not None:
        targets, camps = targets or newest.codebook.targets, camps or newest.codebook.camps
    found = as_asked(project_id, codebook.model_copy(update={"targets": targets, "camps": camps}))
    if len(found.targets) > MOST_TARGETS:
        raise Invalid(
            f"A codebook scores at most {MOST_TARGETS} targets; there are {len(found.targets)}."
        )
    return found


def questions_for(
    project: Project, sha256: str, unit: Literal["paragraph", "article"] = "paragraph"
) -> tuple[Question, ...]:
    """The questions on one unit of the version with this digest.

    Versions that were published before targets were frozen with them use the project's.
    """
    return list_questions_of(
        sha256, tuple((target.key, target.title) for target in project.targets), unit
    )


@lru_cache(maxsize=128)
def list_questions_of(
    sha256: str,
    targets: tuple[tuple[str, str], ...],
    unit: Literal["paragraph", "article"] = "paragraph",
) -> tuple[Question, ...]:
    """The same for targets as (key, title).

    Cached: a digest names one document for ever, and every save needs its questions.
    """
    document = db.session.scalar(
        select(CodebookVersion.document).where(CodebookVersion.sha256 == sha256).limit(1)
    )
    if document is None:
        raise NotFound("This codebook version does not exist.")
    return list_questions(parse_stored(sha256, document), targets, unit)
