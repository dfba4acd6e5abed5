"""A paragraph on which people part ways becomes an example in the draft of the codebook."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from workbench.codebook.actions_drafts import add_example
from workbench.codebook.format import Codebook
from workbench.codebook.queries import find_newest
from workbench.codebook.queries_drafts import codebook_of, find_draft
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid, NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number
from workbench.review import queries
from workbench.review.forms import ExampleForm, example_form
from workbench.review.views import blueprint

__all__ = ["blueprint"]


@blueprint.get("/examples/<int:paragraph_id>")
@allow("edit codebook")
def example(slug: str, paragraph_id: int) -> ResponseReturnValue:
    """Choose value, kind and words (`?round=` to go back to, `?start=&end=` for a passage)."""
    text = queries.quotable(g.place.project.id, paragraph_id).seen.text
    start, end = asked_number("start") or 0, asked_number("end") or len(text)
    form = example_form(_choices(), text[start:end] or text)
    form.about.data = request.args.get("about", "")
    return _page(paragraph_id, form)


@blueprint.post("/examples/<int:paragraph_id>")
@allow("edit codebook")
def use_example(slug: str, paragraph_id: int) -> ResponseReturnValue:
    """Put it into the draft, which is begun where there is none."""
    queries.quotable(g.place.project.id, paragraph_id)
    form = example_form(_choices(), "")
    if not form.validate_on_submit():
        return _page(paragraph_id, form), 422
    dimension, value = (form.about.data or "").split(" ")
    kind, words = form.kind.data, (form.text.data or "").strip()
    try:
        with writing():
            said = add_example(
                g.place.project.id,
                dimension,
                value,
                "negative" if kind == "negative" else "positive",
                words,
                now=utc_now(),
            )
    except (Invalid, NotFound) as error:
        form.text.errors = [error.message]
        return _page(paragraph_id, form), 422
    link = Markup('{} <a href="{}">See the draft of the codebook.</a>')
    flash(link.format(said, _draft_url()))
    return redirect(_back(paragraph_id), 303)


def _page(paragraph_id: int, form: ExampleForm) -> str:
    project_id = g.place.project.id
    shown = queries.quotable(project_id, paragraph_id)
    round_id = asked_number("round")
    marked = queries.passages_of(round_id, paragraph_id) if round_id else []
    places = dict.fromkeys(shown.seen.to_masked(start, end) for start, end in marked)
    return render_template(
        "review/example.html",
        form=form,
        shown=shown,
        paragraph_id=paragraph_id,
        round_id=round_id,
        passages=[(start, end, shown.seen.text[start:end]) for start, end in places],
        direction=direction,
        back=_back(paragraph_id),
        draft_url=_draft_url(),
    )


def _draft_url() -> str:
    return url_for("codebook_draft.outline", slug=g.place.project.slug)


def _back(paragraph_id: int) -> str:
    return url_for(
        "review.disagreements",
        slug=g.place.project.slug,
        round=asked_number("round"),
        _anchor=f"p{paragraph_id}",
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What can carry an example: the values of the draft, or of the newest version."""
    project_id = g.place.project.id
    draft, newest = find_draft(project_id), find_newest(project_id)
    if draft is not None:
        return _values(codebook_of(draft))
    return _values(newest.codebook) if newest is not None else {}


def _values(codebook: Codebook) -> dict[str, list[tuple[str, str]]]:
    return {
        dimension.title: [(f"{dimension.id} {one.id}", one.title) for one in dimension.values]
        for dimension in codebook.dimensions
        if dimension.values
    }
