"""What a statistic hands back: a value, or in words why there is none."""

from __future__ import annotations

from dataclasses import dataclass

# Krippendorff 2004, p. 241: rely on .800 and above, draw tentative conclusions from .667 on.
RELIABLE = 0.800
TENTATIVE = 0.667


@dataclass(frozen=True)
class Estimate:
    """A measure of agreement with everything that has to be printed beside it.

    `value` is None exactly where `why_undefined` holds a sentence. `interval` is
    the 95% percentile interval over `replicates` resamples of the articles drawn
    with `seed`; where none was asked for, it is None and `replicates` is 0.
    `interval_note` says what to mind about the interval, or why there is none.
    `p_below_667` is the share of replicates below .667.

    `n_units` counts all units judged, `n_single` those with one annotator, which
    drop out, `n_pairable` the rest; `n_annotators` and `n_clusters` (articles)
    count what the pairable units hold.
    """

    measure: str
    distance: str
    value: float | None
    why_undefined: str | None
    interval: tuple[float, float] | None
    interval_note: str | None
    replicates: int
    seed: int | None
    n_units: int
    n_pairable: int
    n_single: int
    n_annotators: int
    n_clusters: int
    p_below_667: float | None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.why_undefined is None):
            raise ValueError("An estimate has either a value or a reason why it is undefined.")
