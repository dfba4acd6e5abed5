"""What is most likely true, and how each annotator errs.

Dawid & Skene 1979, Maximum likelihood estimation of observer error-rates using the EM algorithm
(Applied Statistics 28, 20-28): each unit has one true value, each annotator an error table of his
own, and both are estimated in turn. Worth reading from some fifty units a value on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.stats.ratings import Value, in_order, natural

Floats = NDArray[np.float64]
Column = NDArray[np.intp]

#: Units of a value below which its row of an error table says little.
ENOUGH_UNITS = 50


@dataclass(frozen=True, eq=False)
class DawidSkene:
    """`posterior` has shape (units, values), `error` (annotators, values, values): how often this
    annotator says the second where the first is true. `prevalence` (values,) sums to 1.
    `converged` is False where `rounds` were not enough.
    """

    values: tuple[Value, ...]
    units: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    posterior: Floats
    error: Floats
    prevalence: Floats
    log_likelihood: float
    rounds: int
    converged: bool

    def most_likely(self) -> Sequence[Value]:
        """The likeliest value of each unit; of equals the one offered first."""
        return [self.values[code] for code in self.posterior.argmax(axis=1)]


@dataclass(frozen=True, eq=False)
class _Said:
    """Judgments as three columns of codes, and how many of each there are."""

    unit: Column
    annotator: Column
    value: Column
    n_units: int
    n_annotators: int
    n_values: int

    @property
    def shares(self) -> Floats:
        """How often each value was given to each unit, as shares."""
        cell = self.unit * self.n_values + self.value
        counts = np.bincount(cell, minlength=self.n_units * self.n_values)
        counts = counts.reshape(self.n_units, self.n_values)
        found: Floats = counts / counts.sum(axis=1, keepdims=True)
        return found


def dawid_skene(
    records: Iterable[tuple[Hashable, Hashable, Value]],
    *,
    values: Sequence[Value] | None = None,
    rounds: int = 200,
    tolerance: float = 1e-8,
) -> DawidSkene:
    """Estimate from (unit, annotator, value), where one annotator may judge a unit repeatedly.

    `values` are those offered, without them those used. Begins with the shares of each unit, as
    the paper does, and ends once the log-likelihood gains less than `tolerance` a judgment.

    Raises ValueError without judgments and for a value that is not offered.
    """
    rows = list(records)
    if not rows:
        raise ValueError("There is no judgment to estimate from.")
    units, annotators = (in_order({row[at] for row in rows}) for at in range(2))
    used = tuple(sorted({row[2] for row in rows}, key=natural))
    offered = used if values is None else tuple(values)
    if strange := [value for value in used if value not in offered]:
        raise ValueError(f"The value {strange[0]!r} is not among those offered.")
    said = _Said(
        unit=_column([row[0] for row in rows], units),
        annotator=_column([row[1] for row in rows], annotators),
        value=_column([row[2] for row in rows], offered),
        n_units=len(units),
        n_annotators=len(annotators),
        n_values=len(offered),
    )
    posterior, likelihood, converged, done = said.shares, -np.inf, False, 0
    while done < rounds and not converged:
        prevalence, error = posterior.mean(axis=0), _errors(said, posterior)
        posterior, now = _truths(said, prevalence, error)
        converged = now - likelihood < tolerance * len(rows)
        likelihood, done = now, done + 1
    return DawidSkene(
        offered, units, annotators, posterior, error, prevalence, likelihood, done, converged
    )


def _errors(said: _Said, posterior: Floats) -> Floats:
    """How often each annotator says what where which value is true, (annotators, true, said).

    Of a value that is true nowhere for an annotator, every answer is equally likely.
    """
    q = said.n_values
    cell = said.annotator * q + said.value
    weights = posterior[said.unit]
    counted = np.array(
        [
            np.bincount(cell, weights=weights[:, true], minlength=said.n_annotators * q)
            for true in range(q)
        ]
    )
    counted = counted.reshape(q, said.n_annotators, q).transpose(1, 0, 2)
    total = counted.sum(axis=2, keepdims=True)
    error = np.full(counted.shape, 1 / q)
    np.divide(counted, total, out=error, where=total > 0)
    return error


def _truths(said: _Said, prevalence: Floats, error: Floats) -> tuple[Floats, float]:
    """How likely each value is true of each unit, and the log-likelihood of it all."""
    # Of no unit is every value impossible: its likeliest gave it a share in both tables.
    with np.errstate(divide="ignore"):
        log_error, log_prevalence = np.log(error), np.log(prevalence)
    by_judgment = log_error[said.annotator, :, said.value]
    joint = (
        np.array(
            [
                np.bincount(said.unit, weights=column, minlength=said.n_units)
                for column in by_judgment.T
            ]
        ).T
        + log_prevalence
    )
    highest = joint.max(axis=1, keepdims=True)
    scaled = np.exp(joint - highest)
    total = scaled.sum(axis=1, keepdims=True)
    return scaled / total, float((highest + np.log(total)).sum())


def _column(names: Sequence[Any], known: Sequence[Any]) -> Column:
    place = {one: number for number, one in enumerate(known)}
    return np.array([place[one] for one in names], dtype=np.intp)
