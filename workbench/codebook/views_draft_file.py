"""The editor: the sheet as a whole, and the draft as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from workbench.codebook import actions_drafts as drafts
from workbench.codebook.drafting import outline as outlines
from workbench.codebook.drafting.sheet import bring_in, edit_sheet
from workbench.codebook.format import Codebook
from workbench.codebook.forms import FileForm, FileTakenForm, SheetForm
from workbench.codebook.queries import with_settings
from workbench.codebook.queries_drafts import codebook_of, find_draft
from workbench.codebook.reading import read_codebook
from workbench.codebook.views_draft import address, blueprint, change, current, others, render, save
from workbench.codebook.writing import write_json, write_yaml
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid

__all__ = ["blueprint"]


@blueprint.get("/sheet")
@allow("edit codebook")
def sheet(slug: str) -> ResponseReturnValue:
    """Title, purpose, rules for everything, targets and camps."""
    return _sheet_page()


@blueprint.post("/sheet")
@allow("edit codebook")
def save_sheet(slug: str) -> ResponseReturnValue:
    """Change them."""
    current()
    form = SheetForm()
    return save(
        form,
        lambda: edit_sheet(form.fields()),
        address("sheet"),
        lambda trouble: _sheet_page(form, trouble),
    )


@blueprint.get("/file")
@allow("edit codebook")
def file(slug: str) -> ResponseReturnValue:
    """Bring a file in, or take the draft out as one."""
    return _file_page(FileForm(formdata=None))


@blueprint.post("/file")
@allow("edit codebook", upload=True)
def look_at_file(slug: str) -> ResponseReturnValue:
    """What a file holds, before it takes the draft's place. Nothing is stored yet."""
    form = FileForm()
    if not form.validate_on_submit():
        raise Invalid("This page is not complete. Reload it and try again.")
    try:
        form.text.data = form.read()
        read = read_codebook(form.text.data, finished=False)
    except Invalid as error:
        problems: Any = error.details.get("problems", [])
        return _file_page(form, error.message, problems), 422
    return _file_page(form, read=read)


@blueprint.post("/file/take")
@allow("edit codebook", upload=True)
def take_file(slug: str) -> ResponseReturnValue:
    """Put the file in the draft's place, or begin a draft with it."""
    form = FileTakenForm()
    project_id = g.place.project.id
    read = with_settings(project_id, read_codebook(form.text.data or "", finished=False))
    try:
        if find_draft(project_id) is None:
            with writing():
                drafts.start_draft(project_id, read, now=utc_now())
            said = "The draft begins with this file."
        else:
            if not form.validate():
                raise Invalid("This page is not complete. Reload it and try again.")
            said = change(bring_in(read), form.revision.data)
    except Conflict as error:
        shown = FileForm(formdata=None, text=form.text.data)
        return _file_page(shown, error.message, read=read), 409
    flash(said)
    return redirect(address("outline"), 303)


@blueprint.get("/codebook.<any(yaml, json):suffix>")
@allow("edit codebook")
def download(slug: str, suffix: str) -> ResponseReturnValue:
    """The draft as a file that reads back to the same."""
    _, codebook = current()
    text = write_json(codebook) if suffix == "json" else write_yaml(codebook)
    headers = {"Content-Disposition": f'attachment; filename="{codebook.id}-draft.{suffix}"'}
    return Response(text, content_type=f"application/{suffix}; charset=utf-8", headers=headers)


def _sheet_page(form: SheetForm | None = None, trouble: str = "") -> str:
    draft, codebook = current()
    if form is None:
        form = SheetForm(formdata=None)
        form.fill(codebook)
        form.renew(draft.revision)
    else:
        form.make_room()
    return render("codebook/draft_sheet.html", draft, codebook, form=form, trouble=trouble)


def _file_page(
    form: FileForm,
    trouble: str = "",
    problems: Sequence[Any] = (),
    read: Codebook | None = None,
) -> str:
    draft = find_draft(g.place.project.id)
    before = codebook_of(draft) if draft else None
    shown = {
        "form": form,
        "trouble": trouble,
        "problems": problems,
        "read": read,
        "sections": outlines.sections(read) if read else [],
        "gaps": [n for n in outlines.notes(read) if n.grade == "gap"] if read else [],
        "missing": _missing(before, read) if before and read else [],
    }
    if draft is None or before is None:
        nothing = others(is_there=False)
        return render_template(
            "codebook/draft_file.html", codebook=None, others=nothing, step=None, **shown
        )
    return render("codebook/draft_file.html", draft, before, **shown)


def _missing(before: Codebook, read: Codebook) -> list[str]:
    """Questions of the draft that the file does not have."""
    ids = {dimension.id for dimension in read.dimensions}
    return [dimension.title for dimension in before.dimensions if dimension.id not in ids]
