"""Reads of the codebook room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from sqlalchemy import select

from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import Question, list_questions
from workbench.codebook.reading import parse_stored
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.models import Project


def list_versions(project_id: int) -> Sequence[CodebookVersion]:
    """The project's versions, newest first."""
    return db.session.scalars(
        select(CodebookVersion)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
    ).all()


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
