"""Reads of imports on their way into the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Draft, Outlet, Story, Upload, UploadFile
from workbench.corpus.shingles import Sketch


@dataclass(frozen=True)
class Counts:
    """An upload in figures; `problems` counts what could not be read."""

    drafts: int
    wanted: int
    problems: int
    outcomes: dict[str, int]


def get_upload(project_id: int, upload_id: int) -> Upload:
    """Raises NotFound for an upload of another project, too."""
    upload = db.session.scalar(
        select(Upload).where(Upload.id == upload_id, Upload.project_id == project_id)
    )
    if upload is None:
        raise NotFound("This project has no such import.")
    return upload


def get_file(upload: Upload, position: int) -> UploadFile:
    """One file of the upload, without its bytes. Raises NotFound."""
    file = db.session.scalar(
        select(UploadFile).where(UploadFile.upload_id == upload.id, UploadFile.position == position)
    )
    if file is None:
        raise NotFound("This import has no such file.")
    return file


def file_bytes(file_id: int) -> bytes:
    """What was handed in; empty once the upload has ended."""
    data = db.session.scalar(select(UploadFile.data).where(UploadFile.id == file_id))
    return bytes(data or b"")


def unread_files(upload_id: int) -> Sequence[UploadFile]:
    """Files that were not read yet, or are to be read again; without their bytes."""
    found = db.session.scalars(
        select(UploadFile)
        .where(UploadFile.upload_id == upload_id, UploadFile.format == "")
        .order_by(UploadFile.position)
    )
    return [file for file in found if not file.problems]


def list_open_uploads(project_id: int) -> Sequence[Upload]:
    """Imports that wait for a job or a person, newest first."""
    return db.session.scalars(
        select(Upload)
        .where(
            Upload.project_id == project_id,
            Upload.state.in_(("waiting", "reading", "ready", "storing", "failed")),
        )
        .order_by(Upload.id.desc())
    ).all()


def list_drafts(upload: Upload, *, first: int = 1, most: int = 50) -> Sequence[Draft]:
    """Up to `most` drafts in order, from the given position on, without their documents."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.upload_id == upload.id, Draft.position >= first)
        .order_by(Draft.position)
        .limit(most)
    ).all()


def list_sketches(upload_id: int) -> dict[int, Sketch]:
    """What the upload's drafts are compared by, by position and in this order."""
    rows = db.session.execute(
        select(Draft.position, Draft.sketch)
        .where(Draft.upload_id == upload_id)
        .order_by(Draft.position)
    )
    return {row[0]: tuple(row[1]) for row in rows}


def get_draft(upload: Upload, position: int) -> Draft:
    """One draft with its document. Raises NotFound."""
    draft = db.session.scalar(
        select(Draft)
        .where(Draft.upload_id == upload.id, Draft.position == position)
        .options(undefer(Draft.document))
    )
    if draft is None:
        raise NotFound("This import has no such article.")
    return draft


def neighbours(upload: Upload, position: int) -> tuple[int | None, int | None]:
    """Positions of the drafts before and after this one; None at either end."""
    before = db.session.scalar(
        select(func.max(Draft.position)).where(
            Draft.upload_id == upload.id, Draft.position < position
        )
    )
    after = db.session.scalar(
        select(func.min(Draft.position)).where(
            Draft.upload_id == upload.id, Draft.position > position
        )
    )
    return before, after


def number_of(upload: Upload, position: int) -> int:
    """The how-many-th draft it is; positions have gaps where a file was read again."""
    return (
        db.session.scalar(
            select(func.count()).where(Draft.upload_id == upload.id, Draft.position <= position)
        )
        or 0
    )


def count_drafts(upload: Upload) -> Counts:
    """How many articles an upload holds, how many are wanted, and what became of them."""
    outcomes: dict[str, int] = {}
    drafts = wanted = 0
    for outcome, is_wanted, count in db.session.execute(
        select(Draft.outcome, Draft.is_wanted, func.count())
        .where(Draft.upload_id == upload.id)
        .group_by(Draft.outcome, Draft.is_wanted)
    ):
        drafts += count
        wanted += count if is_wanted else 0
        if outcome:
            outcomes[outcome] = outcomes.get(outcome, 0) + count
    files = db.session.scalars(select(UploadFile.problems).where(UploadFile.upload_id == upload.id))
    return Counts(drafts, wanted, sum(map(len, files)), outcomes)


def first_with_text(upload: Upload, sha256s: Sequence[str]) -> dict[str, int]:
    """Position of the first draft of the upload that has this text, by the text's hash."""
    rows = db.session.execute(
        select(Draft.sha256, func.min(Draft.position))
        .where(Draft.upload_id == upload.id, Draft.sha256.in_(sha256s))
        .group_by(Draft.sha256)
    )
    return {row[0]: row[1] for row in rows}


def article_keys(project_id: int, article_ids: Sequence[int]) -> dict[int, str]:
    """Public names of articles of the project by id."""
    rows = db.session.execute(
        select(Article.id, Article.key).where(
            Article.project_id == project_id, Article.id.in_(article_ids)
        )
    )
    return {row[0]: row[1] for row in rows}


def list_names(project_id: int) -> tuple[list[str], list[str]]:
    """Outlets and stories of the project, for typing their names."""
    outlets = db.session.scalars(
        select(Outlet.name).where(Outlet.project_id == project_id).order_by(Outlet.name)
    )
    stories = db.session.scalars(
        select(Story.title).where(Story.project_id == project_id).order_by(Story.id.desc())
    )
    return list(outlets), list(stories)


def list_refused(upload: Upload) -> Sequence[Draft]:
    """Drafts that could be read and cannot be stored, with their files."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.upload_id == upload.id, Draft.outcome == "refused")
        .order_by(Draft.position)
        .options(joinedload(Draft.file))
    ).all()
