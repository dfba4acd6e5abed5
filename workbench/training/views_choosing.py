"""The chooser: rulings in force, many at once, put into a set that is being made."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.queries import list_rounds
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.access import allow
from workbench.core.db import writing
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.review.rulings import METHOD_TITLES, REASON_TITLES
from workbench.training import actions
from workbench.training.models import TrainingSet
from workbench.training.queries import get_set
from workbench.training.queries_rulings import Wanted, can_be_added, find_rulings
from workbench.training.views import blueprint


@blueprint.get("/<int:set_id>/choose")
@allow("teach")
def choose(slug: str, set_id: int) -> ResponseReturnValue:
    """Rulings to pick (`?round=`, `?question=`, `?value=`, `?reason=`, `?page=`)."""
    found = get_set(g.place.project.id, set_id)
    if found.opened_at is not None:
        return redirect(url_for("training.one_set", slug=slug, set_id=set_id))
    on_paragraph, on_article = _questions(found)
    wanted = _wanted([*on_paragraph, *on_article])
    return render_template(
        "training/choose.html",
        set=found,
        found=find_rulings(found, on_paragraph, on_article, wanted),
        wanted=wanted,
        rounds=list_rounds(g.place.project.id),
        questions=[one for one in (*on_paragraph, *on_article) if not one.is_text],
        chosen=next((q for q in (*on_paragraph, *on_article) if q.key == wanted.question), None),
        reasons=REASON_TITLES,
        methods=METHOD_TITLES,
        direction=direction,
        address=_address(wanted) | {"slug": slug, "set_id": set_id},
    )


@blueprint.post("/<int:set_id>/choose")
@allow("teach")
def add(slug: str, set_id: int) -> ResponseReturnValue:
    """Put the ticked rulings at the end of the practice."""
    project_id = g.place.project.id
    picked = [int(one) for one in request.form.getlist("ruling") if one.isdecimal()][:200]
    with writing():
        found = actions.draft(project_id, set_id)
        added = actions.add_items(
            project_id, set_id, can_be_added(found, picked, *_questions(found))
        )
    if not picked:
        flash("Nothing was added: tick rulings first.", "warning")
        return redirect(url_for("training.choose", slug=slug, set_id=set_id), 303)
    if added:  # nothing new where the button was pressed twice
        what = "item" if added == 1 else "items"
        flash(f"{added} {what} added. Say of each why it is ruled so.")
    return redirect(url_for("training.one_set", slug=slug, set_id=set_id, _anchor="items"), 303)


def _questions(found: TrainingSet) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    sha256 = found.codebook_version.sha256
    project = g.place.project
    return questions_for(project, sha256), questions_for(project, sha256, "article")


def _wanted(questions: list[Question]) -> Wanted:
    """A value counts only with the question that it is one of."""
    question = next((q for q in questions if q.key == request.args.get("question")), None)
    value = request.args.get("value", "")
    reason = request.args.get("reason", "")
    return Wanted(
        round_id=asked_number("round"),
        question=question.key if question else "",
        value=value if question and value in question.value_ids() else "",
        reason=reason if reason in REASON_TITLES else "",
        page=asked_number("page") or 1,
    )


def _address(wanted: Wanted) -> dict[str, Any]:
    return {
        "round": wanted.round_id,
        "question": wanted.question or None,
        "value": wanted.value or None,
        "reason": wanted.reason or None,
    }
