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
from workbench.corpus.queries_marks import Mark, mark_twins
from workbench.corpus.readers import FORMATS
from workbench.corpus.shingles import Sketch, sketch
from workbench.corpus.views import blueprint

__all__ = ["blueprint"]

#: Rows on a page, and problems and files shown with their forms.
MOST_ROWS = 50
MOST_FILES = 10

#: Where a proposal is wrong, one of these is mostly right; any other name can be typed.
ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "cp1250", "cp1251", "koi8-r", "gb18030", "shift_jis")


@blueprint.get("/import/<int:upload_id>")
@allow("import articles")
def upload(slug: str, upload_id: int) -> ResponseReturnValue:
    """How far an import is, what was read, and what became of it."""
    found = queries.get_upload(g.place.project.id, upload_id)
    if found.state in UNDER_WAY:
        jobs.wake()
    first = asked_number("first") or 1
    rows = queries.list_drafts(found, first=first, most=MOST_ROWS + 1)
    problems = [one | {"file": file.position} for file in found.files for one in file.problems]
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
    found = queries.get_upload(g.place.project.id, upload_id)
    if found.state in UNDER_WAY:
        jobs.wake()
    return {
        "state": found.state,
        "done": found.done,
        "total": found.total,
        "words": progress(found),
    }


@blueprint.get("/import/<int:upload_id>/problems")
@allow("import articles")
def upload_problems(slug: str, upload_id: int) -> ResponseReturnValue:
    """All that could not be read, as JSON lines: file, line, reason."""
    found = queries.get_upload(g.place.project.id, upload_id)
    lines = [orjson.dumps(one) + b"\n" for file in found.files for one in file.problems]
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
    flash("The import was discarded. Nothing of it was stored.")
    return redirect(url_for("corpus.import_articles", slug=slug), 303)


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


def _draft_rows(found: Upload, rows: Sequence[Draft]) -> list[Any]:
    keys = queries.article_keys(found.project_id, [r.article_id for r in rows if r.article_id])
    is_open = found.state in uploads.OPEN_STATES
    twins = _twin_marks(found, rows) if is_open else {}
    return [
        SimpleNamespace(
            row=row,
            warnings=len(row.document["warnings"]),
            twin=twins.get(row.position),
            article_key=keys.get(row.article_id or 0),
        )
        for row in rows
    ]


def _twin_marks(found: Upload, rows: Sequence[Draft]) -> dict[int, Mark]:
    return mark_twins(found, rows, {row.position: sketch_of(row) for row in rows})


def sketch_of(row: Draft) -> Sketch:
    """What a draft, as it is now, is compared by."""
    return sketch(paragraph.text for paragraph in uploads.current_draft(row).paragraphs)


def _pages(first: int, rows: Sequence[Draft]) -> SimpleNamespace:
    after = rows[MOST_ROWS].position if len(rows) > MOST_ROWS else None
    return SimpleNamespace(before=max(1, first - MOST_ROWS) if first > 1 else None, after=after)
