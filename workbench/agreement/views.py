"""Pages of the agreement room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from workbench.agreement import printing
from workbench.agreement.queries import document_of, report_on
from workbench.annotate.queries import newest_comparable
from workbench.assign.models import Round
from workbench.assign.queries import get_round, list_rounds
from workbench.core.access import allow
from workbench.core.errors import NotFound
from workbench.core.web import asked_number

blueprint = Blueprint("agreement", __name__, url_prefix="/projects/<slug>/agreement")


@blueprint.get("/")
@allow("see agreement")
def report(slug: str) -> ResponseReturnValue:
    """Reliability by question in a round (`?round=`, default the newest that can be compared).

    `?version=2` is about the answers to that codebook version, `?version=all` mixes them.
    """
    rounds = list_rounds(g.place.project.id)
    chosen = chosen_round(rounds)
    if chosen is None:
        return render_template("agreement/report.html", rounds=rounds, chosen=None)
    found, basis = report_on(g.place.project, chosen, **asked_versions())
    return render_template(
        "agreement/report.html",
        rounds=rounds,
        chosen=chosen,
        report=found,
        basis=basis,
        printing=printing,
    )


@blueprint.get("/report.json")
@allow("see agreement")
def report_json(slug: str) -> ResponseReturnValue:
    """The same report for a program."""
    project = g.place.project
    chosen = chosen_round(list_rounds(project.id))
    if chosen is None:
        raise NotFound("This project has no round yet, so there is nothing to report.")
    return jsonify(document_of(project, chosen, **asked_versions()))


class _Versions(TypedDict):
    version: int | None
    mix: bool


def asked_versions() -> _Versions:
    if request.args.get("version") == "all":
        return {"version": None, "mix": True}
    return {"version": asked_number("version"), "mix": False}


def chosen_round(rounds: Sequence[Round]) -> Round | None:
    wanted = asked_number("round")
    if wanted is None:
        return newest_comparable(rounds)
    return get_round(g.place.project.id, wanted)
