"""Answers under the names that they have in the dataset which a codebook is compatible with. Pure.

Where a codebook names none, its own ids stand, and the grades of a scale as numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.codebook.format import Dimension
from workbench.codebook.questions import Answer, Question, applies

#: Readers that keep numbers as doubles (JavaScript, R) lose digits beyond this.
LARGEST_EXACT = 2**53 - 1

Name = str | int

#: What a tie says of itself; a role of such a name gets an underscore behind it.
_OWN = frozenset({"id", "type", "attributes"})


@dataclass(frozen=True)
class Named:
    """What a question and its values are called in the file."""

    dimension: str
    values: Mapping[str, Name]


@dataclass(frozen=True)
class Sheet:
    """A codebook version, with its questions on paragraphs and on the article as a whole."""

    codebook_id: str
    number: int
    sha256: str
    questions: tuple[Question, ...]
    whole: tuple[Question, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, Named]:
        """By the key of the question, of an attribute by its dimension's id."""
        return name_questions(self.questions) | name_questions(self.whole)

    @cached_property
    def marks(self) -> Mapping[str, Question]:
        """The questions that are answered with passages or links, by their dimension's id."""
        return {one.dimension.id: one for one in self.questions if not one.is_answered}

    def named(self, dimension_id: str) -> Named:
        """The names of the dimension of these spans or links."""
        return self.names.get(dimension_id) or Named(dimension_id, {})


def name_questions(questions: Iterable[Question]) -> dict[str, Named]:
    """The names of the questions that are asked of one unit, and of their attributes.

    A name that two dimensions claim is given to neither: one answer would overwrite the other. It
    is meant to where the later one waits for the earlier: two questions for one field.
    """
    asked = list(questions)
    names = _name_each(asked)
    for question in asked:
        names |= _name_each(question.attributes)
    return names


def _name_each(questions: Iterable[Question]) -> dict[str, Named]:
    asked = list(questions)
    beside = {one.dimension.id: one.dimension for one in asked if one.is_answered}
    claims: dict[str, list[Dimension]] = defaultdict(list)
    for dimension in beside.values():
        claims[_claimed(dimension)].append(dimension)
    clashing = {name for name, claimants in claims.items() if not _are_one_field(claimants)}
    return {
        one.key: Named(
            one.dimension.id
            if one.is_answered and _claimed(one.dimension) in clashing
            else _claimed(one.dimension),
            {value.id: _name_value(one.dimension, value.id, value.export) for value in one.values},
        )
        for one in asked
    }


def _are_one_field(dimensions: Sequence[Dimension]) -> bool:
    """Whether each one after the first is asked only upon an answer to one before it.

    Answers per target stand one level deeper than others: these cannot share a field.
    """
    ids = [dimension.id for dimension in dimensions]
    return len({dimension.per for dimension in dimensions}) == 1 and all(
        dimension.when is not None and dimension.when.dimension in ids[:place]
        for place, dimension in enumerate(dimensions)
        if place
    )


def _claimed(dimension: Dimension) -> str:
    return dimension.export or dimension.id


def _name_value(dimension: Dimension, value_id: str, export: str) -> Name:
    outside = dimension.exports.get(value_id) or export
    if outside or dimension.type != "ordinal":
        return outside or value_id
    return grade(value_id)


def grade(value_id: str) -> Name:
    """A value of an ordinal scale as a number where its id is one, such as -1; else the id.

    Only what reads back as the same id becomes a number: `007` stays a word.
    """
    try:
        number = int(value_id)
    except ValueError:
        return value_id
    return number if str(number) == value_id and abs(number) <= LARGEST_EXACT else value_id


def role(marked: Mapping[str, Name], value_id: str) -> str:
    """The key under which a tie holds the passages of this label."""
    name = str(marked.get(value_id, value_id))
    return f"{name}_" if name in _OWN else name


def name_answers(
    given: Mapping[str, Answer],
    questions: Iterable[Question],
    names: Mapping[str, Named],
    *,
    is_done: bool,
    with_text: bool = True,
) -> dict[str, Any]:
    """The answers by dimension, those asked per target one level deeper, unanswered ones absent.

    A flag is true where it was set, false where a finished judgment was asked and left it. Without
    text the words given to text questions are left out.
    """
    made: dict[str, Any] = {}
    for question in questions:
        answer = given.get(question.key)
        named = names[question.key]
        value: Any
        if question.is_flag:
            if answer is None and not (is_done and applies(question, given)):
                continue
            value = answer is not None
        elif answer is None or (question.is_text and not with_text):
            continue
        elif isinstance(answer, str):
            value = answer if question.is_text else named.values.get(answer, answer)
        else:
            value = [named.values.get(one, one) for one in answer]
        if question.target_key:
            made.setdefault(named.dimension, {})[question.target_key] = value
        else:
            made[named.dimension] = value
    return made
