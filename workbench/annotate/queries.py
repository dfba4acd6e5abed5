"""Reads of the annotate room. What leaves it are plain values, never rows of the ORM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from workbench.annotate.document import Document
from workbench.annotate.models import (
    Judgment,
    Label,
    Link,
    LinkLabel,
    LinkMember,
    Span,
    SpanLabel,
    Written,
)
from workbench.annotate.rows import assemble, kinds_of
from workbench.assign.models import Assignment, Round
from workbench.codebook.format import Unit
from workbench.codebook.questions import Question
from workbench.core.db import db
from workbench.corpus.models import Paragraph
from workbench.projects.models import Membership


@dataclass(frozen=True)
class Stored:
    """A judgment as it stands; `paragraph_id` None is the article as a whole."""

    judgment_id: int
    paragraph_id: int | None
    revision: int
    saved_at: datetime
    document: Document


@dataclass(frozen=True)
class Judged:
    """A finished judgment in a round, by the seat it comes from."""

    seat: str
    article_id: int
    #: 0 for a judgment of the article as a whole.
    paragraph_id: int
    document: Document
    #: The codebook version that the annotator had before them.
    answered_version_id: int = 0

    @property
    def unit_id(self) -> int:
        """What was judged, within one unit: the paragraph, or else the article."""
        return self.paragraph_id or self.article_id


def judgments_of(
    assignment_id: int, questions: Sequence[Question], whole: Sequence[Question] = ()
) -> dict[int | None, Stored]:
    """All judgments of one assignment by paragraph id, that of the article as a whole under None.

    One query for each kind of row, however long the article. `whole` are the questions on the
    article; without them its answers are left out.
    """
    condition = Judgment.assignment_id == assignment_id
    rows = db.session.execute(_judgments().where(condition)).all()
    documents = _documents(rows, (*questions, *whole), condition)
    return {
        row.paragraph_id: Stored(
            row.id, row.paragraph_id, row.revision, row.saved_at, documents[row.id]
        )
        for row in rows
    }


def done_in_round(
    round_id: int,
    questions: Sequence[Question],
    *,
    unit: Unit = "paragraph",
    answered_version_id: int | None = None,
) -> list[Judged]:
    """Every finished judgment of a round on one unit, by article, paragraph and seat.

    Those of a skipped article are missing, until it is taken back: it was not read to its end.

    `questions` are those on that unit; those on spans and links come with the paragraphs. With
    `answered_version_id` only the answers that were given on that codebook version.
    """
    on_article = unit == "article"
    condition = and_(
        Assignment.round_id == round_id,
        Assignment.state != "skipped",
        Judgment.is_done,
        Judgment.paragraph_id.is_(None) if on_article else Judgment.paragraph_id.is_not(None),
    )
    if answered_version_id is not None:
        condition &= Judgment.answered_version_id == answered_version_id
    return judged_where(condition, questions)


def judged_where(condition: ColumnElement[bool], questions: Sequence[Question]) -> list[Judged]:
    """The judgments of which `condition`, on judgments and assignments, is true.

    By article, paragraph and seat; `questions` are those on what it lets through.
    """
    rows = db.session.execute(
        _judgments()
        .add_columns(Membership.seat, Assignment.article_id, Judgment.answered_version_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .join(Membership, Membership.id == Assignment.membership_id)
        .outerjoin(Paragraph, Paragraph.id == Judgment.paragraph_id)
        .where(condition)
        .order_by(Assignment.article_id, Paragraph.position, Membership.seat)
    ).all()
    documents = _documents(rows, questions, condition)
    return [
        Judged(
            row.seat,
            row.article_id,
            row.paragraph_id or 0,
            documents[row.id],
            row.answered_version_id,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Others:
    """What others said of an article: how many they are, their documents by paragraph id.

    A list of documents is in no order that says whose they are.
    """

    count: int
    documents: Mapping[int | None, Sequence[Document]]


def submitted_by_others(assignment: Assignment, questions: Sequence[Question]) -> Others:
    """Finished judgments from the submitted assignments of others in this round and article.

    Only those that stand in the round's codebook version, and of these only what the questions
    know: no seats, no notes. The caller has made sure that one's own is submitted.
    """
    condition = and_(
        Assignment.round_id == assignment.round_id,
        Assignment.article_id == assignment.article_id,
        Assignment.membership_id != assignment.membership_id,
        Assignment.state == "submitted",
        Judgment.codebook_version_id == assignment.round.codebook_version_id,
        Judgment.is_done,
    )
    rows = db.session.execute(
        _judgments()
        .add_columns(Judgment.assignment_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
    ).all()
    if not rows:
        return Others(0, {})
    documents = _documents(rows, questions, condition)
    grouped: dict[int | None, list[Document]] = defaultdict(list)
    for row in rows:
        grouped[row.paragraph_id].append(replace(documents[row.id], note="", is_flagged=False))
    return Others(len({row.assignment_id for row in rows}), grouped)


def _judgments() -> Any:
    return select(
        Judgment.id,
        Judgment.paragraph_id,
        Judgment.revision,
        Judgment.saved_at,
        Judgment.note,
        Judgment.is_flagged,
        Judgment.is_done,
    )


def _documents(
    rows: Sequence[Any], questions: Sequence[Question], condition: ColumnElement[bool]
) -> dict[int, Document]:
    """Documents by judgment id; what the questions cannot have is not looked for."""

    def read(wanted: bool, *columns: Any, order: Sequence[Any] = ()) -> Iterable[Any]:
        return _rows_of(condition, columns, order) if wanted else ()

    kinds = kinds_of(questions)
    place = (Span.starts_at, Span.ends_at, Span.dimension, Span.value, Span.origin)
    described = (SpanLabel.number, SpanLabel.dimension, SpanLabel.value)
    words = (Written.part, Written.number, Written.dimension, Written.target, Written.text)
    return assemble(
        rows,
        read(True, Label.judgment_id, Label.dimension, Label.target, Label.value),
        read(True, Span.judgment_id, *place, order=(Span.judgment_id, Span.number)),
        questions,
        span_labels=read(kinds.attributes, SpanLabel.judgment_id, *described),
        links=read(
            kinds.links,
            *(Link.judgment_id, Link.number, Link.dimension),
            order=(Link.judgment_id, Link.number),
        ),
        link_members=read(
            kinds.links, LinkMember.judgment_id, LinkMember.number, LinkMember.span_number
        ),
        link_labels=read(
            kinds.links,
            *(LinkLabel.judgment_id, LinkLabel.number, LinkLabel.dimension, LinkLabel.value),
        ),
        written=read(kinds.words, Written.judgment_id, *words),
    )


def _rows_of(
    condition: ColumnElement[bool], columns: Sequence[Any], order: Sequence[Any]
) -> Iterable[Any]:
    """Rows of the table whose judgment stands in the first column."""
    return db.session.execute(
        select(*columns)
        .join(Judgment, Judgment.id == columns[0])
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
        .order_by(*order)
    )


def newest_comparable(rounds: Sequence[Round]) -> Round | None:
    """The newest round in which two annotators finished something, else the newest one.

    Rounds are asked one after the other: the newest with answers is mostly the first, and two of
    its annotators are found long before all that they answered is read.
    """
    ordered = sorted(rounds, key=lambda one: -one.id)
    return next((one for one in ordered if _is_comparable(one.id)), next(iter(ordered), None))


def _is_comparable(round_id: int) -> bool:
    finished = exists().where(Judgment.assignment_id == Assignment.id, Judgment.is_done)
    some = (
        select(Assignment.membership_id)
        .distinct()
        .where(Assignment.round_id == round_id, Assignment.state != "skipped", finished)
        .limit(2)
    )
    return len(db.session.scalars(some).all()) == 2


def select_judged() -> Select[int]:
    """The ids of articles on which something was saved, finished or not."""
    return select(Assignment.article_id).join(Judgment, Judgment.assignment_id == Assignment.id)
