"""Landing pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from workbench.annotate.queries_inquiries import flagged_in, passages
from workbench.annotate.queries_migrations import count_asked_again
from workbench.annotate.queries_pace import own_pace
from workbench.annotate.queries_resuming import number_to_resume
from workbench.assign.masking import mask
from workbench.assign.models import Assignment, Round
from workbench.assign.queries import get_round, list_assignments, list_rounds
from workbench.assign.recognising import count_recognised
from workbench.assign.skipping import REASONS
from workbench.assign.warning import unread_warning
from workbench.codebook.queries import questions_for
from workbench.core.access import ANYONE, ROLE_WORDS, SIGNED_IN, allow
from workbench.core.web import asked_number
from workbench.core.wording import _
from workbench.corpus.queries import count_annotatable
from workbench.corpus.queries_masks import title_masks
from workbench.home import queries
from workbench.home.desk import lay_out
from workbench.projects.queries import list_places
from workbench.projects.queries_background import asks_background
from workbench.review.queries_accuracy import shown_rounds
from workbench.training.queries import has_open_sets
from workbench.training.queries_gates import waiting_for

blueprint = Blueprint("home", __name__)


@blueprint.get("/health")
@allow(ANYONE)
def health() -> ResponseReturnValue:
    """For whoever watches the server: it answers."""
    return {"status": "ok"}


@blueprint.get("/")
@allow(SIGNED_IN)
def landing() -> ResponseReturnValue:
    """The person's projects; with a single one, straight into it."""
    places = list_places(current_user.id)
    if len(places) == 1:
        return redirect(_entry(places[0].role, places[0].project.slug))
    entries = [(place, _entry(place.role, place.project.slug)) for place in places]
    return render_template("home/landing.html", entries=entries, roles=ROLE_WORDS)


@blueprint.get("/projects/<slug>/")
@allow("enter project")
def project(slug: str) -> ResponseReturnValue:
    """The right page of the project for this member."""
    return redirect(_entry(g.place.role, slug))


@blueprint.get("/projects/<slug>/work")
@allow("annotate")
def work(slug: str) -> ResponseReturnValue:
    """The annotator's own articles, round by round; first of all where to go on."""
    assignments = list_assignments(g.place.membership.id)
    counts = queries.count_done(assignment.id for assignment in assignments)
    paragraphs = _count_paragraphs(assignments)
    todo = _count_todo(assignments, paragraphs)
    waiting = waiting_for(g.place.membership.id)
    desk = lay_out(assignments, counts, todo, waiting)
    return render_template(
        "home/work.html",
        titles=_shown_titles(assignments),
        warnings={one.id: unread_warning(one) for one in assignments},
        reasons=REASONS,
        seat=g.place.membership.seat,
        asks_background=asks_background(g.place.project.id),
        shows_rulings=bool(shown_rounds(g.place.membership.id)),
        assignments=assignments,
        rounds=list(dict.fromkeys(assignment.round for assignment in assignments)),
        desk=desk,
        waiting=waiting,
        has_training=has_open_sets(g.place.project.id),
        pace=own_pace(g.place.membership.id),
        number=_number_to_resume(desk.onward) if desk.onward else None,
        todo=todo,
        in_parts=todo != paragraphs,
        counts=counts,
        again=count_asked_again([assignment.id for assignment in assignments]),
        nothing=queries.Counts(),
    )


@blueprint.get("/projects/<slug>/progress")
@allow("see progress")
def progress(slug: str) -> ResponseReturnValue:
    """How far each annotator is in each article of a round (`?round=`, default: the newest)."""
    rounds = list_rounds(g.place.project.id)
    wanted = asked_number("round")
    newest = rounds[-1] if rounds else None
    shown = newest if wanted is None else get_round(g.place.project.id, wanted)
    assignments = queries.list_round_assignments(shown.id) if shown else []
    skipped = sum(assignment.state == "skipped" for assignment in assignments)
    flagged = flagged_in(shown.id) if shown else []
    return render_template(
        "home/progress.html",
        rounds=rounds,
        shown=shown,
        assignments=assignments,
        recognised=count_recognised(assignment.recognised for assignment in assignments),
        skipped=skipped,
        reasons=REASONS,
        flagged=flagged,
        passages=passages({one.paragraph_id for one in flagged} - {None}),
        todo=_count_todo(assignments, _count_paragraphs(assignments)),
        counts=queries.count_done(assignment.id for assignment in assignments),
        again=count_asked_again([assignment.id for assignment in assignments]),
        nothing=queries.Counts(),
    )


def _count_paragraphs(assignments: Sequence[Assignment]) -> dict[int, int]:
    """By assignment id, how many paragraphs there are to answer."""
    paragraphs = count_annotatable({assignment.article_id for assignment in assignments})
    return {
        one.id: paragraphs.get(one.article_id, 0) * _asks(one.round, "paragraph")
        for one in assignments
    }


def _count_todo(assignments: Sequence[Assignment], paragraphs: Mapping[int, int]) -> dict[int, int]:
    """The same with the article as a whole, where it is asked of."""
    return {one.id: paragraphs[one.id] + _asks(one.round, "article") for one in assignments}


def _number_to_resume(assignment: Assignment) -> int | None:
    return number_to_resume(
        assignment,
        has_paragraphs=_asks(assignment.round, "paragraph"),
        has_whole=_asks(assignment.round, "article"),
    )


def _asks(opened: Round, unit: Literal["paragraph", "article"]) -> bool:
    return bool(questions_for(g.place.project, opened.codebook_version.sha256, unit))


def _shown_titles(assignments: Sequence[Assignment]) -> dict[int, str]:
    """Each article's title by assignment id, as far as its annotator may read it by now.

    Its number stands for it where a content warning was not read yet: a title gives things away.
    """
    masks = title_masks({assignment.article_id for assignment in assignments})
    return {
        one.id: _("Article %(number)s", number=one.position)
        if unread_warning(one)
        else mask(
            mask_outlet=one.round.mask_outlet,
            mask_byline=one.round.mask_byline,
            is_submitted=one.state == "submitted",
        )
        .over(one.article.title, masks[one.article_id])
        .text
        for one in assignments
    }


def _entry(role: str, slug: str) -> str:
    return url_for("home.progress" if role == "lead" else "home.work", slug=slug)
