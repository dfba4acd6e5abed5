"""Pages of the agreement room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import Blueprint, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.agreement import printing, published
from workbench.agreement.finding import ANYHOW
from workbench.agreement.queries import document_of, report_on
from workbench.agreement.rows import Row
from workbench.annotate.queries import newest_comparable
from workbench.assign.models import Round
from workbench.assign.queries import get_round, list_rounds
from workbench.core.access import allow
from workbench.core.errors import NotFound
from workbench.core.web import asked_number
from workbench.stats.ratings import show

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
        published=published,
        links=Links(slug, chosen.id, "all" if basis.is_mixed else basis.version),
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


@dataclass(frozen=True)
class Links:
    """The addresses behind the figures of a row, for the template."""

    slug: str
    round: int
    version: str | int | None

    def question(self, row: Row) -> str:
        """All figures of its question."""
        return self._about("agreement.question", row)

    def differing(self, row: Row, *, of_value: bool = False) -> str:
        """Those, of the compared, that were answered differently; or in the row's value alone."""
        value = {"value": row.values[0]} if of_value and row.values else {}
        return self._about("agreement.units", row, differ=ANYHOW, **value)

    def compared(self, row: Row) -> str:
        """All that were compared."""
        return self._about("agreement.units", row)

    def giving(self, row: Row) -> str:
        """Those where somebody gave the row's values."""
        value = show(frozenset(row.values)) if len(row.values) > 1 else row.values[0]
        return self._about("agreement.units", row, value=value)

    def _about(self, endpoint: str, row: Row, **more: str) -> str:
        about: dict[str, Any] = {"round": self.round, "version": self.version, **more}
        key = row.attribute or row.question
        return url_for(endpoint, slug=self.slug, question_key=key, **about)


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
