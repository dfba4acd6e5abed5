"""Pages of the training room for leads: the list of sets, and a set while it is made."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.codebook.queries import list_versions, questions_for
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.languages import direction
from workbench.projects.queries import list_members
from workbench.review.rulings import REASON_TITLES
from workbench.training import actions, models
from workbench.training.forms import SetForm, read_items, read_thresholds, shown_thresholds
from workbench.training.models import TrainingSet
from workbench.training.queries import Item, get_set, items_of, list_sets
from workbench.training.queries_gates import gated_rounds
from workbench.training.queries_rulings import count_by_version
from workbench.training.rules import (
    USUAL,
    Chosen,
    faults_of_opening,
    questions_of,
    usual_thresholds,
)
from workbench.training.views_unit import measured_of

blueprint = Blueprint("training", __name__, url_prefix="/projects/<slug>/training")
TABLES = models


@blueprint.get("/")
@allow("teach")
def sets(slug: str) -> ResponseReturnValue:
    """The project's training sets."""
    return render_template("training/sets.html", listed=list_sets(g.place.project.id))


@blueprint.route("/new", methods=["GET", "POST"])
@allow("teach")
def new(slug: str) -> ResponseReturnValue:
    """A title, an introduction and the codebook version; the rulings are picked next."""
    project_id = g.place.project.id
    counted = count_by_version(project_id)
    form = SetForm()
    versions = sorted(list_versions(project_id), key=lambda one: one.id not in counted)
    form.offer(
        [
            (one.id, f"Version {one.number} · {counted.get(one.id, 0)} rulings in force")
            for one in versions
        ]
    )
    if form.validate_on_submit():
        try:
            with writing():
                made = actions.make_set(
                    project_id,
                    actions.About(form.title.data or "", form.introduction.data or ""),
                    version_id=form.version.data,
                    membership_id=g.place.membership.id,
                    now=utc_now(),
                )
            return redirect(url_for("training.choose", slug=slug, set_id=made.id), 303)
        except (Conflict, Invalid) as error:
            form.title.errors = [error.message]
    status = 422 if request.method == "POST" else 200
    page = render_template("training/new.html", form=form, has_rulings=bool(counted))
    return page, status


@blueprint.get("/<int:set_id>/")
@allow("teach")
def one_set(slug: str, set_id: int) -> ResponseReturnValue:
    """A set: while it is made, the form of all that stands in it; once open, as it stays."""
    return _page(get_set(g.place.project.id, set_id))


@blueprint.post("/<int:set_id>/")
@allow("teach")
def save(slug: str, set_id: int) -> ResponseReturnValue:
    """Store the form, then do what its button says: nothing more, move, remove, choose, open."""
    project_id = g.place.project.id
    verb, _, number = request.form.get("action", "save").partition(":")
    found = get_set(project_id, set_id)
    if verb == "open" and found.opened_at is not None:  # pressed twice
        return redirect(url_for("training.one_set", slug=slug, set_id=set_id), 303)
    titles = {one.key: one.title for one in measured_of(found)}
    try:
        with writing():
            _store(project_id, set_id, titles)
            item_id = int(number) if number.isdecimal() else 0
            if verb in {"up", "down"}:
                actions.move_item(project_id, set_id, item_id, -1 if verb == "up" else 1)
            elif verb == "remove":
                actions.remove_item(project_id, set_id, item_id)
        if verb == "open":  # by itself: what was written is kept even where something is missing
            with writing():
                _open(project_id, set_id)
    except Invalid as error:
        return _page(get_set(project_id, set_id), faults=_sentences(error)), 422
    if verb == "choose":
        return redirect(url_for("training.choose", slug=slug, set_id=set_id), 303)
    if verb == "open":
        flash("The training set is open. Annotators find it on “My articles”.")
    elif verb == "save":
        flash("Saved.")
    anchor = f"item-{item_id}" if verb in {"up", "down"} else None
    return redirect(url_for("training.one_set", slug=slug, set_id=set_id, _anchor=anchor), 303)


def chosen_of(items: list[Item], found: TrainingSet) -> list[Chosen]:
    """The items with their questions, to be looked over before the set opens."""
    sha256 = found.codebook_version.sha256
    on_paragraph = questions_for(g.place.project, sha256)
    on_article = questions_for(g.place.project, sha256, "article")
    return [
        Chosen(
            item.position,
            item.is_test,
            item.explanation,
            item.ruled.document,
            item.ruled.left_open,
            on_article if item.ruled.place.paragraph_id is None else on_paragraph,
        )
        for item in items
    ]


def _store(project_id: int, set_id: int, titles: dict[str, str]) -> None:
    sent = request.form
    actions.revise(
        project_id,
        set_id,
        actions.About(sent.get("title", ""), sent.get("introduction", "")),
        read_items(sent, [item.id for item in items_of(set_id)]),
        read_thresholds(sent, titles),
    )


def _open(project_id: int, set_id: int) -> None:
    found = get_set(project_id, set_id)
    faults = faults_of_opening(
        chosen_of(items_of(set_id), found),
        found.thresholds,
        introduction=found.introduction,
        seats=[one.seat for one in list_members(project_id, "annotator")],
    )
    if faults:
        raise Invalid(faults[0], details={"problems": faults})
    actions.open_set(project_id, set_id, now=utc_now())


def _sentences(error: Invalid) -> list[str]:
    listed = error.details.get("problems")
    return [str(one) for one in listed] if isinstance(listed, list) else [error.message]


def _page(found: TrainingSet, faults: list[str] | None = None) -> str:
    items = items_of(found.id)
    tested = [one for one in chosen_of(items, found) if one.is_test]
    typed = request.form if faults else {}
    return render_template(
        "training/set.html" if found.opened_at else "training/draft.html",
        set=found,
        items=items,
        measured=measured_of(found),
        asked_in=questions_of(tested),
        usual=USUAL,
        needed=shown_thresholds(typed, found.thresholds or usual_thresholds(tested)),
        typed=typed,
        faults=faults or [],
        reasons=REASON_TITLES,
        gated=gated_rounds(found.id),
        direction=direction,
    )
