"""Questions to the lead: asked beside a value, answered for everybody on the lead's list."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.annotate import queries_inquiries as queries
from workbench.annotate.forms_inquiries import (
    AnswerForm,
    AskForm,
    CloseForm,
    about_choices,
    ask_form,
)
from workbench.codebook import actions_inquiries as actions
from workbench.codebook.actions_drafts import add_clarification
from workbench.codebook.queries import find_newest, get_version
from workbench.codebook.queries_inquiries import (
    Asked,
    Place,
    get_asked,
    list_inquiries,
    own_inquiries,
)
from workbench.codebook.sheet import Section, sheet_of
from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.languages import direction
from workbench.core.web import asked_number, sent_json
from workbench.core.wording import _

blueprint = Blueprint("inquiries", __name__, url_prefix="/projects/<slug>")


@blueprint.get("/assignments/<int:assignment_id>/questions")
@allow("annotate")
def own(slug: str, assignment_id: int) -> ResponseReturnValue:
    """What one has asked, and a form to ask (`?p=3` for a paragraph, `?about=frames conflict`)."""
    position = asked_number("p") or 0
    place = queries.asked_from(g.place.membership.id, assignment_id, position)
    form = ask_form(about_choices(_sheet(place)))
    form.position.data = position
    form.about.data = request.args.get("about", "")
    return _own_page(assignment_id, form)


@blueprint.post("/assignments/<int:assignment_id>/questions")
@allow("annotate")
def ask_form_sent(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Ask by the plain form."""
    # Whether the work is theirs comes before what was typed.
    place = queries.asked_from(g.place.membership.id, assignment_id, 0)
    form = ask_form(about_choices(_sheet(place)))
    if not form.validate_on_submit():
        return _own_page(assignment_id, form), 422
    about = tuple((form.about.data or "").split(" "))
    try:
        _ask(assignment_id, form.position.data or 0, about, form.text.data or "")
    except Invalid as error:
        form.text.errors = [error.message]
        return _own_page(assignment_id, form), 422
    flash(_("Sent to your lead. The answer will stand in the codebook, for everybody."))
    position = form.position.data
    onward = url_for("inquiries.own", slug=slug, assignment_id=assignment_id, p=position)
    return redirect(onward, 303)


@blueprint.put("/assignments/<int:assignment_id>/questions")
@allow("annotate")
def ask(slug: str, assignment_id: int) -> ResponseReturnValue:
    """Ask from the page: `{"dimension", "value", "position", "text"}`; twice the same is once."""
    # Whether the work is theirs comes before what was sent.
    queries.asked_from(g.place.membership.id, assignment_id, 0)
    sent = sent_json()
    if not isinstance(sent, dict) or not _is_asking(sent):
        raise Invalid("A question needs `dimension`, `value`, `position` and `text`.")
    stored = _ask(assignment_id, sent["position"], (sent["dimension"], sent["value"]), sent["text"])
    return jsonify(id=stored.id, text=stored.text, state=stored.state)


@blueprint.get("/codebook/questions")
@allow("edit codebook")
def questions(slug: str) -> ResponseReturnValue:
    """Everything that annotators asked or flagged."""
    return _lead_page()


@blueprint.post("/codebook/questions/<int:inquiry_id>")
@allow("edit codebook")
def settle(slug: str, inquiry_id: int) -> ResponseReturnValue:
    """Answer a question, close it without an answer, or take either back (`action`)."""
    asked = get_asked(g.place.project.id, inquiry_id)
    action = request.form.get("action", "")
    if action == "answer":
        return _answer(asked)
    if action == "close":
        return _close(asked)
    if action == "take_in":
        with writing():
            actions.take_in(g.place.project.id, inquiry_id)
        flash("The newest version of the codebook stands for this answer now.")
        return _back(inquiry_id)
    if action != "reopen":
        raise Invalid("Say what to do with the question: answer, close or reopen it.")
    with writing():
        actions.reopen(g.place.project.id, inquiry_id)
    flash(
        "The question is open again; nobody sees its answer now. "
        "If the answer stands in the draft of the codebook, change it there too."
    )
    return _back(inquiry_id)


def _is_asking(sent: dict[str, Any]) -> bool:
    position = sent.get("position")
    is_number = isinstance(position, int) and not isinstance(position, bool)
    texts = (sent.get("dimension"), sent.get("value"), sent.get("text"))
    return is_number and 0 <= (position or 0) < 2**31 and all(isinstance(t, str) for t in texts)


def _ask(assignment_id: int, position: int, about: tuple[str, ...], text: str) -> Any:
    member = g.place.membership
    place = queries.asked_from(member.id, assignment_id, position)
    with writing():
        return actions.ask(
            actions.Asking(
                project_id=g.place.project.id,
                membership_id=member.id,
                version_id=place.version_id,
                dimension=about[0],
                value=about[1] if len(about) > 1 else "",
                paragraph_id=place.paragraph_id,
                text=text,
            ),
            now=utc_now(),
        )


def _answer(asked: Asked) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate_on_submit():
        return _lead_page(asked, form), 422
    project_id, now = g.place.project.id, utc_now()
    said = ""
    try:
        with writing():
            stored = actions.answer(
                project_id,
                asked.id,
                question=form.question.data or "",
                text=form.answer.data or "",
                by=g.place.membership.id,
                now=now,
            )
            if form.add_to_draft.data:
                place = (asked.dimension, asked.value)
                said = add_clarification(project_id, *place, stored.wording, stored.answer, now=now)
    except Conflict as error:
        raise _with_typed(error, form.question.data, form.answer.data) from None
    except (Invalid, NotFound) as error:
        hint = " Or answer without adding it to the draft." if form.add_to_draft.data else ""
        form.answer.errors = [f"{error.message}{hint}"]
        return _lead_page(asked, form), 422
    flash(f"Answered: all annotators can read it now. {said}".strip())
    return _back(asked.id)


def _close(asked: Asked) -> ResponseReturnValue:
    form = CloseForm()
    if not form.validate_on_submit():
        return _lead_page(asked, form), 422
    try:
        with writing():
            actions.close(
                g.place.project.id,
                asked.id,
                reason=form.reason.data or "",
                by=g.place.membership.id,
                now=utc_now(),
            )
    except Conflict as error:
        raise _with_typed(error, form.reason.data) from None
    flash("Closed. Who asked can read the reason.")
    return _back(asked.id)


def _with_typed(error: Conflict, *typed: str | None) -> Conflict:
    """The same with what was typed: the question has no form any more that could show it."""
    error.details["typed"] = list(typed)
    return error


def _back(inquiry_id: int) -> ResponseReturnValue:
    address = url_for("inquiries.questions", slug=g.place.project.slug, _anchor=f"q{inquiry_id}")
    return redirect(address, 303)


def _own_page(assignment_id: int, form: AskForm) -> str:
    member = g.place.membership
    asked = own_inquiries(member.id)
    return render_template(
        "annotate/inquiries_own.html",
        form=form,
        assignment_id=assignment_id,
        asked=asked,
        titles=_place_titles(asked),
        places=queries.own_places(
            member.id, [one.paragraph_id for one in asked if one.paragraph_id]
        ),
    )


def _lead_page(tried: Asked | None = None, form: AnswerForm | CloseForm | None = None) -> str:
    """The list; `tried` is the question whose form has faults."""
    project_id = g.place.project.id
    asked = list_inquiries(project_id)
    flags = queries.flagged(project_id)
    paragraphs = {one.paragraph_id for one in asked} | {one.paragraph_id for one in flags}
    titles = _place_titles(asked)
    waiting: dict[Place, list[Asked]] = defaultdict(list)
    for one in reversed(asked):
        if one.state == "open":
            waiting[one.dimension, one.value].append(one)
    order = {place: number for number, place in enumerate(titles)}
    return render_template(
        "annotate/inquiries.html",
        waiting=sorted(waiting.items(), key=lambda item: order.get(item[0], len(order))),
        newest=find_newest(project_id),
        draft_url=url_for("codebook_draft.outline", slug=g.place.project.slug),
        settled=[one for one in asked if one.state != "open"],
        flags=flags,
        titles=titles,
        passages=queries.passages(paragraphs - {None}),
        earlier=queries.judged_before(project_id, [one.id for one in asked]),
        direction=direction,
        tried=tried,
        tried_form=form,
        answer_form=lambda one: AnswerForm(
            formdata=None,
            data={
                "question": one.wording or one.text,
                "answer": one.answer,
                "add_to_draft": True,
            },
        ),
        close_form=lambda: CloseForm(formdata=None),
    )


def _sheet(place: queries.AskedFrom) -> tuple[Section, ...]:
    return sheet_of(place.sha256, place.document)


def _newest_sheet() -> tuple[Section, ...]:
    newest = find_newest(g.place.project.id)
    return sheet_of(newest.sha256, newest.document) if newest else ()


def _place_titles(asked: list[Asked]) -> dict[Place, str]:
    """Titles as the newest version has them; what is gone from it as it was when it was asked."""
    titles = _titles(_newest_sheet())
    gone = [one for one in asked if (one.dimension, one.value) not in titles]
    for number in sorted({one.version for one in gone}):
        version = get_version(g.place.project.id, number)
        older = _titles(sheet_of(version.sha256, version.document))
        for one in gone:
            place = (one.dimension, one.value)
            if one.version == number and place in older:
                titles[place] = f"{older[place]} (in version {number}, not in the newest)"
    return titles


def _titles(sections: tuple[Section, ...]) -> dict[Place, str]:
    """`Frames · Conflict`, by place."""
    found: dict[Place, str] = {}
    for section in sections:
        for dimension in section.dimensions:
            found[dimension.id, ""] = dimension.title
            for entry in dimension.entries:
                found[dimension.id, entry.value.id] = f"{dimension.title} · {entry.value.title}"
    return found
