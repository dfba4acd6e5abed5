"""Pages of discussions, for leads and for annotators who may join."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.queries import list_rounds
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.languages import direction
from workbench.core.web import asked_number, wants_json
from workbench.review import actions_discussions as actions
from workbench.review.discussing import Written
from workbench.review.forms_discussions import CommentForm
from workbench.review.models import Discussion
from workbench.review.places import Place
from workbench.review.queries_discussion_list import STATES, list_discussions
from workbench.review.queries_discussions import find_discussion, get_discussion
from workbench.review.views_discussion_page import place_of, render_discussion, unit_url

blueprint = Blueprint("discussions", __name__, url_prefix="/projects/<slug>/discussions")

UNIT = "/<int:round_id>/<any(paragraphs, articles):kind>/<int:unit_id>"


@blueprint.get("/")
@allow("discuss")
def listing(slug: str) -> ResponseReturnValue:
    """What the reader may discuss (`?round=`, `?state=open|resolved|all`, `?page=`)."""
    reader = g.place.membership
    is_lead = reader.role == "lead"
    state = request.args.get("state", "open" if is_lead else "all")
    shown = list_discussions(
        reader, round_id=asked_number("round"), state=state, page=asked_number("page") or 1
    )
    return render_template(
        "review/discussions.html",
        listing=shown,
        state=state if state in STATES else "all",
        is_lead=is_lead,
        rounds=list_rounds(g.place.project.id) if is_lead else [],
        round_id=asked_number("round"),
        direction=direction,
    )


@blueprint.get("/<int:discussion_id>")
@allow("discuss")
def discussion(slug: str, discussion_id: int) -> ResponseReturnValue:
    """One discussion with the words, the answers and, where the round shows it, the ruling."""
    return render_discussion(_place(get_discussion(g.place.membership, discussion_id)))


@blueprint.get(UNIT)
@allow("discuss")
def unit(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """The same of a unit, also where nothing has been said yet."""
    place = place_of(round_id, kind, unit_id)
    begun = find_discussion(place)
    if begun is None:
        return render_discussion(place)
    return redirect(url_for("discussions.discussion", slug=slug, discussion_id=begun.id))


@blueprint.post(f"{UNIT}/comments")
@allow("discuss")
def comment(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """Say something about a unit; the first comment begins its discussion."""
    place = place_of(round_id, kind, unit_id)
    form = CommentForm()
    if not form.validate_on_submit():
        form.text.errors = [*form.text.errors, *form.idempotency_key.errors]
        return render_discussion(place, form), 422
    try:
        with writing():
            made = actions.comment(
                g.place.membership,
                place,
                form.text.data or "",
                key=form.idempotency_key.data or "",
                now=utc_now(),
            )
    except Invalid as error:
        form.text.errors = [error.message]
        return render_discussion(place, form), 422
    except Conflict as error:
        error.details["typed"] = [form.text.data]
        raise
    for remark in _remarks(made.written):
        flash(remark)
    return redirect(_back(place, made.discussion_id), 303)


@blueprint.post("/<int:discussion_id>/state")
@allow("rule")
def settle(slug: str, discussion_id: int) -> ResponseReturnValue:
    """Resolve it, or open it again (`state`)."""
    found = get_discussion(g.place.membership, discussion_id)
    wanted = request.form.get("state", "")
    if wanted not in STATES:
        raise Invalid("Say whether the discussion is open or resolved.")
    with writing():
        actions.settle(
            g.place.membership,
            found.id,
            "resolved" if wanted == "resolved" else "open",
            now=utc_now(),
        )
    flash(
        "The discussion is resolved." if wanted == "resolved" else "The discussion is open again."
    )
    return redirect(_back(_place(found), found.id), 303)


@blueprint.post("/<int:discussion_id>/seen")
@allow("discuss")
def seen(slug: str, discussion_id: int) -> ResponseReturnValue:
    """What waited for the reader here is read, as far as their page showed it (`last`)."""
    found = get_discussion(g.place.membership, discussion_id)
    last = request.form.get("last", type=int)
    with writing():
        actions.see(g.place.membership, found.id, now=utc_now(), last=last)
    if wants_json():
        return jsonify(seen=True)
    return redirect(_back(_place(found), found.id), 303)


def _remarks(written: Written) -> list[str]:
    """What the author should know of whom they named."""
    remarks = []
    if written.waiting:
        waiting = ", ".join(one.seat for one in written.waiting)
        remarks.append(
            f"It waits for {waiting}: this discussion is not open to them until the round opens "
            "discussions and their own answers are in."
        )
    if written.unknown and g.place.role == "lead":
        remarks.append(f"Nobody here is called {', '.join(written.unknown)}: nobody was told.")
    return remarks


def _place(found: Discussion) -> Place:
    return Place(found.round_id, found.article_id, found.paragraph_id)


def _back(place: Place, discussion_id: int) -> str:
    """Where the form was sent from: the page of a ruling says so, and keeps its queue."""
    told: dict[str, Any] = request.args.to_dict()
    if told.pop("back", "") != "unit" or g.place.role != "lead":
        return url_for(
            "discussions.discussion",
            slug=g.place.project.slug,
            discussion_id=discussion_id,
            _anchor="last",
        )
    return unit_url(place, told | {"_anchor": "discussion"})
