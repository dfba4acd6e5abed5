"""Reads of the annotators' questions and the lead's answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from workbench.codebook.format import Codebook
from workbench.codebook.models import CodebookVersion, Inquiry
from workbench.core.db import db
from workbench.core.errors import NotFound
from workbench.projects.models import Membership

#: An answered question has its time; the column may be null for the others.
NEVER = datetime.min.replace(tzinfo=UTC)
#: (dimension id, value id or "").
Place = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """An annotator's question as its lead sees it; for others there is `Answered`."""

    id: int
    dimension: str
    value: str
    paragraph_id: int | None
    seat: str
    text: str
    #: As everybody reads it; "" before there was an answer.
    wording: str
    asked_at: datetime
    version: int
    state: str
    answer: str
    answered_at: datetime | None
    #: The version that the answer has become a part of.
    in_version: int | None


@dataclass(frozen=True)
class Answered:
    """A question and its answer as everybody may read them: neither who asked nor where."""

    id: int
    dimension: str
    value: str
    question: str
    answer: str
    answered_at: datetime
    #: The version that the answer has become a part of.
    in_version: int | None = None

    def is_held(self, number: int) -> bool:
        """Whether version `number` holds the answer itself."""
        return self.in_version is not None and self.in_version <= number


def count_open(project_id: int) -> int:
    """How many questions wait for an answer."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Inquiry)
            .where(Inquiry.project_id == project_id, Inquiry.state == "open")
        )
        or 0
    )


def list_inquiries(project_id: int) -> list[Asked]:
    """Every question of the project, newest first."""
    return _asked(_select().where(Inquiry.project_id == project_id).order_by(Inquiry.id.desc()))


def own_inquiries(membership_id: int) -> list[Asked]:
    """What one annotator has asked, newest first."""
    return _asked(
        _select().where(Inquiry.membership_id == membership_id).order_by(Inquiry.id.desc())
    )


def get_asked(project_id: int, inquiry_id: int) -> Asked:
    """Raises NotFound for a question of another project, too."""
    found = _asked(_select().where(Inquiry.project_id == project_id, Inquiry.id == inquiry_id))
    if not found:
        raise NotFound("This project has no such question.")
    return found[0]


def answers_since(project_id: int, number: int) -> list[Answered]:
    """The answers that version `number` does not hold itself, oldest first."""
    return [one for one in list_answers(project_id) if not one.is_held(number)]


def list_answers(project_id: int) -> list[Answered]:
    """Every answer of the project, oldest first, also those that a version holds by now."""
    into = aliased(CodebookVersion)
    rows = db.session.execute(
        select(
            Inquiry.id,
            Inquiry.dimension,
            Inquiry.value,
            Inquiry.wording,
            Inquiry.answer,
            Inquiry.answered_at,
            into.number,
        )
        .outerjoin(into, into.id == Inquiry.in_version_id)
        .where(Inquiry.project_id == project_id, Inquiry.state == "answered")
        .order_by(Inquiry.answered_at, Inquiry.id)
    )
    return [Answered(*row[:5], row[5] or NEVER, row[6]) for row in rows]


def held_answers(project_id: int, codebook: Codebook) -> list[int]:
    """Ids of the answers in no version yet that this codebook holds, word for word.

    One that the lead did not add, or has worded anew, stays beside the codebook until they say that
    it is in there.
    """
    lists = [
        clarifications
        for dimension in codebook.dimensions
        for clarifications in (
            dimension.clarifications,
            *(value.clarifications for value in dimension.values),
        )
    ]
    clarified = {(one.question, one.answer) for some in lists for one in some}
    rows = db.session.execute(
        select(Inquiry.id, Inquiry.wording, Inquiry.answer).where(
            Inquiry.project_id == project_id,
            Inquiry.state == "answered",
            Inquiry.in_version_id.is_(None),
        )
    )
    return [row[0] for row in rows if (row[1], row[2]) in clarified]


def by_place(answers: Iterable[Answered]) -> Mapping[Place, Sequence[Answered]]:
    """The answers by what they are about."""
    found: dict[Place, list[Answered]] = defaultdict(list)
    for one in answers:
        found[one.dimension, one.value].append(one)
    return dict(found)


def _select() -> Any:
    into = aliased(CodebookVersion)
    return (
        select(
            Inquiry.id,
            Inquiry.dimension,
            Inquiry.value,
            Inquiry.paragraph_id,
            Membership.seat,
            Inquiry.text,
            Inquiry.wording,
            Inquiry.asked_at,
            CodebookVersion.number,
            Inquiry.state,
            Inquiry.answer,
            Inquiry.answered_at,
            into.number,
        )
        .join(CodebookVersion, CodebookVersion.id == Inquiry.version_id)
        .join(Membership, Membership.id == Inquiry.membership_id)
        .outerjoin(into, into.id == Inquiry.in_version_id)
    )


def _asked(statement: Select[Any]) -> list[Asked]:
    return [Asked(*row) for row in db.session.execute(statement)]
