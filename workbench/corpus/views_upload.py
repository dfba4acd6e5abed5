"""The page of one import, for leads: how far it is, what was read, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import orjson
from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.core import jobs
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid
from workbench.core.web import asked_number
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import queries_uploads as queries
from workbench.corpus.actions_storing import UNDER_WAY
from workbench.corpus.forms import COLUMN_FIELDS, FileForm
from workbench.corpus.imports_in_words import STATES, heading, progress
from workbench.corpus.jobs import start_reading, start_storing
from workbench.corpus.models import Draft, Upload, UploadFile
from workbench.corpus.queries_marks import mark_twins
from workbench.corpus.readers import FORMATS
from workbench.corpus.readers.encodings import ENCODINGS
from workbench.corpus.views import blueprint

__all__ = ["blueprint"]

#: Rows on a page, and problems and files shown with their forms.
MOST_ROWS = 50
MOST_FILES = 10


@blueprint.get("/import/<int:upload_id>")
@allow("import articles")
def upload(slug: str, upload_id: int) -> ResponseReturnValue:
    """How far an import is, what was read, and what became of it."""
    found = _found_awake(upload_id)
    if found.corrects_id and found.state not in UNDER_WAY:
        if found.state == "stored" and found.message:
            flash(found.message)
        return redirect(_end_of_correction(found))
    first = asked_number("first") or 1
    rows = queries.list_drafts(found, first=first, most=MOST_ROWS + 1)
    problems = _problems(found)
    shown, more = _files_shown(found.files, asked_number("file"))
    return render_template(
        "corpus/import_upload.html",
        upload=found,
        heading=heading(found),
        under_way=UNDER_WAY,
        states=STATES,
        progress=progress(found),
        counts=queries.count_drafts(found),
        problems=problems[:MOST_ROWS],
        problem_count=len(problems),
        files=shown,
        more_files=more,
        formats=FORMATS,
        fields=COLUMN_FIELDS,
        encodings=ENCODINGS,
        drafts=_draft_rows(found, rows[:MOST_ROWS]),
        pages=_pages(first, rows),
    )


@blueprint.get("/import/<int:upload_id>/progress")
@allow("import articles")
def upload_progress(slug: str, upload_id: int) -> ResponseReturnValue:
    """The same in figures, for a page that waits."""
    found = _found_awake(upload_id)
    return {
        "state": found.state,
        "done": found.done,
        "total": found.total,
        "words": progress(found),
    }


@blueprint.get("/import/<int:upload_id>/problems")
@allow("import articles")
def upload_problems(slug: str, upload_id: int) -> ResponseReturnValue:
    """All that cannot be taken in, as JSON lines: file, line or number of the article, reason."""
    found = queries.get_upload(g.place.project.id, upload_id)
    lines = [orjson.dumps(one) + b"\n" for one in _problems(found)]
    return Response(b"".join(lines), mimetype="application/x-ndjson")


@blueprint.post("/import/<int:upload_id>/files/<int:file_position>")
@allow("import articles")
def read_file_again(slug: str, upload_id: int, file_position: int) -> ResponseReturnValue:
    """Read one file again, in the way the lead chose."""
    found = queries.get_upload(g.place.project.id, upload_id)
    file = queries.get_file(found, file_position)
    form = FileForm()
    form.offer(FORMATS, file.columns)
    if not form.validate():
        raise Invalid("There is no such way to read a file. Go back and choose another.")
    choices = form.choices(request.form)
    with writing():
        uploads.start_again(found, state="waiting", total=1, now=utc_now())
        uploads.choose_for_file(file, choices)
    start_reading(found)
    return _back_to(found)


@blueprint.post("/import/<int:upload_id>/drafts")
@allow("import articles")
def choose_drafts(slug: str, upload_id: int) -> ResponseReturnValue:
    """Keep which of the drafts shown are wanted; then store all wanted ones, or turn the page."""
    found = queries.get_upload(g.place.project.id, upload_id)
    shown = {int(one) for one in request.form.getlist("shown") if one.isdecimal()}
    wanted = {int(one) for one in request.form.getlist("wanted") if one.isdecimal()} & shown
    then = request.form.get("then", "keep")
    with writing():
        uploads.choose_wanted(found, sorted(wanted), is_wanted=True)
        uploads.choose_wanted(found, sorted(shown - wanted), is_wanted=False)
        if then in {"store", "skip"}:
            total = queries.count_drafts(found).wanted
            uploads.order_storing(found, total=total, skips_bad=then == "skip", now=utc_now())
    if then in {"store", "skip"}:
        start_storing(found)
    return _back_to(found, first=int(then) if then.isdecimal() else None)


@blueprint.post("/import/<int:upload_id>/discard")
@allow("import articles")
def discard_upload(slug: str, upload_id: int) -> ResponseReturnValue:
    """End an import without storing anything."""
    found = queries.get_upload(g.place.project.id, upload_id)
    with writing():
        uploads.discard(found)
    if found.corrects_id:
        flash("The correction was discarded. The article is as it was.")
        return redirect(_end_of_correction(found), 303)
    flash("The import was discarded. Nothing of it was stored.")
    return redirect(url_for("corpus.import_articles", slug=slug), 303)


def _found_awake(upload_id: int) -> Upload:
    """The upload; while it is under way, its job is begun again should it have been cut off."""
    found = queries.get_upload(g.place.project.id, upload_id)
    if found.state in UNDER_WAY:
        jobs.wake()
    return found


def _end_of_correction(found: Upload) -> str:
    """Where a correction goes on: on its draft, or with what it was stored as."""
    slug = g.place.project.slug
    if found.state in uploads.OPEN_STATES:
        return url_for("corpus.draft", slug=slug, upload_id=found.id, position=1)
    stored = found.drafts[0].article_id if found.drafts else None
    article_id = stored or found.corrects_id or 0
    key = queries.article_keys(found.project_id, [article_id])[article_id]
    if stored and stored != found.corrects_id:
        return url_for("corpus.difference", slug=slug, key=key)
    return url_for("corpus.article", slug=slug, key=key)


def _back_to(found: Upload, **query: Any) -> ResponseReturnValue:
    slug = g.place.project.slug
    return redirect(url_for("corpus.upload", slug=slug, upload_id=found.id, **query), 303)


def _files_shown(files: Sequence[UploadFile], asked: int | None) -> tuple[list[Any], int]:
    """The files worth showing, with forms where one is needed; and how many are left away."""
    telling = [f for f in files if f.problems or f.columns or f.position == asked]
    chosen = files if len(files) <= MOST_FILES else telling[:MOST_FILES]
    rows = []
    for file in chosen:
        form = None
        if file in telling:
            form = FileForm(formdata=None, data=file.options)
            form.offer(FORMATS, file.columns)
        is_open = file.position == asked or bool(file.problems and file.columns)
        rows.append(SimpleNamespace(file=file, form=form, is_open=is_open))
    return rows, len(files) - len(rows)


def _problems(found: Upload) -> list[dict[str, Any]]:
    """What could not be read, with its file's number; then what cannot be stored, with its own."""
    unread = [one | {"file": file.position} for file in found.files for one in file.problems]
    refused = [
        {
            "code": "refused",
            "message": f"“{row.title}”: {row.reason}",
            "line": None,
            "name": row.file.name if row.file else "",
            "article": row.position,
        }
        for row in queries.list_refused(found)
    ]
    return [*unread, *refused]


def _draft_rows(found: Upload, rows: Sequence[Draft]) -> list[Any]:
    keys = queries.article_keys(found.project_id, [r.article_id for r in rows if r.article_id])
    is_open = found.state in uploads.OPEN_STATES
    twins = mark_twins(found, rows) if is_open else {}
    return [
        SimpleNamespace(
            row=row,
            twin=twins.get(row.position),
            article_key=keys.get(row.article_id or 0),
        )
        for row in rows
    ]


def _pages(first: int, rows: Sequence[Draft]) -> SimpleNamespace:
    after = rows[MOST_ROWS].position if len(rows) > MOST_ROWS else None
    return SimpleNamespace(before=max(1, first - MOST_ROWS) if first > 1 else None, after=after)
