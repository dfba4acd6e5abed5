"""A ruling becomes an example in the codebook's draft, or an open question, in one step."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from workbench.codebook.actions_drafts import add_example
from workbench.codebook.actions_inquiries import Asking, ask
from workbench.codebook.reading import parse_stored
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid, NotFound
from workbench.core.languages import direction
from workbench.review.pairs import pairs_between
from workbench.review.queries_precedents import precedents_for_unit
from workbench.review.queries_using import Source, get_source
from workbench.review.using import question_about, uses_of
from workbench.review.views_ruling_unit import load_unit

blueprint = Blueprint("using", __name__, url_prefix="/projects/<slug>/disagreements")


@blueprint.post("/rulings/<int:ruling_id>/example")
@allow("edit codebook")
def example(slug: str, ruling_id: int) -> ResponseReturnValue:
    """Put the words of a ruling into the draft: field `use`, its place among `uses_of`."""
    source = get_source(g.place.project, ruling_id)
    uses = uses_of(source.ruling, source.pairs, source.questions, source.seen)
    number = request.form.get("use", type=int)
    if number is None or not 0 <= number < len(uses):
        raise NotFound("This ruling gives no such example. Reload the page.")
    use = uses[number]
    words = source.seen.text[use.start : use.end]
    try:
        with writing():
            said = add_example(
                g.place.project.id, use.dimension, use.value, use.kind, words, now=utc_now()
            )
    except (Invalid, NotFound) as error:
        flash(f"{error.message} “Use as an example…” lets you shorten or place it yourself.")
    else:
        warning = (
            " Not everybody has submitted this article yet: publish it only when they have."
            if source.is_open
            else ""
        )
        link = url_for("codebook_draft.outline", slug=slug)
        flash(
            Markup('{} <a href="{}">See the draft of the codebook.</a>{}').format(
                said, link, warning
            )
        )
    return redirect(_back(source), 303)


@blueprint.post("/rulings/<int:ruling_id>/question")
@allow("edit codebook")
def question(slug: str, ruling_id: int) -> ResponseReturnValue:
    """Make an open question of it: field `dimension`."""
    source = get_source(g.place.project, ruling_id)
    key = request.form.get("dimension", "")
    about = next((one for one in source.questions if one.dimension.id == key), None)
    if about is None:
        raise NotFound("This ruling is about no such question. Reload the page.")
    asking = Asking(
        project_id=g.place.project.id,
        membership_id=g.place.membership.id,
        version_id=source.ruling.codebook_version_id,
        dimension=key,
        value="",
        paragraph_id=source.ruling.place.paragraph_id,
        text=question_about(source.ruling, source.pairs, about)[:2_000],
    )
    with writing():
        made = ask(asking, now=utc_now())
    address = url_for("inquiries.questions", slug=slug, _anchor=f"q{made.id}")
    flash(Markup('It is an open question now. <a href="{}">See the questions.</a>').format(address))
    return redirect(_back(source), 303)


@blueprint.get("/<int:round_id>/<any(paragraphs, articles):kind>/<int:unit_id>/precedents")
@allow("compare answers")
def precedents(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """Earlier rulings between the values that are disputed here, the nearest in words first."""
    unit = (
        load_unit(round_id, paragraph_id=unit_id)
        if kind == "paragraphs"
        else load_unit(round_id, article_id=unit_id)
    )
    text = unit.text or unit.around.title
    pairs = pairs_between(unit.answers, unit.questions)
    titles = {one.dimension.id: one.dimension.title for one in unit.questions}
    titles |= {
        about.dimension.id: about.dimension.title
        for one in unit.questions
        for about in one.attributes
    }
    return render_template(
        "review/precedents_of_unit.html",
        unit=unit,
        found=[
            (titles[dimension], one)
            for dimension, one in precedents_for_unit(g.place.project, text, pairs, unit.place)
        ],
        book=parse_stored(unit.setting.sha256, unit.setting.document).language,
        direction=direction,
        back=_page(unit.place),
        page_of=_page,
    )


def _back(source: Source) -> str:
    return _page(source.ruling.place)


def _page(place: Any) -> str:
    told = {"slug": g.place.project.slug, "round_id": place.round_id}
    if place.paragraph_id is None:
        return url_for("ruling.article", article_id=place.article_id, **told)
    return url_for("ruling.paragraph", paragraph_id=place.paragraph_id, **told)
