"""What learners read of an article: every mask in force, never an outlet or an author."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from workbench.core.db import db
from workbench.corpus.masked import MaskedText, apply_masks
from workbench.corpus.models import Article, Outlet, Paragraph
from workbench.review.places import Place
from workbench.training.hiding import Names


@dataclass(frozen=True)
class Piece:
    """A paragraph around the one that is asked about."""

    kind: str
    text: str


@dataclass(frozen=True)
class UnitText:
    """A paragraph between the one before and the one after it, or all of an article (`whole`)."""

    language: str
    kind: str
    number: int | None
    #: What passages are marked in; empty for an article as a whole.
    seen: MaskedText
    tokens: tuple[tuple[int, int], ...]
    before: Piece | None
    after: Piece | None
    whole: tuple[Piece, ...]
    names: Names


@dataclass(frozen=True)
class _Article:
    """The rows of an article that are annotated, in their order."""

    facts: Any
    rows: Sequence[Any]

    @cached_property
    def names(self) -> Names:
        masked = {
            (row.text[mask[0] : mask[1]], str(mask[2])) for row in self.rows for mask in row.masks
        }
        facts = self.facts
        return Names(facts.outlet or "", facts.byline, facts.url, frozenset(masked))

    def piece(self, at: int) -> Piece | None:
        if not 0 <= at < len(self.rows):
            return None
        row = self.rows[at]
        return Piece(row.kind, apply_masks(row.text, row.masks).text)


def unit_texts(places: Collection[Place]) -> dict[Place, UnitText]:
    """The text of each unit; three queries however many there are."""
    articles = _articles({place.article_id for place in places})
    wanted = {place.paragraph_id for place in places if place.paragraph_id is not None}
    tokens = {
        row.id: row.tokens
        for row in db.session.execute(
            select(Paragraph.id, Paragraph.tokens).where(Paragraph.id.in_(wanted))
        )
    }
    return {place: _unit(place, articles[place.article_id], tokens) for place in places}


def _articles(article_ids: Collection[int]) -> dict[int, _Article]:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        select(Paragraph.id, Paragraph.article_id, Paragraph.kind, Paragraph.text, Paragraph.masks)
        .where(Paragraph.article_id.in_(article_ids), Paragraph.is_annotatable)
        .order_by(Paragraph.article_id, Paragraph.position)
    ):
        rows[row.article_id].append(row)
    facts = db.session.execute(
        select(
            Article.id,
            Article.language,
            Article.byline,
            Article.url,
            Outlet.name.label("outlet"),
        )
        .outerjoin(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.id.in_(article_ids))
    )
    return {row.id: _Article(row, rows[row.id]) for row in facts}


def _unit(place: Place, article: _Article, tokens: dict[int, Any]) -> UnitText:
    if place.paragraph_id is None:
        pieces = (article.piece(at) for at in range(len(article.rows)))
        return UnitText(
            language=article.facts.language,
            kind="article",
            number=None,
            seen=apply_masks("", ()),
            tokens=(),
            before=None,
            after=None,
            whole=tuple(one for one in pieces if one is not None),
            names=article.names,
        )
    at = next(n for n, row in enumerate(article.rows) if row.id == place.paragraph_id)
    row = article.rows[at]
    seen = apply_masks(row.text, row.masks)
    return UnitText(
        language=article.facts.language,
        kind=row.kind,
        number=at + 1,
        seen=seen,
        tokens=tuple((one[0], one[1]) for one in seen.tokens(tokens[row.id])),
        before=article.piece(at - 1),
        after=article.piece(at + 1),
        whole=(),
        names=article.names,
    )
