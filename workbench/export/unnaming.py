"""From the names in a file back to the questions and values of a codebook: `naming`, undone. Pure.

Everything may be given by its exported name or by its id, grades of a scale as numbers too. Where
both could be meant, it is the exported name: that is what an export writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.codebook.questions import Question
from workbench.core.errors import Refused
from workbench.export.fields import SPAN_FIELDS
from workbench.export.naming import Name, Named, Sheet, role


class Names:
    """The questions of one unit, of a span or of a link, by what they are called in a file."""

    def __init__(self, questions: Sequence[Question], names: Mapping[str, Named]) -> None:
        self._asked = [one for one in questions if one.is_answered]
        self._by_name: dict[str, list[Question]] = defaultdict(list)
        self._by_id: dict[str, list[Question]] = defaultdict(list)
        for one in self._asked:
            self._by_name[names[one.key].dimension].append(one)
            self._by_id[one.dimension.id].append(one)
        self._by_key = {one.key: one for one in self._asked}
        self._values = {one.key: _invert(one, names[one.key]) for one in self._asked}

    def answers(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """By the keys of the questions, as a page sends them; a flag may be False.

        Raises Refused for a question or value that the codebook does not have.
        """
        made: dict[str, Any] = {}
        for name, value in given.items():
            for key, answer in self._answer(name, value):
                if made.setdefault(key, answer) != answer:
                    raise Refused(f"“{name[:60]}” is answered twice, differently.")
        return made

    def _answer(self, name: str, value: Any) -> list[tuple[str, Any]]:
        found = self._by_name.get(name) or self._by_id.get(name)
        if found is None and name in self._by_key:  # such as tone.government
            return self._choose([self._by_key[name]], name, value)
        if not found:
            raise Refused(f"The codebook does not ask “{name[:60]}” here.")
        if not found[0].target_key:
            return self._choose(found, name, value)
        if not isinstance(value, dict):
            raise Refused(f"“{name[:60]}” is asked about each target: give an object of answers.")
        made = []
        for target, answer in value.items():
            about = [one for one in found if one.target_key == target]
            if not about:
                raise Refused(f"“{name[:60]}” is not asked about “{target[:60]}”.")
            made += self._choose(about, name, answer)
        return made

    def _choose(self, found: Sequence[Question], name: str, value: Any) -> list[tuple[str, Any]]:
        """Of several questions that share a field, the latest that knows the answer is meant.

        It was asked only upon an answer to the one before, which its own has overwritten.
        """
        if len(found) == 1:
            return [(found[0].key, self._value(found[0], value))]
        for place in range(len(found) - 1, -1, -1):
            question = found[place]
            if not question.is_text and not self._knows(question, value):
                continue
            answer = [(question.key, self._value(question, value))]
            return answer + self._asked_upon(question, found[:place], name)
        raise Refused(f"“{name[:60]}”: no question under this name offers this value.")

    def _asked_upon(
        self, question: Question, earlier: Sequence[Question], name: str
    ) -> list[tuple[str, Any]]:
        condition = question.dimension.when
        gate = next((one for one in earlier if one.key == question.gate), None)
        if condition is None or gate is None:
            return []
        if len(condition.is_) != 1:
            raise Refused(
                f"“{name[:60]}” stands for two answers of which the first cannot be told: give "
                f"“{gate.key}” and “{question.key}” by their ids."
            )
        before = self._asked_upon(gate, [one for one in earlier if one is not gate], name)
        return [*before, (gate.key, condition.is_[0])]

    def _knows(self, question: Question, value: Any) -> bool:
        values = value if question.is_set and isinstance(value, list) else [value]
        return all(self._find(question, one) is not None for one in values)

    def _value(self, question: Question, value: Any) -> Any:
        if question.is_text:
            return value
        if question.is_flag and isinstance(value, bool):
            return "yes" if value else False
        if question.is_set:
            if not isinstance(value, list):
                raise Refused(f"{question.title}: give a list of values.")
            return [self._one(question, one) for one in value]
        return self._one(question, value)

    def _one(self, question: Question, value: Any) -> str:
        found = self._find(question, value)
        if found is None:
            raise Refused(f"{question.title}: “{str(value)[:60]}” is none of its values.")
        return found

    def _find(self, question: Question, value: Any) -> str | None:
        """The id of the value that is meant; None where there is none."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # spreadsheets write 1.0
        if isinstance(value, bool) or not isinstance(value, str | int):
            return None
        known = self._values[question.key]
        ids = known.get(value) or known.get(str(value)) or ()
        if len(ids) > 1:
            raise Refused(
                f"{question.title}: “{value}” stands for several values ({', '.join(ids)}). "
                "Give the id."
            )
        return ids[0] if ids else None


@dataclass(frozen=True)
class Unsheet:
    """A codebook version, read backwards."""

    sheet: Sheet

    @cached_property
    def paragraph(self) -> Names:
        return Names(self.sheet.questions, self.sheet.names)

    @cached_property
    def article(self) -> Names:
        return Names(self.sheet.whole, self.sheet.names)

    @cached_property
    def marks(self) -> Mapping[str, Question]:
        """Questions that are answered with passages or links, by id and by name."""
        found = dict(self.sheet.marks)
        return found | {self.sheet.named(key).dimension: one for key, one in found.items()}

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[Name, list[str]]]:
        return {
            one.key: _invert(one, self.sheet.named(one.key))
            for one in self.sheet.marks.values()
            if one.is_spans
        }

    @cached_property
    def _attributes(self) -> Mapping[str, Names]:
        return {
            key: Names(one.attributes, self.sheet.names) for key, one in self.sheet.marks.items()
        }

    def spans(self, given: Iterable[Any], text: str) -> tuple[list[Any], dict[str, Any]]:
        """The passages as a page sends them, and by the ids that the line gives them."""
        made: list[Any] = []
        by_id: dict[str, Any] = {}
        for one in given:
            span = self._span(one, text)
            made.append(span)
            name = one.get("id")
            if name is not None and (
                not isinstance(name, str) or by_id.setdefault(name, span) is not span
            ):
                raise Refused("Two passages have one id, or one whose id is no text.")
        return made, by_id

    def _span(self, one: Any, text: str) -> dict[str, Any]:
        if not isinstance(one, dict):
            raise Refused("Each passage must be an object.")
        _refuse_unknown(one, _SPAN_KEYS)
        question = self._mark(one.get("dimension"))
        if not question.is_spans:
            raise Refused(f"“{one.get('dimension')}” is answered with ties, not with passages.")
        start, end, label = one.get("start"), one.get("end"), one.get("label")
        ids = self._labels[question.key].get(label) if isinstance(label, str | int) else None
        if ids is None:
            raise Refused(f"{question.title}: “{str(label)[:60]}” is none of its labels.")
        if len(ids) > 1:
            raise Refused(f"“{label}” stands for several labels ({', '.join(ids)}). Give the id.")
        is_place = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
        words = text[start:end] if is_place else ""
        if is_place and one.get("text", words) != words:
            raise Refused(f"The passage “{words[:40]}” has other words in the file.")
        return {
            "dimension": question.key,
            "value": ids[0],
            "start": start,
            "end": end,
            "text": one.get("text", words),
            "origin": one.get("origin", "manual"),
            "attributes": self._about(question, one),
        }

    def links(self, given: Iterable[Any], by_id: Mapping[str, Any]) -> list[Any]:
        """The ties as a page sends them; `by_id` are the passages of the same line."""
        return [self._link(one, by_id) for one in given]

    def _link(self, one: Any, by_id: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(one, dict):
            raise Refused("Each tie must be an object.")
        question = self._mark(one.get("type"))
        if not question.is_links:
            raise Refused(f"“{one.get('type')}” is answered with passages, not with ties.")
        named = self.sheet.named(question.dimension.of or "").values
        roles = {member.value: member.value for member in question.dimension.members}
        roles |= {role(named, value): value for value in list(roles)}
        members = []
        for key, ids in one.items():
            if key in ("id", "type", "attributes"):
                continue
            if key not in roles or not isinstance(ids, list):
                raise Refused(f"“{key[:60]}” is no role of this tie with a list of passages.")
            members += [_member(one_id, roles[key], by_id) for one_id in ids]
        return {
            "dimension": question.key,
            "members": members,
            "attributes": self._about(question, one),
        }

    def _mark(self, name: Any) -> Question:
        question = self.marks.get(name) if isinstance(name, str) else None
        if question is None:
            raise Refused(f"The codebook has no passages or ties called “{str(name)[:60]}”.")
        return question

    def _about(self, question: Question, one: Mapping[str, Any]) -> dict[str, Any]:
        given = one.get("attributes", {})
        if not isinstance(given, dict):
            raise Refused("“attributes” must be an object.")
        return self._attributes[question.key].answers(given)


_SPAN_KEYS = frozenset(key for key, _ in SPAN_FIELDS)


def _refuse_unknown(one: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = next((key for key in one if key not in known), None)
    if unknown is not None:
        raise Refused(f"“{unknown[:60]}” is no key of a passage.")


def _member(span_id: Any, value: str, by_id: Mapping[str, Any]) -> dict[str, Any]:
    span = by_id.get(span_id) if isinstance(span_id, str) else None
    if span is None:
        raise Refused(f"A tie names the passage “{str(span_id)[:60]}”, which the line has not.")
    if span["value"] != value:
        raise Refused(f"The passage “{span_id}” is tied as what it is not labelled as.")
    return {"value": value, "start": span["start"], "end": span["end"]}


def _invert(question: Question, named: Named) -> Mapping[Name, list[str]]:
    """Ids by name; a name that several values share has them all. Ids stand for themselves."""
    found: dict[Name, list[str]] = defaultdict(list)
    for value_id, name in named.values.items():
        found[name].append(value_id)
    for value_id in question.value_ids():
        found.setdefault(value_id, [value_id])
    return dict(found)
