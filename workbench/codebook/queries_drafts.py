"""Reads of the draft that leads are working on."""

from __future__ import annotations

from sqlalchemy import select

from workbench.codebook.format import Codebook
from workbench.codebook.lineage import Lineage
from workbench.codebook.models import CodebookDraft, CodebookStep
from workbench.core.db import db
from workbench.core.errors import NotFound


def find_draft(project_id: int) -> CodebookDraft | None:
    """The project's draft, None where nobody has begun one."""
    return db.session.get(CodebookDraft, project_id, populate_existing=True)


def get_draft(project_id: int) -> CodebookDraft:
    """Raises NotFound."""
    draft = find_draft(project_id)
    if draft is None:
        raise NotFound("There is no draft of the codebook. Begin one on the codebook's page.")
    return draft


def codebook_of(draft: CodebookDraft) -> Codebook:
    """What the draft holds: coherent, perhaps unfinished."""
    return Codebook.model_validate_json(draft.document)


def lineage_of(draft: CodebookDraft) -> Lineage:
    """Where its parts come from in the version that it began from."""
    return Lineage.model_validate(draft.lineage)


def last_step(project_id: int) -> CodebookStep | None:
    """The last change that can be taken back."""
    return db.session.scalar(
        select(CodebookStep)
        .where(CodebookStep.project_id == project_id)
        .order_by(CodebookStep.revision.desc())
        .limit(1)
    )
