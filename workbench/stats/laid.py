"""Articles with their passages laid out, as sums that add up over articles (see `unitized`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.passages import Marked, Span, merged

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Laid:
    """All articles on one axis, as sums that add up over articles.

    `sums` has shape (articles, q² + 2 q), q being the labels and the gap, which is 0: l, then S,
    then the S of cu. `overlapping` says that somebody's passages of different labels overlap.
    The methods are the forms of alpha: rows of sums in, one figure a row out, NaN where undefined.
    """

    sums: Floats
    q: int
    overlapping: bool

    @classmethod
    def out(
        cls,
        articles: Mapping[Any, Marked],
        labels: Sequence[str],
        called: Mapping[str, str] | None = None,
    ) -> Laid:
        """Lay out the passages whose label is `called` one of `labels`; the rest are gaps."""
        code = {label: number for number, label in enumerate(labels, start=1)}
        given = {label: label for label in labels} if called is None else called
        q = len(labels) + 1
        rows, overlapping = [], False
        for article in articles.values():
            own = [
                merged(
                    Span(start, end, given[label]) for start, end, label in spans if label in given
                )
                for spans in article.annotators.values()
            ]
            line = _Line(
                article.length, [[(s.start, s.end, code[s.label]) for s in o] for o in own]
            )
            overlapping |= line.overlapping
            rows.append(line.sums(q))
        return cls(np.array(rows).reshape(len(rows), q * q + 2 * q), q, overlapping)

    def _parts(self, sums: Floats) -> tuple[Floats, Floats, Floats]:
        q = self.q
        lengths = sums[:, : q * q].reshape(len(sums), q, q)
        return lengths, sums[:, q * q : q * q + q], sums[:, q * q + q :]

    def all(self, sums: Floats) -> Floats:
        """u."""
        lengths, squares, _ = self._parts(sums)
        return _ratio(lengths, squares)

    def gaps(self, sums: Floats) -> Floats:
        """|u."""
        lengths, squares, _ = self._parts(sums)
        _, expected = _expected(lengths, squares)
        row = lengths.sum(axis=2)
        return _one_minus(
            row[:, 0] - lengths[:, 0, 0], expected.sum(axis=2)[:, 0] - expected[:, 0, 0]
        )

    def kinds(self, sums: Floats) -> Floats:
        """cu."""
        lengths, _, covered = self._parts(sums)
        return _ratio(lengths[:, 1:, 1:], covered[:, 1:])

    def of_kind(self, k: int) -> Statistic:
        """(k)u of the label at place `k`, counted from 0."""

        def statistic(sums: Floats) -> Floats:
            lengths, _, covered = self._parts(sums)
            lengths = lengths[:, 1:, 1:]
            _, expected = _expected(lengths, covered[:, 1:])
            row, e_row = lengths.sum(axis=2)[:, k], expected.sum(axis=2)[:, k]
            apart = np.zeros(len(sums))
            np.divide(e_row * (row - lengths[:, k, k]), row, out=apart, where=row > 0)
            return _one_minus(apart, np.where(row > 0, e_row - expected[:, k, k], 0))

        return statistic


class _Line:
    """One article: the stretches between all ends of passages, and who says what of each."""

    def __init__(self, length: int, passages: Sequence[Sequence[tuple[int, int, int]]]) -> None:
        self.m = len(passages)
        self.passages = passages
        ends = {0, length}.union(*({s for p in own for s in p[:2]} for own in passages))
        self.at = np.array(sorted(ends), dtype=np.intp)
        self.widths = np.diff(self.at).astype(np.float64)
        #: (annotators, stretches): the label of each, 0 for a gap.
        self.codes = np.zeros((self.m, len(self.widths)), dtype=np.intp)
        self.overlapping = False
        for codes, own in zip(self.codes, passages, strict=True):
            for start, end, code in own:
                first, last = np.searchsorted(self.at, (start, end))
                self.overlapping |= bool(codes[first:last].any())
                codes[first:last] = code

    def sums(self, q: int) -> Floats:
        return np.concatenate([self._lengths(q).ravel(), self._squares(q), self._covered(q)])

    def _lengths(self, q: int) -> Floats:
        stretches = len(self.widths)
        cell = self.codes + np.arange(stretches) * q
        counts = np.bincount(cell.ravel(), minlength=stretches * q).reshape(stretches, q)
        weighted = counts * self.widths[:, None]
        together = weighted.T @ counts - np.diag(weighted.sum(axis=0))
        lengths: Floats = together / (self.m - 1)
        return lengths

    def _squares(self, q: int) -> Floats:
        squares = np.zeros(q)
        squares[0] = ((self.codes == 0) * self.widths).sum()
        for own in self.passages:
            for start, end, code in own:
                squares[code] += (end - start) ** 2
        return squares

    def _covered(self, q: int) -> Floats:
        """For each label the S of cu."""
        covered = np.zeros(q)
        filled = np.concatenate(
            [np.zeros((self.m, 1)), np.cumsum((self.codes > 0) * self.widths, axis=1)], axis=1
        )
        for annotator, own in enumerate(self.passages):
            for start, end, code in own:
                first, last = np.searchsorted(self.at, (start, end))
                by_each = filled[:, last] - filled[:, first]
                by_each[annotator] = 0
                covered[code] += np.square(by_each).sum() / (self.m - 1)
        return covered


def _expected(lengths: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """l and e of the head of this module, shapes (rows,) and (rows, q, q)."""
    row = lengths.sum(axis=2)
    total = row.sum(axis=1)
    products = row[:, :, None] * row[:, None, :]
    q = np.arange(row.shape[1])
    products[:, q, q] -= squares
    scale = np.square(total) - squares.sum(axis=1)
    factor = np.divide(total, scale, out=np.zeros(len(total)), where=scale > 0)
    return total, products * factor[:, None, None]


def _ratio(lengths: Floats, squares: Floats) -> Floats:
    total, expected = _expected(lengths, squares)
    agreed = np.einsum("rcc->r", lengths)
    return _one_minus(total - agreed, total - np.einsum("rcc->r", expected))


def _one_minus(observed: Floats, expected: Floats) -> Floats:
    ratio = np.full(len(observed), np.nan)
    np.divide(observed, expected, out=ratio, where=expected > 1e-9)
    return 1 - ratio
