"""How the page of a discussion is put together: the words, the answers, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import g, render_template, request, url_for

from workbench.annotate.queries import Judged
from workbench.assign.models import Assignment
from workbench.codebook.queries import list_versions, questions_for
from workbench.codebook.questions import Question
from workbench.core.errors import NotFound
from workbench.core.languages import direction
from workbench.review.cells import mark_key
from workbench.review.comparison import Text
from workbench.review.discussed import answers_beside, lines_of
from workbench.review.discussion_page import talk_at
from workbench.review.forms_discussions import CommentForm, comment_form
from workbench.review.places import Place
from workbench.review.queries_discussions import (
    may_read,
    no_such_discussion,
    submitted_on,
    switches_of,
)
from workbench.review.queries_places import find_places
from workbench.review.queries_rulings import current_of, rulings_at
from workbench.review.queries_unit import Setting, get_around, get_setting, judged_on
from workbench.review.rulings import REASON_TITLES


def place_of(round_id: int, kind: str, unit_id: int) -> Place:
    """The unit of an address. Raises NotFound, also for one that is not theirs to discuss."""
    try:
        (place,) = find_places([round_id], kind, [unit_id])
    except NotFound:
        raise no_such_discussion() from None
    if not may_read(g.place.membership, place):
        raise no_such_discussion()
    return place


def discussion_part(place: Place, form: CommentForm | None = None) -> dict[str, Any]:
    """What `review/_discussion.html` needs; the page of a ruling shows it, too.

    For a member who may read it. `form` is one that has to be shown again. Give the template `back`
    = "unit" to come back to the page of the ruling, with the query string of its queue.
    """
    return {"talk": talk_at(g.place.membership, place), "comment_form": form or comment_form()}


def render_discussion(place: Place, form: CommentForm | None = None) -> str:
    """The page for whoever may read it."""
    setting = get_setting(g.place.project.id, place.round_id)
    questions = _questions(place, setting.sha256)
    text = _text(place)
    part = discussion_part(place, form)
    answers = answers_beside(_judged(place, questions), place, text, questions, part["talk"].names)
    return render_template(
        "review/discussion.html",
        text=text,
        direction=direction(text.language),
        round_name=setting.round_name,
        answers=answers,
        marks=mark_key(questions),
        ruling=_ruling(place, setting, text),
        unit_url=unit_url(place),
        back=request.args.get("back", ""),
        **part,
    )


def discuss_url(assignment: Assignment, paragraph_id: int | None) -> str:
    """Where its annotator discusses a unit, "" while that is not open to them."""
    place = Place(assignment.round_id, assignment.article_id, paragraph_id)
    if not may_read(g.place.membership, place):
        return ""
    return url_for(
        "discussions.unit",
        slug=g.place.project.slug,
        round_id=place.round_id,
        kind="articles" if paragraph_id is None else "paragraphs",
        unit_id=paragraph_id or place.article_id,
    )


def unit_url(place: Place, told: Mapping[str, Any] | None = None) -> str:
    """The page on which a lead rules on the unit; `told` is the query string of its queue."""
    told = {**(told or {}), "slug": g.place.project.slug, "round_id": place.round_id}
    if place.paragraph_id is None:
        return url_for("ruling.article", **(told | {"article_id": place.article_id}))
    return url_for("ruling.paragraph", **(told | {"paragraph_id": place.paragraph_id}))


def _text(place: Place) -> Text:
    around = get_around(place.article_id)
    for line in around.lines:
        if line.id == place.paragraph_id:
            return Text(around.title, around.language, line.number, line.text)
    return Text(around.title, around.language, None, "")


def _judged(place: Place, questions: tuple[Question, ...]) -> list[Judged]:
    """To annotators only what was submitted: nobody else has had their last word."""
    if g.place.role == "lead":
        return judged_on(place, questions)
    return submitted_on(place, questions)


def _questions(place: Place, sha256: str) -> tuple[Question, ...]:
    if place.paragraph_id is None:
        return questions_for(g.place.project, sha256, "article")
    return questions_for(g.place.project, sha256)


def _ruling(place: Place, setting: Setting, text: Text) -> SimpleNamespace | None:
    """The ruling in force, to annotators only where the round shows it."""
    if g.place.role != "lead" and not switches_of(place.round_id).shows_rulings:
        return None
    ruled = current_of(rulings_at(place))
    if ruled is None:
        return None
    versions = {one.id: one.sha256 for one in list_versions(g.place.project.id)}
    questions = _questions(place, versions.get(ruled.codebook_version_id, setting.sha256))
    return SimpleNamespace(
        made_at=ruled.made_at,
        reason=REASON_TITLES.get(ruled.reason or "", ""),
        sentence=ruled.sentence,
        lines=lines_of(ruled.document, ruled.left_open, text.text, questions),
        left_open=[one.title for one in questions if one.key in ruled.left_open],
    )
