"""The calculator for any reliability table, and the examples that it is checked by."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from workbench.agreement import printing, printing_table
from workbench.agreement.calculating import calculate
from workbench.agreement.forms_table import TableForm
from workbench.agreement.tables import read_table
from workbench.agreement.worked import agrees, compute, worked_examples
from workbench.core.access import allow
from workbench.core.errors import Invalid

blueprint = Blueprint("calculator", __name__, url_prefix="/projects/<slug>/agreement")


@blueprint.get("/table")
@allow("enter project")
def table(slug: str) -> ResponseReturnValue:
    """The form; nothing that is handed in is kept."""
    return _page(TableForm(formdata=None))


@blueprint.post("/table")
@allow("enter project", upload=True)
def calculated(slug: str) -> ResponseReturnValue:
    """The figures of the table handed in, as a page or with `as=json` as a file."""
    form = TableForm()
    if not form.validate_on_submit():
        return _page(form), 422
    content = form.content()
    if not content.strip():
        form.file.errors = ["Choose a file, or paste a table."]
        return _page(form), 422
    try:
        found = calculate(read_table(content, form.level.data))
    except Invalid as error:
        form.file.errors = [error.message]
        return _page(form), 422
    if request.form.get("as") == "json":
        response = jsonify(found)
        response.headers["Content-Disposition"] = 'attachment; filename="agreement.json"'
        return response
    return _page(form, found)


@blueprint.get("/examples")
@allow("enter project")
def examples(slug: str) -> ResponseReturnValue:
    """How do we know these numbers are right? Every published example, computed just now."""
    rows = []
    for example in worked_examples():
        found = compute(example) if example.can_compute else None
        rows.append((example, found, example.can_compute and agrees(example, found)))
    names = printing_table.NAMES_OF_EXAMPLES
    return render_template("agreement/examples.html", rows=rows, names=names)


def _page(form: TableForm, found: dict[str, Any] | None = None) -> str:
    return render_template(
        "agreement/table.html",
        form=form,
        found=found,
        names=printing_table.NAMES,
        printing=printing,
    )
