"""From a figure to the estimate that is handed back."""

from __future__ import annotations

from workbench.stats.bootstrap import Resampled
from workbench.stats.estimate import Estimate
from workbench.stats.pairable import Pairable
from workbench.stats.ratings import Ratings

NO_INTERVAL = Resampled(None, None, 0, None)
NOTHING_TO_COMPARE = (
    "No unit was judged by two or more annotators, so there is nothing to compare yet."
)


def measured(
    measure: str,
    ratings: Ratings,
    pairable: Pairable,
    value: float | None,
    why_undefined: str | None,
    *,
    distance: str,
    seed: int | None = None,
    resampled: Resampled = NO_INTERVAL,
) -> Estimate:
    """The estimate with the counts of these ratings beside it.

    Raises ValueError unless there is either a value or a reason why there is none.
    """
    return Estimate(
        measure=measure,
        distance=distance,
        value=value,
        why_undefined=why_undefined,
        interval=resampled.interval,
        interval_note=resampled.note,
        replicates=resampled.replicates,
        seed=seed,
        n_units=len(ratings.units),
        n_pairable=pairable.n_units,
        n_single=len(ratings.units) - pairable.n_units,
        n_annotators=pairable.n_annotators,
        n_clusters=pairable.n_clusters,
        p_below_667=resampled.p_below_667,
    )
