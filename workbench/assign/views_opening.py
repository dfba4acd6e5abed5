"""The page that says what a round opens to its annotators."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.actions_opening import count_open, open_to_annotators
from workbench.assign.forms import OpeningForm
from workbench.assign.models import Round
from workbench.assign.queries import get_round
from workbench.assign.views import blueprint
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid

__all__ = ["blueprint"]


@blueprint.get("/rounds/<int:round_id>/opening")
@allow("manage rounds")
def opening(slug: str, round_id: int) -> ResponseReturnValue:
    """Three switches, and what the first of them cannot take back."""
    shown = get_round(g.place.project.id, round_id)
    return _page(shown, OpeningForm(obj=shown))


@blueprint.post("/rounds/<int:round_id>/opening")
@allow("manage rounds")
def change_opening(slug: str, round_id: int) -> ResponseReturnValue:
    """Set them."""
    shown = get_round(g.place.project.id, round_id)
    form = OpeningForm()
    if not form.validate_on_submit():
        return _page(shown, form), 422
    try:
        with writing():
            changed = open_to_annotators(g.place.project.id, round_id, form.opening, now=utc_now())
    except Invalid as error:
        return _page(shown, form, error.message), 422
    flash(f"{changed.name} opens to its annotators: {changed.opening.in_words}.")
    return redirect(url_for("home.progress", slug=slug, round=round_id), 303)


def _page(shown: Round, form: OpeningForm, fault: str = "") -> str:
    return render_template(
        "assign/opening.html",
        round=shown,
        form=form,
        fault=fault,
        still_open=count_open(shown.id),
    )
