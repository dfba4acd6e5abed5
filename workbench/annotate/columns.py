"""Finished judgments as columns of numbers: what the statistics need of a million of them. Pure.

Documents take twenty times as long to build and to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.annotate.columns_marked import Links, Passages
from workbench.annotate.document import Document
from workbench.annotate.layout import (
    WORD,
    Chosen,
    Flags,
    Integers,
    Layout,
    n_words,
)
from workbench.annotate.queries import Judged
from workbench.codebook.questions import Answer, Question, as_values

#: The columns of one number a judgment.
_IDS = ("judgment", "assignment", "unit", "article", "version", "seat")


@dataclass(frozen=True, eq=False)
class Columns:
    """Finished judgments of a round on one unit, one entry each, in the order of their ids.

    `judgment`, `assignment`, `unit` (the paragraph, or else the article), `article` and `version`
    (the codebook version that was answered) are ids; `seat` is a place in `seats`. `words` has
    shape (words, judgments): what was chosen, by the bits of `layout`.
    """

    layout: Layout
    judgment: Integers
    assignment: Integers
    unit: Integers
    article: Integers
    version: Integers
    seat: Integers
    seats: tuple[str, ...]
    words: Integers
    passages: Passages
    links: Links

    def __len__(self) -> int:
        return len(self.judgment)

    def chosen(self, key: str, value: str) -> Flags:
        """Of each judgment whether it chose this value of this question, shape (judgments,)."""
        word, bit = divmod(self.layout.bits[key, value], WORD)
        chosen: Flags = (self.words[word] >> bit & 1).astype(bool)
        return chosen

    def n_chosen(self, key: str, values: Sequence[str] | None = None) -> Integers:
        """Of each judgment how many values of a question, or of these only, apply to it."""
        total = np.zeros(len(self), dtype=np.int64)
        for asked, value in self.layout.bits:
            if asked == key and (values is None or value in values):
                total += self.chosen(key, value)
        return total

    def of_questions(self, *keys: str) -> Iterator[Integers]:
        """What was chosen of these questions alone: words of bits, shape (judgments,) each."""
        masks = [0] * n_words(self.layout.bits)
        for (key, _), place in self.layout.bits.items():
            if key in keys:
                word, bit = divmod(place, WORD)
                masks[word] |= 1 << bit
        return (word & mask for word, mask in zip(self.words, masks, strict=True) if mask)

    def only(self, kept: Flags) -> Columns:
        """The judgments that are kept."""
        return Columns(
            layout=self.layout,
            judgment=self.judgment[kept],
            assignment=self.assignment[kept],
            unit=self.unit[kept],
            article=self.article[kept],
            version=self.version[kept],
            seat=self.seat[kept],
            seats=self.seats,
            words=self.words[:, kept],
            passages=self.passages.only(kept),
            links=self.links.only(kept),
        )

    def with_others(self, others: Columns) -> Columns:
        """With other judgments of the same round, in the order of all their ids."""
        both = (self, others)
        order = np.argsort(np.concatenate([one.judgment for one in both]), kind="stable")

        def joined(name: str) -> Integers:
            column: Integers = np.concatenate([getattr(one, name) for one in both])[order]
            return column

        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return Columns(
            layout=self.layout,
            seats=self.seats,
            words=np.concatenate([one.words for one in both], axis=1)[:, order],
            passages=self.passages.with_others(others.passages, place, len(self)),
            links=self.links.with_others(others.links, place, len(self)),
            **{name: joined(name) for name in _IDS},
        )

    @cached_property
    def _units(self) -> tuple[Integers, NDArray[np.intp]]:
        found, row = np.unique(self.unit, return_inverse=True)
        return found, row

    @property
    def units(self) -> Integers:
        """The units that somebody judged, in the order of their ids."""
        return self._units[0]

    @property
    def unit_row(self) -> NDArray[np.intp]:
        """Of each judgment the place of its unit in `units`."""
        return self._units[1]

    @cached_property
    def article_of_unit(self) -> Integers:
        """Of each of `units` its article."""
        found = np.zeros(len(self.units), dtype=np.int64)
        found[self.unit_row] = self.article
        return found

    @cached_property
    def n_seats_of_unit(self) -> Integers:
        """Of each of `units` how many people judged it; no two judgments of one are by one."""
        return np.bincount(self.unit_row, minlength=len(self.units)).astype(np.int64)


def columns_of(judged: Sequence[Judged], questions: Sequence[Question]) -> Columns:
    """The same from documents; judgments are numbered from 1 in their order."""
    layout = Layout.of(questions)
    seats = tuple(sorted({one.seat for one in judged}))
    place = {seat: n for n, seat in enumerate(seats)}
    documents = [one.document for one in judged]
    return Columns(
        layout=layout,
        judgment=_ids(range(1, len(judged) + 1)),
        assignment=_ids(0 for _ in judged),
        unit=_ids(one.unit_id for one in judged),
        article=_ids(one.article_id for one in judged),
        version=_ids(one.answered_version_id for one in judged),
        seat=_ids(place[one.seat] for one in judged),
        seats=seats,
        words=_words(layout.bits, [one.labels.items() for one in documents]),
        passages=_passages(layout, documents),
        links=_links(layout, documents, {one.key: one.dimension.of or "" for one in questions}),
    )


def _passages(layout: Layout, documents: Sequence[Document]) -> Passages:
    known = [
        (row, layout.marks[span.dimension, span.value], span)
        for row, one in enumerate(documents)
        for span in one.spans
        if (span.dimension, span.value) in layout.marks
    ]
    entries = [(row, code, span.start, span.end) for row, code, span in known]
    words = _words(layout.about_passages, [span.attributes for *_, span in known])
    return Passages.of(_table(entries), words)


def _links(layout: Layout, documents: Sequence[Document], of: Mapping[str, str]) -> Links:
    """`of` names the dimension that a link's members are passages of."""
    known = [
        (row, link)
        for row, one in enumerate(documents)
        for link in one.links
        if link.dimension in layout.links
    ]
    members = _table(
        (place, layout.marks[of[link.dimension], role.value], role.start, role.end)
        for place, (_, link) in enumerate(known)
        for role in link.members
        if (of[link.dimension], role.value) in layout.marks
    )
    return Links(
        _ids(row for row, _ in known),
        _ids(layout.links[link.dimension] for _, link in known),
        _words(layout.about_links, [link.attributes for _, link in known]),
        Passages.of(members),
    )


def _words(
    bits: Mapping[Chosen, int], answered: Sequence[Iterable[tuple[str, Answer]]]
) -> Integers:
    words = np.zeros((n_words(bits), len(answered)), dtype=np.int64)
    for place, answers in enumerate(answered):
        for key, answer in answers:
            for value in as_values(answer):
                if (key, value) in bits:
                    word, bit = divmod(bits[key, value], WORD)
                    words[word, place] |= 1 << bit
    return words


def _table(entries: Iterable[tuple[int, int, int, int]]) -> Integers:
    """Four columns, shape (4, entries)."""
    return np.array(list(entries), dtype=np.int64).reshape(-1, 4).T.copy()


def _ids(numbers: Iterable[int]) -> Integers:
    return np.fromiter(numbers, dtype=np.int64)
