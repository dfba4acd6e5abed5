"""Pages of the assign room, for leads."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign import actions, queries
from workbench.assign.forms import RoundForm
from workbench.codebook.queries import list_versions
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict
from workbench.corpus.queries import list_articles
from workbench.projects.queries import list_members

blueprint = Blueprint("assign", __name__, url_prefix="/projects/<slug>")


@blueprint.route("/rounds/new", methods=["GET", "POST"])
@allow("manage rounds")
def new_round(slug: str) -> ResponseReturnValue:
    """Open a round: every chosen annotator gets every chosen article."""
    project_id = g.place.project.id
    versions = list_versions(project_id)
    members = list_members(project_id, role="annotator")
    articles = list_articles(project_id)
    form = RoundForm()
    form.offer(
        versions=[(v.id, f"Version {v.number} · {v.title}") for v in versions],
        annotators=[(m.id, f"{m.seat} · {m.name}") for m in members if m.recorded_as is None],
        articles=[
            (a.id, f"{a.title} · {a.outlet.name}" if a.outlet else a.title) for a in articles
        ],
    )
    if not form.validate_on_submit():
        page = render_template("assign/new_round.html", form=form)
        return page, 422 if request.method == "POST" else 200
    chosen_members = set(form.annotators.data or ())
    chosen_articles = set(form.articles.data or ())
    try:
        with writing():
            created = actions.open_round(
                project_id,
                (form.name.data or "").strip(),
                version=next(v for v in versions if v.id == form.version.data),
                annotators=[m for m in members if m.id in chosen_members],
                articles=[a for a in articles if a.id in chosen_articles],
                mask_outlet=form.mask_outlet.data,
                mask_byline=form.mask_byline.data,
                has_premarks=form.has_premarks.data,
                has_hints=form.has_hints.data,
                shows_others=form.shows_others.data,
                opening=form.opening,
                kind=form.kind.data,
                now=utc_now(),
            )
    except Conflict as error:
        form.name.errors = [error.message]
        return render_template("assign/new_round.html", form=form), 409
    flash(f"{created.name} is open. Its annotators see their articles now.")
    return redirect(url_for("home.progress", slug=slug, round=created.id), 303)


@blueprint.post("/assignments/<int:assignment_id>/reopen")
@allow("manage rounds")
def reopen(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Give a submitted article back to its annotator."""
    with writing():
        assignment = queries.get_assignment(g.place.project.id, assignment_id)
        actions.reopen(assignment)
    flash("The article is open again for its annotator.")
    return redirect(url_for("home.progress", slug=slug, round=assignment.round_id), 303)
