"""Reads about the versions of an article."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.corrections import Fate, is_overtaken, is_text_changed
from workbench.corpus.documents import draft_from_document
from workbench.corpus.drafts import ArticleDraft
from workbench.corpus.models import Article, Draft, Upload
from workbench.corpus.queries_usage import states_of


def list_versions(article: Article) -> Sequence[Article]:
    """All versions of the article, itself among them, the first one first.

    A query for each version: few have any, and one for all would search the whole table.
    """
    found = [article]
    while (earlier := found[0].replaces_id) is not None:
        found.insert(0, db.session.get_one(Article, earlier))
    while (later := _replaced_by(found[-1])) is not None:
        found.append(later)
    return found


def version_ids(article_id: int) -> list[int]:
    """The ids of all versions of the article with this id; none for one that is gone."""
    article = db.session.get(Article, article_id)
    return [one.id for one in list_versions(article)] if article is not None else []


def _replaced_by(article: Article) -> Article | None:
    return db.session.scalar(select(Article).where(Article.replaces_id == article.id))


def find_open_correction(article_id: int, person_id: int | None) -> Upload | None:
    """The person's correction of this article that was begun and neither stored nor discarded."""
    return db.session.scalar(
        select(Upload)
        .where(
            Upload.corrects_id == article_id,
            Upload.person_id == person_id,
            Upload.state.in_(("ready", "failed")),
        )
        .order_by(Upload.id.desc())
        .limit(1)
    )


def foresee(upload: Upload, row: Draft, current: ArticleDraft) -> Fate | None:
    """What storing this correction would do; None for a draft that corrects no article."""
    if upload.corrects_id is None:
        return None
    article = db.session.get_one(Article, upload.corrects_id)
    begun = draft_from_document(row.document)
    return Fate(
        article,
        newest=list_versions(article)[-1],
        state=states_of([article.id])[article.id],
        is_changed=is_text_changed(begun, current),
        is_overtaken=is_overtaken(article, begun),
    )
