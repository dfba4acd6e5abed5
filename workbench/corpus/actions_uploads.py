"""Writes of an import on its way into the corpus; the edge commits.

An upload keeps the files as they came until it has ended, so that a lead can read them again with
another encoding, other columns or fewer rules, and so that nothing is lost with a closed browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from workbench.core.db import db
from workbench.core.errors import Conflict, Invalid, Refused
from workbench.corpus.actions_storing import forget_files, hold
from workbench.corpus.correcting import Step, replay
from workbench.corpus.documents import (
    draft_as_document,
    draft_from_document,
    options_as_document,
)
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading, with_names
from workbench.corpus.file_names import tidy_file_name
from workbench.corpus.models import Draft, Upload, UploadFile
from workbench.corpus.preparing import article_sha256, article_sketch

#: States in which a person may still change an upload.
OPEN_STATES = ("ready", "failed")
MOST_STEPS = 2_000


def begin_upload(
    project_id: int,
    person_id: int | None,
    files: Sequence[tuple[str, bytes]],
    *,
    options: Options,
    outlet: str = "",
    story: str = "",
    skips_bad: bool = False,
    now: datetime,
) -> Upload:
    """Keep the files, to be read next. Raises Invalid without any."""
    if not files:
        raise Invalid("Choose one or more files first.")
    upload = Upload(
        project_id=project_id,
        person_id=person_id,
        options=options_as_document(options),
        outlet=outlet,
        story=story,
        skips_bad=skips_bad,
        created_at=now,
        seen_at=now,
        total=len(files),
        files=[
            UploadFile(position=number, name=tidy_file_name(name), data=data, size=len(data))
            for number, (name, data) in enumerate(files, start=1)
        ],
    )
    db.session.add(upload)
    db.session.flush()  # its id goes into the address and into the job
    return upload


def begin_correction(
    project_id: int, person_id: int | None, article_id: int, draft: ArticleDraft, *, now: datetime
) -> Upload:
    """An upload that holds one article of the corpus, to be corrected and stored again."""
    upload = Upload(
        project_id=project_id,
        person_id=person_id,
        state="ready",
        corrects_id=article_id,
        created_at=now,
        seen_at=now,
    )
    db.session.add(upload)
    db.session.flush()  # the draft needs the id
    _add_draft(upload, None, 1, draft)
    return upload


def options_of(upload: Upload, file: UploadFile) -> Options:
    """What holds for one file: the upload's options, overridden by the file's own."""
    document = {**upload.options, **file.options}
    return Options(**{**document, "rules_off": frozenset(document.get("rules_off", ()))})


def choose_for_file(file: UploadFile, choices: Mapping[str, Any]) -> None:
    """Keep what the lead chose for this file alone (format, encoding, columns, rules_off).

    Only the given keys change. What was read of the file is forgotten, corrections included; the
    edge starts the reading again.
    """
    file.options = {**file.options, **choices}
    file.format, file.problems = "", []
    db.session.execute(delete(Draft).where(Draft.file_id == file.id))


def start_again(upload: Upload, *, state: str, total: int, now: datetime) -> None:
    """Put a job at its beginning: "waiting" to be read, "storing" to be stored.

    Raises Conflict when another job runs or the upload has ended.
    """
    _hold_open(upload)
    upload.state, upload.done, upload.total, upload.message = state, 0, total, ""
    upload.seen_at = now


def keep_reading(upload: Upload, file: UploadFile, reading: Reading | Refused) -> None:
    """Keep what came of one file, or why nothing did; once, should two jobs read it."""
    db.session.refresh(file)
    if file.format or file.problems:
        return
    upload.done += 1
    if isinstance(reading, Refused):
        file.format = file.encoding = ""
        file.columns = list(reading.details.get("columns", ()))  # type: ignore[call-overload]
        file.mapping, file.problems = {}, [problem_of(reading, file.name)]
        return
    file.format, file.encoding = reading.format, reading.encoding[:40]
    file.columns, file.mapping = list(reading.columns), dict(reading.mapping)
    file.problems = [asdict(problem) for problem in reading.problems]
    last = db.session.scalar(select(func.max(Draft.position)).where(Draft.upload_id == upload.id))
    for number, draft in enumerate(reading.articles, start=(last or 0) + 1):
        named = with_names(draft, upload.outlet, upload.story)
        _add_draft(upload, file, number, named)


def problem_of(refused: Refused, name: str) -> dict[str, Any]:
    """A refused file as a problem; an encoding that was proposed stands under `proposal`."""
    problem = asdict(Problem(refused.code, refused.message, refused.line, name))
    proposal = refused.details.get("proposal")
    return problem | ({"proposal": proposal} if proposal else {})


def take_step(draft: Draft, step: Step, *, seen: int) -> ArticleDraft:
    """Correct a draft; `seen` is how many steps the person's page knew of.

    Raises Invalid for a step that does not fit, Conflict when another tab was faster or the import
    has gone on.
    """
    return take_steps(draft, [step], seen=seen)


def take_steps(draft: Draft, steps: Sequence[Step], *, seen: int) -> ArticleDraft:
    """Correct a draft by several steps at once, or by none of them; see `take_step`."""
    _refuse_if_behind(draft, seen)
    if len(draft.steps) + len(steps) > MOST_STEPS:
        raise Invalid(f"A draft takes {MOST_STEPS:,} corrections. Mend the file and read it again.")
    current = replay(current_draft(draft), steps)
    draft.steps = [*draft.steps, *map(dict, steps)]
    _say_facts(draft, current)
    return current


def undo_step(draft: Draft, *, seen: int) -> ArticleDraft:
    """Take the last correction back. Raises Conflict as `take_step`, Invalid without one."""
    _refuse_if_behind(draft, seen)
    if not draft.steps:
        raise Invalid("There is nothing to take back.")
    draft.steps = draft.steps[:-1]
    current = current_draft(draft)
    _say_facts(draft, current)
    return current


def current_draft(draft: Draft) -> ArticleDraft:
    """The article as it would be stored now: as it was read, after all corrections."""
    return replay(draft_from_document(draft.document), draft.steps)


def choose_wanted(upload: Upload, positions: Sequence[int], *, is_wanted: bool) -> None:
    """Take these drafts in, or leave them out. Raises Conflict when the import has gone on."""
    _hold_open(upload)
    db.session.execute(
        update(Draft)
        .where(Draft.upload_id == upload.id, Draft.position.in_(positions))
        .values(is_wanted=is_wanted)
    )


def order_storing(upload: Upload, *, total: int, skips_bad: bool, now: datetime) -> None:
    """Have `total` drafts stored next; `skips_bad` leaves out what could not be read.

    Raises Invalid without any, Conflict as `start_again`.
    """
    if not total:
        raise Invalid("Tick at least one article to be stored.")
    start_again(upload, state="storing", total=total, now=now)
    upload.skips_bad = upload.skips_bad or skips_bad


def discard(upload: Upload) -> None:
    """End an import without storing anything. Raises Conflict when it is being stored."""
    hold(upload)
    if upload.state in {"storing", "stored"}:
        raise Conflict("This import is being stored or has been. Reload the page.")
    upload.state = "discarded"
    forget_files(upload.id)
    db.session.execute(delete(Draft).where(Draft.upload_id == upload.id))


def _add_draft(upload: Upload, file: UploadFile | None, position: int, draft: ArticleDraft) -> None:
    row = Draft(
        upload_id=upload.id,
        file_id=file.id if file else None,
        position=position,
        document=draft_as_document(draft),
        steps=[],
    )
    _say_facts(row, draft)
    db.session.add(row)


def _say_facts(row: Draft, draft: ArticleDraft) -> None:
    row.title, row.outlet, row.story = draft.title[:1000], draft.outlet[:120], draft.story[:200]
    row.source_id, row.published = draft.source_id[:200], draft.published
    row.usable = sum(paragraph.annotatable for paragraph in draft.paragraphs)
    row.paragraphs = len(draft.paragraphs)
    row.sha256, row.sketch = article_sha256(draft), list(article_sketch(draft))
    row.warnings = len(draft.warnings)


def _refuse_if_behind(draft: Draft, seen: int) -> None:
    upload = db.session.get_one(Upload, draft.upload_id)
    _hold_open(upload)
    db.session.refresh(draft)
    if len(draft.steps) != seen:
        raise Conflict(
            "Another tab or person corrected this article in the meantime. Reload the page to see "
            "it, then make your correction again."
        )


def _hold_open(upload: Upload) -> None:
    hold(upload)
    if upload.state not in OPEN_STATES:
        raise Conflict("This import is under way or has ended. Reload the page.")
