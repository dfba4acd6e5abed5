"""One judgment in the terms of another codebook version. Pure.

What the plan maps is carried over; what it cannot map is left out and its question asked again.
The result is always a judgment that the new version takes: incomplete perhaps, never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.migrating.marks import Marks
from workbench.annotate.migrating.route import Answers, Reason, Route, Unit
from workbench.annotate.missing import list_missing
from workbench.codebook.deriving import derive_from
from workbench.codebook.questions import Answer, applies


@dataclass(frozen=True)
class Carried:
    """A judgment after the move; `asks` are keys of questions in their order."""

    document: Document
    asks: tuple[str, ...]
    reasons: frozenset[tuple[Reason, str]]
    is_changed: bool


def carry(
    document: Document, route: Route, unit: Unit, *, text: str = "", asked: Iterable[str] = ()
) -> Carried:
    """The judgment in the new terms.

    `text` is the paragraph's; `asked` are old keys that are open from an earlier move.
    """
    return _Carrying(route, unit).carry(document, text, asked)


class _Carrying:
    def __init__(self, route: Route, unit: Unit) -> None:
        self.route = route
        self.questions = route.questions[unit]
        self.before = route.before[unit]
        self.known = {question.key: question for question in self.questions}
        self.answers = Answers()
        self.reasons = self.answers.reasons

    def carry(self, document: Document, text: str, asked: Iterable[str]) -> Carried:
        marks = Marks(self.route, self.known, self.answers)
        moved = replace(
            document,
            labels=self._labels(document.labels),
            spans=marks.spans(document.spans),
            links=marks.links(document.links),
        )
        for key in asked:
            if self.route.new_key(key) in self.known:
                self.reasons.add(("earlier", self.route.new_key(key)))
        moved = self._without_outside(document, moved)
        if document.is_done:
            self._ask_for_missing(moved, text)
        self._leave_to_source(moved)
        asks = self.answers.asked()
        # Where nothing is asked of the unit any more, there is nothing to be done.
        is_done = document.is_done and bool(self.questions) and not asks
        moved = replace(moved, is_done=is_done)
        return Carried(
            moved,
            tuple(question.key for question in self.questions if question.key in asks),
            frozenset(self.reasons),
            _comparable(document) != _comparable(moved),
        )

    def _labels(self, labels: Mapping[str, Answer]) -> dict[str, Answer]:
        words: dict[str, set[str]] = {}
        chosen: dict[str, list[str]] = {}
        for key, answer in labels.items():
            question = self.known.get(self.route.new_key(key))
            if question is None:
                self.reasons.add(("dropped", key))
            elif question.is_text:
                words.setdefault(question.key, set()).add(str(answer))
            else:
                moves = self.route.moves[key.partition(".")[0]].values
                values = self.answers.values(answer, moves, question.key)
                chosen.setdefault(question.key, []).extend(values)
        given: dict[str, Answer] = {key: min(said) for key, said in words.items() if len(said) == 1}
        self.reasons |= {("clash", key) for key, said in words.items() if len(said) > 1}
        for key, values in chosen.items():
            shaped = self.answers.shaped(self.known[key], values, key)
            if shaped:
                given[key] = shaped
        return {q.key: given[q.key] for q in self.questions if q.key in given}

    def _without_outside(self, before: Document, moved: Document) -> Document:
        """Leave out what was asked before and is not asked now, because a condition changed.

        Where the answer that decides is asked again, nobody knows yet: everything stays.
        """
        derived = derive_from(self.questions, moved.labels, self.answers.asked())
        labels = {q.key: derived.answers[q.key] for q in self.questions if q.key in derived.answers}
        was_asked = {self.route.new_key(q.key) for q in self.before if applies(q, before.labels)}
        made = {span.dimension for span in moved.spans} | {link.dimension for link in moved.links}
        gone: set[str] = set()
        for question in self.questions:
            key = question.key
            if applies(question, labels) or question.gate in derived.undecided:
                continue
            is_withdrawn = key in moved.labels and key not in labels
            if is_withdrawn or (key in made and key in was_asked):
                gone.add(key)
        self.reasons |= {("outside", key) for key in gone}
        spans = tuple(span for span in moved.spans if span.dimension not in gone)
        links = tuple(link for link in moved.links if not gone & self._ties(link))
        return replace(moved, labels=labels, spans=spans, links=links)

    def _ties(self, link: MarkedLink) -> set[str]:
        """The questions that a link hangs on: its own, and that of the passages it ties."""
        return {link.dimension, self.known[link.dimension].dimension.of or ""}

    def _leave_to_source(self, moved: Document) -> None:
        """A choice among the answers to an open question comes up by itself, if at all."""
        asks = self.answers.asked()
        for question in self.questions:
            if question.source in asks and not applies(question, moved.labels):
                self.reasons -= {one for one in self.reasons if one[1] == question.key}

    def _ask_for_missing(self, moved: Document, text: str) -> None:
        for question in self.questions:
            is_open = question.key in self.route.is_new and not question.dimension.optional
            if is_open and not question.source and applies(question, moved.labels):
                self.reasons.add(("new", question.key))
        for problem in list_missing(moved, self.questions, text):
            key = problem["question"]
            # Marks that stand while their condition is open may be right: only that one is asked.
            if key not in self.answers.asked() and applies(self.known[key], moved.labels):
                self.reasons.add(("missing", key))


def _comparable(document: Document) -> object:
    """Answers and marks without the order of what has none."""
    spans = [
        (span.start, span.end, span.dimension, span.value, dict(span.attributes))
        for span in document.spans
    ]
    links = [(link.dimension, link.members, dict(link.attributes)) for link in document.links]
    return dict(document.labels), spans, links


def read_document(stored: Mapping[str, Any]) -> Document:
    """A document of the log, which was checked before it was stored."""
    return Document(
        labels=dict(_answers(stored["labels"])),
        spans=tuple(
            MarkedSpan(
                span["start"],
                span["end"],
                span["dimension"],
                span["value"],
                span["origin"],
                _answers(span.get("attributes", {})),
            )
            for span in stored["spans"]
        ),
        links=tuple(
            MarkedLink(
                link["dimension"],
                tuple(Role(one["start"], one["end"], one["value"]) for one in link["members"]),
                _answers(link.get("attributes", {})),
            )
            for link in stored.get("links", ())
        ),
        note=stored["note"],
        is_flagged=stored["flag"],
        is_done=stored["done"],
    )


def _answers(stored: Mapping[str, Any]) -> Attributes:
    return tuple(
        (key, answer if isinstance(answer, str) else tuple(answer))
        for key, answer in stored.items()
    )
