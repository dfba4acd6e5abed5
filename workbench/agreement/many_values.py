"""Ratings with more different values than categories ever have: numbers measured finely. Pure."""

from __future__ import annotations

from workbench.agreement.measures import (
    NAMES_OF_SINGLE,
    Draws,
    Measures,
    bare,
    of_estimate,
)
from workbench.stats.agreement import percent_agreement
from workbench.stats.alpha import krippendorff_alpha
from workbench.stats.disagreement import Distance
from workbench.stats.ratings import Ratings

#: From here on a matrix of what is taken for what says nothing and fills the memory.
MOST_VALUES = 500


def measures_of_many_values(ratings: Ratings, distance: Distance, draws: Draws) -> Measures:
    """Alpha and percent agreement; of all other measures, why they have no value.

    Raises ValueError where the distance does not fit the values.
    """
    why = (
        f"There are {len(ratings.values):,} different values; this is for at most "
        f"{MOST_VALUES} categories."
    )
    percent = percent_agreement(ratings)
    measures = dict.fromkeys(NAMES_OF_SINGLE, bare(None, why)) | {
        "percent_agreement": bare(percent.unit_mean, percent.why_undefined),
        "percent_agreement_pooled": bare(percent.pooled, percent.why_undefined),
    }
    if distance == "ordinal":
        return Measures(measures, {}, {}, percent.n_pairable, None)
    alpha = krippendorff_alpha(ratings, distance, seed=draws.seed, replicates=draws.replicates)
    measures["krippendorff_alpha"] = of_estimate(alpha)
    return Measures(measures, {}, {}, alpha.n_pairable, alpha.interval_note)
