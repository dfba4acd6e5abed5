"""Reads of the annotate room. What leaves it are plain values, never rows of the ORM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, distinct, func, not_, or_, select

from workbench.annotate.document import Document, MarkedSpan
from workbench.annotate.models import Judgment, Label, Span
from workbench.assign.masking import mask
from workbench.assign.models import Assignment, Round
from workbench.codebook.models import CodebookVersion
from workbench.codebook.questions import Answer, Question
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.corpus.masked import MaskedText
from workbench.corpus.models import Paragraph
from workbench.projects.models import Membership


@dataclass(frozen=True)
class Stored:
    """A judgment as it stands."""

    judgment_id: int
    paragraph_id: int
    revision: int
    saved_at: datetime
    document: Document


@dataclass(frozen=True)
class Judged:
    """A finished judgment in a round, by the seat it comes from."""

    seat: str
    article_id: int
    paragraph_id: int
    document: Document


@dataclass(frozen=True)
class SavePlace:
    """What a save has to know about the paragraph that it judges."""

    codebook_version_id: int
    codebook_sha256: str
    #: Whether the annotator sees the outlet, or has seen it before the article was reopened.
    saw_outlet: bool
    has_premarks: bool
    paragraph_id: int
    text: str
    #: As the annotator reads it before submitting, which is when they save.
    seen: MaskedText
    is_submitted: bool


_FIND_SAVE_PLACE = (
    select(
        Round.codebook_version_id,
        CodebookVersion.sha256,
        or_(not_(Round.mask_outlet), Assignment.submitted_at.is_not(None)),
        Round.has_premarks,
        Paragraph.id,
        Paragraph.text,
        Paragraph.masks,
        Round.mask_outlet,
        Round.mask_byline,
        Assignment.state,
    )
    .select_from(Assignment)
    .join(Round, Round.id == Assignment.round_id)
    .join(CodebookVersion, CodebookVersion.id == Round.codebook_version_id)
    .join(Paragraph, Paragraph.article_id == Assignment.article_id)
    .where(
        Assignment.id == bindparam("assignment"),
        Assignment.membership_id == bindparam("membership"),
        Paragraph.position == bindparam("position"),
        Paragraph.is_annotatable,
    )
)
_COUNT_DONE = (
    select(func.count())
    .select_from(Judgment)
    .where(Judgment.assignment_id == bindparam("assignment"), Judgment.is_done)
)


def get_save_place(membership_id: int, assignment_id: int, position: int) -> SavePlace:
    """One paragraph of an annotator's own assignment, without loading the article.

    Raises NotFound for work that is not theirs and for paragraphs that are not annotated.
    """
    row = (
        db.session.connection()
        .execute(
            _FIND_SAVE_PLACE,
            {"assignment": assignment_id, "membership": membership_id, "position": position},
        )
        .first()
    )
    if row is None:
        raise NotFound("There is no such paragraph among your work. Nothing was stored.")
    version_id, sha256, saw_outlet, has_premarks, paragraph_id, text, masks, *policy = row
    mask_outlet, mask_byline, state = policy
    hidden = mask(mask_outlet=mask_outlet, mask_byline=mask_byline, is_submitted=False)
    return SavePlace(
        version_id,
        sha256,
        bool(saw_outlet),
        has_premarks,
        paragraph_id,
        text,
        hidden.over(text, masks),
        state == "submitted",
    )


def count_done(assignment_id: int) -> int:
    """How many paragraphs of an assignment are done."""
    counted = db.session.connection().execute(_COUNT_DONE, {"assignment": assignment_id})
    return int(counted.scalar_one())


def judgments_of(assignment_id: int, questions: Sequence[Question]) -> dict[int, Stored]:
    """All judgments of one assignment by paragraph id: three queries, however long the article."""
    rows = db.session.execute(_judgments().where(Judgment.assignment_id == assignment_id)).all()
    documents = _documents(rows, questions, Judgment.assignment_id == assignment_id)
    return {
        row.paragraph_id: Stored(
            row.id, row.paragraph_id, row.revision, row.saved_at, documents[row.id]
        )
        for row in rows
    }


def done_in_round(round_id: int, questions: Sequence[Question]) -> list[Judged]:
    """Every finished judgment of a round, by article, paragraph and seat."""
    condition = (Assignment.round_id == round_id) & Judgment.is_done
    rows = db.session.execute(
        _judgments()
        .add_columns(Membership.seat, Assignment.article_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .join(Membership, Membership.id == Assignment.membership_id)
        .join(Paragraph, Paragraph.id == Judgment.paragraph_id)
        .where(condition)
        .order_by(Assignment.article_id, Paragraph.position, Membership.seat)
    ).all()
    documents = _documents(rows, questions, condition)
    return [Judged(row.seat, row.article_id, row.paragraph_id, documents[row.id]) for row in rows]


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
    rows: Sequence[Any], questions: Sequence[Question], condition: Any
) -> dict[int, Document]:
    """Documents by judgment id; labels and spans are read in one query each."""
    labels = db.session.execute(
        select(Label.judgment_id, Label.dimension, Label.target, Label.value)
        .join(Judgment, Judgment.id == Label.judgment_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
    )
    spans = db.session.execute(
        select(
            Span.judgment_id,
            Span.starts_at,
            Span.ends_at,
            Span.dimension,
            Span.value,
            Span.origin,
        )
        .join(Judgment, Judgment.id == Span.judgment_id)
        .join(Assignment, Assignment.id == Judgment.assignment_id)
        .where(condition)
        .order_by(Span.judgment_id, Span.number)
    )
    return assemble(rows, labels, spans, questions)


def assemble(
    judgments: Iterable[Any],
    labels: Iterable[Any],
    spans: Iterable[Any],
    questions: Sequence[Question],
) -> dict[int, Document]:
    """Documents by judgment id from the rows of three tables."""
    values: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for judgment_id, dimension, target, value in labels:
        values[judgment_id][f"{dimension}.{target}" if target else dimension].add(value)
    marks: dict[int, list[MarkedSpan]] = defaultdict(list)
    for judgment_id, start, end, dimension, value, origin in spans:
        marks[judgment_id].append(MarkedSpan(start, end, dimension, value, origin))
    return {
        row.id: Document(
            labels=_answers(values[row.id], questions),
            spans=tuple(marks[row.id]),
            note=row.note,
            is_flagged=row.is_flagged,
            is_done=row.is_done,
        )
        for row in judgments
    }


def _answers(values: Mapping[str, set[str]], questions: Sequence[Question]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for question in questions:
        given = values.get(question.key)
        if not given:
            continue
        ordered = tuple(value for value in question.value_ids() if value in given)
        answers[question.key] = ordered if question.is_set else ordered[0]
    return answers


def newest_comparable(rounds: Sequence[Round]) -> Round | None:
    """The newest round in which two annotators finished something, else the newest one."""
    comparable = set(
        db.session.scalars(
            select(Assignment.round_id)
            .join(Judgment, Judgment.assignment_id == Assignment.id)
            .where(Judgment.is_done, Assignment.round_id.in_([one.id for one in rounds]))
            .group_by(Assignment.round_id)
            .having(func.count(distinct(Assignment.membership_id)) >= 2)
        )
    )
    ordered = sorted(rounds, key=lambda one: (one.id in comparable, one.id))
    return ordered[-1] if ordered else None


def select_judged() -> Select[int]:
    """The ids of articles on which something was saved, finished or not."""
    return select(Assignment.article_id).join(Judgment, Judgment.assignment_id == Assignment.id)
