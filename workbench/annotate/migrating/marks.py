"""Passages and links of one judgment in the terms of another codebook version. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.annotate.checking_spans import attributes_of
from workbench.annotate.document import Attributes, MarkedLink, MarkedSpan, Role
from workbench.annotate.migrating.route import Answers, Route
from workbench.codebook.deriving import derive
from workbench.codebook.questions import Answer, Question

#: A span of the old version, which is the one it is by its dimension, value and place.
Place = tuple[str, str, int, int]


class Marks:
    """Carries the spans, then the links between them."""

    def __init__(self, route: Route, known: Mapping[str, Question], answers: Answers) -> None:
        self.route, self.known, self.answers = route, known, answers
        self.reasons = answers.reasons
        self.places: dict[Place, Role] = {}

    def spans(self, spans: Sequence[MarkedSpan]) -> tuple[MarkedSpan, ...]:
        """In reading order; two that became one are one."""
        made: dict[tuple[int, int, str, str], MarkedSpan] = {}
        for span in spans:
            question = self.known.get(self.route.new_key(span.dimension))
            if question is None:
                self.reasons.add(("dropped", span.dimension))
                continue
            moves = self.route.moves[span.dimension].values
            found = self.answers.values(span.value, moves, question.key)
            if not found:
                continue
            value = found[0]
            given = self._attributes(span.attributes, question, value)
            moved = MarkedSpan(span.start, span.end, question.key, value, span.origin, given)
            first = made.setdefault((span.start, span.end, question.key, value), moved)
            if first.attributes != moved.attributes:
                self.reasons.add(("clash", question.key))
            place = span.dimension, span.value, span.start, span.end
            self.places[place] = Role(span.start, span.end, value)
        return tuple(sorted(made.values()))

    def _attributes(self, given: Attributes, question: Question, label: str) -> Attributes:
        fitting = {one.key: one for one in attributes_of(question, label)}
        answers: dict[str, Answer] = {}
        for key, answer in given:
            attribute = fitting.get(self.route.new_key(key))
            if attribute is None:
                self.reasons.add(("dropped", question.key))
            elif attribute.is_text:
                answers[attribute.key] = answer
            else:
                values = self.answers.values(answer, self.route.moves[key].values, question.key)
                shaped = self.answers.shaped(attribute, values, question.key)
                if shaped:
                    answers[attribute.key] = shaped
        completed = derive(fitting.values(), answers)
        if any(key not in completed and not fitting[key].source for key in answers):
            self.reasons.add(("outside", question.key))
        return tuple((key, completed[key]) for key in fitting if key in completed)

    def links(self, links: Sequence[MarkedLink]) -> tuple[MarkedLink, ...]:
        """Those whose passages have all been carried; a link that lost one is made again."""
        made: dict[tuple[str, tuple[Role, ...]], MarkedLink] = {}
        for link in links:
            question = self.known.get(self.route.new_key(link.dimension))
            if question is None:
                self.reasons.add(("dropped", link.dimension))
                continue
            of = self.route.old.dimension(link.dimension).of or ""
            found = [
                self.places.get((of, role.value, role.start, role.end)) for role in link.members
            ]
            roles = tuple(sorted({role for role in found if role is not None}))
            if None in found or not _may_tie(question, roles):
                self.reasons.add(("unmapped", question.key))
                continue
            given = self._attributes(link.attributes, question, "")
            moved = MarkedLink(question.key, roles, given)
            if made.setdefault((question.key, roles), moved).attributes != given:
                self.reasons.add(("clash", question.key))
        return tuple(sorted(made.values()))


def _may_tie(question: Question, roles: Sequence[Role]) -> bool:
    members = {member.value: member for member in question.dimension.members}
    counts = {value: sum(role.value == value for role in roles) for value in members}
    known = all(role.value in members for role in roles)
    return (
        known
        and bool(roles)
        and all(
            not members[value].max or count <= members[value].max for value, count in counts.items()
        )
    )
