"""The report as files: a table of all figures, and the methods paragraph."""

from __future__ import annotations

from flask import Response, g, render_template
from flask.typing import ResponseReturnValue

from workbench.agreement import methods_table, printing
from workbench.agreement.methods import methods as paragraphs
from workbench.agreement.methods_measures import references
from workbench.agreement.queries import report_on, study_of
from workbench.agreement.report_csv import as_csv
from workbench.agreement.views import asked_versions, blueprint, chosen_round
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.core.access import allow
from workbench.core.errors import NotFound

__all__ = ["blueprint"]


@blueprint.get("/report.csv")
@allow("see agreement")
def report_csv(slug: str) -> ResponseReturnValue:
    """A line a row of the report, with every figure of it."""
    report, _ = report_on(g.place.project, _round(), **asked_versions())
    return _file(as_csv(report), "text/csv", f"{slug}-agreement.csv")


@blueprint.get("/methods")
@allow("see agreement")
def methods(slug: str) -> ResponseReturnValue:
    """The methods paragraph with the figures filled in, and the reliability table."""
    chosen = _round()
    report, basis = report_on(g.place.project, chosen, **asked_versions())
    study = study_of(g.place.project, chosen, basis)
    return render_template(
        "agreement/methods.html",
        chosen=chosen,
        basis=basis,
        report=report,
        paragraphs=paragraphs(report, study),
        headings=methods_table.HEADINGS,
        table=methods_table.cells(report),
        references=references(report),
        numbers=methods_table.NUMBERS,
        printing=printing,
    )


@blueprint.get("/methods.txt")
@allow("see agreement")
def methods_text(slug: str) -> ResponseReturnValue:
    """The same as plain text."""
    chosen = _round()
    report, basis = report_on(g.place.project, chosen, **asked_versions())
    content = methods_table.as_text(report, study_of(g.place.project, chosen, basis))
    return _file(content, "text/plain", f"{slug}-methods.txt")


@blueprint.get("/methods.md")
@allow("see agreement")
def methods_markdown(slug: str) -> ResponseReturnValue:
    """The same as Markdown."""
    chosen = _round()
    report, basis = report_on(g.place.project, chosen, **asked_versions())
    content = methods_table.as_markdown(report, study_of(g.place.project, chosen, basis))
    return _file(content, "text/markdown", f"{slug}-methods.md")


def _file(content: str, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _round() -> Round:
    chosen = chosen_round(list_rounds(g.place.project.id))
    if chosen is None:
        raise NotFound("This project has no round yet, so there is nothing to report.")
    return chosen
