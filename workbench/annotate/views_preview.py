"""The annotation form as the codebook's draft would make it, on an invented paragraph."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.annotate.sheet import question_views
from workbench.codebook.format import Codebook
from workbench.codebook.queries_drafts import codebook_of, get_draft
from workbench.codebook.questions import defaults, list_questions
from workbench.codebook.reading import read_document
from workbench.core.access import allow

blueprint = Blueprint(
    "codebook_preview", __name__, url_prefix="/projects/<slug>/codebook/draft/preview"
)


class _EmptyForm:
    """What the macros ask of a form, where nothing was typed and nothing is wrong."""

    def errors_for(self, question_key: str) -> list[str]:
        return []

    def __getitem__(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(data=None)


@blueprint.get("/")
@allow("edit codebook")
def preview(slug: str) -> ResponseReturnValue:
    """The questions on a paragraph and on the article, as annotators would get them."""
    return _render(codebook_of(get_draft(g.place.project.id)))


@blueprint.post("/")
@allow("edit codebook")
def tried(slug: str) -> ResponseReturnValue:
    """The same for what an open form of the editor would make of the draft (`document`, JSON)."""
    return _render(read_document(request.form.get("document", "")))


def _render(codebook: Codebook) -> str:
    on_paragraphs = list_questions(codebook, unit="paragraph")
    on_articles = list_questions(codebook, unit="article")
    return render_template(
        "annotate/preview.html",
        codebook=codebook,
        questions=question_views(on_paragraphs),
        article_questions=question_views(on_articles),
        paragraph=_unit(defaults(on_paragraphs)),
        whole=_unit(defaults(on_articles)),
        page=SimpleNamespace(language="en", book=codebook),
        form=_EmptyForm(),
    )


def _unit(labels: Any) -> SimpleNamespace:
    """A paragraph or an article that nobody has answered yet."""
    return SimpleNamespace(
        judgment={"labels": labels, "spans": [], "links": [], "note": "", "flag": False},
        named=(),
        asks=(),
    )
