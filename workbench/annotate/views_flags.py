"""A lead makes a question to be answered of a paragraph that an annotator flagged."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.forms_inquiries import AskForm, about_choices, ask_form
from workbench.annotate.queries_inquiries import FlagSource, flag_source, passages
from workbench.codebook.actions_inquiries import MOST_CHARACTERS, Asking, ask
from workbench.codebook.sheet import sheet_of
from workbench.core.access import allow
from workbench.core.db import writing
from workbench.core.errors import Invalid
from workbench.core.languages import direction

blueprint = Blueprint(
    "flags", __name__, url_prefix="/projects/<slug>/codebook/flags/<int:judgment_id>"
)


@blueprint.get("/")
@allow("edit codebook")
def page(slug: str, judgment_id: int) -> ResponseReturnValue:
    """What was flagged, and a form: what the question is about, and its words."""
    source = flag_source(g.place.project.id, judgment_id)
    form = _form(source)
    form.text.data = source.note.strip()[:MOST_CHARACTERS]
    return _page(source, form)


@blueprint.post("/")
@allow("edit codebook")
def make(slug: str, judgment_id: int) -> ResponseReturnValue:
    """Put it on the list as the annotator's question, asked when they flagged it."""
    source = flag_source(g.place.project.id, judgment_id)
    form = _form(source)
    if not form.validate_on_submit():
        return _page(source, form), 422
    dimension, _, value = (form.about.data or "").partition(" ")
    try:
        with writing():
            stored = ask(
                Asking(
                    project_id=g.place.project.id,
                    membership_id=source.membership_id,
                    version_id=source.version_id,
                    dimension=dimension,
                    value=value,
                    paragraph_id=source.paragraph_id,
                    text=form.text.data or "",
                ),
                now=source.saved_at,
            )
    except Invalid as error:
        form.text.errors = [error.message]
        return _page(source, form), 422
    flash(f"The flag is a question of {source.seat} now: answer it here.")
    return redirect(url_for("inquiries.questions", slug=slug, _anchor=f"q{stored.id}"), 303)


def _form(source: FlagSource) -> AskForm:
    form = ask_form(about_choices(sheet_of(source.sha256, source.document)))
    form.text.label.text = "The question"
    return form


def _page(source: FlagSource, form: AskForm) -> str:
    return render_template(
        "annotate/inquiry_of_flag.html",
        source=source,
        form=form,
        passage=passages([source.paragraph_id]).get(source.paragraph_id or 0),
        direction=direction,
    )
