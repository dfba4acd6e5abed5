"""Pages for leads: moving a round to another codebook version, and taking it back."""

from __future__ import annotations

import json
from dataclasses import dataclass

import orjson
from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate.actions_migrations import MoveOrder, move_round, preview_move
from workbench.annotate.actions_migrations_undo import preview_undo, undo_move
from workbench.annotate.migrating.form import chosen_plan, form_sections
from workbench.annotate.migrating.plan import Plan, preset, read_plan
from workbench.annotate.queries_moves import list_moves
from workbench.assign.models import Round
from workbench.assign.queries import get_round
from workbench.codebook.queries import version_numbers
from workbench.codebook.queries_versions import Way, way_between
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.web import asked_number

blueprint = Blueprint(
    "migrations", __name__, url_prefix="/projects/<slug>/rounds/<int:round_id>/codebook"
)


@dataclass(frozen=True)
class _Move:
    """The round, the version it would be moved to, and the way there."""

    round: Round
    to_number: int
    way: Way


@blueprint.get("/")
@allow("edit codebook")
def page(slug: str, round_id: int) -> ResponseReturnValue:
    """Which version the round asks, and what moving it to another one (`?to=3`) would do."""
    shown = get_round(g.place.project.id, round_id)
    later = _numbers_after(shown.codebook_version.number)
    wanted = asked_number("to") or max(later, default=0)
    if wanted <= shown.codebook_version.number:
        return _render(shown)
    move = _move(shown, wanted)
    plan = preset(move.way.old, move.way.new, move.way.lineage)
    return _render(shown, move, plan)


@blueprint.post("/preview")
@allow("edit codebook")
def preview(slug: str, round_id: int) -> ResponseReturnValue:
    """The same page with the lead's own choices; nothing is stored."""
    shown = get_round(g.place.project.id, round_id)
    move = _move(shown, _number("to"))
    way = move.way
    base = _sent_plan(way)
    plan = chosen_plan(request.form, base, way.old, way.new, way.lineage)
    return _render(shown, move, read_plan(plan.as_json(), way.old, way.new))


@blueprint.post("/move")
@allow("edit codebook")
def move(slug: str, round_id: int) -> ResponseReturnValue:
    """Move the round as it was previewed; choices made since then are previewed first."""
    shown = get_round(g.place.project.id, round_id)
    from_number, to_number = _number("from"), _number("to")
    if from_number != shown.codebook_version.number:
        raise Conflict(
            "The round was moved to another version meanwhile. Open its page again.",
            code="round_moved",
        )
    wanted = _move(shown, to_number)
    way, plan = wanted.way, _sent_plan(wanted.way)
    chosen = chosen_plan(request.form, plan, way.old, way.new, way.lineage)
    if chosen != chosen_plan({}, plan, way.old, way.new, way.lineage):
        chosen = read_plan(chosen.as_json(), way.old, way.new)
        return _render(shown, wanted, chosen, is_changed=True), 409
    order = MoveOrder(g.place.project.id, round_id, from_number, to_number, plan)
    with writing():
        summary = move_round(order, by=g.place.membership.id, now=utc_now())
    again = f" To be answered again: {summary.queued}." if summary.queued else ""
    flash(
        f"{shown.name} asks version {to_number} now. {summary.judgments - summary.queued} of "
        f"{summary.judgments} judgments were carried over.{again}"
    )
    return redirect(url_for("migrations.page", slug=slug, round_id=round_id), 303)


@blueprint.get("/undo/<int:migration_id>")
@allow("edit codebook")
def undo(slug: str, round_id: int, migration_id: int) -> ResponseReturnValue:
    """What taking the last move back would do."""
    shown = get_round(g.place.project.id, round_id)
    summary = preview_undo(g.place.project.id, round_id, migration_id)
    moved = next(one for one in list_moves(round_id) if one.id == migration_id)
    return render_template(
        "annotate/migration_undo.html", round=shown, moved=moved, summary=summary
    )


@blueprint.post("/undo/<int:migration_id>")
@allow("edit codebook")
def undo_it(slug: str, round_id: int, migration_id: int) -> ResponseReturnValue:
    """Take the last move back."""
    get_round(g.place.project.id, round_id)
    with writing():
        summary = undo_move(g.place.project.id, round_id, migration_id, now=utc_now())
    flash(f"The move is taken back: {summary.restored} judgments stand as they stood before it.")
    return redirect(url_for("migrations.page", slug=slug, round_id=round_id), 303)


def _render(
    shown: Round, move: _Move | None = None, plan: Plan | None = None, *, is_changed: bool = False
) -> str:
    context: dict[str, object] = {"summary": None}
    if move is not None and plan is not None:
        way = move.way
        seen = preview_move(shown.id, way, plan)
        context = {
            "summary": seen.summary,
            "sections": form_sections(plan, way.old, way.new, way.lineage, seen.uses),
            "later": _numbers_after(shown.codebook_version.number),
            "plan": json.dumps(plan.as_json(), separators=(",", ":")),
            "to_number": move.to_number,
        }
    return render_template(
        "annotate/migration.html",
        round=shown,
        moves=list_moves(shown.id),
        is_changed=is_changed,
        **context,
    )


def _numbers_after(number: int) -> list[int]:
    return [one for one in version_numbers(g.place.project.id).values() if one > number]


def _move(shown: Round, to_number: int) -> _Move:
    from_number = shown.codebook_version.number
    if to_number <= from_number:
        raise NotFound(
            f"{shown.name} asks version {from_number}. It can be moved to a later version; going "
            "back is taking a move back."
        )
    return _Move(shown, to_number, way_between(g.place.project.id, from_number, to_number))


def _number(name: str) -> int:
    given = request.form.get(name, "")
    if not (given.isascii() and given.isdecimal() and len(given) <= 9):
        raise Invalid("This form is not complete. Open the page again.")
    return int(given)


def _sent_plan(way: Way) -> Plan:
    try:
        given = orjson.loads(request.form.get("plan", ""))
    except orjson.JSONDecodeError:
        raise Invalid("This form is not complete. Open the page again.") from None
    return read_plan(given, way.old, way.new)
