"""Pages of the review room."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.annotate.queries import done_in_round, newest_comparable
from workbench.assign.queries import get_round, list_rounds
from workbench.codebook.queries import questions_for
from workbench.core.access import allow
from workbench.core.web import asked_number
from workbench.corpus.languages import direction
from workbench.review import queries
from workbench.review.comparison import compare, mark_key
from workbench.review.differences import count_shared, find_disagreements
from workbench.review.listing import list_page

blueprint = Blueprint("review", __name__, url_prefix="/projects/<slug>/disagreements")


@blueprint.get("/")
@allow("compare answers")
def disagreements(slug: str) -> ResponseReturnValue:
    """Answers side by side where people differ (`?round=`, `?question=`, `?page=`)."""
    project = g.place.project
    rounds = list_rounds(project.id)
    wanted = asked_number("round")
    chosen = newest_comparable(rounds) if wanted is None else get_round(project.id, wanted)
    if chosen is None:
        return render_template("review/disagreements.html", rounds=rounds, chosen=None)
    questions = questions_for(project, chosen.codebook_version.sha256)
    judged = done_in_round(chosen.id, questions)
    listing = list_page(
        find_disagreements(judged, questions),
        questions,
        question=request.args.get("question", ""),
        page=asked_number("page") or 1,
    )
    texts = queries.texts_of([one.paragraph_id for one in listing.shown])
    return render_template(
        "review/disagreements.html",
        rounds=rounds,
        chosen=chosen,
        listing=listing,
        n_shared=count_shared(judged),
        comparisons=[
            compare(one, texts[one.paragraph_id], questions, round_id=chosen.id)
            for one in listing.shown
        ],
        marks=mark_key(questions),
        direction=direction,
    )
