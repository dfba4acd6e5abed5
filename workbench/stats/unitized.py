"""Agreement on passages: the unitized alpha of 2016, in its four forms.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, On the reliability of unitizing textual continua.
Where annotators find and label passages in a text by themselves, every stretch of it has, for each
of them, a label or is a gap. Lengths are code points.

With m annotators of an article, l_ck the length on which one says c and another k, summed over the
ordered pairs of annotators / (m - 1), and 0 for the gap; l_c its row sums, l their sum; S_c the
sum of the squared lengths of the passages of c and S_0 the plain length of the gaps:
e_ck = l (l_c l_k - (c = k) S_c) / (l² - sum S). Articles are pooled by adding l and S.

- u: all, 1 - (l - sum l_cc) / (l - sum e_cc);
- |u, here `bar_u`: only where there is something, 1 - (l_0 - l_00) / (e_0 - e_00);
- cu: only what it is, given that both see something: row and column of the gap left out, and S_c
  the sum over the passages of c and the other annotators of the squared length that any of their
  passages covers, / (m - 1);
- (k)u, here `ku`: one label among the labels, with l and e as in cu,
  1 - (e_k / l_k) (l_k - l_kk) / (e_k - e_kk).

The forms cu and (k)u follow the one public reading of the paper, by which two other programs
compute too; nobody has published worked figures for them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample
from workbench.stats.measured import NO_INTERVAL

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

NOTHING_TO_COMPARE = (
    "No article was marked by two or more annotators, so there is nothing to compare yet."
)
NO_VARIATION = (
    "Everybody left everything as it is, or marked all of it alike. Without variation, agreement "
    "cannot be told from chance, so alpha is undefined."
)
NEVER_TOGETHER = (
    "Nowhere have two annotators both marked something, so it cannot be said whether they call it "
    "the same."
)
NOT_MARKED = "Nobody has marked anything as {label}."
OVERLAPPING = (
    "Passages of different labels overlap for one and the same annotator, which this form of alpha "
    "has no place for; read the figures of the single labels."
)


class Span(NamedTuple):
    """A passage: code points, end exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Marked:
    """An article of `length` code points, and what each annotator marked in it.

    An annotator without passages has looked and found nothing, which counts; who has not looked
    is absent.
    """

    length: int
    annotators: Mapping[Hashable, Sequence[Span]]


@dataclass(frozen=True)
class Unitized:
    """One form of the unitized alpha; `value` is None exactly where there is a reason."""

    measure: str
    value: float | None
    why_undefined: str | None
    resampled: Resampled = NO_INTERVAL


@dataclass(frozen=True)
class UnitizedAlphas:
    """The family over all articles.

    `ku` says for each label, in order, how well it is told from the other labels; `alone` is u
    with all other labels taken for gaps, which says how well its passages are found.
    `n_articles` were marked by two or more annotators, `n_single` by one, which drop out;
    `n_annotators` have marked, or left unmarked, an article that counts.
    """

    u: Unitized
    bar_u: Unitized
    cu: Unitized
    ku: Mapping[str, Unitized]
    alone: Mapping[str, Unitized]
    n_articles: int
    n_single: int
    n_annotators: int


def unitized_alphas(
    articles: Mapping[Hashable, Marked],
    labels: Iterable[str] | None = None,
    *,
    seed: int | None = None,
    replicates: int = 2000,
) -> UnitizedAlphas:
    """The four forms; `labels` are those offered, without them those used.

    Passages of one annotator and label that overlap are taken as one. Where those of different
    labels overlap, u, cu and (k)u are undefined; `alone` and |u are not. With a seed, also 95%
    intervals over resamples of the articles.

    Raises ValueError for a passage outside its article, an empty one, and a label not offered.
    """
    compared = {key: one for key, one in articles.items() if len(one.annotators) >= 2}
    named = _labels(articles, labels)
    _check(articles, named)

    def estimate(measure: str, laid: _Laid, of: _Statistic, why: str) -> Unitized:
        if not compared:
            return Unitized(measure, None, NOTHING_TO_COMPARE)
        value = float(of(laid.sums.sum(axis=0, keepdims=True))[0])
        if np.isnan(value):
            return Unitized(measure, None, why)
        if seed is None:
            return Unitized(measure, value, None)
        return Unitized(
            measure, value, None, resample(laid.sums, of, seed=seed, replicates=replicates)
        )

    whole = _Laid.out(compared, named)
    where = _Laid.out(compared, [ANY], dict.fromkeys(named, ANY))

    def of_kinds(measure: str, of: _Statistic, why: str) -> Unitized:
        if whole.overlapping:
            return Unitized(measure, None, OVERLAPPING)
        return estimate(measure, whole, of, why)

    alone, ku = {}, {}
    for place, label in enumerate(named):
        is_used = _is_used(compared, label)
        why = NEVER_TOGETHER if is_used else NOT_MARKED.format(label=label)
        ku[label] = of_kinds("ku_alpha", whole.of_kind(place), why)
        own = _Laid.out(compared, [label], {label: label})
        alone[label] = estimate("u_alpha", own, own.all, NO_VARIATION if is_used else why)
    everybody = {one for article in compared.values() for one in article.annotators}
    return UnitizedAlphas(
        u=of_kinds("u_alpha", whole.all, NO_VARIATION),
        bar_u=estimate("bar_u_alpha", where, where.gaps, NO_VARIATION),
        cu=of_kinds("cu_alpha", whole.kinds, NEVER_TOGETHER),
        ku=ku,
        alone=alone,
        n_articles=len(compared),
        n_single=sum(len(one.annotators) == 1 for one in articles.values()),
        n_annotators=len(everybody),
    )


ANY = "\x00any"
_Statistic = Callable[[Floats], Floats]


def _labels(articles: Mapping[Hashable, Marked], offered: Iterable[str] | None) -> list[str]:
    if offered is not None:
        return list(offered)
    marked = (spans for one in articles.values() for spans in one.annotators.values())
    return sorted({span.label for spans in marked for span in spans})


def _check(articles: Mapping[Hashable, Marked], labels: Sequence[str]) -> None:
    known = set(labels)
    for key, article in articles.items():
        for spans in article.annotators.values():
            for start, end, label in spans:
                if not 0 <= start < end <= article.length:
                    raise ValueError(
                        f"The passage {start} to {end} of article {key!r} is empty or lies outside "
                        f"its {article.length} characters."
                    )
                if label not in known:
                    raise ValueError(f"The label {label!r} is not among those offered.")


def _is_used(articles: Mapping[Hashable, Marked], label: str) -> bool:
    return any(
        span.label == label
        for article in articles.values()
        for spans in article.annotators.values()
        for span in spans
    )


def merged(spans: Iterable[Span]) -> list[Span]:
    """The passages in order, those of one label that overlap made one; neighbours stay apart."""
    last: dict[str, int] = {}
    found: list[Span] = []
    for span in sorted(spans):
        at = last.get(span.label)
        if at is not None and span.start < found[at].end:
            found[at] = found[at]._replace(end=max(found[at].end, span.end))
            continue
        last[span.label] = len(found)
        found.append(span)
    return found


@dataclass(frozen=True)
class _Laid:
    """All articles on one axis, as sums that add up over articles.

    `sums` has shape (articles, 2 q² + 2 q - 1 … ): l (q × q), S (q), and for cu the S of the
    labels (q - 1), q the labels with the gap as 0. `overlapping` says that somebody's passages of
    different labels do.
    """

    sums: Floats
    q: int
    overlapping: bool

    @classmethod
    def out(
        cls,
        articles: Mapping[Hashable, Marked],
        labels: Sequence[str],
        called: Mapping[str, str] | None = None,
    ) -> _Laid:
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
        lengths, squares, _ = self._parts(sums)
        return _ratio(lengths, squares)

    def gaps(self, sums: Floats) -> Floats:
        lengths, squares, _ = self._parts(sums)
        _, expected = _expected(lengths, squares)
        row = lengths.sum(axis=2)
        return _one_minus(
            row[:, 0] - lengths[:, 0, 0], expected.sum(axis=2)[:, 0] - expected[:, 0, 0]
        )

    def kinds(self, sums: Floats) -> Floats:
        lengths, _, covered = self._parts(sums)
        return _ratio(lengths[:, 1:, 1:], covered[:, 1:])

    def of_kind(self, k: int) -> _Statistic:
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
