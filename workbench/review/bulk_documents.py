"""Documents put together again from the columns of a round. Pure.

Without words, which no two people choose alike and no rule can choose between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.annotate.columns import Columns
from workbench.annotate.columns_marked import Passages
from workbench.annotate.document import Attributes, Document, MarkedLink, MarkedSpan, Role
from workbench.annotate.layout import WORD, Chosen, Integers
from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Answer, Question

#: The judgment whose answer stands, by question: its place in the columns.
Sources = Mapping[str, int]


def put_together(
    columns: Columns, questions: Sequence[Question], wanted: Sequence[Sources]
) -> list[Document]:
    """A document for each of `wanted`, every question answered as in the judgment it names."""
    rows = np.unique(np.array([row for one in wanted for row in one.values()], dtype=np.int64))
    is_there = np.zeros(len(columns), dtype=bool)
    is_there[rows] = True
    read = _Reading(columns.only(is_there), questions)
    place = {row: at for at, row in enumerate(rows.tolist())}
    return [read.document({key: place[row] for key, row in one.items()}) for one in wanted]


@dataclass(frozen=True)
class _Given:
    """All answers to one question, by the place of the judgment."""

    labels: Mapping[int, Answer]
    spans: Mapping[int, Sequence[MarkedSpan]]
    links: Mapping[int, Sequence[MarkedLink]]


class _Reading:
    """Columns read question by question."""

    def __init__(self, columns: Columns, questions: Sequence[Question]) -> None:
        self._columns = columns
        self._given = {one.key: self._read(one, questions) for one in questions if not one.is_text}

    def document(self, sources: Sources) -> Document:
        """The answers of these judgments, put together."""
        labels: dict[str, Answer] = {}
        spans: list[MarkedSpan] = []
        links: list[MarkedLink] = []
        for key, row in sources.items():
            given = self._given[key]
            if row in given.labels:
                labels[key] = given.labels[row]
            spans += given.spans.get(row, ())
            links += given.links.get(row, ())
        return Document(labels, tuple(sorted(spans)), tuple(sorted(links)), is_done=True)

    def _read(self, question: Question, questions: Sequence[Question]) -> _Given:
        if question.is_spans:
            return _Given({}, self._spans(question), {})
        if question.is_links:
            of = next(one for one in questions if one.key == question.dimension.of)
            return _Given({}, {}, self._links(question, of))
        return _Given(_answers(question, self._columns.layout.bits, self._columns.words), {}, {})

    def _spans(self, question: Question) -> dict[int, list[MarkedSpan]]:
        layout, passages = self._columns.layout, self._columns.passages
        titles = _marks(layout.marks, question.key)
        about = _attributes(question, layout.about_passages, passages.words)
        found = defaultdict[int, list[MarkedSpan]](list)
        for at, (row, code, start, end) in enumerate(_entries(passages)):
            if code in titles:
                said: Attributes = tuple(about.get(at, ()))
                own = MarkedSpan(start, end, question.key, titles[code], attributes=said)
                found[row].append(own)
        return found

    def _links(self, question: Question, of: Question) -> dict[int, list[MarkedLink]]:
        layout, links = self._columns.layout, self._columns.links
        titles = _marks(layout.marks, of.key)
        about = _attributes(question, layout.about_links, links.words)
        members = defaultdict[int, list[Role]](list)
        for link, code, start, end in _entries(links.members):
            members[link].append(Role(start, end, titles[code]))
        found = defaultdict[int, list[MarkedLink]](list)
        for at in np.flatnonzero(links.code == layout.links[question.key]).tolist():
            own = tuple(sorted(members[at])), tuple(about.get(at, ()))
            found[int(links.row[at])].append(MarkedLink(question.key, *own))
        return found


def _entries(passages: Passages) -> Iterable[tuple[int, int, int, int]]:
    """Row, code, start and end of each."""
    columns = (passages.row, passages.code, passages.start, passages.end)
    return zip(*(one.tolist() for one in columns), strict=True)


def _marks(marks: Mapping[Chosen, int], dimension: str) -> dict[int, str]:
    return {code: value for (key, value), code in marks.items() if key == dimension}


def _attributes(
    question: Question, bits: Mapping[Chosen, int], words: Integers
) -> dict[int, list[tuple[str, Answer]]]:
    """What was answered about each passage or link, in the order of the codebook."""
    found = defaultdict[int, list[tuple[str, Answer]]](list)
    for attribute in question.attributes:
        if not attribute.is_text:
            for at, answer in _answers(attribute, bits, words).items():
                found[at].append((attribute.key, answer))
    return found


def _answers(question: Question, bits: Mapping[Chosen, int], words: Integers) -> dict[int, Answer]:
    """The answer of every entry that has one, by its place."""
    found: dict[int, Answer] = {}
    for value in _ids(question):
        word, bit = divmod(bits[question.key, value], WORD)
        for at in np.flatnonzero(words[word] >> bit & 1).tolist():
            before = found.get(at, ()) if question.is_set else ()
            found[at] = (*before, value) if question.is_set else value
    return found


def _ids(question: Question) -> Iterable[str]:
    return (FLAG[0],) if question.is_flag else question.value_ids()
