"""The editor: one value of a question."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from workbench.codebook.drafting import Operation, find_dimension, find_value, in_turn
from workbench.codebook.drafting import outline as outlines
from workbench.codebook.drafting import values as values
from workbench.codebook.drafting.proposals import free_keys, propose_id
from workbench.codebook.format import Codebook
from workbench.codebook.forms import one_line
from workbench.codebook.forms_values import MergeForm, NewValueForm, SplitForm, ValueForm
from workbench.codebook.views_draft import (
    address,
    blueprint,
    current,
    press,
    render,
    save,
    still_there,
)
from workbench.codebook.views_draft_dimensions import asked_shift, dimension_page
from workbench.core.access import allow

__all__ = ["blueprint"]


@blueprint.post("/questions/<dimension>/values")
@allow("edit codebook")
def add_value(slug: str, dimension: str) -> ResponseReturnValue:
    """A new value by its title; it gets an id and the first free key."""
    _, codebook = current()
    still_there(codebook, dimension)
    form = NewValueForm()

    def operation() -> Operation:
        return values.add_value(dimension, _new(codebook, dimension, form))

    stays = request.form.get("then") == "stay"
    proposed = _proposed(codebook, dimension, form)
    then = (
        address("dimension", dimension=dimension, _anchor="new-value")
        if stays
        else address("value", dimension=dimension, value=proposed)
    )
    return save(
        form, operation, then, lambda trouble: dimension_page(dimension, trouble=trouble, new=form)
    )


@blueprint.get("/questions/<dimension>/values/<value>")
@allow("edit codebook")
def value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """All that a value says."""
    return _page(dimension, value)


@blueprint.post("/questions/<dimension>/values/<value>")
@allow("edit codebook")
def save_value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """Change what it says."""
    _, codebook = current()
    still_there(codebook, dimension, value)
    form = ValueForm()
    renamed = one_line(form.id.data)

    def operation() -> Operation:
        return in_turn(
            values.rename_value(dimension, value, renamed),
            values.edit_value(dimension, renamed, form.fields()),
        )

    then = address("value", dimension=dimension, value=renamed or value)
    if request.form.get("then") == "back":
        then = address("dimension", dimension=dimension, _anchor=f"value-{renamed}")
    return save(form, operation, then, lambda trouble: _page(dimension, value, form, trouble))


@blueprint.post("/questions/<dimension>/values/<value>/move")
@allow("edit codebook")
def move_value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """Move it within its question."""
    then = address("dimension", dimension=dimension, _anchor=f"value-{value}")
    return press(values.move_value(dimension, value, asked_shift()), then)


@blueprint.post("/questions/<dimension>/values/<value>/remove")
@allow("edit codebook")
def remove_value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """Remove it; what refers to it does without where that was confirmed."""
    confirmed = bool(request.form.get("confirmed"))
    operation = values.remove_value(dimension, value, with_references=confirmed)
    return press(operation, address("dimension", dimension=dimension, _anchor="values"))


@blueprint.post("/questions/<dimension>/values/<value>/merge")
@allow("edit codebook")
def merge_value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """Make it a part of another value."""
    into = request.form.get("into", "")
    then = address("value", dimension=dimension, value=into or value)
    return press(values.merge_value(dimension, value, into), then)


@blueprint.post("/questions/<dimension>/values/<value>/split")
@allow("edit codebook")
def split_value(slug: str, dimension: str, value: str) -> ResponseReturnValue:
    """Take a part out of it, as a value of its own."""
    _, codebook = current()
    still_there(codebook, dimension, value)
    form = SplitForm()

    def operation() -> Operation:
        return values.split_value(dimension, value, _new(codebook, dimension, form))

    then = address("value", dimension=dimension, value=_proposed(codebook, dimension, form))
    return save(
        form, operation, then, lambda trouble: _page(dimension, value, trouble=trouble, split=form)
    )


def _proposed(codebook: Codebook, dimension: str, form: NewValueForm) -> str:
    taken = find_dimension(codebook, dimension).value_ids()
    return propose_id(one_line(form.title.data), taken, "value")


def _new(codebook: Codebook, dimension: str, form: NewValueForm) -> dict[str, str]:
    """The fields of a new value; a key only where this question works with keys."""
    shown = find_dimension(codebook, dimension)
    has_keys = not shown.values or any(value.key for value in shown.values)
    free = free_keys(codebook, dimension) if has_keys else []
    used = {value.key for value in shown.values}
    key = next((key for key in free if key not in used), "")
    title = one_line(form.title.data)
    return {"id": _proposed(codebook, dimension, form), "title": title, "key": key}


def _page(
    dimension_id: str,
    value_id: str,
    form: ValueForm | None = None,
    trouble: str = "",
    split: SplitForm | None = None,
) -> str:
    draft, codebook = current()
    dimension = find_dimension(codebook, dimension_id)
    shown = find_value(dimension, value_id)
    if form is None:
        form = ValueForm(formdata=None)
        form.fill(shown)
        form.renew(draft.revision)
    else:
        form.make_room()
    merge = MergeForm(formdata=None)
    merge.offer(dimension, shown)
    place = dimension.values.index(shown)
    return render(
        "codebook/draft_value.html",
        draft,
        codebook,
        dimension=dimension,
        value=shown,
        before=dimension.values[place - 1] if place else None,
        after=dimension.values[place + 1] if place + 1 < len(dimension.values) else None,
        form=form,
        merge=merge,
        split=split or SplitForm(formdata=None),
        notes=outlines.notes_on(outlines.notes(codebook), dimension_id, value_id),
        keys=free_keys(codebook, dimension_id, value_id),
        trouble=trouble,
    )
