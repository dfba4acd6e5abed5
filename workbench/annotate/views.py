"""The annotation page and its save: one handler for the plain form and for the script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import (
    Blueprint,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from workbench.annotate import page as pages
from workbench.annotate import queries
from workbench.annotate.actions import SaveOrder, record_judgment
from workbench.annotate.checking import check
from workbench.annotate.document import Document, digest
from workbench.annotate.forms import JudgmentForm, judgment_form
from workbench.annotate.seen import as_seen, as_stored, for_page, refuse_other_masks
from workbench.annotate.views_page import (
    Work,
    addresses_of,
    load_work,
    render_page,
)
from workbench.assign import actions as assign_actions
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.core.access import allow
from workbench.core.clock import iso, utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.web import asked_number, sent_json
from workbench.corpus.models import Paragraph

blueprint = Blueprint(
    "annotate", __name__, url_prefix="/projects/<slug>/assignments/<int:assignment_id>"
)

CONFLICT = (
    "Another tab or device saved this paragraph in the meantime. Both versions are kept: "
    "choose which one counts."
)
CONFLICT_FORM = f"{CONFLICT} Saving again keeps what you see here."
MASKS_CHANGED_FORM = (
    "Your lead changed what is hidden in this paragraph while you had it open. Nothing is stored "
    "yet: read the words again, then save what you see here."
)
IDEMPOTENCY_KEY = re.compile(r"[0-9A-Za-z-]{8,64}")


@blueprint.get("/")
@allow("annotate")
def page(slug: str, assignment_id: int) -> ResponseReturnValue:
    """The whole article with one paragraph active (`?p=7`)."""
    work = load_work(assignment_id)
    wanted = asked_number("p")
    return render_page(work, pages.choose_active(work.paragraphs, work.stored, wanted))


@blueprint.put("/paragraphs/<int:position>")
@allow("annotate")
def save(slug: str, assignment_id: int, position: int) -> ResponseReturnValue:
    """Store one whole judgment, sent as JSON: answers 200, 409 or 422.

    The hot path: it reads the one paragraph, never the article.
    """
    membership_id = g.place.membership.id
    place = queries.get_save_place(membership_id, assignment_id, position)
    key = request.headers.get("Idempotency-Key", "")
    base = request.headers.get("If-Match", "").strip('"')
    if not IDEMPOTENCY_KEY.fullmatch(key) or not base.isdecimal() or len(base) > 9:
        raise Invalid("A save needs the headers If-Match (revision) and Idempotency-Key.")
    questions = questions_for(g.place.project, place.codebook_sha256)
    document = _read(sent_json(), questions, place)
    order = _order(assignment_id, place, document, int(base), key)
    with writing():
        saved = record_judgment(order, now=utc_now())
    if saved.outcome == "closed":
        raise _closed()
    if saved.outcome == "stale":
        raise _stale(assignment_id, place, questions)
    return jsonify(
        revision=saved.revision,
        saved_at=iso(saved.saved_at),
        digest=digest(as_seen(document, place.seen), place.seen.text),  # the true one is a hint
        document=for_page(document, place.seen),
        chips=pages.chips(document, questions),
        done_count=queries.count_done(assignment_id),
    )


@blueprint.post("/paragraphs/<int:position>")
@allow("annotate")
def save_form(slug: str, assignment_id: int, position: int) -> ResponseReturnValue:
    """The same from the plain form: leads back to the page, or shows it again with the faults."""
    work = load_work(assignment_id)
    return _save_form(work, work.paragraph(position))


@blueprint.post("/submit")
@allow("annotate")
def submit(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Close the article: everything must be done; masks fall, nothing can be changed after."""
    with writing():
        state = assign_actions.lock_assignment(assignment_id, g.place.membership.id)
        work = load_work(assignment_id)
        undone = [
            p.position
            for p in work.paragraphs
            if p.is_annotatable
            and (p.id not in work.stored or not work.stored[p.id].document.is_done)
        ]
        if undone:
            raise Invalid(
                f"{len(undone)} paragraphs are not done yet; finish them, then submit the article."
            )
        if state == "open":
            assign_actions.submit(work.assignment, now=utc_now())
    flash("Submitted. Thank you; the article is closed for you now.")
    return redirect(url_for("annotate.page", slug=slug, assignment_id=assignment_id), 303)


def _read(sent: Any, questions: tuple[Question, ...], place: queries.SavePlace) -> Document:
    """What was sent, checked against what its annotator sees, with passages on the true text."""
    with _refusing_as_submitted(place):
        refuse_other_masks(sent, place.seen)
        return as_stored(check(sent, questions, place.seen.text), place.seen)


def _read_form(
    form: JudgmentForm, questions: tuple[Question, ...], place: queries.SavePlace, *, is_done: bool
) -> Document:
    """The same from the plain form; words copied under other masks cannot be looked for."""
    with _refusing_as_submitted(place):
        refuse_other_masks({"masks": form.masks.data or ""}, place.seen)
        sent = form.document(place.seen.text, is_done=is_done)
    return _read(sent, questions, place)


@contextmanager
def _refusing_as_submitted(place: queries.SavePlace) -> Iterator[None]:
    """After submitting, the page shows the true text: old words cannot match, and this is why."""
    try:
        yield
    except (Conflict, Invalid):
        if place.is_submitted:
            raise Conflict(
                "You have submitted this article: it takes no more changes. Ask your lead to "
                "reopen the article.",
                code="submitted",
            ) from None
        raise


def _order(
    assignment_id: int, place: queries.SavePlace, document: Document, base_revision: int, key: str
) -> SaveOrder:
    return SaveOrder(
        assignment_id=assignment_id,
        membership_id=g.place.membership.id,
        paragraph_id=place.paragraph_id,
        codebook_version_id=place.codebook_version_id,
        text=place.text,
        document=document,
        base_revision=base_revision,
        key=key,
        saw_outlet=place.saw_outlet,
        saw_premarks=place.has_premarks,
    )


def _closed() -> Conflict:
    return Conflict(
        "You have submitted this article: it takes no more changes. What you sent is kept in the "
        "log; ask your lead to reopen the article.",
        code="submitted",
    )


def _stale(
    assignment_id: int, place: queries.SavePlace, questions: tuple[Question, ...]
) -> Conflict:
    stored = queries.judgments_of(assignment_id, questions).get(place.paragraph_id)
    document = stored.document if stored else Document()
    return Conflict(
        CONFLICT,
        details={
            "revision": stored.revision if stored else 0,
            "saved_at": iso(stored.saved_at) if stored else "",
            "document": for_page(document, place.seen),
        },
    )


def _save_form(work: Work, paragraph: Paragraph) -> ResponseReturnValue:
    form = judgment_form(work.questions)
    is_done = request.form.get("action") == "done"
    try:
        if not form.validate():
            raise Invalid("Some answers could not be read: reload the page and try again.")
        place = queries.get_save_place(
            work.assignment.membership_id, work.assignment.id, paragraph.position
        )
        document = _read_form(form, work.questions, place, is_done=is_done)
        key, base = form.idempotency_key.data or "", form.revision.data or 0
        order = _order(work.assignment.id, place, document, base, key)
        with writing():
            saved = record_judgment(order, now=utc_now())
    except Invalid as error:
        form.report(problems_of(error))
        return make_response(render_page(work, paragraph.position, form), 422)
    except Conflict as error:
        if error.code == "masks_changed":
            return _show_conflict(work, paragraph, form, MASKS_CHANGED_FORM)
        if error.code != "key_reused":  # the browser's "back" sends an old form again
            raise
        return _show_conflict(work, paragraph, form)
    if saved.outcome == "closed":
        raise _closed()
    if saved.outcome == "stale":
        return _show_conflict(work, paragraph, form)
    flash("Saved.")
    onward = pages.next_position(work.paragraphs, paragraph.position)
    position = onward if is_done else paragraph.position
    return redirect(addresses_of(work.assignment).page(position), 303)


def problems_of(error: Invalid) -> list[dict[str, str]]:
    """The faults an Invalid carries, or its sentence as the only one."""
    listed = error.details.get("problems")
    return listed if isinstance(listed, list) else [{"question": "", "message": error.message}]


def _show_conflict(
    work: Work, paragraph: Paragraph, form: JudgmentForm, message: str = CONFLICT_FORM
) -> ResponseReturnValue:
    """The plain form keeps what was typed, takes the newer revision and masks, and says so."""
    stored = queries.judgments_of(work.assignment.id, work.questions).get(paragraph.id)
    form.start_over_from(stored.revision if stored else 0)
    form.report([{"question": "", "message": message}])
    return make_response(render_page(work, paragraph.position, form), 409)
