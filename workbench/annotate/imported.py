"""A judgment that was made elsewhere, or earlier, as it is to be stored. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.annotate.document import Document
from workbench.codebook.questions import Question


@dataclass(frozen=True)
class ImportedJudgment:
    """All that the tables keep of it; its document has been checked against the questions."""

    #: None for the article as a whole.
    paragraph_id: int | None
    codebook_version_id: int
    answered_version_id: int
    questions: Sequence[Question]
    document: Document
    #: Canonical JSON of the document, for the log.
    stored: str
    revision: int
    saved_at: datetime
    saw_outlet: bool
    saw_premarks: bool
    saw_others: bool
    active_ms: int | None
