"""A codebook applied to a project: the flat list of questions that a paragraph is asked.

A per-target dimension becomes one question a target. Everything downstream (form, validation,
agreement, comparison, export) works on questions, never on dimensions and targets apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.codebook.format import Codebook, Dimension, Value

#: What a question was answered: one value id, or the ids of a set. Unanswered = absent.
Answer = str | tuple[str, ...]
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Question:
    """One question; `key` is the dimension's id, for a target followed by `.` and its key."""

    key: str
    dimension: Dimension
    values: tuple[Value, ...]
    target_key: str = ""
    target_title: str = ""

    @property
    def title(self) -> str:
        return (
            f"{self.dimension.title} · {self.target_title}"
            if self.target_key
            else self.dimension.title
        )

    @property
    def is_spans(self) -> bool:
        return self.dimension.type == "spans"

    @property
    def is_set(self) -> bool:
        return self.dimension.type == "multi"

    def value_ids(self) -> tuple[str, ...]:
        return tuple(value.id for value in self.values)

    def value_title(self, value_id: str) -> str:
        return next((value.title for value in self.values if value.id == value_id), value_id)


def list_questions(codebook: Codebook, targets: Sequence[tuple[str, str]]) -> tuple[Question, ...]:
    """Questions in the order of asking, for the project's targets as (key, title)."""
    questions: list[Question] = []
    for dimension in codebook.dimensions:
        values = codebook.values_of(dimension)
        if dimension.per == "target":
            questions.extend(
                Question(f"{dimension.id}.{key}", dimension, values, key, title)
                for key, title in targets
            )
        else:
            questions.append(Question(dimension.id, dimension, values))
    return tuple(questions)


def applies(question: Question, answers: Answers) -> bool:
    """Whether the question is asked, given the answers so far.

    A question without anything to choose from is not asked.
    """
    source = question.dimension.values_from
    if source is not None and not question.is_spans and not as_values(answers.get(source)):
        return False
    condition = question.dimension.when
    if condition is None:
        return True
    given = as_values(answers.get(condition.dimension))
    if condition.at_least:
        return len(given) >= condition.at_least
    return bool(set(given).intersection(condition.is_))


def derive(questions: Iterable[Question], answers: Answers) -> dict[str, Answer]:
    """The answers, completed and cleaned where one follows from another.

    A question that takes its values from a set is answered by the only value of a set of one, and
    an answer that has left the set is withdrawn.
    """
    derived = dict(answers)
    for question in questions:
        source = question.dimension.values_from
        if source is None or question.is_spans:
            continue
        chosen = as_values(derived.get(source))
        if len(chosen) == 1:
            derived[question.key] = chosen[0]
        elif derived.get(question.key) not in chosen:
            derived.pop(question.key, None)
    return derived


def as_values(answer: Answer | None) -> tuple[str, ...]:
    """Any answer as a tuple of value ids."""
    if answer is None:
        return ()
    return (answer,) if isinstance(answer, str) else tuple(answer)
