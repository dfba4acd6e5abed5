"""How often answers are as they were ruled: beside agreement, and never a part of it."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.assign.queries import get_round
from workbench.core.access import allow
from workbench.review.queries_accuracy import accuracy_of

blueprint = Blueprint("accuracy", __name__, url_prefix="/projects/<slug>/disagreements")


@blueprint.get("/<int:round_id>/accuracy")
@allow("see agreement")
def accuracy(slug: str, round_id: int) -> ResponseReturnValue:
    """Each question and annotator beside the rulings in force (`?bulk=0`: without bulk rulings)."""
    chosen = get_round(g.place.project.id, round_id)
    with_bulk = request.args.get("bulk") != "0"
    found = accuracy_of(g.place.project, chosen, with_bulk=with_bulk)
    return render_template(
        "review/accuracy.html",
        chosen=chosen,
        with_bulk=with_bulk,
        parts=[one for one in found.get("paragraph", []) if one.overall.compared],
        wholes=[one for one in found.get("article", []) if one.overall.compared],
    )
