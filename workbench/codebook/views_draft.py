"""The editor of the codebook's draft: its outline, and how it begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.codebook import actions_drafts as drafts
from workbench.codebook.drafting import Operation, find_dimension, find_value
from workbench.codebook.drafting import outline as outlines
from workbench.codebook.format import Codebook, Dimension, canonical_json
from workbench.codebook.forms import (
    DraftForm,
    NewDimensionForm,
    StartForm,
)
from workbench.codebook.models import CodebookDraft
from workbench.codebook.queries import find_newest
from workbench.codebook.queries_drafts import (
    codebook_of,
    find_draft,
    get_draft,
    last_step,
    lineage_of,
)
from workbench.codebook.reading import list_presets, read_preset
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound, WorkbenchError

blueprint = Blueprint("codebook_draft", __name__, url_prefix="/projects/<slug>/codebook/draft")

#: Listed in the outline; the others stand beside their values.
MOST_NOTES = 60

_AGAIN = "Load the page again, and do this once more if it is still wanted."
_NOT_SAVED = "This was not saved. See below."

JSON = "application/json"

#: Shows a form again with a sentence above it.
Show = Callable[[str], str]


@blueprint.get("/")
@allow("edit codebook")
def outline(slug: str) -> ResponseReturnValue:
    """All questions with their values, or the ways to begin a draft."""
    draft = find_draft(g.place.project.id)
    return render_outline() if draft else _start_page(_start_form())


@blueprint.post("/start")
@allow("edit codebook")
def start(slug: str) -> ResponseReturnValue:
    """Begin the draft."""
    form = _start_form()
    if not form.validate_on_submit():
        return _start_page(form), 422
    try:
        begun = _chosen(form)
        with writing():
            drafts.start_draft(g.place.project.id, begun, now=utc_now())
    except Conflict as error:
        flash(error.message, "warning")
    except Invalid as error:  # an old version that today's rules refuse
        return _start_page(form, error.message), 422
    return redirect(address("outline"), 303)


@blueprint.post("/discard")
@allow("edit codebook")
def discard(slug: str) -> ResponseReturnValue:
    """Throw the draft away."""
    form = _pressed()
    try:
        with writing():
            drafts.discard_draft(g.place.project.id, form.revision.data)
    except Conflict as error:
        return render_outline(trouble=f"{error.message} {_AGAIN}"), 409
    flash("The draft was discarded. The published versions are as they were.")
    return redirect(address("outline"), 303)


@blueprint.post("/undo")
@allow("edit codebook")
def undo(slug: str) -> ResponseReturnValue:
    """Take the last change back."""
    form = _pressed()
    try:
        with writing():
            said = drafts.undo(g.place.project.id, form.revision.data, now=utc_now())
    except (Conflict, Invalid) as error:
        return render_outline(trouble=error.message), 409 if isinstance(error, Conflict) else 422
    flash(f"Taken back: {said}")
    return redirect(address("outline"), 303)


def address(name: str, **parts: Any) -> str:
    """The address of a page of the editor."""
    return url_for(f"codebook_draft.{name}", slug=g.place.project.slug, **parts)


def current() -> tuple[CodebookDraft, Codebook]:
    """The draft and what it holds.

    Raises NotFound without one; where a form was sent, Conflict with what was typed.
    """
    draft = find_draft(g.place.project.id)
    if draft is None and request.method == "POST":
        raise _ended()
    draft = draft or get_draft(g.place.project.id)
    return draft, codebook_of(draft)


def render(template: str, draft: CodebookDraft, codebook: Codebook, **shown: Any) -> str:
    """A page of the editor."""
    facts: dict[str, Any] = {"trouble": "", "others": others(), "saved_at": draft.saved_at}
    facts["step"] = last_step(g.place.project.id)
    return render_template(template, codebook=codebook, revision=draft.revision, **(facts | shown))


def others(*, is_there: bool = True) -> dict[str, str]:
    """Pages about the draft that belong to others, "" where there is none."""
    wanted = {"preview": "codebook_preview.preview", "publish": "codebook_versions.publish"}
    return {
        name: url_for(endpoint, slug=g.place.project.slug)
        if is_there and endpoint in current_app.view_functions
        else ""
        for name, endpoint in wanted.items()
    }


def render_outline(trouble: str = "", form: NewDimensionForm | None = None) -> str:
    """The outline; `form` is the one for a new question, where it was filled in wrongly."""
    draft, codebook = current()
    if form is None:
        form = NewDimensionForm(formdata=None)
    form.offer(codebook)
    form.renew(draft.revision)
    notes = outlines.notes(codebook)
    return render(
        "codebook/draft.html",
        draft,
        codebook,
        sections=outlines.sections(codebook),
        facts={d.id: outlines.facts(codebook, d) for d in codebook.dimensions},
        notes=notes[:MOST_NOTES],
        more_notes=max(0, len(notes) - MOST_NOTES),
        tally=outlines.tally(notes),
        new=form,
        trouble=trouble,
    )


def save(
    form: DraftForm, make: Callable[[], Operation], then: str, show: Show
) -> ResponseReturnValue:
    """Change the draft by what a form says; the form is shown again where that cannot be.

    `make` gives the operation once the form holds what it should.
    """
    try:
        if not form.validate_on_submit():
            return show(_NOT_SAVED), 422
        operation = make()
        if request.form.get("then") == "try":
            return _tried(operation)
        said = change(operation, form.revision.data)
    except Conflict as error:
        if error.code != "draft_changed":
            raise
        form.renew(int(str(error.details["revision"])))
        return show(
            f"{error.message} Nothing of yours is lost: what you typed stands below."
            " Save again to put it in place of what is stored now."
        ), 409
    except Invalid as error:
        problems: Any = error.details.get("problems", [])
        homeless = form.report(problems)
        return show(error.message if homeless or not problems else _NOT_SAVED), 422
    flash(said or "This changed nothing: the draft holds it already.")
    return redirect(then, 303)


def _tried(operation: Operation) -> ResponseReturnValue:
    """What the draft would be, as JSON, for the preview beside the form; nothing is stored."""
    draft, codebook = current()
    changed = operation(codebook, lineage_of(draft))
    return current_app.response_class(canonical_json(changed.codebook), mimetype=JSON)


def press(operation: Operation, then: str) -> ResponseReturnValue:
    """Change the draft by a button."""
    form = _pressed()
    try:
        said = change(operation, form.revision.data)
    except Conflict as error:
        if error.code == "referred":
            return _confirm_page(error), 409
        return render_outline(trouble=f"{error.message} {_AGAIN}"), 409
    except Invalid as error:
        return render_outline(trouble=error.message), 422
    flash(said)
    return redirect(then, 303)


def change(operation: Operation, based_on: int | None) -> str:
    """Change the draft; what was done, in words."""
    with writing():
        changed = drafts.change_draft(g.place.project.id, based_on, operation, now=utc_now())
    return changed.said


def still_there(codebook: Codebook, dimension_id: str, value_id: str = "") -> Dimension:
    """The dimension that a form is about. Raises NotFound with what was typed, to be copied."""
    try:
        dimension = find_dimension(codebook, dimension_id)
        if value_id:
            find_value(dimension, value_id)
    except NotFound as error:
        error.details["typed"] = _typed()
        raise
    return dimension


def _typed() -> list[str]:
    hidden = {"csrf_token", "revision", "then"}
    return [t for name, t in request.form.items() if name not in hidden and t.strip()]


def _ended() -> Conflict:
    """The draft went while a page of it was open: what was typed is shown, to be copied."""
    newest = find_newest(g.place.project.id)
    now = f" The newest version is now {newest.number}." if newest else ""
    return Conflict(
        f"The draft was published or discarded meanwhile, so this was not saved.{now}"
        " Begin a draft again to put in what you typed.",
        code="draft_ended",
        details={"typed": _typed()},
    )


def _pressed() -> DraftForm:
    """The form of a button. Raises Invalid where the page's revision is missing."""
    form = DraftForm()
    if not form.validate():
        raise Invalid("This page is not complete. Reload it and try again.")
    return form


def _confirm_page(error: WorkbenchError) -> str:
    draft, codebook = current()
    return render(
        "codebook/draft_confirm.html",
        draft,
        codebook,
        message=error.message,
    )


def _start_form() -> StartForm:
    newest = find_newest(g.place.project.id)
    words = f"Version {newest.number}, which is in force" if newest else ""
    form = StartForm()
    form.offer(words, [(name, read_preset(name).title) for name in list_presets()])
    if not form.is_submitted():
        form.source.data = "newest" if newest else "preset"
        form.preset.data = "framing-tone-sourcing"
    return form


def _start_page(form: StartForm, trouble: str = "") -> str:
    return render_template(
        "codebook/draft_start.html",
        form=form,
        others=others(is_there=False),
        trouble=trouble,
        step=None,
    )


def _chosen(form: StartForm) -> Codebook | None:
    if form.source.data == "newest":
        return None
    if form.source.data == "preset":
        return read_preset(form.preset.data or "")
    slug = g.place.project.slug
    return Codebook(id=slug[:64], title=g.place.project.title)
