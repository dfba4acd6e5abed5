"""Who marked which passages, as columns of numbers: what figures on a million readings need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Columns, Integers
from workbench.stats.passages import Marked, check_passages, labels_of
from workbench.stats.ratings import in_order

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Marking:
    """Texts, who has read each, and the passages marked in them.

    Of each text `length` (code points), `cluster` (the article that it is resampled with) and
    `read` (texts, annotators), whether each annotator has looked for passages: who has and marked
    nothing counts. One entry a passage, sorted by text and annotator: `text` and `who` are places,
    `code` that of the label, counted from 1, `start` and `end` code points, end exclusive.
    """

    texts: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    labels: tuple[str, ...]
    length: Integers
    cluster: Integers
    read: Flags
    text: Integers
    who: Integers
    code: Integers
    start: Integers
    end: Integers

    @classmethod
    def of(
        cls,
        articles: Mapping[Any, Marked],
        labels: Sequence[str] | None = None,
        clusters: Mapping[Any, Hashable] | None = None,
    ) -> Marking:
        """Of articles by key; `labels` are those offered, without them those used.

        Raises ValueError for a passage outside its article, an empty one, a label not offered and
        one offered twice.
        """
        offered = labels_of(articles, labels)
        annotators = in_order({one for article in articles.values() for one in article.annotators})
        place = {one: n for n, one in enumerate(annotators)}
        named: dict[Hashable, int] = {}
        cluster = [
            named.setdefault(key if clusters is None else clusters[key], len(named))
            for key in articles
        ]
        lengths = np.array([one.length for one in articles.values()], dtype=np.int64)
        read = np.zeros((len(articles), len(annotators)), dtype=bool)
        for n, article in enumerate(articles.values()):
            read[n, [place[one] for one in article.annotators]] = True
        passages = _passages(articles, place, offered)
        text, _, code, start, end = passages.T
        is_fine = (start >= 0) & (start < end) & (end <= lengths[text]) & (code > 0)
        if not is_fine.all():
            check_passages(articles, offered)
        return cls.build(tuple(articles), annotators, offered, lengths, cluster, read, passages)

    @classmethod
    def build(
        cls,
        texts: Sequence[Hashable],
        annotators: Sequence[Hashable],
        labels: Sequence[str],
        lengths: Sequence[int] | Integers,
        cluster: Sequence[int] | Integers,
        read: Flags,
        passages: NDArray[Any],
    ) -> Marking:
        """The same of arrays; `passages` are rows (text, who, code, start, end) in any order."""
        table = passages.astype(np.int64).reshape(-1, 5)
        # Mostly in order already, which a stable sort makes use of.
        order = np.argsort(table[:, 0] * len(annotators) + table[:, 1], kind="stable")
        columns = (np.ascontiguousarray(column) for column in table[order].T)
        return cls(
            tuple(texts),
            tuple(annotators),
            tuple(labels),
            np.asarray(lengths, dtype=np.int64),
            np.asarray(cluster, dtype=np.int64),
            read,
            *columns,
        )

    @property
    def n_readers(self) -> Integers:
        """How many have read each text."""
        counted: Integers = np.count_nonzero(self.read, axis=1).astype(np.int64)
        return counted

    def only(self, kept: Flags) -> Marking:
        """The texts that are kept; annotators and labels stay."""
        mine = kept[self.text]
        return replace(
            self,
            texts=tuple(one for one, is_in in zip(self.texts, kept.tolist(), strict=True) if is_in),
            length=self.length[kept],
            cluster=self.cluster[kept],
            read=self.read[kept],
            text=(np.cumsum(kept) - 1)[self.text[mine]],
            who=self.who[mine],
            code=self.code[mine],
            start=self.start[mine],
            end=self.end[mine],
        )

    def read_by(self, kept: Flags) -> Marking:
        """Only what was read where `kept` (texts, annotators) is true; the texts stay."""
        mine = kept[self.text, self.who]
        return replace(
            self,
            read=self.read & kept,
            text=self.text[mine],
            who=self.who[mine],
            code=self.code[mine],
            start=self.start[mine],
            end=self.end[mine],
        )

    @cached_property
    def compared(self) -> Marking:
        """The texts that two or more have read."""
        kept = self.n_readers >= 2
        return self if kept.all() else self.only(kept)

    @cached_property
    def apart(self) -> Columns:
        """The passages, those of one annotator and label that overlap made one; `annotator` is a
        place in `annotators`."""
        everybody = np.full(len(self.texts), len(self.annotators))
        return replace(self.columns(), m=everybody, annotator=self.who).merged()

    def counts(self) -> dict[str, int]:
        """How many passages carry each label."""
        counted = np.bincount(self.code, minlength=len(self.labels) + 1)[1:]
        return dict(zip(self.labels, counted.tolist(), strict=True))

    def columns(self) -> Columns:
        """The passages for laying out; annotators are counted within each text."""
        place = np.cumsum(self.read, axis=1) - 1
        return Columns(
            length=self.length,
            m=self.n_readers,
            article=self.text,
            annotator=place[self.text, self.who].astype(np.int64),
            code=self.code,
            start=self.start,
            end=self.end,
            n_labels=len(self.labels),
        )


def _passages(
    articles: Mapping[Any, Marked], place: Mapping[Any, int], labels: Sequence[str]
) -> Integers:
    """Rows (text, who, code, start, end); the code is 0 where the label is strange."""
    code_of = defaultdict(int, {label: n for n, label in enumerate(labels, start=1)})
    own = [
        (n, place[one], spans)
        for n, article in enumerate(articles.values())
        for one, spans in article.annotators.items()
    ]
    number = [len(spans) for _, _, spans in own]
    every = list(chain.from_iterable(spans for _, _, spans in own))
    rows = np.empty((len(every), 5), dtype=np.int64)
    rows[:, 0] = np.repeat([n for n, _, _ in own], number)
    rows[:, 1] = np.repeat([who for _, who, _ in own], number)
    for column, field in ((3, 0), (4, 1)):
        rows[:, column] = np.fromiter(map(itemgetter(field), every), np.int64, len(every))
    codes = map(code_of.__getitem__, map(itemgetter(2), every))
    rows[:, 2] = np.fromiter(codes, np.int64, len(every))
    return rows
