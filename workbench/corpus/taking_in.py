"""Files and folders on disk to readings, drafts to records, for the shell. No database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.file_names import tidy_file_name
from workbench.corpus.readers.archive import MOST_FILES
from workbench.corpus.readers.bytes import MOST_BYTES
from workbench.corpus.reading_process import ReadingProcess


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files given, and those in the folders given, in the order of their names.

    Hidden files and symbolic links in a folder are left out. Raises Refused for too many files,
    and for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else ()
        wanted = sorted(one for one in inside if _is_meant(one, path)) if path.is_dir() else [path]
        if not wanted:
            raise Refused(f"The folder {tidy_file_name(path.name)} holds no files.")
        found.extend(wanted)
        if len(found) > MOST_FILES:
            raise Refused(f"These are more than {MOST_FILES:,} files. Import them in parts.")
    return found


def _is_meant(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder).parts
    return path.is_file() and not path.is_symlink() and not any(p.startswith(".") for p in inside)


def read_file(process: ReadingProcess, path: Path, options: Options) -> Reading:
    """Raises Refused, also for a file that cannot be opened."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # what has no end, a device, must not fill the memory
    except OSError as error:
        raise Refused(f"The file cannot be read: {error.strerror}.", code="unreadable") from None
    if len(data) > MOST_BYTES:
        raise Refused("The file is larger than 20 MiB. Split it.", code="too_long")
    return process.read(data, tidy_file_name(path.name), options)


def as_problem(path: Path, refused: Refused) -> Problem:
    """The refusal of a whole file."""
    return Problem(refused.code, refused.message, refused.line, tidy_file_name(path.name))


def said_of(problem: Problem, name: str) -> str:
    """A problem of a file as one sentence for the shell; `name` is that of the file handed in."""
    inner = f", {problem.name}" if problem.name and problem.name != name else ""
    place = f", line {problem.line}" if problem.line else ""
    return f"{name}{inner}{place}: {problem.message}"


def as_record(draft: ArticleDraft) -> dict[str, Any]:
    """What a reader found, as JSON shows it; it can be imported again as it is."""
    standfirst = next((p.text for p in draft.paragraphs if p.kind == "standfirst"), "")
    return {
        **draft.extra,
        "id": draft.source_id,
        "title": draft.title,
        "standfirst": standfirst,
        "byline": draft.byline,
        "outlet": draft.outlet,
        "published": draft.published,
        "url": draft.url,
        "section": draft.section,
        "story": draft.story,
        "language": draft.language,
        "paragraphs": [
            {"kind": p.kind, "text": p.text, "annotatable": p.annotatable} for p in draft.paragraphs
        ],
        "problems": [_as_value(problem) for problem in draft.warnings],
    }


def as_refused(problem: Problem) -> dict[str, Any]:
    """The same keys for what gives no article; `line` is null where it is unknown."""
    return as_record(ArticleDraft(title="", paragraphs=(), language="", warnings=(problem,)))


def _as_value(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message, "line": problem.line}
