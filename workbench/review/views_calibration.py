"""What rulings say about one's own answers: for their annotator, and for nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.annotate.queries_columns import Judgeable
from workbench.assign.models import Round
from workbench.codebook.questions import Question
from workbench.core.access import allow
from workbench.core.errors import NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.core.wording import _
from workbench.review.accuracy import Compared
from workbench.review.calibrating import PER_PAGE, Lesson, places_of, reason_title, said_of
from workbench.review.queries_accuracy import (
    own_compared,
    own_places,
    readings_of,
    shown_rounds,
    units_of,
)

blueprint = Blueprint("calibration", __name__, url_prefix="/projects/<slug>")


@blueprint.get("/calibration")
@allow("see own rulings")
def own(slug: str) -> ResponseReturnValue:
    """Value by value, then the paragraphs (`?round=&unit=article&question=&value=&page=`)."""
    member = g.place.membership
    rounds = shown_rounds(member.id)
    chosen = _chosen(rounds)
    if chosen is None:
        return render_template("review/calibration.html", rounds=(), chosen=None)
    units = dict(units_of(g.place.project, chosen))
    unit: Judgeable = "article" if request.args.get("unit") == "article" else "paragraph"
    if unit not in units:
        unit = next(iter(units))
    questions = units[unit]
    compared = own_compared(chosen, member.id, questions, unit)
    question, value = request.args.get("question", ""), request.args.get("value", "")
    places = places_of(compared, questions, question=question, value=value).tolist()
    n_pages = max(1, -(-len(places) // PER_PAGE))
    page = min(max(asked_number("page") or 1, 1), n_pages)
    return render_template(
        "review/calibration.html",
        rounds=rounds,
        chosen=chosen,
        units=list(units),
        unit=unit,
        tables=_tables(compared, questions),
        n_compared=len(compared.judged),
        n_found=len(places),
        lessons=_lessons(
            compared, places[(page - 1) * PER_PAGE : page * PER_PAGE], questions, unit
        ),
        about=_about(questions, question, value),
        asked={"round": chosen.id, "unit": unit, "question": question, "value": value},
        page=page,
        n_pages=n_pages,
        book=chosen.codebook_version.codebook,
        direction=direction,
    )


def _chosen(rounds: Sequence[Round]) -> Round | None:
    wanted = asked_number("round")
    if wanted is None:
        return rounds[0] if rounds else None
    found = next((one for one in rounds if one.id == wanted), None)
    if found is None:
        raise NotFound(_("This round does not show you rulings."))
    return found


def _tables(compared: Compared, questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Of each question that can be compared its values, where anything was compared."""
    tables = (
        {"question": one, "values": compared.values(one)} for one in questions if not one.is_text
    )
    return [one for one in tables if one["values"]]


def _about(questions: Sequence[Question], key: str, value: str) -> str:
    """What the list below is about, "" for everything."""
    for question in questions:
        if question.key == key:
            return f"{question.title}: {question.value_title(value)}" if value else question.title
    return ""


def _lessons(
    compared: Compared, places: list[int], questions: tuple[Question, ...], unit: Judgeable
) -> list[Lesson]:
    where = own_places(compared, places, unit)
    lessons = []
    for place, reading in zip(places, readings_of(compared, places, questions), strict=True):
        spot = where[place]
        ruling = reading.ruling
        lessons.append(
            Lesson(
                article_title=spot.title,
                language=spot.language,
                text=spot.text,
                assignment_id=int(compared.judged.assignment[place]),
                position=spot.position,
                said=said_of(
                    questions, reading.differing, reading.document, ruling.document, spot.text
                ),
                reason=reason_title(ruling.reason),
                sentence=ruling.sentence,
                made_at=ruling.made_at,
            )
        )
    return lessons
