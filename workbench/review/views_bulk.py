"""Rulings on many units at once: looked at first, and taken back as one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.assign.models import Round
from workbench.assign.queries import get_round
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict
from workbench.core.languages import direction
from workbench.review.actions_bulk import BulkOrder, rule_many, take_back
from workbench.review.bulk import Rule
from workbench.review.forms_bulk import FEWEST, BulkForm, RuleForm, bulk_form
from workbench.review.queries_bulk import list_made, load_sample, plan_round, prepare, preview_of
from workbench.review.queries_queue import read_round
from workbench.review.queue_filters import Filters
from workbench.review.views import unit_addresses

blueprint = Blueprint(
    "bulk", __name__, url_prefix="/projects/<slug>/disagreements/<int:round_id>/bulk"
)


@blueprint.get("")
@allow("rule")
def bulk(slug: str, round_id: int) -> ResponseReturnValue:
    """Choose a rule, see what it would rule on (`?rule=&at_least=`), and what was ruled before."""
    chosen = get_round(g.place.project.id, round_id)
    if "rule" not in request.args:
        return _page(chosen, RuleForm(formdata=None, data={"at_least": FEWEST}))
    form = RuleForm(formdata=request.args)
    if not form.validate():
        return _page(chosen, form), 422
    return _page(chosen, form, form.chosen)


@blueprint.post("")
@allow("rule")
def rule(slug: str, round_id: int) -> ResponseReturnValue:
    """Rule on what was looked at; 409 where it would not be the very same any more."""
    chosen = get_round(g.place.project.id, round_id)
    form = BulkForm()
    if not form.validate_on_submit():
        return _page(chosen, RuleForm(formdata=request.form)), 422
    order = BulkOrder(
        project=g.place.project,
        round=chosen,
        rule=form.chosen,
        fingerprint=form.fingerprint.data or "",
        membership_id=g.place.membership.id,
        key=form.idempotency_key.data or "",
    )
    prepared = prepare(read_round(order.project, chosen), order.rule)
    try:
        with writing():
            _, n_ruled = rule_many(order, prepared, now=utc_now())
    except Conflict as error:
        page = _page(chosen, RuleForm(formdata=request.form), form.chosen, notice=error.message)
        return make_response(page, 409)
    flash(f"Ruled on {_units(n_ruled)}. All of it can be taken back below.")
    return redirect(url_for("bulk.bulk", slug=slug, round_id=round_id, _anchor="made"), 303)


@blueprint.post("/<int:bulk_id>/undo")
@allow("rule")
def undo(slug: str, round_id: int, bulk_id: int) -> ResponseReturnValue:
    """Take back what of it is in force still."""
    chosen = get_round(g.place.project.id, round_id)
    with writing():
        undone = take_back(
            g.place.project.id, chosen.id, bulk_id, by=g.place.membership.id, now=utc_now()
        )
    stays = f" {_units(undone.n_before)} had been ruled on anew or withdrawn before: that stays."
    flash(f"Took back {_units(undone.n_withdrawn)}.{stays if undone.n_before else ''}")
    return redirect(url_for("bulk.bulk", slug=slug, round_id=round_id, _anchor="made"), 303)


def _page(chosen: Round, form: RuleForm, asked: Rule | None = None, *, notice: str = "") -> str:
    return render_template(
        "review/bulk.html",
        chosen=chosen,
        form=form,
        notice=notice,
        made=list_made(chosen.id),
        direction=direction,
        unit_address=unit_addresses(chosen, Filters(state="all")),
        **(_preview(chosen, asked) if asked else {"preview": None}),
    )


def _preview(chosen: Round, asked: Rule) -> dict[str, Any]:
    kinds = plan_round(read_round(g.place.project, chosen), asked)
    preview = preview_of(kinds)
    return {
        "preview": preview,
        "sample": load_sample(kinds),
        "ruling": bulk_form(asked, preview.fingerprint),
    }


def _units(count: int) -> str:
    return f"{count:,} unit{'' if count == 1 else 's'}"
