"""Pages of the projects room: what a lead asks about the annotators, and what these answer."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.wording import _
from workbench.projects import actions_background as actions
from workbench.projects.background import FEWEST, has_room, read_choices, tidy_title
from workbench.projects.forms import AboutForm, BackgroundForm, about_form
from workbench.projects.queries import list_members
from workbench.projects.queries_background import (
    count_background,
    list_background,
    own_background,
)

blueprint = Blueprint("background", __name__, url_prefix="/projects/<slug>")


@blueprint.get("/background")
@allow("ask about background")
def questions(slug: str) -> ResponseReturnValue:
    """What is asked, how many have answered, and a form for one question more."""
    return _questions_page(BackgroundForm(formdata=None))


@blueprint.post("/background")
@allow("ask about background")
def add(slug: str) -> ResponseReturnValue:
    """Ask one more thing."""
    form = BackgroundForm()
    if not form.validate_on_submit():
        return _questions_page(form), 422
    title, choices = tidy_title(form.title.data or ""), read_choices(form.choices.data or "")
    try:
        with writing():
            actions.add_background(g.place.project.id, title, choices, now=utc_now())
    except (Conflict, Invalid) as error:
        form.title.errors = [error.message]
        return _questions_page(form), 409
    flash("The question stands on the page “About you” of every annotator.")
    return _to_questions(slug)


@blueprint.post("/background/<int:background_id>/remove")
@allow("ask about background")
def remove(slug: str, background_id: int) -> ResponseReturnValue:
    """Ask it no more and forget the answers."""
    with writing():
        actions.remove_background(g.place.project.id, background_id)
    flash("The question is removed, with all answers to it.")
    return _to_questions(slug)


@blueprint.get("/about-you")
@allow("tell about oneself")
def about_you(slug: str) -> ResponseReturnValue:
    """An annotator's own answers, which nobody else sees."""
    place = g.place
    given = own_background(place.membership.person_id, place.project.id)
    return _about_page(about_form(list_background(place.project.id), given), bool(given))


@blueprint.post("/about-you")
@allow("tell about oneself")
def tell(slug: str) -> ResponseReturnValue:
    """Store the answers in place of the earlier ones; all left open forgets them."""
    place = g.place
    given = own_background(place.membership.person_id, place.project.id)
    form = about_form(list_background(place.project.id), {})
    if not form.validate_on_submit():
        return _about_page(form, bool(given)), 422
    chosen = form.chosen()
    with writing():
        person_id = place.membership.person_id
        actions.answer_background(person_id, place.project.id, chosen, now=utc_now())
    flash(_("Your answers are stored. Thank you.") if chosen else _("Nothing is stored about you."))
    return redirect(url_for("background.about_you", slug=slug), 303)


@blueprint.post("/about-you/withdraw")
@allow("tell about oneself")
def withdraw(slug: str) -> ResponseReturnValue:
    """Take the consent back: all answers are forgotten."""
    with writing():
        actions.withdraw_background(g.place.membership.person_id, g.place.project.id)
    flash(_("Nothing is stored about you."))
    return redirect(url_for("background.about_you", slug=slug), 303)


def _questions_page(form: BackgroundForm) -> str:
    project_id = g.place.project.id
    asked = list_background(project_id)
    members = list_members(project_id, "annotator")
    return render_template(
        "projects/background.html",
        form=form,
        asked=asked,
        counts=count_background(project_id),
        n_people=sum(member.person_id is not None for member in members),
        has_room=has_room(asked),
        fewest=FEWEST,
    )


def _about_page(form: AboutForm, has_answers: bool) -> str:
    return render_template("projects/about_you.html", form=form, has_answers=has_answers)


def _to_questions(slug: str) -> ResponseReturnValue:
    return redirect(url_for("background.questions", slug=slug), 303)
