"""The queue of a round, read in a few narrow queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Select, case, func, select

from workbench.annotate.columns import Columns, columns_of
from workbench.annotate.kept import KeptByColumns
from workbench.annotate.layout import Integers
from workbench.annotate.models import Judgment
from workbench.annotate.queries_columns import Judgeable
from workbench.annotate.queries_kept import kept_columns
from workbench.annotate.queries_numbers import numbers
from workbench.assign.models import Assignment, Round
from workbench.codebook.queries import questions_for
from workbench.codebook.questions import Question
from workbench.corpus.models import Article, Paragraph
from workbench.projects.models import Project
from workbench.review.models import Discussion, Ruling
from workbench.review.queue import Queue, make_queue
from workbench.review.queue_disputes import Disputes, find_disputes
from workbench.review.queue_facts import Facts, Some
from workbench.review.queue_filters import Filters
from workbench.review.queue_ordered import Ordered
from workbench.review.queue_units import Units

_disputes = KeptByColumns[Disputes]()
_ordered = KeptByColumns[Ordered]()


@dataclass(frozen=True, eq=False)
class Answers:
    """All that was answered in a round on one kind of unit, and where people differ."""

    questions: tuple[Question, ...]
    columns: Columns
    disputes: Disputes


_NOTHING = Answers((), columns_of((), ()), find_disputes(columns_of((), ()), ()))


@dataclass(frozen=True, eq=False)
class Read:
    """A round as the queue needs it."""

    parts: Answers
    wholes: Answers
    units: Units


def load_queue(project: Project, chosen: Round, filters: Filters) -> Queue:
    """The units of a round where people differ, as the filters ask for them.

    Raises NotFound for a question, an annotator, an outlet or a story that the round has not.
    """
    return make_queue(read_round(project, chosen).units, chosen.id, filters)


def read_round(project: Project, chosen: Round) -> Read:
    """What was answered, what of it is disputed, and what is known of those units."""
    sha256 = chosen.codebook_version.sha256
    parts = read_answers(chosen.id, questions_for(project, sha256), "paragraph")
    wholes = read_answers(chosen.id, questions_for(project, sha256, "article"), "article")
    # Whatever is saved in a round, the columns of its paragraphs are others: nobody's flag changes
    # without a revision, and positions never do.
    ordered = _ordered.get(
        parts.columns,
        (parts.disputes, wholes.disputes),
        "ordered",
        lambda: _read_ordered(chosen.id, parts.disputes, wholes.disputes),
    )
    return Read(parts, wholes, Units(ordered, read_facts(chosen.id)))


def read_answers(round_id: int, questions: tuple[Question, ...], unit: Judgeable) -> Answers:
    """Of one kind of unit; `questions` are those on it."""
    if not questions:
        return _NOTHING
    columns = kept_columns(round_id, questions, unit=unit)
    found = _disputes.get(
        columns, (questions,), "disputes", lambda: find_disputes(columns, questions)
    )
    return Answers(questions, columns, found)


def read_facts(round_id: int) -> Facts:
    """What is known of a round beside the answers."""
    of = select(
        Article.id, func.coalesce(Article.outlet_id, 0), func.coalesce(Article.story_id, 0)
    ).where(Article.id.in_(_assigned(round_id)))
    ruled, legitimate = _rulings(round_id)
    return Facts(
        articles=numbers(of.order_by(Article.id)),
        ruled=ruled,
        legitimate=legitimate,
        discussed=_some(numbers(_places(Discussion, round_id).where(Discussion.state == "open"))),
    )


def _read_ordered(round_id: int, parts: Disputes, wholes: Disputes) -> Ordered:
    place = select(Paragraph.id, Paragraph.position).where(
        Paragraph.article_id.in_(_assigned(round_id))
    )
    flagged = _some(numbers(_flagged(round_id)))
    return Ordered(parts, wholes, numbers(place.order_by(Paragraph.id)), flagged)


def _assigned(round_id: int) -> Select[int]:
    return select(Assignment.article_id).where(Assignment.round_id == round_id)


def _rulings(round_id: int) -> tuple[Some, Some]:
    """What a ruling in force answers, and what one leaves open."""
    is_open = case((Ruling.outcome == "legitimate", 1), else_=0)
    found = numbers(_places(Ruling, round_id).add_columns(is_open).where(Ruling.is_current))
    return _some(found[:2, found[2] == 0]), _some(found[:2, found[2] == 1])


def _places(table: Any, round_id: int) -> Select[*tuple[Any, ...]]:
    return select(table.article_id, func.coalesce(table.paragraph_id, 0)).where(
        table.round_id == round_id
    )


def _flagged(round_id: int) -> Select[*tuple[Any, ...]]:
    """What somebody flagged in a finished judgment."""
    return (
        select(Assignment.article_id, func.coalesce(Judgment.paragraph_id, 0))
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.state != "skipped",
            Judgment.is_done,
            Judgment.is_flagged,
        )
        .distinct()
    )


def _some(places: Integers) -> Some:
    article, paragraph = places
    return Some(np.unique(paragraph[paragraph > 0]), np.unique(article[paragraph == 0]))
