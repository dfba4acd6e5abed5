"""Pages of one article: its text, its facts, its versions and what is like it; for leads."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from workbench.core.access import allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Conflict, Invalid, NotFound
from workbench.core.languages import direction
from workbench.corpus.actions_facts import change_facts, facts_of, seen_facts
from workbench.corpus.actions_versions import begin
from workbench.corpus.differences import Version, compare
from workbench.corpus.forms import ArticleForm
from workbench.corpus.imports_in_words import REASONS
from workbench.corpus.models import Article
from workbench.corpus.queries import get_article
from workbench.corpus.queries_stories import known_stories
from workbench.corpus.queries_twins import find_twins, read_sketch
from workbench.corpus.queries_usage import states_of
from workbench.corpus.queries_versions import list_versions
from workbench.corpus.stories import SuggestedStory, names_in, suggest_stories
from workbench.corpus.views import STATE_WORDS, blueprint

__all__ = ["blueprint"]


@blueprint.get("/<key>")
@allow("import articles")
def article(slug: str, key: str) -> ResponseReturnValue:
    """One article as it stands, with the reason for each paragraph's kind."""
    found = get_article(g.place.project.id, key)
    return _page(found, _form_of(found))


@blueprint.post("/<key>/facts")
@allow("import articles")
def change(slug: str, key: str) -> ResponseReturnValue:
    """Correct what is known of the article besides its text."""
    found = get_article(g.place.project.id, key)
    form = ArticleForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        with writing():
            change_facts(found, form.facts(), seen=form.seen.data or "")
    except Conflict as error:
        stored = get_article(g.place.project.id, key)
        # Sent again, it overwrites: both are on the page now.
        form.seen.data = seen_facts(stored)
        return _page(stored, form, conflict=error.message), 409
    flash("Stored. The text of the article is as it was.")
    return redirect(url_for("corpus.article", slug=slug, key=key), 303)


@blueprint.post("/<key>/correct")
@allow("import articles")
def begin_correcting(slug: str, key: str) -> ResponseReturnValue:
    """Open the article's text as a draft, in which paragraphs are joined, split and retyped."""
    seen = request.form.get("seen", "")
    if not seen:
        raise Invalid("Open the page of the article and press “Correct the text” there.")
    with writing():
        found = get_article(g.place.project.id, key)
        upload = begin(found, current_user.id, seen=seen, now=utc_now())
    return _to_draft(slug, upload.id)


@blueprint.get("/<key>/difference")
@allow("import articles")
def difference(slug: str, key: str) -> ResponseReturnValue:
    """What a version changed against another one, the one before it by default."""
    after = get_article(g.place.project.id, key)
    versions = list_versions(after)
    before = _other_version(after, versions, request.args.get("from", ""))
    changes = compare(_paragraphs(before), _paragraphs(after))
    return render_template(
        "corpus/difference.html",
        before=before,
        after=after,
        versions=versions,
        changes=changes,
        direction=direction(after.language),
        states=states_of([before.id, after.id]),
        state_words=STATE_WORDS,
    )


def _to_draft(slug: str, upload_id: int) -> Response:
    return redirect(url_for("corpus.draft", slug=slug, upload_id=upload_id, position=1), 303)


def _form_of(article: Article) -> ArticleForm:
    return ArticleForm(formdata=None, data=facts_of(article) | {"seen": seen_facts(article)})


def _page(article: Article, form: ArticleForm, *, conflict: str = "") -> str:
    versions = list_versions(article)
    twins = find_twins(
        article.project_id,
        article.sha256,
        read_sketch(article.id),
        leave_out=[version.id for version in versions],
    )
    states = states_of([version.id for version in versions])
    return render_template(
        "corpus/article.html",
        article=article,
        form=form,
        conflict=conflict,
        stored=facts_of(article),
        versions=versions,
        twins=twins,
        state=states[article.id],
        states=states,
        state_words=STATE_WORDS,
        suggestions=_suggestions(article),
        reasons=REASONS,
        direction=direction(article.language),
        usable=sum(paragraph.is_annotatable for paragraph in article.paragraphs),
    )


def _suggestions(article: Article) -> list[SuggestedStory]:
    """Stories for an article that belongs to none."""
    if article.story_id is not None or not article.is_current:
        return []
    days = [article.published] if article.published else []
    stories = known_stories(article.project_id, days, leave_out=article.id)
    names = names_in(p.text for p in article.paragraphs if p.is_annotatable)
    return suggest_stories(names, article.published, stories)


def _other_version(article: Article, versions: Sequence[Article], asked: str) -> Article:
    """The version asked for by its key, else the one that this one replaced."""
    for version in versions:
        if version.key == asked or (not asked and version.id == article.replaces_id):
            return version
    raise NotFound("This article has no such version to compare with.")


def _paragraphs(article: Article) -> list[Version]:
    return [Version(p.position, p.kind, p.is_annotatable, p.text) for p in article.paragraphs]
