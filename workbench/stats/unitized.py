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
compute too; nobody has published worked figures for them. They are undefined where l² - sum S comes
to nothing, as when among three annotators only two passages ever meet.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.bootstrap import Resampled, resample_each
from workbench.stats.laid import Floats, Laid, Statistic
from workbench.stats.marking import Marking
from workbench.stats.measured import NO_INTERVAL
from workbench.stats.passages import Marked

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
NEVER_JOINED = (
    "Where somebody marked {label}, nobody else has marked anything, so it cannot be said whether "
    "they call it the same."
)
ONE_LABEL = (
    "Wherever two annotators both marked something, both call it {label}. Without variation, "
    "agreement cannot be told from chance, so alpha is undefined."
)
TOO_LITTLE = (
    "Too little was marked by two annotators at one place to say what chance alone would give."
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
    offered = None if labels is None else list(labels)
    marking = Marking.of(articles, offered, clusters)
    found = unitized_of(marking, seed=seed, replicates=replicates)
    if offered is not None:
        return found
    used = [label for label, n in marking.compared.counts().items() if n]
    ku, alone = ({label: some[label] for label in used} for some in (found.ku, found.alone))
    return replace(found, ku=ku, alone=alone)


def unitized_of(
    marking: Marking, *, seed: int | None = None, replicates: int = 2000
) -> UnitizedAlphas:
    """The same of passages in columns; `labels` are those of the marking."""
    compared = marking.compared
    named = list(marking.labels)
    used = {label for label, n in compared.counts().items() if n}
    columns = compared.columns()
    whole = Laid.out(columns)
    # Where no passages overlap, labels do not move the gaps.
    where = Laid.out(columns.as_one_label()) if whole.overlapping else whole
    unmarked = {label: NOT_MARKED.format(label=label) for label in named if label not in used}
    of_kinds = [
        _Form("u_alpha", whole.all, NO_VARIATION),
        _Form("cu_alpha", whole.kinds, _why_no_kinds(whole, named)),
    ]
    alone = []
    for place, label in enumerate(named):
        why = unmarked.get(label)
        of_kind, by_itself = whole.of_kind(place), whole.alone(place)
        of_kinds.append(_Form("ku_alpha", of_kind, why or _why_no_kinds(whole, named, place)))
        alone.append(_Form("u_alpha", by_itself, why or NO_VARIATION))
    if whole.overlapping:
        of_kinds = [_Form(form.measure, _undefined, OVERLAPPING) for form in of_kinds]
    gaps = [_Form("bar_u_alpha", where.gaps, NO_VARIATION)]
    cluster = np.unique(compared.cluster, return_inverse=True)[1]
    found = _figures(_by_cluster(whole.sums, cluster), of_kinds + alone, seed, replicates)
    (bar_u,) = _figures(_by_cluster(where.sums, cluster), gaps, seed, replicates)
    return UnitizedAlphas(
        u=found[0],
        bar_u=bar_u,
        cu=found[1],
        ku=dict(zip(named, found[2:], strict=False)),
        alone=dict(zip(named, found[len(of_kinds) :], strict=True)),
        n_articles=len(compared.texts),
        n_single=int((marking.n_readers == 1).sum()),
        n_annotators=int(compared.read.any(axis=0).sum()),
    )


def unitized_sums(marking: Marking, *, where: bool = False) -> tuple[Floats, Statistic]:
    """What u is made of, or with `where` |u: sums over articles, and the figure of such sums.

    For live views (see `jackknife`): rows of sums in, one figure a row out, NaN where undefined; u
    has no meaning where one person's passages of different labels overlap.
    """
    compared = marking.compared
    columns = compared.columns()
    laid = Laid.out(columns.as_one_label() if where else columns)
    cluster = np.unique(compared.cluster, return_inverse=True)[1]
    return _by_cluster(laid.sums, cluster), laid.gaps if where else laid.all


@dataclass(frozen=True)
class _Form:
    """A form of alpha, and why it is undefined, should it be."""

    measure: str
    statistic: Statistic
    why: str


def _figures(
    sums: Floats, forms: Sequence[_Form], seed: int | None, replicates: int
) -> list[Unitized]:
    if not len(sums):
        return [Unitized(form.measure, None, NOTHING_TO_COMPARE) for form in forms]
    total = sums.sum(axis=0, keepdims=True)
    values = [float(form.statistic(total)[0]) for form in forms]
    drawn = [NO_INTERVAL] * len(forms)
    if seed is not None:
        statistics = [form.statistic for form in forms]
        drawn = resample_each(sums, statistics, seed=seed, replicates=replicates)
    return [
        Unitized(form.measure, None, form.why)
        if np.isnan(value)
        else Unitized(form.measure, value, None, resampled)
        for form, value, resampled in zip(forms, values, drawn, strict=True)
    ]


def _by_cluster(sums: Floats, cluster: NDArray[np.intp]) -> Floats:
    total = np.zeros((cluster.max(initial=-1) + 1, sums.shape[1]))
    np.add.at(total, cluster, sums)
    return total


def _undefined(sums: Floats) -> Floats:
    return np.full(len(sums), np.nan)


def _why_no_kinds(laid: Laid, labels: Sequence[str], place: int | None = None) -> str:
    """Why there is no cu, or (k)u of the label at a place, should there be none."""
    shared = laid.shared()
    if not shared.any():
        return NEVER_TOGETHER
    if place is not None and not shared[place]:
        return NEVER_JOINED.format(label=labels[place])
    used = np.flatnonzero(shared)
    return ONE_LABEL.format(label=labels[used[0]]) if len(used) == 1 else TOO_LITTLE
