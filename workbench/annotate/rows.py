"""Between a document and the rows that keep it, both ways. Pure.

Words given to a text question are kept apart from labels, which are ids. Numbers of spans and links
count from 1 in the document's own order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.codebook.questions import Answer, Question

#: The tables in the order in which their rows can be stored.
TABLES = ("label", "span", "span_label", "link", "link_member", "link_label", "written")

Row = dict[str, Any]


@dataclass(frozen=True)
class Kinds:
    """Which rows beyond labels and spans judgments of a codebook can have at all."""

    attributes: bool
    links: bool
    words: bool


def kinds_of(questions: Iterable[Question]) -> Kinds:
    """What reads and writes of these questions' judgments need not look at."""
    asked = list(questions)
    described = [one for question in asked for one in question.attributes]
    return Kinds(
        attributes=any(question.is_spans and question.attributes for question in asked),
        links=any(question.is_links for question in asked),
        words=any(one.is_text for one in [*asked, *described]),
    )


def rows_of(
    judgment_id: int, document: Document, questions: Iterable[Question]
) -> dict[str, list[Row]]:
    """Rows by table, every table of `TABLES` named in its order; those without rows are empty."""
    known = {question.key: question for question in questions}
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    own: Row = {"judgment_id": judgment_id}
    for key, answer in document.labels.items():
        dimension, _, target = key.partition(".")
        row = own | {"dimension": dimension, "target": target}
        if key in known and known[key].is_text:
            rows["written"].append(row | {"part": "judgment", "number": 0, "text": answer})
        else:
            rows["label"].extend(row | {"value": value} for value in _values(answer))
    for number, span in enumerate(document.spans, start=1):
        rows["span"].append(_span_row(own, number, span))
        _add_attributes(rows, "span", own | {"number": number}, span, known)
    numbers = {_place(span): number for number, span in enumerate(document.spans, start=1)}
    ties = {key: question.dimension.of for key, question in known.items()}
    for number, link in enumerate(document.links, start=1):
        tie = own | {"number": number}
        rows["link"].append(tie | {"dimension": link.dimension})
        rows["link_member"].extend(
            tie | {"span_number": numbers[ties[link.dimension], role.value, role.start, role.end]}
            for role in link.members
        )
        _add_attributes(rows, "link", tie, link, known)
    return rows


def _values(answer: Answer) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer


def _place(span: MarkedSpan) -> tuple[str | None, str, int, int]:
    return span.dimension, span.value, span.start, span.end


def _span_row(own: Row, number: int, span: MarkedSpan) -> Row:
    return own | {
        "number": number,
        "dimension": span.dimension,
        "value": span.value,
        "starts_at": span.start,
        "ends_at": span.end,
        "origin": span.origin,
    }


def _add_attributes(
    rows: dict[str, list[Row]],
    part: str,
    row: Row,
    described: MarkedSpan | MarkedLink,
    known: Mapping[str, Question],
) -> None:
    if not described.attributes:
        return
    texts = {one.key for one in known[described.dimension].attributes if one.is_text}
    for key, answer in described.attributes:
        if key in texts:
            rows["written"].append(
                row | {"part": part, "dimension": key, "target": "", "text": answer}
            )
        else:
            rows[f"{part}_label"].extend(
                row | {"dimension": key, "value": value} for value in _values(answer)
            )


def assemble(
    judgments: Iterable[Any],
    labels: Iterable[Any],
    spans: Iterable[Any],
    questions: Sequence[Question],
    *,
    span_labels: Iterable[Any] = (),
    links: Iterable[Any] = (),
    link_members: Iterable[Any] = (),
    link_labels: Iterable[Any] = (),
    written: Iterable[Any] = (),
) -> dict[int, Document]:
    """Documents by judgment id, from rows that may be of more judgments than asked for.

    `judgments` have `id`, `note`, `is_flagged`, `is_done`. The others are tuples:
    `labels` (judgment, dimension, target, value); `spans` (judgment, start, end, dimension, value,
    origin) sorted by judgment and number; `span_labels` (judgment, number, dimension, value);
    `links` (judgment, number, dimension) sorted so; `link_members` (judgment, number, span number);
    `link_labels` like `span_labels`; `written` (judgment, part, number, dimension, target, text).
    `kinds_of(questions)` says which of them cannot have rows. Questions of both units may be given
    together. Answers that the questions do not know are left out; all spans and links stay.
    """
    known = {question.key: question for question in questions}
    parts = _Parts(labels, span_labels, link_labels, written)
    marks: dict[int, list[MarkedSpan]] = defaultdict(list)
    for judgment_id, start, end, dimension, value, origin in spans:
        given = parts.attributes(
            (judgment_id, "span", len(marks[judgment_id]) + 1), dimension, known
        )
        marks[judgment_id].append(MarkedSpan(start, end, dimension, value, origin, given))
    members: dict[tuple[int, int], list[Role]] = defaultdict(list)
    for judgment_id, number, span_number in link_members:
        span = marks[judgment_id][span_number - 1]
        members[judgment_id, number].append(Role(span.start, span.end, span.value))
    ties: dict[int, list[MarkedLink]] = defaultdict(list)
    for judgment_id, number, dimension in links:
        given = parts.attributes((judgment_id, "link", number), dimension, known)
        roles = tuple(sorted(members[judgment_id, number]))
        ties[judgment_id].append(MarkedLink(dimension, roles, given))
    return {
        row.id: Document(
            labels=dict(parts.answers((row.id, "judgment", 0), questions)),
            spans=tuple(marks.get(row.id, ())),
            links=tuple(ties.get(row.id, ())),
            note=row.note,
            is_flagged=row.is_flagged,
            is_done=row.is_done,
        )
        for row in judgments
    }


#: A judgment, "judgment" or "span" or "link", and the number of the span or link.
_Part = tuple[int, str, int]


class _Parts:
    """Values and words by the part of a judgment that they answer."""

    def __init__(
        self,
        labels: Iterable[Any],
        span_labels: Iterable[Any],
        link_labels: Iterable[Any],
        written: Iterable[Any],
    ) -> None:
        self._values: dict[_Part, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._words: dict[_Part, dict[str, str]] = defaultdict(dict)
        for judgment_id, dimension, target, value in labels:
            self._values[judgment_id, "judgment", 0][_key(dimension, target)].add(value)
        for part, described in (("span", span_labels), ("link", link_labels)):
            for judgment_id, number, dimension, value in described:
                self._values[judgment_id, part, number][dimension].add(value)
        for judgment_id, part, number, dimension, target, text in written:
            self._words[judgment_id, part, number][_key(dimension, target)] = text

    def attributes(self, part: _Part, dimension: str, known: Mapping[str, Question]) -> Attributes:
        question = known.get(dimension)
        if question is None or not question.attributes:
            return ()
        return tuple(self.answers(part, question.attributes))

    def answers(self, part: _Part, questions: Iterable[Question]) -> Iterator[tuple[str, Answer]]:
        """The answers in the order of the questions, sets in the order of their values."""
        values, words = self._values.get(part, {}), self._words.get(part, {})
        if not values and not words:
            return
        for question in questions:
            if question.is_text:
                if question.key in words:
                    yield question.key, words[question.key]
                continue
            given = values.get(question.key, ())
            ordered = tuple(value for value in question.value_ids() if value in given)
            if ordered:
                yield question.key, ordered if question.is_set else ordered[0]


def _key(dimension: str, target: str) -> str:
    return f"{dimension}.{target}" if target else dimension
