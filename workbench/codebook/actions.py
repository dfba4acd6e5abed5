"""Writes of the codebook room; the edge commits."""

from __future__ import annotations

from datetime import datetime

from workbench.codebook.checks import check_finished
from workbench.codebook.format import Codebook, canonical_json, digest
from workbench.codebook.lineage import Lineage
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import find_newest, with_settings
from workbench.core.db import db
from workbench.projects.actions import take_turn


def publish(
    project_id: int,
    codebook: Codebook,
    *,
    now: datetime,
    lineage: Lineage | None = None,
    remark: str = "",
    by: int | None = None,
    has_settings: bool = False,
) -> CodebookVersion:
    """Freeze the codebook under the project's next number; an unchanged one keeps its number.

    A codebook without targets or camps takes those of the version before, or the targets that the
    project was made with: they are part of what is asked. With `has_settings` it has those it
    means to have, none included. `by` is a membership's id. Raises Invalid
    for a codebook that is not finished.
    """
    take_turn(project_id)
    newest = find_newest(project_id)
    if not has_settings:
        codebook = with_settings(project_id, codebook)
    check_finished(codebook)
    # By content, not by digest: an older workbench wrote other bytes for the same.
    if newest is not None and newest.codebook == codebook:
        return newest
    version = CodebookVersion(
        project_id=project_id,
        number=1 if newest is None else newest.number + 1,
        title=codebook.title,
        document=canonical_json(codebook),
        sha256=digest(codebook),
        lineage=(lineage or Lineage()).model_dump(mode="json", exclude_defaults=True),
        remark=remark,
        published_by_id=by,
        published_at=now,
    )
    db.session.add(version)
    db.session.flush()  # rounds need the id
    return version
