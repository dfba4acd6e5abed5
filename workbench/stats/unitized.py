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

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample
from workbench.stats.laid import Laid, Statistic
from workbench.stats.measured import NO_INTERVAL
from workbench.stats.passages import Marked, check_passages, is_used, labels_of

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
    articles: Mapping[Any, Marked],
    labels: Iterable[str] | None = None,
    *,
    clusters: Mapping[Any, Hashable] | None = None,
    seed: int | None = None,
    replicates: int = 2000,
) -> UnitizedAlphas:
    """The four forms; `labels` are those offered, without them those used.

    Passages of one annotator and label that overlap are taken as one. Where those of different
    labels overlap, u, cu and (k)u are undefined; `alone` and |u are not. With a seed, also 95%
    intervals over resamples of the articles. Where `articles` are paragraphs, each of which may be
    read by others, `clusters` names the article of each, and these are resampled.

    Raises ValueError for a passage outside its article, an empty one, and a label not offered.
    """
    compared = {key: one for key, one in articles.items() if len(one.annotators) >= 2}
    named = labels_of(articles, labels)
    check_passages(articles, named)
    figures = _Figures(_rows_of(compared, clusters), seed, replicates)
    whole = Laid.out(compared, named)
    where = Laid.out(compared, [_ANY], dict.fromkeys(named, _ANY))
    alone, ku = {}, {}
    for place, label in enumerate(named):
        is_marked = is_used(compared, label)
        why = NEVER_TOGETHER if is_marked else NOT_MARKED.format(label=label)
        ku[label] = figures.of_kinds("ku_alpha", whole, whole.of_kind(place), why)
        own = Laid.out(compared, [label], {label: label})
        alone[label] = figures.of("u_alpha", own, own.all, NO_VARIATION if is_marked else why)
    return UnitizedAlphas(
        u=figures.of_kinds("u_alpha", whole, whole.all, NO_VARIATION),
        bar_u=figures.of("bar_u_alpha", where, where.gaps, NO_VARIATION),
        cu=figures.of_kinds("cu_alpha", whole, whole.kinds, NEVER_TOGETHER),
        ku=ku,
        alone=alone,
        n_articles=len(compared),
        n_single=sum(len(one.annotators) == 1 for one in articles.values()),
        n_annotators=len({one for article in compared.values() for one in article.annotators}),
    )


def _rows_of(
    compared: Mapping[Any, Marked], clusters: Mapping[Any, Hashable] | None
) -> NDArray[np.intp]:
    place: dict[Hashable, int] = {}
    named = [key if clusters is None else clusters[key] for key in compared]
    return np.array([place.setdefault(one, len(place)) for one in named], dtype=np.intp)


#: Stands for every label; no label of a codebook has this character.
_ANY = "\x00"


@dataclass(frozen=True)
class _Figures:
    """How figures are made of sums: with which intervals, or why not at all."""

    #: Of each row of sums the article that it is resampled with.
    cluster: NDArray[np.intp]
    seed: int | None
    replicates: int

    def of(self, measure: str, laid: Laid, statistic: Statistic, why: str) -> Unitized:
        if not len(self.cluster):
            return Unitized(measure, None, NOTHING_TO_COMPARE)
        value = float(statistic(laid.sums.sum(axis=0, keepdims=True))[0])
        if np.isnan(value):
            return Unitized(measure, None, why)
        if self.seed is None:
            return Unitized(measure, value, None)
        sums = np.zeros((self.cluster.max() + 1, laid.sums.shape[1]))
        np.add.at(sums, self.cluster, laid.sums)
        drawn = resample(sums, statistic, seed=self.seed, replicates=self.replicates)
        return Unitized(measure, value, None, drawn)

    def of_kinds(self, measure: str, laid: Laid, statistic: Statistic, why: str) -> Unitized:
        """Of a form that knows one label at a time."""
        if laid.overlapping:
            return Unitized(measure, None, OVERLAPPING)
        return self.of(measure, laid, statistic, why)
