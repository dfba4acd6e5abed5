"""What bulk rulings need to know of a round, and those that were made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from workbench.annotate.kept import KeptByColumns
from workbench.annotate.layout import Integers
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.models import Paragraph
from workbench.projects.models import Membership
from workbench.review.bulk import Agreed, Rule, find_agreed
from workbench.review.bulk_plan import Plan, Standing, list_standing, make_plan
from workbench.review.bulk_preview import (
    Open,
    Preview,
    Said,
    make_preview,
    sample_of,
    say_standing,
    without_ruled,
)
from workbench.review.comparison import Text
from workbench.review.models import BulkRuling, Ruling
from workbench.review.queries import texts_of, titles_of
from workbench.review.queries_queue import Answers, Read

_agreed = KeptByColumns[Agreed]()
_plans = KeptByColumns[Plan]()
#: Ids in one query.
_AT_ONCE = 5_000


@dataclass(frozen=True, eq=False)
class Kind:
    """Paragraphs, or articles as a whole, under a rule."""

    answers: Answers
    open: Open
    is_whole: bool

    def standing(self, places: Integers) -> list[Standing]:
        """What would stand on some of the units."""
        answers = self.answers
        return list_standing(
            self.open.plan, places, answers.columns, answers.questions, paragraph_texts
        )


@dataclass(frozen=True, eq=False)
class Prepared:
    """All documents that a rule would put in force, as (whether on an article as a whole, what),
    good as long as the fingerprint of the round under the rule is this one."""

    fingerprint: str
    standing: tuple[tuple[bool, Standing], ...]


@dataclass(frozen=True)
class Made:
    """A bulk ruling of the past; `n_standing` of its rulings are in force still.

    Seats are pseudonyms, "" where there is none any more.
    """

    id: int
    rule: Rule
    n_ruled: int
    n_standing: int
    seat: str
    made_at: datetime
    undone_at: datetime | None
    undone_by: str


def plan_round(read: Read, rule: Rule) -> tuple[Kind, ...]:
    """What the rule would rule on now: paragraphs and, where they are asked about, articles."""
    return tuple(
        Kind(
            answers,
            without_ruled(
                _plan(answers, rule), answers.questions, read.units.facts, is_whole=is_whole
            ),
            is_whole,
        )
        for answers, is_whole in ((read.parts, False), (read.wholes, True))
        if answers.questions
    )


def prepare(read: Read, rule: Rule) -> Prepared:
    """Put the documents together: seconds for ten thousand units, in which nobody need wait."""
    kinds = plan_round(read, rule)
    standing = [(kind.is_whole, one) for kind in kinds for one in kind.standing(kind.open.places)]
    return Prepared(preview_of(kinds).fingerprint, tuple(standing))


def preview_of(kinds: Sequence[Kind]) -> Preview:
    """The same in numbers, with its fingerprint."""
    return make_preview([one.open for one in kinds])


@dataclass(frozen=True)
class Sampled:
    """One unit as it would be ruled on, `n_annotators` having answered."""

    article_id: int
    paragraph_id: int | None
    shown: Text
    said: tuple[Said, ...]
    n_annotators: int


def load_sample(kinds: Sequence[Kind]) -> list[Sampled]:
    """Some units of all that would be ruled on, with what would stand."""
    sampled = []
    for kind, places in zip(kinds, sample_of([one.open for one in kinds]), strict=True):
        standing, plan = kind.standing(places), kind.open.plan
        ids = [one.unit for one in standing]
        texts = titles_of(ids) if kind.is_whole else texts_of(ids)
        for at, one in zip(places.tolist(), standing, strict=True):
            text = texts[one.unit]
            said = say_standing(plan, at, one.document, kind.answers.questions, text.text)
            unit = None if kind.is_whole else one.unit
            n_annotators = int(plan.agreed.n_seats[at])
            sampled.append(Sampled(one.article, unit, text, said, n_annotators))
    return sampled


def list_made(round_id: int) -> list[Made]:
    """The bulk rulings of a round, newest first."""
    undoer = aliased(Membership)
    standing = (
        select(Ruling.bulk_id, func.count().label("count"))
        .where(Ruling.round_id == round_id, Ruling.is_current, Ruling.bulk_id.is_not(None))
        .group_by(Ruling.bulk_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            BulkRuling,
            func.coalesce(standing.c.count, 0),
            func.coalesce(Membership.seat, ""),
            func.coalesce(undoer.seat, ""),
        )
        .outerjoin(standing, standing.c.bulk_id == BulkRuling.id)
        .outerjoin(Membership, Membership.id == BulkRuling.membership_id)
        .outerjoin(undoer, undoer.id == BulkRuling.undone_by_id)
        .where(BulkRuling.round_id == round_id)
        .order_by(BulkRuling.id.desc())
    )
    return [
        Made(
            id=bulk.id,
            rule=Rule(bulk.rule, bulk.at_least),
            n_ruled=bulk.n_ruled,
            n_standing=count,
            seat=seat,
            made_at=bulk.made_at,
            undone_at=bulk.undone_at,
            undone_by=undone_by,
        )
        for bulk, count, seat, undone_by in rows
    ]


def get_bulk(round_id: int, bulk_id: int) -> BulkRuling:
    """Raises NotFound for one of another round, too."""
    found = db.session.get(BulkRuling, bulk_id)
    if found is None or found.round_id != round_id:
        raise NotFound("This round has no such bulk ruling.")
    return found


def paragraph_texts(paragraph_ids: Collection[int]) -> dict[int, str]:
    """The words of paragraphs by their ids."""
    ids, found = list(paragraph_ids), dict[int, str]()
    for start in range(0, len(ids), _AT_ONCE):
        rows = db.session.execute(
            select(Paragraph.id, Paragraph.text).where(
                Paragraph.id.in_(ids[start : start + _AT_ONCE])
            )
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def _plan(answers: Answers, rule: Rule) -> Plan:
    columns, questions = answers.columns, answers.questions
    agreed = _agreed.get(columns, (questions,), "agreed", lambda: find_agreed(columns, questions))
    return _plans.get(
        columns,
        (questions,),
        rule,
        lambda: make_plan(rule, columns, questions, agreed, paragraph_texts),
    )
