"""The export page and its download."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.assign.queries import list_rounds
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import db
from workbench.export import queries
from workbench.export.fields import FIELDS, RELATION_FIELDS, SPAN_FIELDS
from workbench.export.forms import ExportForm
from workbench.export.records import lines
from workbench.export.spool import spool

blueprint = Blueprint("export", __name__, url_prefix="/projects/<slug>/export")


@blueprint.get("/")
@allow("export judgments")
def page(slug: str) -> ResponseReturnValue:
    """What the file holds, and the form that downloads it."""
    project_id = g.place.project.id
    form = ExportForm()
    form.offer([round_.name for round_ in list_rounds(project_id)])
    return render_template(
        "export/page.html",
        form=form,
        totals=queries.count_totals(project_id),
        fields=FIELDS,
        span_fields=SPAN_FIELDS,
        relation_fields=RELATION_FIELDS,
    )


@blueprint.get("/judgments.jsonl")
@allow("export judgments")
def judgments(slug: str) -> ResponseReturnValue:
    """The judgments as a file: `?round=NAME&done_only=y&without_text=y`."""
    form, project_id = ExportForm(request.args), g.place.project.id
    choice = queries.choose(
        project_id,
        form.round.data or "",
        done_only=form.done_only.data,
        without_text=form.without_text.data,
    )
    db.session.commit()  # what was read until here would be part of the snapshot
    entries = queries.read_entries(project_id, choice)
    is_demo = g.place.project.is_demo
    found = lines(entries, project=slug, is_demo=is_demo, with_text=choice.with_text)
    spooled = spool(found, Path(current_app.instance_path))
    db.session.commit()  # a slow download must not keep the snapshot open
    response = Response(spooled.chunks(), mimetype="application/x-ndjson")
    response.call_on_close(spooled.file.close)  # also when nobody reads, as after HEAD
    response.content_length = spooled.size
    response.headers["Repr-Digest"] = spooled.repr_digest
    response.headers.set(
        "Content-Disposition",
        "attachment",
        filename=f"{slug}-judgments-{utc_now():%Y-%m-%d}.jsonl",
    )
    return response
