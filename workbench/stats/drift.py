"""Whether annotators move away from the others in the course of the work.

Each judgment is held against the majority of all *others* on the same unit, whenever they judged
it, and the shares that agree are followed from period to period, as on a control chart (Shewhart
1931; for shares the p-chart). Where the others are of two minds there is no majority: the unit is
left out and counted, because half a hit would say neither.

The band of a p-chart takes units for independent, and would be too narrow, since paragraphs of one
article resemble each other; and its normal curve fails near 100% and in thin weeks. So the band
comes from the annotator's own work in another order (a randomisation test: Fisher 1935; Edgington
1980): the articles are dealt out anew, to each period as many as it had, and the band holds the
middle 95% of the shares that come of it. Without drift a period lies outside in at most one case
of twenty, however thin it is; so of twenty periods, one is to be expected there.

What moves may also be the others, the material or the codebook, and with one other annotator
either of the two. A figure here is about the question, not the person.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.others import Flags, against_the_majority
from workbench.stats.ratings import Ratings

Integers = NDArray[np.integer[Any]]
Band = tuple[float, float]

NO_MAJORITY = "Nothing was judged of which most others say the same, so there is no share."
ONE_PERIOD = "All of it lies in one period, so there is no other to compare it with."

# Articles dealt out at once: 32 MB.
_CELLS = 1 << 22


@dataclass(frozen=True)
class Period:
    """One annotator in one period.

    `agreement` is the share of the `n_units` units, in `n_articles` articles, of which they say
    what most others say; None without any. `n_left` more were judged of which most others say
    nothing: they are tied, or nobody else was there. `band` is what chance would make of
    `agreement`.
    """

    code: int
    agreement: float | None
    band: Band | None
    n_units: int
    n_left: int
    n_articles: int

    @property
    def is_outside(self) -> bool:
        """Whether the period lies outside its band."""
        if self.agreement is None or self.band is None:
            return False
        return not self.band[0] <= self.agreement <= self.band[1]


@dataclass(frozen=True)
class Drift:
    """One annotator in all periods, which follow in order; where no band has, `why_no_band`."""

    annotator: Hashable
    agreement: float | None
    n_units: int
    periods: tuple[Period, ...]
    why_no_band: str | None


def drift(
    ratings: Ratings, periods: Integers, *, seed: int, replicates: int = 2000, within: float = 0.95
) -> tuple[Drift, ...]:
    """Every annotator by period, in the order of the annotators.

    `periods` has the shape of `ratings.codes`: in which period (a number from 0 on, such as the
    week) each judgment was made, -1 where that is not known; such a judgment counts for the others
    only. `within` is the share of chance that a band holds. An article that an annotator worked on
    in two periods counts as two.

    Raises ValueError for periods of another shape and for fewer than one replicate.
    """
    if periods.shape != ratings.codes.shape:
        raise ValueError("Hand in a period for each judgment, -1 where it is not known.")
    if replicates < 1:
        raise ValueError("A band needs at least one replicate; ask for 2000.")
    agrees, differs = against_the_majority(ratings.codes)
    times = np.where(ratings.codes >= 0, periods, -1)
    found = []
    for place, annotator in enumerate(ratings.annotators):
        own = times[:, place], agrees[:, place], differs[:, place]
        pieces = _Pieces.of(ratings.cluster, *own)
        bands = pieces.bands(np.random.default_rng(seed), replicates, within)
        found.append(_drift(annotator, own[0], pieces, bands))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """What one annotator did in one article and period, in the order of the periods.

    `n` and `hits` (pieces,) are units compared, and those that agree; the period `codes[i]` begins
    with the piece `firsts[i]`.
    """

    codes: Integers
    firsts: Integers
    n: Integers
    hits: Integers

    @classmethod
    def of(cls, article: Integers, time: Integers, agrees: Flags, differs: Flags) -> _Pieces:
        compared = (agrees | differs) & (time >= 0)
        apart = int(article.max(initial=0)) + 1
        key, piece = np.unique(
            time[compared].astype(np.intp) * apart + article[compared], return_inverse=True
        )
        codes, firsts = np.unique(key // apart, return_index=True)
        n = np.bincount(piece, minlength=len(key))
        hits = np.bincount(piece[agrees[compared]], minlength=len(key))
        return cls(codes, firsts, n.astype(np.int64), hits.astype(np.int64))

    def bands(
        self, generator: np.random.Generator, replicates: int, within: float
    ) -> list[Band] | None:
        """The band of each period; None where fewer than two periods are left to compare."""
        if len(self.codes) < 2:
            return None
        # Both figures of a piece have to stay together: as the halves of one number they do.
        both = (self.hits << 32) + self.n
        drawn = np.empty((replicates, len(self.codes)))
        at_once = max(1, _CELLS // len(both))
        for start in range(0, replicates, at_once):
            rows = min(at_once, replicates - start)
            dealt = np.tile(both, (rows, 1))
            generator.permuted(dealt, axis=1, out=dealt)
            sums = np.add.reduceat(dealt, self.firsts, axis=1)
            drawn[start : start + rows] = (sums >> 32) / (sums & (1 << 32) - 1)
        tails = [(1 - within) / 2, (1 + within) / 2]
        # Of what can come out, never something between: a share is in or out.
        low, high = np.quantile(drawn, tails, axis=0, method="inverted_cdf")
        return list(zip(low.tolist(), high.tolist(), strict=True))


def _drift(annotator: Hashable, time: Integers, pieces: _Pieces, bands: list[Band] | None) -> Drift:
    codes, judged = np.unique(time[time >= 0], return_counts=True)
    place = {code: at for at, code in enumerate(pieces.codes.tolist())}
    ends = np.append(pieces.firsts[1:], len(pieces.n))
    periods = []
    for code, n_judged in zip(codes.tolist(), judged.tolist(), strict=True):
        at = place.get(code)
        if at is None:
            periods.append(Period(code, None, None, 0, n_judged, 0))
            continue
        part = slice(pieces.firsts[at], ends[at])
        n, hits = int(pieces.n[part].sum()), pieces.hits[part].sum()
        band = None if bands is None else bands[at]
        n_articles = len(pieces.n[part])
        periods.append(Period(code, float(hits / n), band, n, n_judged - n, n_articles))
    total = pieces.n.sum()
    why = None if bands is not None else ONE_PERIOD if total else NO_MAJORITY
    share = float(pieces.hits.sum() / total) if total else None
    return Drift(annotator, share, int(total), tuple(periods), why)
