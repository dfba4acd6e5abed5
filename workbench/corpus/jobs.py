"""The jobs of the corpus room: files are read, and corrected drafts are stored.

Each may be cut off at any moment and begun again: reading goes on with the files not yet read,
storing with the drafts that have no outcome yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from workbench.core import jobs
from workbench.core.clock import utc_now
from workbench.core.db import db, writing
from workbench.core.errors import Refused, WorkbenchError
from workbench.corpus import actions_storing as storing
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import queries_uploads as queries
from workbench.corpus.actions import Imported, add_articles
from workbench.corpus.actions_versions import store_correction
from workbench.corpus.drafts import Reading
from workbench.corpus.models import Draft, Upload, UploadFile
from workbench.corpus.preparing import prepare
from workbench.corpus.reading_process import ReadingProcess
from workbench.corpus.shingles import likest_before

#: Up to here a request reads the files itself: the lead sees the preview, or the refusal, at once.
MOST_FILES_AT_ONCE = 4
MOST_BYTES_AT_ONCE = 256 * 1024

#: Articles stored in one transaction; an import of as many is stored whole or not at all.
BATCH = 500

#: A job that is silent for longer was cut off. Should it go on after all (a file of 20 MiB may be
#: read for 48 s of processor, and another host may look at it meanwhile), nothing is done twice.
_SILENCE = timedelta(seconds=15)
_SAY_EVERY = 25


def start_reading(upload: Upload) -> None:
    """Read the files that were not read yet: at once when they are few, else as a job."""
    sizes = [file.size for file in queries.unread_files(upload.id)]
    if len(sizes) <= MOST_FILES_AT_ONCE and sum(sizes) <= MOST_BYTES_AT_ONCE:
        read_upload(upload.id)
    else:
        jobs.put(read_upload, upload.id)


def start_storing(upload: Upload) -> None:
    """Store the wanted drafts, as a job: their words are found here, which takes its time."""
    jobs.put(store_upload, upload.id)


@jobs.job
def read_upload(upload_id: int) -> None:
    """Read what was not read yet; the upload is ready for its lead afterwards."""
    if not _go_on(upload_id, "waiting", "reading", state="reading"):
        return
    with ReadingProcess() as process:
        for file in queries.unread_files(upload_id):
            if not _read_file(process, upload_id, file):
                return
    near = likest_before(queries.list_sketches(upload_id))
    with writing():
        if storing.go_on(upload_id, ("reading",), state="ready", now=utc_now()):
            storing.note_near(upload_id, near)


def _read_file(process: ReadingProcess, upload_id: int, file: UploadFile) -> bool:
    """False when the upload was discarded meanwhile."""
    upload = db.session.get_one(Upload, upload_id)
    data, options = queries.file_bytes(file.id), uploads.options_of(upload, file)
    db.session.commit()  # no transaction stays open while a file is read
    reading: Reading | Refused
    try:
        reading = process.read(data, file.name, options)
    except Refused as refused:
        reading = refused
    with writing():
        goes_on = storing.go_on(upload_id, ("reading",), now=utc_now())
        if goes_on:
            uploads.keep_reading(upload, file, reading)
    return goes_on


@jobs.job
def store_upload(upload_id: int) -> None:
    """Store the wanted drafts; or none of them, when one must be refused."""
    try:
        _store(upload_id)
    except WorkbenchError as error:
        with writing():
            storing.give_up(upload_id, error.message)


def _store(upload_id: int) -> None:
    if not _go_on(upload_id, "storing"):
        return
    upload = db.session.get_one(Upload, upload_id)
    if upload.corrects_id is None:
        with writing():
            if not storing.decide(upload):
                return
    while batch := storing.next_batch(upload_id, BATCH):
        if not _store_batch(upload, batch):
            return
    with writing():
        if storing.go_on(upload_id, ("storing",), state="stored", now=utc_now()):
            storing.forget_files(upload_id)


def _store_batch(upload: Upload, rows: Sequence[Draft]) -> bool:
    """False when the upload left its state meanwhile."""
    prepared = []
    for number, row in enumerate(rows, start=1):
        prepared.append(prepare(uploads.current_draft(row)))
        if number % _SAY_EVERY == 0 and not _go_on(upload.id, "storing", done=_SAY_EVERY):
            return False
    with writing():
        if not storing.go_on(upload.id, ("storing",), now=utc_now()):
            return False
        if not storing.are_undecided(rows):
            return True
        if upload.corrects_id is None:
            outcomes = add_articles(upload.project_id, prepared, now=utc_now())
        else:
            article = store_correction(upload, prepared[0], now=utc_now())
            outcomes = [Imported(rows[0].title, "added", article_id=article.id)]
        storing.conclude(rows, outcomes)
        upload.done += len(rows) % _SAY_EVERY
    return True


def _go_on(upload_id: int, *states: str, state: str = "", done: int = 0) -> bool:
    with writing():
        return storing.go_on(upload_id, states, state=state, done=done, now=utc_now())


@jobs.resumer
def resume_uploads() -> None:
    """Begin again what was cut off, such as when the computer was switched off."""
    with writing():
        found = storing.take_over(utc_now() - _SILENCE, now=utc_now())
    for upload_id, state in found:
        (store_upload if state == "storing" else read_upload)(upload_id)
