"""The page on which a lead adds and removes the masks of an article."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.core.access import allow
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.corpus.actions_masks import BY_HAND, add_masks, remove_mask
from workbench.corpus.forms import MaskForm, UnmaskForm
from workbench.corpus.masked import PLACEHOLDERS, masks_of, pieces
from workbench.corpus.models import Paragraph
from workbench.corpus.queries import get_article
from workbench.corpus.views import blueprint

__all__ = ["blueprint"]


@blueprint.get("/<key>/masks")
@allow("import articles")
def masks(slug: str, key: str) -> ResponseReturnValue:
    """The article with everything that is masked, and why."""
    return _page(key, MaskForm())


@blueprint.post("/<key>/masks")
@allow("import articles")
def add_mask(slug: str, key: str) -> ResponseReturnValue:
    """Mask words that the rules did not find."""
    form = MaskForm()
    if not form.validate_on_submit():
        return _page(key, form), 422
    try:
        with writing():
            added = add_masks(
                g.place.project.id,
                key,
                (form.words.data or "").strip(),
                kind=form.kind.data,
                position=form.paragraph.data or 0,
                everywhere=form.everywhere.data,
            )
    except (Invalid, NotFound) as error:
        get_article(g.place.project.id, key)  # the article itself may be what is missing
        form.words.errors = [error.message]
        return _page(key, form), 422
    flash(f"{_passages(added)} masked as {PLACEHOLDERS[form.kind.data]}.")
    return redirect(url_for("corpus.masks", slug=slug, key=key, _anchor=_anchor(form)), 303)


@blueprint.post("/<key>/masks/remove")
@allow("import articles")
def remove_masks(slug: str, key: str) -> ResponseReturnValue:
    """Show a masked passage again, or all that have the same words."""
    form = UnmaskForm()
    if not form.validate_on_submit():
        raise Invalid("Say which mask: go back to the page of the masks and press its button.")
    try:
        with writing():
            removed = remove_mask(
                g.place.project.id,
                key,
                position=form.paragraph.data or 0,
                start=form.start.data or 0,
                end=form.end.data or 0,
                everywhere=request.form.get("which") == "same words",
            )
    except Conflict as error:  # what was asked for is so already
        flash(error.message)
    else:
        flash(f"{_passages(removed)} shown again.")
    return redirect(url_for("corpus.masks", slug=slug, key=key, _anchor=_anchor(form)), 303)


def _anchor(form: MaskForm | UnmaskForm) -> str:
    return f"p{form.paragraph.data}"


def _passages(count: int) -> str:
    return f"{count} passage{'' if count == 1 else 's'}"


def _page(key: str, form: MaskForm) -> str:
    article = get_article(g.place.project.id, key)
    counts: dict[str, int] = {}
    for paragraph in article.paragraphs:
        for mask in masks_of(paragraph.masks):
            words = paragraph.text[mask.start : mask.end]
            counts[words] = counts.get(words, 0) + 1
    return render_template(
        "corpus/masks.html",
        article=article,
        form=form,
        paragraphs=[(one, pieces(one.text, one.masks), _listed(one)) for one in article.paragraphs],
        counts=counts,
        placeholders=PLACEHOLDERS,
    )


def _listed(paragraph: Paragraph) -> list[dict[str, object]]:
    return [
        {
            "start": one.start,
            "end": one.end,
            "kind": one.kind,
            "words": paragraph.text[one.start : one.end],
            "reason": "by hand" if one.origin == BY_HAND else one.origin.removeprefix("rule:"),
        }
        for one in masks_of(paragraph.masks)
    ]
