"""The preview of one article of an import: looked at and corrected before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, WorkbenchError
from workbench.core.web import asked_number, sent_json
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import queries
from workbench.corpus import queries_uploads as upload_queries
from workbench.corpus.actions_versions import order
from workbench.corpus.asking import place_after, said_of, steps_for
from workbench.corpus.drafts import KINDS, ArticleDraft
from workbench.corpus.forms import LANGUAGES, FactsForm, StepForm
from workbench.corpus.imports_in_words import REASONS, STATES
from workbench.corpus.jobs import start_storing
from workbench.corpus.models import Draft, Upload
from workbench.corpus.queries_marks import mark_earlier
from workbench.corpus.queries_stories import known_stories
from workbench.corpus.queries_twins import find_twins
from workbench.corpus.queries_versions import foresee, version_ids
from workbench.corpus.readers import FORMATS
from workbench.corpus.stories import SuggestedStory, names_in, suggest_stories
from workbench.corpus.views import blueprint

__all__ = ["blueprint"]

#: Similar articles whose texts are put beside the draft's.
MOST_BESIDE = 2


@blueprint.get("/import/<int:upload_id>/<int:position>")
@allow("import articles")
def draft(slug: str, upload_id: int, position: int) -> ResponseReturnValue:
    """One article as it would be stored now."""
    upload, row = _found(upload_id, position)
    return _page(upload, row, None)


@blueprint.put("/import/<int:upload_id>/<int:position>")
@allow("import articles")
def take_step(slug: str, upload_id: int, position: int) -> ResponseReturnValue:
    """One correction from the page's script; answers what was done and where to go on."""
    body = sent_json()
    if not isinstance(body, dict):
        raise Invalid("There is no such correction.")
    fields = MultiDict((name, str(value)) for name, value in body.items() if value is not None)
    _, row = _found(upload_id, position)
    place, said = _correct(row, StepForm(fields))
    return {"seen": len(row.steps), "place": place, "said": said}


@blueprint.post("/import/<int:upload_id>/<int:position>")
@allow("import articles")
def correct(slug: str, upload_id: int, position: int) -> ResponseReturnValue:
    """The same without scripts."""
    _, row = _found(upload_id, position)
    try:
        place, said = _correct(row, StepForm())
    except WorkbenchError as error:
        # Shown again, so that no wording is lost that somebody typed.
        error.details["typed"] = [text for text in request.form.getlist("text") if text.strip()]
        raise
    flash(said)
    return redirect(_address(upload_id, position, p=place, _anchor=f"p{place}"), 303)


@blueprint.post("/import/<int:upload_id>/<int:position>/facts")
@allow("import articles")
def save_facts(slug: str, upload_id: int, position: int) -> ResponseReturnValue:
    """Title, outlet, story and so on; then stay, or go on to another article."""
    upload, row = _found(upload_id, position)
    form = FactsForm()
    if request.form.get("use_story"):
        form.story.data = request.form["use_story"]
    if not form.validate():
        return _page(upload, row, form), 422
    then = request.form.get("then", "keep")
    with writing():
        changes = form.changes(uploads.current_draft(row))
        if changes:
            uploads.take_steps(row, [{"do": "facts", "facts": changes}], seen=form.seen.data or 0)
        if then in {"leave_out", "take_in"}:
            uploads.choose_wanted(upload, [position], is_wanted=then == "take_in")
    if then == "store" and upload.corrects_id:
        return _store_correction(upload, row)
    return redirect(_next_address(upload, position, then), 303)


def _store_correction(upload: Upload, row: Draft) -> ResponseReturnValue:
    """Have it stored, unless somebody else was faster: then the page says how to go on."""
    try:
        with writing():
            is_ordered = order(upload, row, now=utc_now())
    except Conflict as error:
        return _page(upload, row, None, trouble=error.message), 409
    if not is_ordered:
        flash("Nothing is corrected yet, so there is nothing to store.")
        return redirect(_address(upload.id, row.position), 303)
    start_storing(upload)
    return redirect(url_for("corpus.upload", slug=g.place.project.slug, upload_id=upload.id), 303)


def _correct(row: Draft, form: StepForm) -> tuple[int, str]:
    """Take the steps asked for; where to go on, and what was done."""
    if not form.validate():
        raise Invalid("There is no such correction. Reload the page.")
    seen, at, do = form.seen.data or 0, form.at.data or 0, form.do.data or ""
    with writing():
        if do == "undo" and not form.kind.data:
            last = row.steps[-1] if row.steps else {"do": ""}
            uploads.undo_step(row, seen=seen)
            return min(place_after(last), row.paragraphs), "Taken back."
        steps = steps_for(
            do,
            at,
            uploads.current_draft(row),
            kind=form.kind.data or "",
            text=form.text.data or "",
            offset=form.offset.data,
        )
        current = uploads.take_steps(row, steps, seen=seen) if steps else None
    if current is None:
        return at, "Nothing to change."
    return place_after(steps[-1]), said_of(steps[-1], current)


def _found(upload_id: int, position: int) -> tuple[Upload, Draft]:
    upload = upload_queries.get_upload(g.place.project.id, upload_id)
    return upload, upload_queries.get_draft(upload, position)


def _address(upload_id: int, position: int, **query: Any) -> str:
    slug = g.place.project.slug
    return url_for("corpus.draft", slug=slug, upload_id=upload_id, position=position, **query)


def _next_address(upload: Upload, position: int, then: str) -> str:
    before, after = upload_queries.neighbours(upload, position)
    if then == "previous" and before:
        return _address(upload.id, before)
    if then in {"next", "leave_out"} and after:
        return _address(upload.id, after)
    if then in {"next", "leave_out"}:
        return url_for("corpus.upload", slug=g.place.project.slug, upload_id=upload.id)
    return _address(upload.id, position)


def _page(upload: Upload, row: Draft, form: FactsForm | None, *, trouble: str = "") -> str:
    current = uploads.current_draft(row)
    form = form or FactsForm(formdata=None, obj=current, seen=len(row.steps))
    outlets, stories = upload_queries.list_names(upload.project_id)
    for name, offered in (("outlet", "outlets"), ("story", "stories"), ("language", "languages")):
        known = form[name].render_kw or {}
        form[name].render_kw = known | {"list": offered, "autocomplete": "off"}
    before, after = upload_queries.neighbours(upload, row.position)
    active = asked_number("p") or 1
    fate = foresee(upload, row, current)
    return render_template(
        "corpus/draft.html",
        upload=upload,
        position=row.position,
        number=upload_queries.number_of(upload, row.position),
        count=upload_queries.count_drafts(upload).drafts,
        before=before,
        after=after,
        draft=current,
        active=min(max(active, 1), len(current.paragraphs)),
        usable=row.usable,
        fate=fate,
        trouble=trouble or (upload.message if fate else ""),
        seen=len(row.steps),
        is_open=upload.state in uploads.OPEN_STATES,
        is_wanted=row.is_wanted,
        states=STATES,
        kinds=KINDS,
        formats=FORMATS,
        reasons=REASONS,
        form=form,
        twins=_twins(upload, row, current),
        suggestions=_suggestions(upload, current),
        outlets=outlets,
        stories=stories,
        languages=LANGUAGES,
    )


def _twins(upload: Upload, row: Draft, current: ArticleDraft) -> list[Mapping[str, Any]]:
    """What is alike: articles of the corpus, two of them with their texts; and another draft."""
    if upload.state not in uploads.OPEN_STATES:
        return []
    own = [paragraph.text for paragraph in current.paragraphs]
    found: list[Any] = []
    mine = version_ids(upload.corrects_id) if upload.corrects_id else []
    twins = find_twins(upload.project_id, row.sha256, tuple(row.sketch), leave_out=mine)
    for number, twin in enumerate(twins):
        beside: dict[str, Any] = {"texts": [], "own": own, "language": ""}
        if number < MOST_BESIDE and not twin.is_same:
            article = queries.get_article(upload.project_id, twin.key)
            beside["texts"] = [paragraph.text for paragraph in article.paragraphs]
            beside["language"] = article.language
        found.append(SimpleNamespace(**asdict(twin), **beside))
    earlier = mark_earlier(upload, [row])
    return found + [SimpleNamespace(**asdict(mark), texts=[]) for mark in earlier.values()]


def _suggestions(upload: Upload, current: ArticleDraft) -> list[SuggestedStory]:
    """Stories this article may belong to; none where it has one."""
    if current.story or upload.state not in uploads.OPEN_STATES:
        return []
    days = {current.published} if current.published else set()
    stories = known_stories(upload.project_id, days, leave_out=upload.corrects_id)
    names = names_in(p.text for p in current.paragraphs if p.annotatable)
    return suggest_stories(names, current.published, stories)
