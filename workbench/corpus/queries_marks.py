"""What is alike, for a page of drafts at once: one query a kind, however many drafts there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.models import Article, Draft, Shingle, Upload
from workbench.corpus.queries_twins import read_sketches
from workbench.corpus.queries_uploads import first_with_text
from workbench.corpus.shingles import NEAR, Sketch, resemblance

#: Articles of the corpus compared closely with a draft, of those that share enough hashes.
_CLOSE = 10


@dataclass(frozen=True)
class Mark:
    """What a draft is like: the article `key` of the corpus, or the earlier draft at `position`.

    `share` of the wording, from 0 to 1, is the same in both.
    """

    key: str = ""
    position: int = 0
    share: float = 1.0
    is_same: bool = True


def mark_twins(upload: Upload, rows: Sequence[Draft]) -> dict[int, Mark]:
    """By position: the article of the corpus or the earlier draft that is the same, or the likest.

    The article that is being corrected is none of them.
    """
    texts = [row.sha256 for row in rows]
    stored = _stored(upload, texts)
    earlier = mark_earlier(upload, rows)
    near = _nearest(upload, {row.position: tuple(row.sketch) for row in rows})
    marks: dict[int, Mark] = {}
    for row in rows:
        found = [marks[row.position] for marks in (earlier, near) if row.position in marks]
        if row.sha256 in stored:
            marks[row.position] = Mark(stored[row.sha256])
        elif found:
            marks[row.position] = max(found, key=lambda mark: (mark.is_same, mark.share))
    return marks


def mark_earlier(upload: Upload, rows: Sequence[Draft]) -> dict[int, Mark]:
    """By position: the first draft of the upload with the same text, or a similar earlier one."""
    firsts = first_with_text(upload, [row.sha256 for row in rows])
    sketches = _sketches_at(upload, {row.near_position for row in rows if row.near_position})
    marks = {}
    for row in rows:
        share = resemblance(row.sketch, sketches.get(row.near_position or 0, ()))
        if firsts[row.sha256] < row.position:
            marks[row.position] = Mark(position=firsts[row.sha256])
        elif row.near_position and share >= NEAR:
            marks[row.position] = Mark(position=row.near_position, share=share, is_same=False)
    return marks


def _sketches_at(upload: Upload, positions: Collection[int]) -> dict[int, list[int]]:
    rows = db.session.execute(
        select(Draft.position, Draft.sketch).where(
            Draft.upload_id == upload.id, Draft.position.in_(positions)
        )
    )
    return {row[0]: row[1] for row in rows}


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
    """For each draft the current article that is the most like it, where one is near."""
    likely = _sharing(sketches)
    keys = _current_keys(upload, {article for found in likely.values() for article in found})
    compared = {
        position: [article for article in found if article in keys][:_CLOSE]
        for position, found in likely.items()
    }
    theirs = read_sketches({article for found in compared.values() for article in found})
    marks = {}
    for position, found in compared.items():
        shares = {article: resemblance(sketches[position], theirs[article]) for article in found}
        likest = max(shares, key=shares.__getitem__, default=0)
        if shares.get(likest, 0) >= NEAR:
            marks[position] = Mark(keys[likest], share=shares[likest], is_same=False)
    return marks


def _sharing(sketches: Mapping[int, Sketch]) -> dict[int, list[int]]:
    """For each draft the articles of any project that share enough hashes, most of them first."""
    values = {value for one in sketches.values() for value in one}
    # By itself: joined with the articles, SQLite would go through all of the project.
    rows = db.session.execute(
        select(Shingle.hash, Shingle.article_id).where(Shingle.hash.in_(values))
    )
    having: dict[int, list[int]] = defaultdict(list)
    for value, article_id in rows:
        having[value].append(article_id)
    likely = {}
    for position, mine in sketches.items():
        shared = Counter(article for value in mine for article in having[value])
        enough = NEAR * len(mine)
        likely[position] = [one for one, count in shared.most_common() if count >= enough]
    return likely


def _current_keys(upload: Upload, article_ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(Article.id, Article.key).where(
            Article.id.in_(article_ids),
            Article.project_id == upload.project_id,
            Article.is_current,
            Article.id != (upload.corrects_id or 0),
        )
    )
    return {row[0]: row[1] for row in rows}
