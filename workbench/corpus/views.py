"""Pages of the corpus room, for leads."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Refused
from workbench.corpus import queries
from workbench.corpus.actions import Imported, add_article
from workbench.corpus.forms import ImportForm
from workbench.corpus.preparing import prepare, tidy_file_name
from workbench.corpus.readers import read_article

blueprint = Blueprint("corpus", __name__, url_prefix="/projects/<slug>/articles")


@blueprint.get("/")
@allow("import articles")
def articles(slug: str) -> ResponseReturnValue:
    """All articles of the project."""
    found = queries.list_articles(g.place.project.id)
    counts = queries.count_annotatable(article.id for article in found)
    return render_template("corpus/articles.html", articles=found, counts=counts)


@blueprint.get("/<key>")
@allow("import articles")
def article(slug: str, key: str) -> ResponseReturnValue:
    """One article as it was imported, with the reason for each paragraph's kind."""
    return render_template(
        "corpus/article.html", article=queries.get_article(g.place.project.id, key)
    )


@blueprint.route("/import", methods=["GET", "POST"])
@allow("import articles", upload=True)
def import_articles(slug: str) -> ResponseReturnValue:
    """Upload files; each is added, skipped or refused by itself, with its reason."""
    form = ImportForm()
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return render_template("corpus/import.html", form=form, report=[]), status
    report = [
        _take_in(file, form.outlet.data or "", form.story.data or "") for file in form.files.data
    ]
    all_refused = all(line.outcome == "refused" for line in report)
    page = render_template("corpus/import.html", form=form, report=report)
    return page, 422 if all_refused else 200


def _take_in(file: FileStorage, outlet: str, story: str) -> Imported:
    name = tidy_file_name(file.filename or "unnamed")
    try:
        prepared = prepare(read_article(file.stream.read(), name))
    except Refused as error:
        place = f"line {error.line}: " if error.line else ""
        return Imported(name, "refused", place + error.message)
    with writing():
        return add_article(g.place.project.id, prepared, outlet=outlet, story=story, now=utc_now())
