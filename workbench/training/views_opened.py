"""What leads do with a set that is made: try it, see how far learners are, gate rounds with it."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.queries import list_rounds
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid, NotFound
from workbench.projects.queries import list_members
from workbench.training import actions
from workbench.training.actions_gates import lift_gate, set_gate
from workbench.training.models import TrainingSet
from workbench.training.queries import get_set, items_of
from workbench.training.queries_gates import gated_rounds, gates_of
from workbench.training.views import blueprint
from workbench.training.views_learning import feedback_page, progress_of, titles_of
from workbench.training.views_unit import (
    Around,
    Asked,
    ask,
    asking_page,
    read_answer,
    refusing_page,
)


@blueprint.route("/<int:set_id>/preview/<int:item_id>", methods=["GET", "POST"])
@allow("teach")
def preview(slug: str, set_id: int, item_id: int) -> ResponseReturnValue:
    """An item as its learner gets it, and with an answer its feedback. Nothing is stored."""
    found = get_set(g.place.project.id, set_id)
    item = next((one for one in items_of(set_id) if one.id == item_id), None)
    if item is None:
        raise NotFound("This training set has no such item.")
    asked = ask([item], found.codebook_version)[item_id]
    if request.method == "GET":
        return asking_page(asked, _around(found, asked))
    try:
        document = read_answer(asked)
    except Invalid as error:
        return refusing_page(asked, _around(found, asked), error)
    return render_template("training/preview.html", page=feedback_page(asked, document), set=found)


@blueprint.get("/<int:set_id>/progress", endpoint="progress")
@allow("teach")
def how_far(slug: str, set_id: int) -> ResponseReturnValue:
    """How far every annotator is: practice, attempts, and what came of each, by seat."""
    found = get_set(g.place.project.id, set_id)
    items = items_of(set_id)
    members = [
        one for one in list_members(g.place.project.id, role="annotator") if not one.recorded_as
    ]
    progress = progress_of(found, items, [one.id for one in members])
    return render_template(
        "training/progress.html",
        set=found,
        rows=[(one, progress[one.id]) for one in members],
        titles=titles_of(found),
        gated=gated_rounds(set_id),
    )


@blueprint.post("/<int:set_id>/away")
@allow("teach")
def put_away(slug: str, set_id: int) -> ResponseReturnValue:
    """End an open set, or bring it back (`back`)."""
    with writing():
        if request.form.get("back"):
            actions.bring_back(g.place.project.id, set_id)
        else:
            actions.put_away(g.place.project.id, set_id, now=utc_now())
    return redirect(url_for("training.one_set", slug=slug, set_id=set_id), 303)


@blueprint.post("/<int:set_id>/delete")
@allow("teach")
def delete(slug: str, set_id: int) -> ResponseReturnValue:
    """Remove a set that was never opened."""
    with writing():
        actions.delete_draft(g.place.project.id, set_id)
    flash("The draft of the training set is deleted. The rulings stay.")
    return redirect(url_for("training.sets", slug=slug), 303)


@blueprint.get("/<int:set_id>/gates")
@allow("teach")
def gates(slug: str, set_id: int) -> ResponseReturnValue:
    """The rounds that wait for the test, and those that could."""
    project_id = g.place.project.id
    there = gates_of(project_id)
    return render_template(
        "training/gates.html",
        set=get_set(project_id, set_id),
        has_test=any(item.is_test for item in items_of(set_id)),
        gated=gated_rounds(set_id),
        free=[one for one in list_rounds(project_id) if one.id not in there],
    )


@blueprint.post("/<int:set_id>/gates")
@allow("teach")
def gate(slug: str, set_id: int) -> ResponseReturnValue:
    """Close a round (`round`) until the test is passed, or lift that gate (`lift`)."""
    project_id = g.place.project.id
    round_id = request.form.get("round", type=int) or 0
    with writing():
        if request.form.get("lift"):
            lift_gate(project_id, set_id, round_id)
        else:
            set_gate(project_id, set_id, round_id, now=utc_now())
    if request.form.get("lift"):
        flash("The gate is lifted: the round is open to all its annotators.")
    else:
        flash("The round waits: each annotator gets its articles once they have passed the test.")
    return redirect(url_for("training.gates", slug=slug, set_id=set_id), 303)


def _around(found: TrainingSet, asked: Asked) -> Around:
    place = {"slug": g.place.project.slug, "set_id": found.id}
    kind = "test" if asked.item.is_test else "practice"
    return Around(
        title=found.title,
        where=f"Preview: {kind} item {asked.item.position}",
        hint="As learners get it. What you answer here is stored nowhere.",
        done_words="Compare with the ruling",
        back_url=url_for("training.one_set", **place),
        action_url=url_for("training.preview", **place, item_id=asked.item.id),
        draft="preview",
    )
