"""A codebook applied to a project: the flat lists of questions that a unit is asked.

A per-target dimension becomes one question a target. Everything downstream (form, validation,
agreement, comparison, export) works on questions, never on dimensions and targets apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from workbench.codebook.format import Codebook, Dimension, Target, Value

#: What a question was answered: one value id, the ids of a set, or the words of a text question.
#: A flag that is set is "yes". Unanswered = absent.
Answer = str | tuple[str, ...]
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Question:
    """One question; `key` is the dimension's id, for a target followed by `.` and its key.

    `gate` is the key of the question that its condition looks at, `source` of the one whose chosen
    values it offers; both "" where there is none. `attributes` are asked of each of its spans or
    links.
    """

    key: str
    dimension: Dimension
    values: tuple[Value, ...]
    target_key: str = ""
    target_title: str = ""
    aliases: tuple[str, ...] = ()
    gate: str = ""
    source: str = ""
    attributes: tuple[Question, ...] = ()

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
    def is_links(self) -> bool:
        return self.dimension.type == "links"

    @property
    def is_set(self) -> bool:
        return self.dimension.type == "multi"

    @property
    def is_text(self) -> bool:
        return self.dimension.type == "text"

    @property
    def is_flag(self) -> bool:
        return self.dimension.type == "flag"

    @property
    def is_answered(self) -> bool:
        """Whether its answer stands among the labels; spans and links stand for themselves."""
        return not (self.is_spans or self.is_links)

    @property
    def default(self) -> Answer | None:
        """What stands in the form before anybody answered."""
        given = self.dimension.default
        if not given:
            return None
        return given if self.is_set else given[0]

    @cached_property
    def _value_ids(self) -> tuple[str, ...]:
        # Asked for with every answer that is read: an eighth of an export.
        return tuple(value.id for value in self.values)

    def value_ids(self) -> tuple[str, ...]:
        return self._value_ids

    def value_title(self, value_id: str) -> str:
        return next((value.title for value in self.values if value.id == value_id), value_id)


def list_questions(
    codebook: Codebook,
    targets: Sequence[tuple[str, str]] = (),
    unit: Literal["paragraph", "article"] = "paragraph",
) -> tuple[Question, ...]:
    """Questions on one unit in the order of asking.

    `targets` as (key, title) serve a codebook that names none itself.
    """
    codebook = codebook.asking_about(targets)
    questions: list[Question] = []
    for dimension in codebook.dimensions:
        if dimension.unit != unit:
            continue
        for actor in codebook.targets if dimension.per == "target" else (None,):
            questions.append(_question(codebook, dimension, actor))
    return tuple(questions)


def _question(codebook: Codebook, dimension: Dimension, actor: Target | None) -> Question:
    return Question(
        key=f"{dimension.id}.{actor.id}" if actor else dimension.id,
        dimension=dimension,
        values=codebook.values_of(dimension),
        target_key=actor.id if actor else "",
        target_title=actor.title if actor else "",
        aliases=(actor.title, *actor.aliases) if actor else (),
        gate=_gate(codebook, dimension, actor),
        source=_source(codebook, dimension),
        attributes=tuple(
            _question(codebook, other, None)
            for other in codebook.dimensions
            if other.is_attribute and other.of == dimension.id
        ),
    )


def _gate(codebook: Codebook, dimension: Dimension, actor: Target | None) -> str:
    if dimension.when is None:
        return ""
    asked = codebook.dimension(dimension.when.dimension)
    return f"{asked.id}.{actor.id}" if asked.per and actor else asked.id


def _source(codebook: Codebook, dimension: Dimension) -> str:
    """Only what was chosen on the same unit narrows the choice."""
    name = dimension.values_from
    if name is None or name.startswith("project."):
        return ""
    return name if codebook.dimension(name).unit == dimension.unit else ""


def applies(question: Question, answers: Answers) -> bool:
    """Whether the question is asked, given the answers so far.

    For an attribute, `answers` are those of its span or link; whether it fits the span's label,
    `fits` says.
    """
    return has_choice(question, answers) and meets(question, answers)


def has_choice(question: Question, answers: Answers) -> bool:
    """Whether there is anything to choose from; a question without it is not asked."""
    if question.source and not as_values(answers.get(question.source)):
        return False
    return bool(question.values) or question.is_text or question.is_links


def meets(question: Question, answers: Answers) -> bool:
    """Whether its condition holds."""
    condition = question.dimension.when
    if condition is None:
        return True
    given = as_values(answers.get(question.gate))
    if condition.at_least:
        return len(given) >= condition.at_least
    return bool(set(given).intersection(condition.is_))


def fits(attribute: Question, label: str) -> bool:
    """Whether a span with this label is asked the attribute at all."""
    return not attribute.dimension.of_values or label in attribute.dimension.of_values


def defaults(questions: Iterable[Question]) -> dict[str, Answer]:
    """What stands in the form of a unit that nobody has answered yet."""
    given: dict[str, Answer] = {}
    for question in questions:
        if question.is_answered and question.default and applies(question, given):
            given[question.key] = question.default
    return given


def as_values(answer: Answer | None) -> tuple[str, ...]:
    """Any answer as a tuple of value ids."""
    if answer is None:
        return ()
    return (answer,) if isinstance(answer, str) else tuple(answer)
