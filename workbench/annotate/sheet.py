"""The questions as the page and its scripts need them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.codebook.questions import Question

#: So many colours tell passages and chosen values apart (see static/annotate/palette.js).
COLOURS = 8
#: By the keys of the question and the value.
Marks = Mapping[tuple[str, str], int]


def question_views(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """One view a question, attributes within; values of spans carry the number of their colour."""
    known = {question.key: question for question in questions}
    marks = number_marks(questions)
    return [_view(question, known, marks) for question in questions]


#: What a question and a value say to people; the form and the codebook show it.
_WORDS_OF_QUESTION = frozenset({"rule", "tie_break", "clarifications"})
_WORDS_OF_VALUE = frozenset(
    {"definition", "include", "exclude", "positive", "negative", "clarifications"}
)


def for_scripts(views: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Question views without the words that no script looks at: most of a codebook's bytes."""
    return [
        _without(view, _WORDS_OF_QUESTION)
        | {
            "values": [_without(value, _WORDS_OF_VALUE) for value in view["values"]],
            "attributes": for_scripts(view["attributes"]),
        }
        for view in views
    ]


def _without(view: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in view.items() if name not in names}


def number_marks(questions: Sequence[Question]) -> Marks:
    """The colour of each value that can be marked, counted from 1; further values begin again."""
    markable = [(q.key, value) for q in questions if q.is_spans for value in q.value_ids()]
    return {one: index % COLOURS + 1 for index, one in enumerate(markable)}


def _view(question: Question, known: Mapping[str, Question], marks: Marks) -> dict[str, Any]:
    dimension, condition = question.dimension, question.dimension.when
    return {
        "key": question.key,
        "title": question.title,
        "question": dimension.question,
        "rule": dimension.rule,
        "type": dimension.type,
        "unit": dimension.unit,
        "of": dimension.of or "",
        "of_values": list(dimension.of_values),
        "min": dimension.min,
        "max": dimension.max,
        "exclusive": list(dimension.exclusive),
        "off_scale": list(dimension.off_scale),
        "optional": dimension.optional,
        "group": dimension.group,
        "tie_break": list(dimension.tie_break),
        "source": question.source,
        "when": None
        if condition is None
        else {
            "question": question.gate,
            "is": list(condition.is_),
            "at_least": condition.at_least,
        },
        "default": list(default) if isinstance(default := question.default, tuple) else default,
        "target": question.target_key,
        "members": _members(question, known),
        "attributes": [_view(one, known, marks) for one in question.attributes],
        "clarifications": [one.model_dump() for one in dimension.clarifications],
        "values": _values(question, marks),
    }


def _members(question: Question, known: Mapping[str, Question]) -> list[dict[str, Any]]:
    spans = known.get(question.dimension.of or "")
    return [
        {
            "value": member.value,
            "title": spans.value_title(member.value) if spans else member.value,
            "min": member.min,
            "max": member.max,
        }
        for member in question.dimension.members
    ]


def _values(question: Question, marks: Marks) -> list[dict[str, Any]]:
    views = []
    for value in question.values:
        shown = value.model_dump(mode="json", exclude={"export", "maps_to"})
        if question.source:  # offered again: the key belongs to the first place
            shown["key"] = ""
        if question.is_spans:
            shown["mark"] = marks[question.key, value.id]
        views.append(shown)
    return views
