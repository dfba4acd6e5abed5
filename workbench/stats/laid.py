"""Articles with their passages laid out, as sums that add up over articles (see `unitized`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.stats.columns import Columns, Integers

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class Laid:
    """Passages as sums that add up over articles.

    `sums` has shape (articles, q² + 3 q), q being the labels and the gap, which is 0: l, then S,
    then the S of cu, then the plain lengths. `overlapping` says that somebody's passages of
    different labels overlap; then only `alone` has a meaning. The methods are the forms of alpha:
    rows of sums in, one figure a row out, NaN where undefined.
    """

    sums: Floats
    q: int
    overlapping: bool

    @classmethod
    def out(cls, columns: Columns) -> Laid:
        q = columns.n_labels + 1
        blocks = [block.merged() for block in columns.blocks()]
        sums = [_sums(block, q) for block in blocks]
        return cls(
            np.concatenate([np.zeros((0, q * q + 3 * q)), *sums]),
            q,
            any(block.overlap() for block in blocks),
        )

    def _parts(self, sums: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        lengths, rest = np.split(sums, [self.q**2], axis=1)
        squares, covered, plain = np.split(rest, 3, axis=1)
        return lengths.reshape(len(sums), self.q, self.q), squares, covered, plain

    def all(self, sums: Floats) -> Floats:
        """u."""
        lengths, squares, _, _ = self._parts(sums)
        return _all(lengths, squares)

    def gaps(self, sums: Floats) -> Floats:
        """|u."""
        lengths, squares, _, _ = self._parts(sums)
        row, total, ways = _margins(lengths, squares)
        apart = row[:, 0] - lengths[:, 0, 0]
        return _one_minus(apart * ways, total * row[:, 0] * (total - row[:, 0]), ways)

    def kinds(self, sums: Floats) -> Floats:
        """cu."""
        lengths, _, covered, _ = self._parts(sums)
        return _all(lengths[:, 1:, 1:], covered[:, 1:])

    def of_kind(self, k: int) -> Statistic:
        """(k)u of the label at place `k`, counted from 0."""

        def statistic(sums: Floats) -> Floats:
            lengths, _, covered, _ = self._parts(sums)
            lengths, covered = lengths[:, 1:, 1:], covered[:, 1:]
            row, total, ways = _margins(lengths, covered)
            own = row[:, k]
            apart = (own * total - covered[:, k]) * (own - lengths[:, k, k])
            return _one_minus(apart, np.square(own) * (total - own), ways)

        return statistic

    def alone(self, k: int) -> Statistic:
        """u of the label at place `k`, counted from 0, all others taken for gaps."""

        def statistic(sums: Floats) -> Floats:
            lengths, squares, _, plain = self._parts(sums)
            total = plain.sum(axis=1)
            own, same = plain[:, k + 1], lengths[:, k + 1, k + 1]
            apart = own - same
            pair = np.stack([total - own - apart, apart, apart, same], axis=1)
            binary = np.stack([total - own, squares[:, k + 1]], axis=1)
            return _all(pair.reshape(-1, 2, 2), binary)

        return statistic

    def shared(self) -> Floats:
        """Over all articles, the length on which another also says something, (labels,)."""
        lengths, *_ = self._parts(self.sums.sum(axis=0, keepdims=True))
        shared: Floats = lengths[0, 1:, 1:].sum(axis=1)
        return shared


def _sums(passages: Columns, q: int) -> Floats:
    """For each article the sums in one row; a stretch lies between two ends.

    How many say each label is a running sum over the stretches: +1 where a passage begins, -1
    where it ends. Where somebody's labels overlap, the gaps are nonsense, the labels are not.
    """
    n, m = len(passages.m), passages.m
    at, (rows, closing, first, last) = _stretches(passages)
    widths = np.diff(at, append=at[-1]).astype(np.float64)
    # From the end of one article to the start of the next is no text.
    widths[closing] = 0
    counts = _running(first, last, passages.code, len(at), q)
    counts[:, 0] = np.repeat(m, np.diff(rows, append=len(at))) - counts.sum(axis=1)
    weighted = counts * widths[:, None]
    said = np.add.reduceat(weighted, rows, axis=0)
    bounds = zip(rows, np.append(rows[1:], len(at)), strict=True)
    lengths = np.array([weighted[i:j].T @ counts[i:j] for i, j in bounds])
    lengths[:, np.arange(q), np.arange(q)] -= said
    lengths /= (m - 1)[:, None, None]

    # One label cannot be taken for another, so what only cu needs is left out.
    shared = np.zeros(len(first)) if q == 2 else _shared(passages, first, last, widths)
    cell = passages.article * q + passages.code
    squares, covered = (
        np.bincount(cell, weights=figure, minlength=n * q).reshape(n, q)
        for figure in (np.square(passages.end - passages.start), shared)
    )
    squares[:, 0] = said[:, 0]
    return np.hstack([lengths.reshape(n, q * q), squares, covered, said])


def _shared(passages: Columns, first: Integers, last: Integers, widths: Floats) -> Floats:
    """Of each passage, what the others' cover of it adds to the S of cu."""
    annotators = int(passages.m.max())
    marks = _running(first, last, passages.annotator, len(widths), annotators)
    filled = np.zeros((len(widths) + 1, annotators))
    np.cumsum(marks * widths[:, None], axis=0, out=filled[1:])
    by_each = filled[last] - filled[first]
    by_each[np.arange(len(first)), passages.annotator] = 0
    shared: Floats = np.square(by_each).sum(axis=1) / (passages.m - 1)[passages.article]
    return shared


def _stretches(passages: Columns) -> tuple[Integers, list[Integers]]:
    """All ends on one axis, article after article, each once; and at which of them each article
    begins and ends, and each passage begins and ends."""
    stride = passages.length.max() + 1
    offset = np.arange(len(passages.m)) * stride
    own = passages.article * stride
    ends = [offset, offset + passages.length, own + passages.start, own + passages.end]
    every = np.concatenate(ends)
    # Each list is nearly in order, which a stable sort makes use of.
    order = np.argsort(every, kind="stable")
    rising = every[order]
    is_new = np.append(True, rising[1:] > rising[:-1])
    place = np.empty_like(order)
    place[order] = np.cumsum(is_new) - 1
    return rising[is_new], np.split(place, np.cumsum([len(some) for some in ends[:-1]]))


def _running(first: Integers, last: Integers, column: Integers, rows: int, columns: int) -> Floats:
    """How many passages of each column lie over each stretch, shape (rows, columns)."""
    size = rows * columns
    steps = np.bincount(first * columns + column, minlength=size)
    steps -= np.bincount(last * columns + column, minlength=size)
    running: Floats = steps.reshape(rows, columns).cumsum(axis=0).astype(np.float64)
    return running


def _margins(lengths: Floats, squares: Floats) -> tuple[Floats, Floats, Floats]:
    """l_c, l and l² - sum S."""
    row = lengths.sum(axis=2)
    total = row.sum(axis=1)
    return row, total, np.square(total) - squares.sum(axis=1)


def _all(lengths: Floats, squares: Floats) -> Floats:
    """1 - (l - sum l_cc) / (l - sum e_cc); the latter is l sum l_c (l - l_c) / (l² - sum S).

    So written, without variation it is 0 and not what rounding leaves of it.
    """
    row, total, ways = _margins(lengths, squares)
    apart = total - np.einsum("rcc->r", lengths)
    return _one_minus(apart * ways, total * (row * (total[:, None] - row)).sum(axis=1), ways)


def _one_minus(observed: Floats, expected: Floats, ways: Floats) -> Floats:
    """NaN also where hardly anything is laid out, so that l² - sum S comes to nothing."""
    ratio = np.full(len(observed), np.nan)
    np.divide(observed, expected, out=ratio, where=(expected > 0) & (ways > 0))
    return 1 - ratio
