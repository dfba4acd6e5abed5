"""Reads of earlier rulings on the same values, near in their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.queries import questions_for
from workbench.core.db import db
from workbench.corpus.masked import apply_masks
from workbench.corpus.models import Article, Paragraph
from workbench.projects.models import Project
from workbench.review.models import Ruling, RulingPair
from workbench.review.nearness import by_nearness
from workbench.review.pairs import Pair
from workbench.review.places import Place
from workbench.review.precedents import MOST_SHOWN, Precedent, as_precedent
from workbench.review.queries_rulings import as_ruled, select_rulings

#: Among so many rulings on a value, the latest, the nearest are looked for.
MOST_COMPARED = 1_000


@dataclass(frozen=True)
class Wanted:
    """For which words of which dimension precedents are wanted; `value` "" for any value of it."""

    text: str
    dimension: str
    value: str = ""


def precedents_for_unit(
    project: Project, text: str, pairs: Sequence[Pair], at: Place
) -> list[tuple[str, Precedent]]:
    """For a lead: the nearest rulings in force that were between one of these pairs.

    With the dimension of the pair; none on this very unit.
    """
    if not pairs:
        return []
    same = and_(
        Ruling.article_id == at.article_id,
        Ruling.paragraph_id.is_(None)
        if at.paragraph_id is None
        else Ruling.paragraph_id == at.paragraph_id,
    )
    between = or_(*(and_(*_is_pair(pair)) for pair in pairs))
    found = _nearest(project, text, between, ~same)
    dimension_of = {
        row[0]: row[1]
        for row in db.session.execute(
            select(RulingPair.ruling_id, RulingPair.dimension)
            .where(RulingPair.ruling_id.in_(found), between)
            .order_by(RulingPair.dimension.desc())
        )
    }
    dimensions = {one: dimension_of[one] for one in found}
    return list(zip(dimensions.values(), _read(project, dimensions), strict=True))


def precedents_for_annotator(
    project: Project, wanted: Wanted, membership_id: int
) -> list[Precedent]:
    """The nearest rulings in force that give none of this annotator's own work away.

    Not those on articles that they have, unless submitted in rounds that show rulings; nor on words
    that stand in those articles too.
    """
    own = (
        select(Assignment.article_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(
            Assignment.membership_id == membership_id,
            or_(Assignment.state != "submitted", ~Round.shows_rulings),
        )
    )
    about = RulingPair.dimension == wanted.dimension
    if wanted.value:
        about &= or_(RulingPair.value == wanted.value, RulingPair.other == wanted.value)
    # By the true words: with their masks on, the same ones would look different.
    theirs = aliased(Paragraph)
    words = select(theirs.sha256).where(theirs.article_id.in_(own))
    is_new = or_(Paragraph.id.is_(None), Paragraph.sha256.not_in(words))
    allowed = and_(Ruling.article_id.not_in(own), is_new)
    ids = _nearest(project, wanted.text, about, allowed)
    return _read(project, dict.fromkeys(ids, wanted.dimension))


def _is_pair(pair: Pair) -> tuple[ColumnElement[bool], ...]:
    return (
        RulingPair.dimension == pair.dimension,
        RulingPair.value == pair.value,
        RulingPair.other == pair.other,
    )


def _nearest(
    project: Project,
    text: str,
    disputed: ColumnElement[bool],
    allowed: ColumnElement[bool],
) -> list[int]:
    """Ids of rulings, the nearest in words first."""
    rows = db.session.execute(
        select(Ruling.id, func.coalesce(Paragraph.text, Article.title))
        .join(Round, Round.id == Ruling.round_id)
        .join(Article, Article.id == Ruling.article_id)
        .outerjoin(Paragraph, Paragraph.id == Ruling.paragraph_id)
        .where(
            Round.project_id == project.id,
            Ruling.is_current,
            Ruling.id.in_(select(RulingPair.ruling_id).where(disputed)),
            allowed,
        )
        .order_by(Ruling.id.desc())
        .limit(MOST_COMPARED)
    )
    texts = {row[0]: row[1] for row in reversed(rows.all())}
    return by_nearness(text, texts)[:MOST_SHOWN]


def _read(project: Project, dimensions: Mapping[int, str]) -> list[Precedent]:
    """The rulings with these ids, each for its dimension, in this order."""
    if not dimensions:
        return []
    rows = db.session.execute(
        select_rulings()
        .add_columns(
            Article.language,
            func.coalesce(Paragraph.text, ""),
            Paragraph.masks,
            CodebookVersion.number,
            CodebookVersion.sha256,
        )
        .join(Article, Article.id == Ruling.article_id)
        .join(CodebookVersion, CodebookVersion.id == Ruling.codebook_version_id)
        .outerjoin(Paragraph, Paragraph.id == Ruling.paragraph_id)
        .where(Ruling.id.in_(dimensions))
    )
    pairs = _pairs(dimensions)
    found = {}
    for ruling, seat, language, text, masks, number, sha256 in rows:
        found[ruling.id] = as_precedent(
            as_ruled((ruling, seat)),
            apply_masks(text, masks or ()),
            language,
            pairs[ruling.id],
            questions_for(project, sha256, "paragraph" if ruling.paragraph_id else "article"),
            dimensions[ruling.id],
            version=number,
        )
    return [found[one] for one in dimensions]


def _pairs(dimensions: Mapping[int, str]) -> dict[int, list[Pair]]:
    """Of each ruling the pairs of its dimension here."""
    rows = db.session.execute(
        select(
            RulingPair.ruling_id, RulingPair.dimension, RulingPair.value, RulingPair.other
        ).where(RulingPair.ruling_id.in_(dimensions))
    )
    found: dict[int, list[Pair]] = defaultdict(list)
    for ruling_id, *pair in rows:
        if dimensions[ruling_id] == pair[0]:
            found[ruling_id].append(Pair(*pair))
    return found
