"""Which of the lead's answers came after somebody had judged a paragraph. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.codebook.queries_inquiries import Answered
from workbench.codebook.questions import Question
from workbench.review.differences import Disagreement


@dataclass(frozen=True)
class Later:
    """An answer about a disputed question, and the seats that had answered before it."""

    title: str
    question: str
    answer: str
    answered_at: datetime
    seats: tuple[str, ...]


def later_by_seat(
    found: Disagreement,
    questions: Sequence[Question],
    answers: Sequence[Answered],
    judged_at: Mapping[tuple[int, str], datetime],
) -> list[Later]:
    """The answers about what this disagreement is on; `judged_at` by (paragraph id, seat)."""
    disputed = {q.dimension.id: q for q in questions if q.key in found.differing}
    later = []
    for one in answers:
        question = disputed.get(one.dimension)
        if question is None:
            continue
        seats = tuple(
            judged.seat
            for judged in found.judged
            if judged_at.get((found.paragraph_id, judged.seat), one.answered_at) < one.answered_at
        )
        if seats:
            value = f" · {question.value_title(one.value)}" if one.value else ""
            title = f"{question.dimension.title}{value}"
            later.append(Later(title, one.question, one.answer, one.answered_at, seats))
    return later
