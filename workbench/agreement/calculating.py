"""The calculator: a reliability table in, every measure that fits it out. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.agreement.measures import (
    Draws,
    Measures,
    gamma_measure,
    set_measures,
    single_measures,
    span_measures,
)
from workbench.agreement.tables import Table
from workbench.core.errors import Invalid
from workbench.stats.bootstrap import FEWEST_ARTICLES
from workbench.stats.disagreement import Distance
from workbench.stats.ratings import Ratings, show

#: Seed and number of the resamples of units behind every interval.
SEED = 2004
REPLICATES = 2000
#: Beyond this many units the draws would be felt, and intervals are left out.
MOST_RESAMPLED = 20_000


def calculate(table: Table) -> dict[str, Any]:
    """The document that the command prints and the page shows.

    `n_units` are the rows of the table (articles, for passages), `n_units_paired` those judged by
    two or more. Each measure is {"value", "why", "interval"}: `why` says why there is no value,
    the interval is the 95% interval over resamples of the units, None where there is none.

    Raises Invalid where the values do not fit the level.
    """
    n_units = len(table.articles if table.level == "spans" else table.units)
    draws = Draws(SEED if n_units <= MOST_RESAMPLED else None, REPLICATES)
    try:
        found = _measures(table, draws)
    except ValueError as error:
        raise Invalid(str(error)) from error
    return {
        "level": table.level,
        "values": None if table.values is None else [show(value) for value in table.values],
        "n_units": n_units,
        "n_units_paired": found.n_paired,
        "n_annotators": len(table.annotators),
        "seed": draws.seed,
        "replicates": REPLICATES if draws.seed is not None else 0,
        "interval_note": _note(found.n_paired, draws),
        "measures": found.measures,
        "per_value": found.per_value,
        "pairs": found.pairs,
    }


def _measures(table: Table, draws: Draws) -> Measures:
    if table.level == "spans":
        labels = None if table.values is None else [str(label) for label in table.values]
        found = span_measures(table.articles, labels, draws, tokens=table.tokens)
        return replace(found, measures=found.measures | gamma_measure(table.articles, SEED))
    ratings = Ratings.from_records(
        (
            (unit, annotator, value)
            for unit, row in table.units.items()
            for annotator, value in row.items()
        ),
        values=table.values,
    )
    if table.level == "set":
        return set_measures(ratings, draws)
    distance: Distance = table.level
    return single_measures(ratings, distance, draws)


def _note(n_paired: int, draws: Draws) -> str | None:
    if draws.seed is None:
        return f"Without intervals: that is for at most {MOST_RESAMPLED:,} units."
    if n_paired < FEWEST_ARTICLES:
        return f"The intervals are unreliable: they rest on fewer than {FEWEST_ARTICLES} units."
    return None
