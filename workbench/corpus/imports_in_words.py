"""An import said in words: its name, its state, how far it is. Pure."""

from __future__ import annotations

from workbench.corpus.correcting import BY_HAND
from workbench.corpus.models import Upload
from workbench.corpus.readers.rules import RULES_EXPLAINED

STATES = {
    "waiting": "waits to be read",
    "reading": "is being read",
    "ready": "can be looked at and stored",
    "storing": "is being stored",
    "stored": "has been stored",
    "failed": "could not be finished",
    "discarded": "was discarded",
}


#: Why a paragraph is what it is, by its note.
REASONS = RULES_EXPLAINED | {BY_HAND: "Changed by hand"}


def heading(upload: Upload) -> str:
    """What an import is called in a list and above its page."""
    if upload.corrects_id:
        return f"Correction of {upload.drafts[0].title}" if upload.drafts else "A correction"
    if len(upload.files) == 1:
        return f"Import of {upload.files[0].name}"
    return f"Import of {len(upload.files)} files"


def progress(upload: Upload) -> str:
    """How far its job is."""
    if upload.state == "storing" and upload.corrects_id:
        return "The corrected text is being stored."
    if upload.state == "storing":
        return f"{upload.done} of {upload.total} articles stored"
    if upload.state in {"waiting", "reading"} and upload.total == 1:
        return "The file is being read."
    if upload.state in {"waiting", "reading"}:
        return f"{upload.done} of {upload.total} files read"
    return f"This import {STATES[upload.state]}."
