"""Files on disk to drafts, and drafts to plain records, for the shell. No database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.preparing import tidy_file_name
from workbench.corpus.readers import read_article

#: More than any article may have; what has no end (a device) must not fill the memory.
MOST_BYTES = 20 * 1024 * 1024


def read_file(path: Path) -> ArticleDraft:
    """Raises Refused, also for a file that cannot be opened."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"The file cannot be read: {error.strerror}.", code="unreadable") from None
    if len(data) > MOST_BYTES:
        raise Refused("The file is larger than 20 MiB. Split it into articles.", code="too_long")
    return read_article(data, tidy_file_name(path.name))


def said_of(path: Path, problem: Refused) -> str:
    """The refusal of a file as one sentence for the shell."""
    place = f", line {problem.line}" if problem.line else ""
    return f"{tidy_file_name(path.name)}{place}: {problem.message}"


def as_record(draft: ArticleDraft) -> dict[str, Any]:
    """What a reader found, as JSON shows it; plain files have no address of their own."""
    standfirst = next((p.text for p in draft.paragraphs if p.kind == "standfirst"), "")
    return {
        "title": draft.title,
        "standfirst": standfirst,
        "byline": draft.byline,
        "outlet": draft.outlet,
        "published": draft.published,
        "url": "",
        "language": draft.language,
        "paragraphs": [
            {"kind": p.kind, "text": p.text, "annotatable": p.annotatable} for p in draft.paragraphs
        ],
        "problems": [],
    }


def as_refused(problem: Refused) -> dict[str, Any]:
    """The same keys for a file that gives no article; `line` is null where it is unknown."""
    found = {"code": problem.code, "message": problem.message, "line": problem.line}
    return as_record(ArticleDraft(title="", paragraphs=(), language="")) | {"problems": [found]}
