"""The page on which leads hand in files; nothing is stored in the corpus yet."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.corpus import actions_uploads as uploads
from workbench.corpus import queries_uploads as queries
from workbench.corpus.drafts import Options
from workbench.corpus.forms import LANGUAGES, ImportForm
from workbench.corpus.imports_in_words import STATES, heading
from workbench.corpus.jobs import start_reading
from workbench.corpus.models import Upload
from workbench.corpus.readers.rules import RULES_EXPLAINED
from workbench.corpus.views import blueprint
from workbench.projects.actions import choose_captions

__all__ = ["blueprint"]


@blueprint.route("/import", methods=["GET", "POST"])
@allow("import articles", upload=True)
def import_articles(slug: str) -> ResponseReturnValue:
    """Hand in files; nothing is stored in the corpus yet."""
    project = g.place.project
    form = ImportForm(captions=project.annotates_captions)
    form.offer(RULES_EXPLAINED)
    sources = form.sources() if form.validate_on_submit() else []
    if form.is_submitted() and not sources:
        if not form.errors:
            form.files.errors = ["Choose one or more files first, or paste a text."]
        return _import_page(form), 422
    if not sources:
        return _import_page(form)
    upload = _begin(form, sources)
    start_reading(upload)
    if upload.state == "ready" and len(sources) == 1 and not queries.list_drafts(upload, most=1):
        return _refuse_only_file(form, upload)
    return redirect(url_for("corpus.upload", slug=slug, upload_id=upload.id), 303)


def _begin(form: ImportForm, sources: Sequence[tuple[str, bytes]]) -> Upload:
    options = Options(
        rules_off=frozenset(form.rules_off.data or ()),
        captions=form.captions.data,
        language=form.language.data or "en",
    )
    with writing():
        choose_captions(g.place.project, annotated=form.captions.data)
        return uploads.begin_upload(
            g.place.project.id,
            current_user.id,
            sources,
            options=options,
            outlet=(form.outlet.data or "").strip(),
            story=(form.story.data or "").strip(),
            skips_bad=form.skips_bad.data == "yes",
            now=utc_now(),
        )


def _refuse_only_file(form: ImportForm, upload: Upload) -> ResponseReturnValue:
    """Say on the form why nothing came of the file; kept where another way to read it may help."""
    file = upload.files[0]
    can_be_mended = bool(file.columns) or any("proposal" in one for one in file.problems)
    refused = SimpleNamespace(problems=file.problems, upload=upload if can_be_mended else None)
    if not can_be_mended:
        with writing():
            uploads.discard(upload)
    return _import_page(form, refused), 422


def _import_page(form: ImportForm, refused: Any = None) -> str:
    outlets, stories = queries.list_names(g.place.project.id)
    lists = {"outlet": "outlets", "story": "stories", "language": "languages"}
    for name, offered in lists.items():
        form[name].render_kw = {"list": offered, "autocomplete": "off"}
    return render_template(
        "corpus/import.html",
        form=form,
        refused=refused,
        uploads=[(heading(one), one) for one in queries.list_open_uploads(g.place.project.id)],
        states=STATES,
        outlets=outlets,
        stories=stories,
        languages=LANGUAGES,
    )
