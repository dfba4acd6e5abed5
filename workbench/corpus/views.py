"""The list of the corpus, for leads."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from workbench.core.access import allow
from workbench.corpus import queries
from workbench.corpus.listing import NO_STORY, SORTS, STATES, read_wanted

blueprint = Blueprint("corpus", __name__, url_prefix="/projects/<slug>/articles")

#: How far an article is, in words for a list.
STATE_WORDS = {"free": "not assigned", "assigned": "assigned", "judged": "has judgments"}


@blueprint.get("/")
@allow("import articles")
def articles(slug: str) -> ResponseReturnValue:
    """The articles of the project: searched, filtered and ordered as the address says."""
    wanted = read_wanted(request.args.to_dict())
    page = render_template(
        "corpus/articles.html",
        wanted=wanted,
        found=queries.find_articles(g.place.project.id, wanted),
        outlets=queries.list_outlets(g.place.project.id),
        sorts=SORTS,
        states=STATES,
        state_words=STATE_WORDS,
        no_story=NO_STORY,
    )
    return page, 422 if wanted.wrong else 200
