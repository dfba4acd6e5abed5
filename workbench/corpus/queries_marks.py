"""What is alike, for a page of drafts at once: one query a kind, however many drafts there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.models import Article, Draft, Shingle, Upload
from workbench.corpus.queries_uploads import article_keys, first_with_text
from workbench.corpus.shingles import NEAR, Sketch, resemblance


@dataclass(frozen=True)
class Mark:
    """What a draft is like: the article `key` of the corpus, or the earlier draft at `position`.

    `share` of the wording, from 0 to 1, is the same in both.
    """

    key: str = ""
    position: int = 0
    share: float = 1.0
    is_same: bool = True


def mark_twins(
    upload: Upload, rows: Sequence[Draft], sketches: Mapping[int, Sketch]
) -> dict[int, Mark]:
    """By position: the likest article of the corpus, or the first draft with the same text.

    `sketches` are those of `shingles`, by position. The article that is being corrected is none.
    """
    texts = [row.sha256 for row in rows]
    stored, firsts = _stored(upload, texts), first_with_text(upload, texts)
    near = _nearest(upload, sketches)
    marks: dict[int, Mark] = {}
    for row in rows:
        if row.sha256 in stored:
            marks[row.position] = Mark(stored[row.sha256])
        elif row.position in near:
            marks[row.position] = near[row.position]
        elif firsts[row.sha256] < row.position:
            marks[row.position] = Mark(position=firsts[row.sha256])
    return marks


def _stored(upload: Upload, sha256s: Collection[str]) -> dict[str, str]:
    found = db.session.execute(
        select(Article.sha256, Article.key).where(
            Article.project_id == upload.project_id,
            Article.sha256.in_(sha256s),
            Article.id != (upload.corrects_id or 0),
        )
    )
    return {row[0]: row[1] for row in found}


def _nearest(upload: Upload, sketches: Mapping[int, Sketch]) -> dict[int, Mark]:
    """For each draft the current article that shares most hashes with it, where it is near."""
    having = _articles_having(upload, {value for one in sketches.values() for value in one})
    likest: dict[int, int] = {}
    for position, mine in sketches.items():
        shared = Counter(article for value in mine for article in having[value])
        for article, count in shared.most_common(1):
            if count >= NEAR * len(mine):
                likest[position] = article
    keys = article_keys(upload.project_id, sorted(set(likest.values())))
    theirs = _sketches(keys)
    shares = {
        position: resemblance(sketches[position], theirs[article])
        for position, article in likest.items()
    }
    return {
        position: Mark(keys[likest[position]], share=share, is_same=False)
        for position, share in shares.items()
        if share >= NEAR
    }


def _articles_having(upload: Upload, values: Collection[int]) -> dict[int, list[int]]:
    rows = db.session.execute(
        select(Shingle.hash, Shingle.article_id)
        .join(Article, Article.id == Shingle.article_id)
        .where(
            Shingle.hash.in_(values),
            Article.project_id == upload.project_id,
            Article.is_current,
            Article.id != (upload.corrects_id or 0),
        )
    )
    having: dict[int, list[int]] = defaultdict(list)
    for value, article_id in rows:
        having[value].append(article_id)
    return having


def _sketches(article_ids: Collection[int]) -> dict[int, list[int]]:
    rows = db.session.execute(
        select(Shingle.article_id, Shingle.hash).where(Shingle.article_id.in_(article_ids))
    )
    found: dict[int, list[int]] = {article_id: [] for article_id in article_ids}
    for article_id, value in rows:
        found[article_id].append(value)
    return found
