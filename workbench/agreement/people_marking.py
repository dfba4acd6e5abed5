"""The annotators of a question on passages, each beside the others. Pure.

As in `people`: it is about the question, and no ranking; they stand in the order of their seats.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.agreement.material import Material
from workbench.agreement.people import Times, median_seconds
from workbench.agreement.slicing import Figure
from workbench.stats.marking import Marking
from workbench.stats.restrict import restricted
from workbench.stats.span_f1 import mean_f1, span_f1_of


@dataclass(frozen=True)
class BesideMarks:
    """One annotator. `without` are the figures of all others alone, `f1` is the mean F1 of
    overlapping passages with each other annotator, and `more` how many passages more they mark in a
    text than the others do on average, over the `n_units` texts that another has read too; None
    where there is none.
    """

    seat: str
    without: Figure
    f1: float | None
    more: float | None
    n_units: int
    seconds: float | None
    n_timed: int


def marking_people(material: Material, times: Times) -> tuple[BesideMarks, ...]:
    """Everybody who has read, by seat; nobody for questions of values."""
    marking = material.marking
    if marking is None:
        return ()
    scores = span_f1_of(marking.compared, "overlap")
    more = _more(marking)
    found = []
    for place, seat in enumerate(map(str, material.ratings.annotators)):
        others = np.arange(len(material.ratings.annotators)) != place
        excess, n_units = more[seat]
        seconds, n_timed = median_seconds(times.milliseconds[:, place])
        found.append(
            BesideMarks(
                seat=seat,
                without=material.figure(restricted(material.ratings, others)),
                f1=mean_f1({pair: one for pair, one in scores.items() if seat in pair}),
                more=excess,
                n_units=n_units,
                seconds=seconds,
                n_timed=n_timed,
            )
        )
    return tuple(found)


def _more(marking: Marking) -> dict[str, tuple[float | None, int]]:
    """By annotator how many passages more they mark than the mean of the others, and in how many
    texts that was compared."""
    read, shape = marking.read, marking.read.shape
    cells = marking.text * shape[1] + marking.who
    made = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    total, readers = made.sum(axis=1), read.sum(axis=1)
    found: dict[str, tuple[float | None, int]] = {}
    for place, seat in enumerate(marking.annotators):
        shared = read[:, place] & (readers >= 2)
        own = made[shared, place]
        others = (total[shared] - own) / (readers[shared] - 1)
        excess = float((own - others).mean()) if len(own) else None
        found[str(seat)] = excess, len(own)
    return found
