"""Passages of many articles as columns of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

#: Passages laid out at once, in whole articles: a few megabytes, however many there are.
_AT_ONCE = 1 << 14


@dataclass(frozen=True, eq=False)
class Columns:
    """One entry a passage, in the order of the articles.

    `length` and `m` (articles,) are the code points and annotators of each. Of each passage,
    `article` and `annotator` are its places, counted from 0, the latter within the article;
    `code` is the place of its label, counted from 1.
    """

    length: Integers
    m: Integers
    article: Integers
    annotator: Integers
    code: Integers
    start: Integers
    end: Integers
    n_labels: int

    def as_one_label(self) -> Columns:
        """The same passages, all of one and the same label."""
        return replace(self, code=np.ones_like(self.code), n_labels=1)

    def blocks(self) -> Iterator[Columns]:
        """The articles a few at a time, their places counted from 0 in each block."""
        # An article without passages is laid out too.
        sizes = np.bincount(self.article, minlength=len(self.m)) + 1
        firsts = np.flatnonzero(np.diff(np.cumsum(sizes) // _AT_ONCE, prepend=-1))
        for first, end in pairwise([*firsts.tolist(), len(self.m)]):
            articles = slice(first, end)
            passages = slice(*np.searchsorted(self.article, (first, end)))
            yield replace(
                self._only(passages),
                length=self.length[articles],
                m=self.m[articles],
                article=self.article[passages] - first,
            )

    def merged(self) -> Columns:
        """Passages of one annotator and label that overlap made one; neighbours stay apart."""
        lines = self._lines() * (self.n_labels + 1) + self.code
        order, is_first, reach = self._apart(lines)
        firsts = np.flatnonzero(is_first)
        lasts = np.append(firsts[1:], len(order))[: len(firsts)] - 1
        kept = order[firsts]
        return replace(self._only(kept), end=reach[lasts] - self._on(lines[kept], 0))

    def overlap(self) -> bool:
        """Whether passages of one annotator overlap, whatever their labels."""
        _, is_first, _ = self._apart(self._lines())
        return not bool(is_first.all())

    def _only(self, which: slice | Integers) -> Columns:
        return replace(
            self,
            article=self.article[which],
            annotator=self.annotator[which],
            code=self.code[which],
            start=self.start[which],
            end=self.end[which],
        )

    def _lines(self) -> Integers:
        """One number for each annotator of each article."""
        lines: Integers = self.article * self.m.max(initial=0) + self.annotator
        return lines

    def _on(self, lines: Integers, points: Integers | int) -> Integers:
        """Points of many lines on one axis, each line beyond the one before."""
        placed: Integers = lines * (self.length.max(initial=0) + 1) + points
        return placed

    def _apart(self, lines: Integers) -> tuple[Integers, NDArray[np.bool_], Integers]:
        """An order by line and start; whether each begins where all before have ended; and how
        far those up to it reach."""
        order = np.argsort(self._on(lines, self.start), kind="stable")
        reach = np.maximum.accumulate(self._on(lines, self.end)[order])
        starts = self._on(lines, self.start)[order]
        return order, np.append(True, starts[1:] >= reach[:-1])[: len(order)], reach
