"""Pages of the review room."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.annotate.queries import done_in_round, newest_comparable
from workbench.annotate.queries_inquiries import judged_at
from workbench.assign.models import Round
from workbench.assign.queries import get_round, list_rounds
from workbench.codebook.queries import questions_for, version_numbers
from workbench.codebook.queries_inquiries import list_answers
from workbench.codebook.questions import Question
from workbench.core.access import allow
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.review import queries
from workbench.review.cells import mark_key
from workbench.review.comparison import Comparison, compare
from workbench.review.differences import (
    Disagreement,
    count_shared,
    find_disagreements,
    in_reading_order,
)
from workbench.review.lateness import Later, later_by_seat
from workbench.review.listing import list_page

blueprint = Blueprint("review", __name__, url_prefix="/projects/<slug>/disagreements")


@blueprint.get("/")
@allow("compare answers")
def disagreements(slug: str) -> ResponseReturnValue:
    """Answers side by side where people differ (`?round=`, `?question=`, `?page=`).

    `?between=a|b` narrows a question to paragraphs where one said `a` and another `b`.
    """
    project = g.place.project
    rounds = list_rounds(project.id)
    wanted = asked_number("round")
    chosen = newest_comparable(rounds) if wanted is None else get_round(project.id, wanted)
    if chosen is None:
        return render_template("review/disagreements.html", rounds=rounds, chosen=None)
    sha256 = chosen.codebook_version.sha256
    questions = questions_for(project, sha256)
    whole_questions = questions_for(project, sha256, "article")
    judged = done_in_round(chosen.id, questions)
    whole = done_in_round(chosen.id, whole_questions, unit="article") if whole_questions else []
    listing = list_page(
        in_reading_order(
            find_disagreements(judged, questions), find_disagreements(whole, whole_questions)
        ),
        (*questions, *whole_questions),
        question=request.args.get("question", ""),
        page=asked_number("page") or 1,
        between=[value for value in request.args.get("between", "").split("|") if value],
    )
    return render_template(
        "review/disagreements.html",
        rounds=rounds,
        chosen=chosen,
        listing=listing,
        n_shared=count_shared(judged) + count_shared(whole),
        has_whole=bool(whole_questions),
        comparisons=_comparisons(project.id, chosen, listing.shown, questions, whole_questions),
        marks=mark_key(questions),
        later=_later(project.id, chosen, listing.shown, questions),
        direction=direction,
    )


def _comparisons(
    project_id: int,
    chosen: Round,
    shown: Sequence[Disagreement],
    questions: Sequence[Question],
    whole_questions: Sequence[Question],
) -> list[Comparison]:
    texts = queries.texts_of([one.paragraph_id for one in shown if one.paragraph_id])
    titles = queries.titles_of([one.article_id for one in shown if not one.paragraph_id])
    versions = version_numbers(project_id)
    return [
        compare(
            one,
            texts[one.paragraph_id] if one.paragraph_id else titles[one.article_id],
            questions if one.paragraph_id else whole_questions,
            round_id=chosen.id,
            versions=versions,
        )
        for one in shown
    ]


def _later(
    project_id: int,
    chosen: Round,
    shown: Sequence[Disagreement],
    questions: Sequence[Question],
) -> dict[int, list[Later]]:
    """The lead's answers that came after somebody had judged, by paragraph id.

    Also those that the round's version holds: the judgments may be older than the version.
    """
    answers = list_answers(project_id)
    if not answers:
        return {}
    times = judged_at(chosen.id, [one.paragraph_id for one in shown])
    return {one.paragraph_id: later_by_seat(one, questions, answers, times) for one in shown}
