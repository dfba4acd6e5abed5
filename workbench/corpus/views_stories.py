"""Pages of stories, the articles of several outlets on one event; for leads."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workbench.core.access import allow
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid
from workbench.core.web import asked_number
from workbench.corpus import actions_stories as actions
from workbench.corpus import queries_stories as queries
from workbench.corpus.forms import MoveForm, StoryForm, WarningForm
from workbench.corpus.listing import NO_STORY, Wanted
from workbench.corpus.models import Story
from workbench.corpus.queries import find_articles
from workbench.corpus.views import STATE_WORDS

blueprint = Blueprint("stories", __name__, url_prefix="/projects/<slug>/stories")


@blueprint.get("/")
@allow("import articles")
def stories(slug: str) -> ResponseReturnValue:
    """The project's stories, the newest first."""
    query = _query()
    project_id = g.place.project.id
    return render_template(
        "corpus/stories.html",
        query=query,
        found=queries.find_stories(project_id, query, asked_number("page") or 1),
        without=queries.count_without_story(project_id),
        no_story=NO_STORY,
    )


@blueprint.get("/<int:story_id>")
@allow("import articles")
def story(slug: str, story_id: int) -> ResponseReturnValue:
    """One story: its articles by outlet and day, and others to put into it."""
    found = queries.get_story(g.place.project.id, story_id)
    return _page(found, _rename_form(found))


@blueprint.post("/<int:story_id>")
@allow("import articles")
def rename(slug: str, story_id: int) -> ResponseReturnValue:
    """Give the story another title."""
    project_id = g.place.project.id
    found = queries.get_story(project_id, story_id)
    form = StoryForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    title = " ".join((form.title.data or "").split())
    try:
        with writing():
            actions.rename_story(project_id, story_id, title, seen=form.seen.data or "")
    except Conflict as error:
        stored = queries.get_story(project_id, story_id)
        form.seen.data, form.title.errors = stored.title, [error.message]
        return _page(stored, form), 409
    flash("The story has its new title.")
    return redirect(url_for("stories.story", slug=slug, story_id=story_id), 303)


@blueprint.post("/<int:story_id>/warning")
@allow("import articles")
def warn(slug: str, story_id: int) -> ResponseReturnValue:
    """Set or take away the story's content warning."""
    project_id = g.place.project.id
    found = queries.get_story(project_id, story_id)
    form = WarningForm()
    if not form.validate_on_submit():
        return _page(found, _rename_form(found), form), 422
    warning = " ".join((form.warning.data or "").split())
    with writing():
        actions.warn_of_story(project_id, story_id, warning, seen=form.seen.data or "")
    flash("Annotators read the warning first." if warning else "The story has no warning.")
    return redirect(url_for("stories.story", slug=slug, story_id=story_id), 303)


@blueprint.post("/<int:story_id>/articles")
@allow("import articles")
def move(slug: str, story_id: int) -> ResponseReturnValue:
    """Put an article into the story, or take it out."""
    form = MoveForm()
    queries.get_story(g.place.project.id, story_id)
    if not form.validate_on_submit():
        raise Invalid("Say which article: press the button beside it.")
    into = story_id if form.into.data else None
    with writing():
        moved = actions.move_article(
            g.place.project.id, form.key.data or "", into=into, seen=form.seen.data
        )
    flash(f"“{moved.title}” is {'in' if into else 'no longer in'} this story.")
    return redirect(url_for("stories.story", slug=slug, story_id=story_id, q=_query() or None), 303)


@blueprint.post("/<int:story_id>/remove")
@allow("import articles")
def remove(slug: str, story_id: int) -> ResponseReturnValue:
    """Remove a story that has no articles."""
    with writing():
        actions.remove_story(g.place.project.id, story_id)
    flash("The empty story is removed.")
    return redirect(url_for("stories.stories", slug=slug), 303)


def _rename_form(found: Story) -> StoryForm:
    return StoryForm(formdata=None, data={"title": found.title, "seen": found.title})


def _page(found: Story, form: StoryForm, warning: WarningForm | None = None) -> str:
    query = _query()
    given = {"warning": found.content_warning, "seen": found.content_warning}
    offered = find_articles(found.project_id, Wanted(query=query)) if query else None
    return render_template(
        "corpus/story.html",
        story=found,
        form=form,
        warning=warning or WarningForm(formdata=None, data=given),
        found=queries.find_story_articles(found, asked_number("page") or 1),
        query=query,
        offered=offered,
        state_words=STATE_WORDS,
    )


def _query() -> str:
    return " ".join(request.args.get("q", "").split())[:200]
