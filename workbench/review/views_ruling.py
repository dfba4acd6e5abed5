"""The page of one disputed unit: answers side by side, and the ruling on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from flask import Blueprint, flash, g, jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from workbench.annotate import plain
from workbench.annotate.checking import check
from workbench.annotate.document import Document
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.web import sent_json
from workbench.projects.queries import list_members
from workbench.review.actions_rulings import (
    CHANGED_MEANWHILE,
    MOVED_MEANWHILE,
    Receipt,
    RulingOrder,
)
from workbench.review.actions_rulings import rule as put_in_force
from workbench.review.actions_rulings import withdraw as take_back
from workbench.review.discussing import seats_in
from workbench.review.forms_ruling import Choice, read_choice, ruling_form
from workbench.review.majority import majority
from workbench.review.pairs import pairs_between
from workbench.review.ruling_page import Unit
from workbench.review.rulings import METHOD_TITLES, check_ruling, method_of
from workbench.review.taking import take, take_passage, take_question
from workbench.review.views_ruling_page import render_unit
from workbench.review.views_ruling_unit import (
    address,
    first_document,
    load_unit,
    neighbours_of,
    queue_url,
    renewed,
    usual_choice,
)

blueprint = Blueprint("ruling", __name__, url_prefix="/projects/<slug>/disagreements")

IDEMPOTENCY_KEY = re.compile(r"[0-9A-Za-z-]{8,64}")
UNIT = "/<int:round_id>/<any(paragraphs, articles):kind>/<int:unit_id>"


@blueprint.get("/<int:round_id>/paragraphs/<int:paragraph_id>")
@allow("compare answers")
def paragraph(slug: str, round_id: int, paragraph_id: int) -> ResponseReturnValue:
    """One paragraph: who answered what, and the form of a ruling (`?take=` fills it)."""
    return _show(load_unit(round_id, paragraph_id=paragraph_id))


@blueprint.get("/<int:round_id>/articles/<int:article_id>")
@allow("compare answers")
def article(slug: str, round_id: int, article_id: int) -> ResponseReturnValue:
    """The same of an article as a whole."""
    return _show(load_unit(round_id, article_id=article_id))


@blueprint.put(f"{UNIT}/ruling")
@allow("rule")
def send(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """Rule, sent as JSON with the header Idempotency-Key: answers 200, 409 or 422."""
    unit = _unit(round_id, kind, unit_id)
    sent = sent_json()
    choice = read_choice(sent, request.headers.get("Idempotency-Key", ""))
    onward = _onward(unit)
    document = sent.get("document") if isinstance(sent, Mapping) else None
    order, receipt = _rule(unit, document, choice)
    if receipt.outcome == "stale":
        raise _too_late(round_id, kind, unit_id)
    _say(unit, order, receipt)
    return jsonify(number=receipt.number, method=order.method, next=onward)


@blueprint.post(f"{UNIT}/ruling")
@allow("rule")
def rule(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """The same from the plain form, whose buttons also take answers over (`take`)."""
    unit = _unit(round_id, kind, unit_id)
    form, choice = judgment_form(unit.questions, sent=request.form), ruling_form().choice
    onward = _onward(unit)
    try:
        typed = form.document(unit.text, is_done=False)
        if "take" in request.form:
            now = check(typed, unit.questions, unit.text)
            return _taken(unit, now, choice, request.form["take"])
        order, receipt = _rule(unit, typed, choice)
    except Invalid as error:
        page = render_unit(unit, _typed(form), choice, form=form, problems=_problems(error))
        return make_response(page, 422)
    except Conflict as error:  # the browser's "back" sends an old form again
        again = renewed(choice, unit)
        page = render_unit(unit, _typed(form), again, form=form, notice=error.message)
        return make_response(page, 409)
    if receipt.outcome == "stale":
        now_there = _unit(round_id, kind, unit_id)
        page = render_unit(
            now_there,
            order.document.as_json(unit.text),
            renewed(choice, now_there),
            notice=CHANGED_MEANWHILE,
        )
        return make_response(page, 409)
    _say(unit, order, receipt)
    return redirect(onward, 303)


@blueprint.post(f"{UNIT}/withdrawal")
@allow("rule")
def withdraw(slug: str, round_id: int, kind: str, unit_id: int) -> ResponseReturnValue:
    """Take the ruling in force back; its answers stand in the form again."""
    unit = _unit(round_id, kind, unit_id)
    number = request.form.get("number", type=int)
    with writing():
        take_back(
            g.place.project.id,
            unit.place,
            number=number or 0,
            by=g.place.membership.id,
            now=utc_now(),
        )
    gone = unit.current
    if gone is None or gone.codebook_version_id != unit.setting.version_id:
        flash("The ruling was taken back. It stays in the log.")
        return redirect(address(unit.place), 303)
    flash("The ruling was taken back. It stays in the log, and its answers stand in the form.")
    return redirect(address(unit.place, take=f"ruling={gone.id}"), 303)


def _unit(round_id: int, kind: str, unit_id: int) -> Unit:
    if kind == "paragraphs":
        return load_unit(round_id, paragraph_id=unit_id)
    return load_unit(round_id, article_id=unit_id)


def _show(unit: Unit) -> ResponseReturnValue:
    wanted = request.args.get("take")
    if wanted:
        return _taken(unit, first_document(unit), usual_choice(unit), wanted)
    return render_unit(unit, first_document(unit).as_json(unit.text), usual_choice(unit))


def _onward(unit: Unit) -> str:
    """Where to go once it is ruled on: the next of the queue, as it was with this unit in it."""
    return neighbours_of(unit.place).next or queue_url(unit.place)


def _rule(unit: Unit, document: Any, choice: Choice) -> tuple[RulingOrder, Receipt]:
    """Raises Invalid with every fault, and Conflict for another's key or a version that is past."""
    if not IDEMPOTENCY_KEY.fullmatch(choice.key) or min(choice.number, choice.version) < 0:
        raise Invalid("This ruling does not say what it follows. Reload the page and rule again.")
    if choice.version != unit.setting.version_id:
        raise Conflict(MOVED_MEANWHILE)
    faults, checked = [*choice.faults, *_named(choice.sentence)], Document()
    try:
        checked = check_ruling(document, unit.questions, unit.text, choice.open_questions)
    except Invalid as error:
        faults = _problems(error) + faults
    if faults:
        message = " ".join(one["message"] for one in faults[:3])
        raise Invalid(message, details={"problems": faults})
    order = RulingOrder(
        project_id=g.place.project.id,
        place=unit.place,
        membership_id=g.place.membership.id,
        codebook_version_id=unit.setting.version_id,
        text=unit.text,
        document=checked,
        left_open=choice.open_questions,
        method=method_of(checked, unit.answers, unit.questions, choice.open_questions),
        reason=choice.reason,
        sentence=choice.sentence,
        base_number=choice.number,
        key=choice.key,
        pairs=pairs_between([*unit.answers, checked], unit.questions),
    )
    with writing():
        receipt = put_in_force(order, now=utc_now())
    return order, receipt


def _named(sentence: str) -> list[dict[str, str]]:
    """The fault that a sentence names annotators: with it one could follow them everywhere."""
    members = list_members(g.place.project.id, "annotator")
    seats = seats_in(sentence, [one.seat for one in members])
    if not seats:
        return []
    message = f"Annotators read the sentence: say it without {' and '.join(seats)}."
    return [{"question": "", "message": message}]


def _taken(unit: Unit, now: Document, choice: Choice, wanted: str) -> ResponseReturnValue:
    """The page with what was taken over in its form; nothing is stored."""
    ruled = next((one for one in unit.log if wanted == f"ruling={one.id}"), None)
    if ruled is not None and ruled.codebook_version_id == unit.setting.version_id:
        told = vars(choice) | {
            "outcome": ruled.outcome,
            "left_open": ruled.left_open or choice.left_open,
            "reason": ruled.reason or choice.reason,
            "sentence": ruled.sentence or choice.sentence,
        }
        shown = ruled.document.as_json(unit.text)
        return render_unit(unit, shown, Choice(**told), is_ruled=True)
    filled = _take(unit, now, wanted)
    # What follows from the answers follows here too.
    settled = check(filled.as_json(unit.text), unit.questions, unit.text)
    return render_unit(unit, settled.as_json(unit.text), choice)


def _take(unit: Unit, now: Document, wanted: str) -> Document:
    if wanted == "majority":
        return take(majority(unit.answers, unit.questions))
    told = {name: values[0] for name, values in parse_qs(wanted).items()}
    theirs = unit.by_seat(told.get("answer", ""))
    if theirs is None:
        raise NotFound("Nobody of this seat has finished this. Reload the page.")
    key = told.get("question")
    if key is None:
        return take(theirs)
    if key not in {one.key for one in unit.questions}:
        raise NotFound("This round does not ask that question. Reload the page.")
    place = (told.get("value"), told.get("start"), told.get("end"))
    if place == (None, None, None):
        return take_question(now, theirs, unit.questions, key)
    for span in theirs.spans:
        if span.dimension == key and (span.value, str(span.start), str(span.end)) == place:
            return take_passage(now, span, theirs, unit.questions)
    raise NotFound("They have not marked this passage. Reload the page.")


def _typed(form: JudgmentForm) -> dict[str, Any]:
    """What stands in the form, unchecked."""
    try:
        listed = {"spans": plain.listed(form.spans.data), "links": plain.listed(form.links.data)}
    except Invalid:
        listed = {"spans": [], "links": []}
    return form.typed_over(listed)


def _problems(error: Invalid) -> list[dict[str, str]]:
    listed = error.details.get("problems")
    return listed if isinstance(listed, list) else [{"question": "", "message": error.message}]


def _too_late(round_id: int, kind: str, unit_id: int) -> Conflict:
    unit = _unit(round_id, kind, unit_id)
    return Conflict(
        CHANGED_MEANWHILE,
        details={
            "url": address(unit.place),
            "number": unit.last_number,
            "seat": unit.current.seat if unit.current else "",
        },
    )


def _say(unit: Unit, order: RulingOrder, receipt: Receipt) -> None:
    """What was ruled, with the way back: the button belongs to a form of the next page."""
    what = "left open as legitimate" if order.left_open else METHOD_TITLES[order.method]
    undo = Markup(
        ' <button class="link" form="undo" formaction="{}" name="number" value="{}"'
        " data-undo-ruling>Undo</button>"
    ).format(address(unit.place, "ruling.withdraw"), receipt.number)
    flash(Markup("{}").format(f"Ruled: {unit.name}, {what}.") + undo)
