"""The calculator: a reliability table in, every measure that fits it out. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.agreement.many_values import MOST_VALUES, measures_of_many_values
from workbench.agreement.measures import Draws, Measures, set_measures, single_measures
from workbench.agreement.measures_marked import gamma_measure, span_measures
from workbench.agreement.table_parts import NUMERIC, Table
from workbench.core.errors import Invalid
from workbench.stats.bootstrap import FEWEST_ARTICLES
from workbench.stats.disagreement import Distance
from workbench.stats.ratings import Ratings, show

#: Seed and number of the resamples of units behind every interval.
SEED = 2004
REPLICATES = 2000
#: Beyond this many units, or sums of units, the draws would be felt, and intervals are left out.
MOST_RESAMPLED, MOST_DRAWN = 20_000, 2_000_000
#: Distances between all of them are computed in a second or two.
MOST_DIFFERENT = 10_000


def calculate(table: Table) -> dict[str, Any]:
    """The document that the command prints and the page shows.

    `n_units` are the rows of the table (articles, for passages), `n_units_paired` those judged by
    two or more. Each measure is {"value", "why", "interval"}: `why` says why there is no value,
    the interval is the 95% interval over resamples of the units, None where there is none.

    Raises Invalid where the values do not fit the level.
    """
    n_units = len(table.articles if table.level == "spans" else table.units)
    n_values = len({value for row in table.units.values() for value in row.values()})
    if n_values > MOST_DIFFERENT:
        raise Invalid(
            f"{n_values:,} different values are more than {MOST_DIFFERENT:,}, the most that is "
            "calculated here." + (" Round them." if table.level in NUMERIC else "")
        )
    # Ordinal distances move with the counts, so their sums are of pairs of values.
    n_sums = n_values * (n_values + 1) // 2 if table.level == "ordinal" else n_values
    few = n_units <= MOST_RESAMPLED and n_units * n_sums <= MOST_DRAWN
    draws = Draws(SEED if few else None, REPLICATES)
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
        # Where nothing is drawn, sums over all units do.
        clusters=None if draws.seed is not None else dict.fromkeys(table.units, 0),
        values=table.values,
    )
    if table.level == "set":
        return set_measures(ratings, draws)
    distance: Distance = table.level
    if len(ratings.values) > MOST_VALUES:
        return measures_of_many_values(ratings, distance, draws)
    return single_measures(ratings, distance, draws)


def _note(n_paired: int, draws: Draws) -> str | None:
    if draws.seed is None:
        return (
            f"Without intervals: they are for at most {MOST_RESAMPLED:,} units, and for fewer "
            "where there are many different values."
        )
    if n_paired < FEWEST_ARTICLES:
        return f"The intervals are unreliable: they rest on fewer than {FEWEST_ARTICLES} units."
    return None
