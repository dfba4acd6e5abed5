"""Pages on the versions of a codebook: history, difference, publishing."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.codebook import queries
from workbench.codebook.actions_versions import LONGEST_REMARK, publish_draft
from workbench.codebook.checks import find_advice, find_gaps
from workbench.codebook.differences import KIND_WORDS
from workbench.codebook.forms import tidy
from workbench.codebook.queries import find_newest
from workbench.codebook.queries_drafts import codebook_of, find_draft, get_draft
from workbench.codebook.queries_inquiries import held_answers
from workbench.codebook.queries_versions import history, way_between, way_to_draft
from workbench.core.access import allow, may
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.web import asked_number

blueprint = Blueprint("codebook_versions", __name__, url_prefix="/projects/<slug>/codebook")


@blueprint.get("/history", endpoint="history")
@allow("read codebook")
def show_history(slug: str) -> ResponseReturnValue:
    """Every version: what changed and why, and which rounds ask it."""
    project_id = g.place.project.id
    is_lead = may(g.place.role, "edit codebook")
    return render_template(
        "codebook/history.html",
        versions=history(project_id),
        is_lead=is_lead,
        has_draft=is_lead and find_draft(project_id) is not None,
    )


@blueprint.get("/<int:number>/difference")
@allow("read codebook")
def difference(slug: str, number: int) -> ResponseReturnValue:
    """What changed up to this version since another one (`?against=1`), or the one before."""
    project_id = g.place.project.id
    against = asked_number("against") or number - 1
    if against == number:
        raise NotFound("A version does not differ from itself. Choose two versions.")
    first, last = sorted((number, against))
    way = way_between(project_id, first, last)
    return render_template(
        "codebook/difference.html",
        difference=way.difference(),
        kind_words=KIND_WORDS,
        before=queries.get_version(project_id, first),
        after=queries.get_version(project_id, last),
        numbers=list(queries.version_numbers(project_id).values()),
    )


@blueprint.get("/publish")
@allow("edit codebook")
def publish(slug: str) -> ResponseReturnValue:
    """What the draft changes, what is still missing, and the button."""
    return _publish_page()


@blueprint.post("/publish")
@allow("edit codebook")
def publish_it(slug: str) -> ResponseReturnValue:
    """Freeze the draft as the next version."""
    remark = tidy(request.form.get("remark"))
    based_on = request.form.get("revision", type=int)
    against = request.form.get("against", type=int)
    if based_on is None or against is None:
        raise Invalid("This form is not complete. Open the page again.")
    try:
        with writing():
            version = publish_draft(
                g.place.project.id,
                based_on,
                against=against,
                remark=remark,
                by=g.place.membership.id,
                now=utc_now(),
            )
    except (Conflict, Invalid) as error:
        if error.code == "draft_ended":
            error.details["typed"] = [remark] if remark else []
            raise
        status = 409 if isinstance(error, Conflict) else 422
        return _publish_page(remark=remark, fault=error.message), status
    flash(
        f"Version {version.number} is frozen. Rounds go on with the version they have until you "
        "move them."
    )
    return redirect(url_for("codebook_versions.history", slug=slug), 303)


def _publish_page(*, remark: str = "", fault: str = "") -> str:
    project_id = g.place.project.id
    draft, newest = get_draft(project_id), find_newest(project_id)
    codebook = codebook_of(draft)
    way = way_to_draft(project_id, draft)
    return render_template(
        "codebook/publish.html",
        draft=draft,
        newest=newest,
        is_based=newest is None or draft.base_id == newest.id,
        codebook=codebook,
        difference=way.difference() if way else None,
        kind_words=KIND_WORDS,
        gaps=find_gaps(codebook),
        advice=find_advice(codebook),
        answers=len(held_answers(project_id, codebook)),
        remark=remark,
        longest=LONGEST_REMARK,
        fault=fault,
    )
