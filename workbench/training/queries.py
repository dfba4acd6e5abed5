"""Reads of training sets and what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from workbench.assign.models import Round
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Article, Paragraph
from workbench.corpus.queries_paragraphs import number_paragraphs
from workbench.projects.models import Membership
from workbench.review.models import Ruling
from workbench.review.queries_rulings import Ruled, as_ruled
from workbench.training.models import TrainingItem, TrainingSet


@dataclass(frozen=True)
class Item:
    """An item of a set with the ruling that was picked, whatever became of it since."""

    id: int
    position: int
    is_test: bool
    explanation: str
    ruled: Ruled
    round_name: str
    article_title: str
    #: As the annotation page counts; None for an article as a whole.
    number: int | None
    text: str

    @property
    def since(self) -> str:
        """What became of the ruling after it was picked, "" while it is in force."""
        if self.ruled.is_current:
            return ""
        return "withdrawn" if self.ruled.withdrawn_at else "superseded"


@dataclass(frozen=True)
class Listed:
    """A set in a list, with how many items it has to practise and to be tested on."""

    set: TrainingSet
    practice: int
    test: int


def list_sets(project_id: int, *, only_open: bool = False) -> list[Listed]:
    """The project's sets, oldest first; `only_open` those that learners can begin."""
    counted = [func.sum(case((TrainingItem.is_test.is_(one), 1), else_=0)) for one in (False, True)]
    rows = db.session.execute(
        select(TrainingSet.id, *counted)
        .outerjoin(TrainingItem, TrainingItem.set_id == TrainingSet.id)
        .where(TrainingSet.project_id == project_id)
        .group_by(TrainingSet.id)
    ).all()
    numbers = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in rows}
    sets = db.session.scalars(
        select(TrainingSet).where(TrainingSet.id.in_(numbers)).order_by(TrainingSet.id)
    )
    return [Listed(one, *numbers[one.id]) for one in sets if not only_open or is_open(one)]


def is_open(found: TrainingSet) -> bool:
    """Whether learners can begin something in it."""
    return found.opened_at is not None and found.closed_at is None


def has_open_sets(project_id: int) -> bool:
    """Whether there is anything to learn from in the project."""
    opened = select(TrainingSet.id).where(
        TrainingSet.project_id == project_id,
        TrainingSet.opened_at.is_not(None),
        TrainingSet.closed_at.is_(None),
    )
    return db.session.scalar(opened.limit(1)) is not None


def get_set(project_id: int, set_id: int) -> TrainingSet:
    """Any set of the project, for its leads. Raises NotFound."""
    found = db.session.scalar(
        select(TrainingSet)
        .where(TrainingSet.project_id == project_id, TrainingSet.id == set_id)
        .options(joinedload(TrainingSet.codebook_version))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("This project has no such training set.")
    return found


def items_of(set_id: int) -> list[Item]:
    """The items of a set, practice before test, in their order."""
    return _items(TrainingItem.set_id == set_id)


def _items(condition: Any) -> list[Item]:
    found = db.session.execute(
        _select_items().where(condition).order_by(TrainingItem.is_test, TrainingItem.position)
    ).all()
    numbers = _numbers([row[1].paragraph_id for row in found])
    return [_as_item(row, numbers) for row in found]


def _select_items() -> Any:
    return (
        select(TrainingItem, Ruling, Membership.seat, Round.name, Article.title, Paragraph.text)
        .join(Ruling, Ruling.id == TrainingItem.ruling_id)
        .outerjoin(Membership, Membership.id == Ruling.membership_id)
        .join(Round, Round.id == Ruling.round_id)
        .join(Article, Article.id == Ruling.article_id)
        .outerjoin(Paragraph, Paragraph.id == Ruling.paragraph_id)
    )


def _as_item(row: Any, numbers: dict[int, int]) -> Item:
    item, ruling, seat, round_name, title, text = row
    return Item(
        item.id,
        item.position,
        item.is_test,
        item.explanation,
        as_ruled((ruling, seat)),
        round_name,
        title,
        numbers.get(ruling.paragraph_id),
        text or "",
    )


def _numbers(paragraph_ids: Sequence[int | None]) -> dict[int, int]:
    wanted = {one for one in paragraph_ids if one is not None}
    return numbers_of(wanted)


def numbers_of(paragraph_ids: Collection[int]) -> dict[int, int]:
    """The numbers of paragraphs as the annotation page shows them."""
    if not paragraph_ids:
        return {}
    numbered = number_paragraphs(list(paragraph_ids))
    rows = db.session.execute(
        select(numbered.c.id, numbered.c.number).where(numbered.c.id.in_(paragraph_ids))
    )
    return {row[0]: row[1] for row in rows}
