"""The annotation page and its save: one handler for the plain form and for the script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import (
    Blueprint,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from workbench.annotate import page as pages
from workbench.annotate.active_time import read_active
from workbench.annotate.chips import chips
from workbench.annotate.document import digest
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.annotate.forms_submit import OutletForm, SubmitForm
from workbench.annotate.queries_places import WHOLE, count_done
from workbench.annotate.seen import as_seen, for_page, refuse_other_masks
from workbench.annotate.views_codebook import codebook_facts
from workbench.annotate.views_page import Work, addresses_of, load_work, render_page
from workbench.annotate.views_queue import page_instead
from workbench.annotate.views_saving import (
    CLOSED,
    Unit,
    Version,
    find_unit,
    stale,
    standing,
    store,
)
from workbench.assign import actions as assign_actions
from workbench.assign.queries import get_own_assignment
from workbench.core.access import allow
from workbench.core.clock import iso, utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.web import asked_number, sent_json
from workbench.core.wording import _, counted, later

blueprint = Blueprint(
    "annotate", __name__, url_prefix="/projects/<slug>/assignments/<int:assignment_id>"
)

#: What the plain form says to a conflict; it keeps what was typed.
CONFLICTS: Mapping[str, Any] = {
    "masks_changed": later(
        "Your lead changed what is hidden in this paragraph while you had it open. Nothing is "
        "stored yet: read the words again, then save what you see here."
    ),
    "codebook_changed": later(
        "Your lead moved this round to another version of the codebook while you had this page "
        "open. Nothing is stored yet: look over the questions, then save what you see here."
    ),
}
SAVING_AGAIN = later("Saving again keeps what you see here.")
IDEMPOTENCY_KEY = re.compile(r"[0-9A-Za-z-]{8,64}")


@blueprint.get("/")
@allow("annotate")
def page(slug: str, assignment_id: int) -> ResponseReturnValue:
    """The whole article with one paragraph active (`?p=7`), or the article itself (`?p=0`).

    Without either, it opens where its annotator goes on.
    """
    work = load_work(assignment_id)
    instead = page_instead(work.assignment)
    if instead is not None:
        return instead
    wanted = asked_number("p")
    active = pages.choose_active(
        work.asked_paragraphs, work.stored, wanted, has_whole=bool(work.whole_questions)
    )
    return render_page(work, active, asked_of_others=request.args.get("q", ""))


@blueprint.get("/codebook")
@allow("annotate")
def codebook(slug: str, assignment_id: int) -> ResponseReturnValue:
    """What the codebook says, as a page; the annotation page's own dialog is filled from it."""
    assignment = get_own_assignment(g.place.membership.id, assignment_id)
    return render_template("annotate/codebook.html", page=codebook_facts(assignment))


@blueprint.put("/paragraphs/<int:position>")
@allow("annotate")
def save(slug: str, assignment_id: int, position: int) -> ResponseReturnValue:
    """Store one whole judgment, sent as JSON: answers 200, 409 or 422.

    The hot path: it reads the one paragraph, never the article.
    """
    unit = find_unit(assignment_id, position)
    key = request.headers.get("Idempotency-Key", "")
    base = request.headers.get("If-Match", "").strip('"')
    if not IDEMPOTENCY_KEY.fullmatch(key) or not base.isdecimal() or len(base) > 9:
        raise Invalid("A save needs the headers If-Match (revision) and Idempotency-Key.")
    sent = sent_json()
    made_on = sent.get("codebook") if isinstance(sent, Mapping) else None
    spent = read_active(request.headers.get("Active-Ms", ""))
    document, saved = store(
        unit, made_on, lambda _: sent, base_revision=int(base), key=key, active_ms=spent
    )
    seen = unit.place.seen
    return jsonify(
        revision=saved.revision,
        saved_at=iso(saved.saved_at),
        digest=digest(as_seen(document, seen), seen.text),  # the true one is a hint
        document=for_page(document, seen, unit.place.codebook_number),
        chips=chips(document, unit.questions),
        done_count=count_done(assignment_id),
    )


@blueprint.post("/paragraphs/<int:position>")
@allow("annotate")
def save_form(slug: str, assignment_id: int, position: int) -> ResponseReturnValue:
    """The same from the plain form: leads back to the page, or shows it again with the faults."""
    unit = find_unit(assignment_id, position)
    work = load_work(assignment_id)
    is_done = request.form.get("action") == "done"
    form = judgment_form(unit.questions, sent=request.form)
    try:
        _store_form(unit, is_done=is_done)
    except Invalid as error:
        form.report(problems_of(error))
        return make_response(render_page(work, position, form), 422)
    except Conflict as error:
        if error.code in CLOSED:
            raise
        # `key_reused`: the browser's "back" sends an old form again.
        message = CONFLICTS.get(error.code) or f"{stale(unit)} {SAVING_AGAIN}"
        return _show_conflict(unit, form, str(message))
    flash(_("Saved."))
    has_whole = bool(work.whole_questions)
    onward = pages.next_position(work.asked_paragraphs, position, has_whole=has_whole)
    return redirect(addresses_of(work.assignment).page(onward if is_done else position), 303)


@blueprint.post("/submit")
@allow("annotate")
def submit(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Close the article: everything must be done; masks fall, nothing can be changed after.

    Where the outlet is hidden, whether it was recognised is asked now: later would be too late.
    """
    form, naming = SubmitForm(), OutletForm()
    for one in (form, naming):
        one.validate()
    with writing():
        state = assign_actions.lock_assignment(assignment_id, g.place.membership.id)
        work = load_work(assignment_id)
        if state == "skipped":
            raise Conflict(_("You have skipped this article. Take it back, then submit it."))
        _refuse_unfinished(work)
        asked = form if work.asks_recognition else naming
        is_lacking = bool(asked.errors) and (work.asks_recognition or work.asks_outlet)
        if state == "open" and not is_lacking:
            recognition = (
                form.recognition if work.asks_recognition else work.recognition(naming.outlet)
            )
            assign_actions.submit(work.assignment, now=utc_now(), recognition=recognition)
    if is_lacking:
        return make_response(_at_the_end(load_work(assignment_id), asked), 422)
    flash(_("Submitted. Thank you; the article is closed for you now."))
    return redirect(url_for("annotate.page", slug=slug, assignment_id=assignment_id), 303)


def problems_of(error: Invalid) -> list[dict[str, str]]:
    """The faults an Invalid carries, or its sentence as the only one."""
    listed = error.details.get("problems")
    return listed if isinstance(listed, list) else [{"question": "", "message": error.message}]


def _refuse_unfinished(work: Work) -> None:
    has_whole = bool(work.whole_questions)
    undone = pages.list_undone(work.asked_paragraphs, work.stored, has_whole=has_whole)
    count = len([position for position in undone if position != WHOLE])
    if count:
        raise Invalid(
            counted(
                "%(num)s paragraph is not done yet; finish them, then submit the article.",
                "%(num)s paragraphs are not done yet; finish them, then submit the article.",
                count,
            )
        )
    if undone:
        raise Invalid(
            _("The questions on the article as a whole are not done yet; answer them first.")
        )


def _at_the_end(work: Work, form: OutletForm) -> str:
    """The page where its annotator left it, with what handing in lacks."""
    units = pages.list_units(work.asked_paragraphs, has_whole=bool(work.whole_questions))
    return render_page(work, next(reversed(units), None), submitting=form)


def _store_form(unit: Unit, *, is_done: bool) -> None:
    def read(version: Version) -> Mapping[str, Any]:
        """The form of the version that it was made on: another one has other fields."""
        form = judgment_form(version.questions, sent=request.form)
        if not form.validate():
            raise Invalid(_("Some answers could not be read: reload the page and try again."))
        # Words copied under other masks cannot be looked for.
        refuse_other_masks({"masks": form.masks.data or ""}, unit.place.seen)
        return form.document(unit.place.seen.text, is_done=is_done)

    made_on = request.form.get("codebook", type=int)
    form = judgment_form(unit.questions, sent=request.form)
    base, key = form.revision.data, form.idempotency_key.data
    store(unit, made_on, read, base_revision=base or 0, key=key or "")


def _show_conflict(unit: Unit, form: JudgmentForm, message: str) -> ResponseReturnValue:
    """The plain form keeps what was typed, takes what is stored by now, and says so."""
    form.start_over_from(standing(unit)["revision"])
    form.report([{"question": "", "message": message}])
    page = render_page(load_work(unit.assignment_id), unit.position, form)
    return make_response(page, 409)
