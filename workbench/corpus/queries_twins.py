"""Which articles of the corpus have the same text as a given one, or nearly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from workbench.core.db import db
from workbench.corpus.models import Article, Outlet, Shingle
from workbench.corpus.shingles import NEAR, Sketch, resemblance

#: Near-duplicates shown at most.
MOST_TWINS = 5

#: Candidates that are compared closely. One shared passage, such as a disclaimer, can make many.
_MOST_CANDIDATES = 40


@dataclass(frozen=True)
class Twin:
    """An article with the same text (`is_same`) or nearly: `share` of its wording, from 0 to 1."""

    key: str
    title: str
    outlet: str
    share: float
    is_same: bool
    is_current: bool


def find_twins(
    project_id: int, sha256: str, sketch: Sketch, *, leave_out: Sequence[int] = ()
) -> list[Twin]:
    """The project's articles with the same text or nearly, the most alike first.

    Old versions count only where they have the very same text. `leave_out` are ids of articles
    that are not to be named, such as the article itself and its versions.
    """
    near = _near(project_id, sketch)
    same = db.session.scalars(
        select(Article.id).where(Article.project_id == project_id, Article.sha256 == sha256)
    ).all()
    rows = db.session.execute(
        select(
            Article.id,
            Article.key,
            Article.title,
            Outlet.name,
            Article.is_current,
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.id.in_({*same, *near} - set(leave_out)))
    )
    found = [
        Twin(
            key,
            title,
            outlet or "",
            1.0 if article_id in same else near[article_id],
            article_id in same,
            current,
        )
        for article_id, key, title, outlet, current in rows
    ]
    return sorted(found, key=lambda twin: (not twin.is_same, -twin.share, twin.key))[:MOST_TWINS]


def read_sketch(article_id: int) -> Sketch:
    """The sketch of a stored article, as `shingles.sketch` made it."""
    return read_sketches([article_id]).get(article_id, ())


def read_sketches(article_ids: Collection[int]) -> dict[int, Sketch]:
    """The sketches of stored articles by id; an article without words has none."""
    rows = db.session.execute(
        select(Shingle.article_id, Shingle.hash)
        .where(Shingle.article_id.in_(article_ids))
        .order_by(Shingle.article_id, Shingle.hash)
    )
    found: dict[int, list[int]] = {}
    for article_id, value in rows:
        found.setdefault(article_id, []).append(value)
    return {article_id: tuple(values) for article_id, values in found.items()}


def _near(project_id: int, sketch: Sketch) -> dict[int, float]:
    """Shares by id of the current articles that are nearly the same.

    Two near-duplicates have at least NEAR of the hashes of their union in common, and the union's
    smallest 64 are no fewer than the sketch itself.
    """
    # Grouped by itself: joined first, SQLite would go through all articles of the project.
    sharing = (
        select(Shingle.article_id, func.count().label("shared"))
        .where(Shingle.hash.in_(sketch))
        .group_by(Shingle.article_id)
        .having(func.count() >= NEAR * len(sketch))
        .subquery()
    )
    candidates = db.session.scalars(
        select(sharing.c.article_id)
        .join(Article, Article.id == sharing.c.article_id)
        .where(Article.project_id == project_id, Article.is_current)
        .order_by(sharing.c.shared.desc(), sharing.c.article_id)
        .limit(_MOST_CANDIDATES)
    ).all()
    shares = {
        article_id: resemblance(sketch, other)
        for article_id, other in read_sketches(candidates).items()
    }
    return {article_id: share for article_id, share in shares.items() if share >= NEAR}
