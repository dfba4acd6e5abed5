"""Earlier rulings at the label, for who has to decide between the same values."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.queries_places import get_save_place
from workbench.assign.queries import get_own_assignment
from workbench.codebook.queries import questions_for
from workbench.core.access import allow
from workbench.core.errors import NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.core.wording import _
from workbench.review.queries_precedents import Wanted, precedents_for_annotator

blueprint = Blueprint("precedents", __name__, url_prefix="/projects/<slug>")


@blueprint.get("/assignments/<int:assignment_id>/precedents")
@allow("annotate")
def at_label(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Rulings on a value (`?dimension=&value=`) near the words of a paragraph (`?p=`, 0: article).

    Raises NotFound where the round does not show them.
    """
    assignment = get_own_assignment(g.place.membership.id, assignment_id)
    if not assignment.round.shows_precedents:
        raise NotFound(_("This round does not show earlier rulings."))
    position = asked_number("p") or 0
    place = get_save_place(g.place.membership.id, assignment_id, position)
    dimension, value = request.args.get("dimension", ""), request.args.get("value", "")
    questions = questions_for(
        g.place.project, place.codebook_sha256, "paragraph" if position else "article"
    )
    asked = [*questions, *(about for one in questions for about in one.attributes)]
    question = next((one for one in asked if one.dimension.id == dimension), None)
    if question is None or (value and value not in question.value_ids()):
        raise NotFound(_("The codebook of this round has nothing of that name."))
    text = place.text if position else assignment.article.title
    wanted = Wanted(text, dimension, value)
    return render_template(
        "review/precedents.html",
        precedents=precedents_for_annotator(g.place.project, wanted, g.place.membership.id),
        title=question.value_title(value) if value else question.dimension.title,
        book=assignment.round.codebook_version.codebook,
        direction=direction,
        back=url_for(
            "annotate.page",
            slug=slug,
            assignment_id=assignment_id,
            p=position,
            _anchor=f"p{position}",
        ),
    )
