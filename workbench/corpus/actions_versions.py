"""Writes that correct a stored article; the edge commits.

Once an article was given to anybody its paragraphs are frozen: its correction becomes a version of
its own, and the judgments stay with the words that they were made on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from workbench.core.db import db
from workbench.core.errors import Conflict, NotFound
from workbench.corpus.actions import (
    add_paragraphs,
    article_row,
    find_or_add_outlet,
    find_or_add_story,
)
from workbench.corpus.actions_facts import masked_paragraphs, set_facts, set_facts_and_masks
from workbench.corpus.actions_uploads import begin_correction, current_draft, order_storing
from workbench.corpus.corrections import as_draft, is_overtaken, is_text_changed
from workbench.corpus.documents import draft_from_document
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.kept_masks import keep_masks, lost_in_words
from workbench.corpus.models import Article, Draft, Paragraph, Shingle, Upload
from workbench.corpus.preparing import PreparedArticle
from workbench.corpus.queries_usage import is_in_use
from workbench.corpus.queries_versions import find_open_correction, list_versions
from workbench.projects.actions import take_turn

#: Facts of an article that its draft holds too, under the same name.
_FACTS = ("title", "byline", "published", "language", "section", "url")


def begin(article: Article, person_id: int | None, *, seen: str, now: datetime) -> Upload:
    """An upload in which the article's text can be corrected; the person's open one if there is.

    `seen` is the hash of the text that the page showed. Raises Conflict for another text, and for
    a version that was replaced.
    """
    _refuse_replaced(article)
    if seen != article.sha256:
        raise Conflict("The text was corrected since you opened the page. Reload it and look.")
    found = find_open_correction(article.id, person_id)
    if found is not None:
        return found
    draft = as_draft(article)
    return begin_correction(article.project_id, person_id, article.id, draft, now=now)


def order(upload: Upload, row: Draft, *, now: datetime) -> bool:
    """Have a correction stored next; False when there is nothing in it.

    Raises Conflict as `store_correction`, so that a person hears of it at once.
    """
    article = _reread(upload)
    begun, current = draft_from_document(row.document), current_draft(row)
    _refuse_overtaken(article, begun)
    if current == begun:
        return False
    if is_text_changed(begun, current):
        _refuse_other_text(article, row.sha256)
    order_storing(upload, total=1, skips_bad=False, now=now)
    return True


def store_correction(upload: Upload, prepared: PreparedArticle, *, now: datetime) -> Article:
    """Store a corrected article: in its place, or as a new version where it is in use.

    Facts that the correction did not touch stay as they are by now; where no word or kind changed,
    there is no new version either. The upload's message names masks that were lost with their
    words. Raises Conflict when the article was corrected by somebody else since this correction
    was begun, or when its text is that of another article now.
    """
    take_turn(upload.project_id)
    article = _reread(upload)
    begun = _begun(upload)
    _refuse_overtaken(article, begun)
    facts = _facts(article, begun, prepared.draft)
    if not is_text_changed(begun, prepared.draft):
        set_facts_and_masks(article, facts)
        return article
    _refuse_other_text(article, prepared.sha256)
    kept, lost = keep_masks(masked_paragraphs(article), prepared)
    upload.message = lost_in_words(lost)
    if is_in_use(article.id):
        return _add_version(article, kept, facts, now)
    _replace_paragraphs(article, kept, facts)
    return article


def _reread(upload: Upload) -> Article:
    """The article as it is now that the turn is ours, whatever the session has seen before."""
    found = db.session.scalar(
        select(Article)
        .where(Article.id == upload.corrects_id, Article.project_id == upload.project_id)
        .options(selectinload(Article.paragraphs))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("The article that was to be corrected is not there any more.")
    return found


def _begun(upload: Upload) -> ArticleDraft:
    """The article as it was when the correction was begun."""
    document = db.session.scalar(select(Draft.document).where(Draft.upload_id == upload.id))
    if document is None:
        raise NotFound("This correction is not there any more.")
    return draft_from_document(document)


def _refuse_replaced(article: Article) -> None:
    if not article.is_current:
        raise Conflict("This version has been replaced. Correct the newest one instead.")


def _refuse_overtaken(article: Article, begun: ArticleDraft) -> None:
    _refuse_replaced(article)
    if is_overtaken(article, begun):
        raise Conflict(
            f"“{article.title}” was corrected by somebody else since this correction was begun. "
            "Discard it and begin again from the article's page."
        )


def _refuse_other_text(article: Article, sha256: str) -> None:
    own = [version.id for version in list_versions(article)]
    title = db.session.scalar(
        select(Article.title).where(
            Article.project_id == article.project_id,
            Article.sha256 == sha256,
            Article.id.not_in(own),
        )
    )
    if title is not None:
        raise Conflict(f"The corrected text is already in the corpus as “{title}”.")


def _facts(article: Article, begun: ArticleDraft, draft: ArticleDraft) -> dict[str, Any]:
    """The columns of facts: as corrected where they were, else as the article has them by now."""
    facts = {
        name: getattr(draft if getattr(draft, name) != getattr(begun, name) else article, name)
        for name in _FACTS
    }
    facts["title"] = facts["title"] or article.title
    facts["outlet_id"], facts["story_id"] = article.outlet_id, article.story_id
    if draft.outlet != begun.outlet:
        facts["outlet_id"] = find_or_add_outlet(article.project_id, draft.outlet)
    if draft.story != begun.story:
        facts["story_id"] = find_or_add_story(article.project_id, draft.story)
    return facts


def _add_version(
    article: Article, prepared: PreparedArticle, facts: dict[str, Any], now: datetime
) -> Article:
    number = article.version + 1
    first = article.key if article.version == 1 else article.key.rpartition("-")[0]
    new = Article(
        **(article_row(prepared) | facts),
        project_id=article.project_id,
        key=f"{first[:60]}-{number}",
        version=number,
        replaces_id=article.id,
        imported_at=now,
    )
    new.format, new.source_name = article.format, article.source_name
    new.source_id, new.extra = article.source_id, article.extra
    article.is_current = False
    db.session.add(new)
    db.session.flush()  # its paragraphs need the id
    add_paragraphs([(new.id, prepared)])
    return new


def _replace_paragraphs(
    article: Article, prepared: PreparedArticle, facts: Mapping[str, Any]
) -> None:
    """The key stays: the address that a lead has noted goes on leading to the article."""
    for model in (Paragraph, Shingle):
        db.session.execute(delete(model).where(model.article_id == article.id))
    article.sha256 = prepared.sha256
    set_facts(article, facts)
    add_paragraphs([(article.id, prepared)])
    db.session.expire(article, ["paragraphs"])
