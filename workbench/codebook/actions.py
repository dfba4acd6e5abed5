"""Writes of the codebook room; the edge commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from workbench.codebook.format import Codebook, canonical_json, digest
from workbench.codebook.models import CodebookVersion
from workbench.core.db import db
from workbench.projects.actions import take_turn


def publish(project_id: int, codebook: Codebook, *, now: datetime) -> CodebookVersion:
    """Freeze the codebook under the project's next number; an unchanged one keeps its number."""
    take_turn(project_id)
    newest = db.session.scalar(
        select(CodebookVersion)
        .where(CodebookVersion.project_id == project_id)
        .order_by(CodebookVersion.number.desc())
        .limit(1)
    )
    sha256 = digest(codebook)
    if newest is not None and newest.sha256 == sha256:
        return newest
    version = CodebookVersion(
        project_id=project_id,
        number=1 if newest is None else newest.number + 1,
        title=codebook.title,
        document=canonical_json(codebook),
        sha256=sha256,
        published_at=now,
    )
    db.session.add(version)
    db.session.flush()  # rounds need the id
    return version
