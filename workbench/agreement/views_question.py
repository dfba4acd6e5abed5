"""The page of one question, and the paragraphs behind each of its figures."""

from __future__ import annotations

from typing import Any

from flask import Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from workbench.agreement import passages, printing, printing_question, printing_table
from workbench.agreement.finding import Asked
from workbench.agreement.queries import about, matrix_of
from workbench.agreement.queries_question import detail_on, units_on
from workbench.agreement.views import asked_versions, blueprint, chosen_round
from workbench.assign.models import Round
from workbench.assign.queries import list_rounds
from workbench.core.access import allow
from workbench.core.errors import NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number

__all__ = ["blueprint"]


@blueprint.get("/questions/<question_key>")
@allow("see agreement")
def question(slug: str, question_key: str) -> ResponseReturnValue:
    """One question: every measure, value by value, pairs, confusions, parts, each annotator."""
    chosen = _round()
    found, basis = detail_on(g.place.project, chosen, question_key, **asked_versions())
    return render_template(
        "agreement/question.html",
        detail=found,
        chosen=chosen,
        elsewhere=_elsewhere,
        basis=basis,
        names=printing_table.NAMES,
        kinds=passages.KIND_WORDS,
        printing=printing,
        words=printing_question,
    )


@blueprint.get("/questions/<question_key>.json")
@allow("see agreement")
def question_json(slug: str, question_key: str) -> ResponseReturnValue:
    """The same figures for a program."""
    project, chosen = g.place.project, _round()
    found, basis = detail_on(project, chosen, question_key, **asked_versions())
    return jsonify(printing_question.as_json(found, about(project, chosen, basis)))


@blueprint.get("/questions/<question_key>/matrix")
@allow("see agreement")
def matrix(slug: str, question_key: str) -> ResponseReturnValue:
    """The reliability matrix behind the figures, as the calculator takes it."""
    content, suffix = matrix_of(g.place.project, _round(), question_key, **asked_versions())
    response = Response(content, mimetype="text/csv" if suffix == "csv" else "application/json")
    name = f"{slug}-{question_key}.{suffix}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@blueprint.get("/questions/<question_key>/units")
@allow("see agreement")
def units(slug: str, question_key: str) -> ResponseReturnValue:
    """The paragraphs, or articles, that one figure counts, with everybody's answers.

    `?by=outlet&part=…` is a part of the sample, `?value=`, `?between=a|b`, `?pair=A-01|A-02`,
    `?annotator=` and `?differ=` narrow it down, `?twice=A-01` shows one person's repeats; see
    `finding.Asked`.
    """
    chosen, asked = _round(), _asked()
    found, page, listed, basis = units_on(
        g.place.project,
        chosen,
        question_key,
        asked,
        asked_number("page") or 1,
        **asked_versions(),
    )
    names = {one.id: one.name for one in list_rounds(g.place.project.id)} if asked.twice else {}
    return render_template(
        "agreement/units.html",
        question=found,
        asked=asked,
        heading=printing_question.heading(found, asked),
        page=page,
        units=listed,
        chosen=chosen,
        basis=basis,
        rounds=names,
        round_names=" and ".join(names[one] for one in page.rounds) or chosen.name,
        direction=direction,
        printing=printing,
    )


def _round() -> Round:
    chosen = chosen_round(list_rounds(g.place.project.id))
    if chosen is None:
        raise NotFound("This project has no round yet, so there is nothing to report.")
    return chosen


def _elsewhere(cut: str, part: str) -> dict[str, Any]:
    """How the address of a part differs that is another round, or version of the codebook."""
    if cut == "round":
        ids = {one.name: one.id for one in list_rounds(g.place.project.id)}
        return {"round": ids[part], "version": None}
    return {"version": part.split(" ")[-1]} if cut == "version" else {}


def _asked() -> Asked:
    given: dict[str, Any] = {
        name: request.args.get(name, "")
        for name in ("by", "part", "value", "annotator", "twice", "differ")
    }
    for name in ("between", "pair"):
        given[name] = tuple(filter(None, request.args.get(name, "").split("|")))
    return Asked(**given, least=1 if request.args.get("all") else 2)
