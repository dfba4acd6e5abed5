"""Laying an article aside, taking it back, and what stands before an article's text."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.forms_queue import SkipForm
from workbench.annotate.views_page import around
from workbench.assign import actions
from workbench.assign.models import Assignment
from workbench.assign.queries import get_own_assignment
from workbench.assign.skipping import REASONS
from workbench.assign.warning import unread_warning
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.wording import _

blueprint = Blueprint(
    "queue", __name__, url_prefix="/projects/<slug>/assignments/<int:assignment_id>"
)


@blueprint.get("/skip")
@allow("annotate")
def ask(slug: str, assignment_id: int) -> ResponseReturnValue:
    """The form that asks for the reason."""
    assignment = _own(assignment_id)
    actions.check_skippable(assignment)
    given = {"reason": assignment.skip_reason, "note": assignment.skip_note}
    return _ask(assignment, SkipForm(formdata=None, data=given))


@blueprint.post("/skip")
@allow("annotate")
def skip(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Lay the article aside; what is answered stays."""
    form = SkipForm()
    if not form.validate_on_submit():
        return _ask(_own(assignment_id), form), 422
    with writing():  # read behind the lock only: another tab may have submitted it meanwhile
        actions.lock_assignment(assignment_id, g.place.membership.id)
        note = (form.note.data or "").strip()
        actions.skip(_own(assignment_id), form.reason.data, note, now=utc_now())
    return _to_article(slug, assignment_id)


@blueprint.post("/take-back")
@allow("annotate")
def take_back(slug: str, assignment_id: int) -> ResponseReturnValue:
    """The article is among one's work again."""
    with writing():
        actions.lock_assignment(assignment_id, g.place.membership.id)
        is_back = actions.take_back(_own(assignment_id))
    if is_back:
        flash(_("The article is among your work again."))
    return _to_article(slug, assignment_id)


@blueprint.post("/show")
@allow("annotate")
def show(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Open an article in spite of its content warning, from now on."""
    with writing():
        actions.lock_assignment(assignment_id, g.place.membership.id)
        actions.remember_warned(_own(assignment_id))
    return _to_article(slug, assignment_id)


def page_instead(assignment: Assignment) -> str | None:
    """What stands where the article would: that it is skipped, or its content warning.

    Neither has a word of the article. None where the text may be shown.
    """
    warning = unread_warning(assignment)
    if assignment.state != "skipped" and not warning:
        return None
    return render_template(
        "annotate/instead.html",
        assignment=assignment,
        warning=warning,
        reason=REASONS.get(assignment.skip_reason or "", ""),
        around=around(assignment),
    )


def _own(assignment_id: int) -> Assignment:
    return get_own_assignment(g.place.membership.id, assignment_id)


def _ask(assignment: Assignment, form: SkipForm) -> str:
    return render_template("annotate/skip.html", form=form, around=around(assignment))


def _to_article(slug: str, assignment_id: int) -> ResponseReturnValue:
    return redirect(url_for("annotate.page", slug=slug, assignment_id=assignment_id), 303)
