"""The editor: one question of the draft."""

from __future__ import annotations

from typing import cast

from flask import request
from flask.typing import ResponseReturnValue

from workbench.codebook.drafting import Operation, Shift, find_dimension, in_turn
from workbench.codebook.drafting import dimensions as dimensions
from workbench.codebook.drafting import outline as outlines
from workbench.codebook.drafting.proposals import free_keys, propose_id
from workbench.codebook.forms import NewDimensionForm, one_line
from workbench.codebook.forms_dimensions import DimensionForm, KindForm
from workbench.codebook.forms_values import NewValueForm
from workbench.codebook.views_draft import (
    address,
    blueprint,
    current,
    press,
    render,
    render_outline,
    save,
    still_there,
)
from workbench.core.access import allow
from workbench.core.errors import Invalid

__all__ = ["blueprint"]

SHIFTS = ("up", "down", "first", "last")


@blueprint.post("/questions")
@allow("edit codebook")
def add_dimension(slug: str) -> ResponseReturnValue:
    """A new question; its page follows."""
    _, codebook = current()
    form = NewDimensionForm()
    form.offer(codebook)
    title = one_line(form.title.data)
    proposed = propose_id(title, {d.id for d in codebook.dimensions}, "question")

    def operation() -> Operation:
        fields = {"id": proposed, "title": title, "type": form.type.data, "unit": form.unit.data}
        return dimensions.add_dimension(fields | {"of": form.of.data or None})

    then = address("dimension", dimension=proposed)
    return save(form, operation, then, lambda trouble: render_outline(trouble, form))


@blueprint.get("/questions/<dimension>")
@allow("edit codebook")
def dimension(slug: str, dimension: str) -> ResponseReturnValue:
    """All that a question says, and its values."""
    return dimension_page(dimension)


@blueprint.post("/questions/<dimension>")
@allow("edit codebook")
def save_dimension(slug: str, dimension: str) -> ResponseReturnValue:
    """Change what it says."""
    _, codebook = current()
    form = DimensionForm()
    form.offer(codebook, still_there(codebook, dimension))
    renamed = one_line(form.id.data)

    def operation() -> Operation:
        fields = form.fields(request.form)
        return in_turn(
            dimensions.rename_dimension(dimension, renamed),
            dimensions.edit_dimension(renamed, fields),
        )

    then = address("dimension", dimension=renamed or dimension)
    return save(form, operation, then, lambda trouble: dimension_page(dimension, form, trouble))


@blueprint.post("/questions/<dimension>/kind")
@allow("edit codebook")
def save_kind(slug: str, dimension: str) -> ResponseReturnValue:
    """Make it a question of another type, or on another unit."""
    _, codebook = current()
    form = KindForm()
    form.offer(codebook, still_there(codebook, dimension))

    def operation() -> Operation:
        fields = {"type": form.type.data, "unit": form.unit.data, "of": form.of.data or None}
        return dimensions.edit_dimension(dimension, fields)

    then = address("dimension", dimension=dimension)
    return save(
        form, operation, then, lambda trouble: dimension_page(dimension, trouble=trouble, kind=form)
    )


@blueprint.post("/questions/<dimension>/move")
@allow("edit codebook")
def move_dimension(slug: str, dimension: str) -> ResponseReturnValue:
    """Move it among the questions of its unit."""
    then = address("outline", _anchor=f"question-{dimension}")
    return press(dimensions.move_dimension(dimension, asked_shift()), then)


@blueprint.post("/questions/<dimension>/remove")
@allow("edit codebook")
def remove_dimension(slug: str, dimension: str) -> ResponseReturnValue:
    """Remove it; what refers to it goes too where that was confirmed."""
    confirmed = bool(request.form.get("confirmed"))
    return press(
        dimensions.remove_dimension(dimension, with_references=confirmed), address("outline")
    )


def asked_shift() -> Shift:
    """Where to move. Raises Invalid."""
    shift = request.form.get("to", "")
    if shift not in SHIFTS:
        raise Invalid("Say where to move it: up, down, first or last.")
    return cast(Shift, shift)


def dimension_page(
    dimension_id: str,
    form: DimensionForm | None = None,
    trouble: str = "",
    kind: KindForm | None = None,
    new: NewValueForm | None = None,
) -> str:
    """A question's page; each form of it may have been filled in wrongly."""
    draft, codebook = current()
    shown = find_dimension(codebook, dimension_id)
    typed = request.form if form else None
    if form is None:
        form = DimensionForm(formdata=None)
        form.offer(codebook, shown)
        form.fill(shown)
        form.renew(draft.revision)
    else:
        form.make_room()
    if kind is None:
        kind = KindForm(formdata=None)
        kind.offer(codebook, shown)
        kind.fill(shown)
        kind.renew(draft.revision)
    notes = outlines.notes_on(outlines.notes(codebook), dimension_id)
    return render(
        "codebook/draft_dimension.html",
        draft,
        codebook,
        dimension=shown,
        form=form,
        kind=kind,
        members=form.member_rows(typed),
        new=new or NewValueForm(formdata=None),
        notes=notes,
        tally=outlines.tally(notes),
        keys=free_keys(codebook, dimension_id) if shown.type == "flag" else [],
        trouble=trouble,
    )
