"""Who judged which unit how: the input of every statistic in this room."""

from __future__ import annotations

import itertools
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Value = str | int | float | frozenset[str]
Record = tuple[Hashable, Hashable, Value]

# Only as wide as the number of values needs: widen before any arithmetic on them.
Codes = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, eq=False)
class Ratings:
    """Judgments of units by annotators; build with `from_records`.

    `values` gives each code its value: the values offered, in the order of the
    codebook, or else those seen, in their natural order; for label sets always
    the distinct sets seen. `offered` is what the caller offered (for label
    sets: the labels), None if nothing. `codes` has shape (units, annotators),
    -1 where an annotator did not judge a unit. `cluster` has shape (units,) and
    gives the row of `articles` that a unit belongs to. The arrays are read-only.
    """

    units: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    articles: tuple[Hashable, ...]
    values: tuple[Value, ...]
    offered: tuple[Value, ...] | None
    codes: Codes
    cluster: NDArray[np.intp]

    @classmethod
    def from_records(
        cls,
        records: Iterable[Record],
        *,
        clusters: Mapping[Any, Hashable] | None = None,
        values: Sequence[Value] | None = None,
    ) -> Ratings:
        """Build ratings from (unit, annotator, value); an absent record is missing.

        Units and annotators are ids (strings, numbers, tuples of these). A value
        is a string, a finite number, or a frozenset of strings for a set of
        labels; an empty frozenset is a judgment without a label, not a missing
        one. `clusters` maps each unit to its article; without it every unit is
        an article of its own. `values` are the values that the codebook offers,
        in order; for label sets they are the labels. The order of the records
        does not matter.

        Raises ValueError, with a sentence for a person, for a second record of
        one annotator on one unit, a value that is not offered or not of a known
        kind, label sets beside single values, and a unit without an article.
        """
        rows = list(records)
        columns: list[list[Any]] = [[row[field] for row in rows] for field in range(3)]
        units, annotators = in_order(set(columns[0])), in_order(set(columns[1]))
        decoded = _values(set(columns[2]), values)
        article_of = {unit: unit for unit in units} if clusters is None else clusters
        for unit in units:
            if unit not in article_of:
                raise ValueError(f"Unit {unit!r} has no article; name the article of every unit.")
        articles = in_order({article_of[unit] for unit in units})
        cluster = _positions([article_of[unit] for unit in units], articles)
        codes = _codes(columns, units, annotators, decoded)
        codes.setflags(write=False)
        cluster.setflags(write=False)
        offered = None if values is None else tuple(values)
        return cls(units, annotators, articles, decoded, offered, codes, cluster)

    @classmethod
    def from_codes(
        cls,
        codes: NDArray[np.integer[Any]],
        *,
        units: Sequence[Hashable],
        annotators: Sequence[Hashable],
        articles: NDArray[np.integer[Any]],
        values: Sequence[Value],
        offered: Sequence[Value] | None,
    ) -> Ratings:
        """The same from a matrix (units, annotators) of places in `values`, -1 where missing.

        `articles` (units,) are the ids of the articles. Units and annotators without a judgment are
        left out; the others keep their order. Nothing is checked: the caller vouches for the codes.
        """
        there = codes >= 0
        rows, columns = np.logical_or.reduce(there, axis=1), np.logical_or.reduce(there, axis=0)
        found, cluster = np.unique(articles[rows], return_inverse=True)
        kept = codes[rows][:, columns].astype(np.min_scalar_type(-max(1, len(values))))
        kept.setflags(write=False)
        cluster.setflags(write=False)
        return cls(
            units=tuple(itertools.compress(units, rows.tolist())),
            annotators=tuple(itertools.compress(annotators, columns.tolist())),
            articles=tuple(found.tolist()),
            values=tuple(values),
            offered=None if offered is None else tuple(offered),
            codes=kept,
            cluster=cluster,
        )

    def carrying(self, label: str, values: tuple[Value, Value]) -> Ratings:
        """Of ratings that are sets: whether each carries the label, as one of two `values`.

        Raises ValueError where the judgments are single values.
        """
        # The last entry is for -1: what is missing stays missing.
        code = [label not in one for one in self.sets()]
        recoded = np.array([*code, -1], dtype=np.int8)[self.codes]
        return replace(self, codes=recoded, values=values, offered=values)

    def sets(self) -> tuple[frozenset[str], ...]:
        """The distinct label sets seen, in the order of their codes; none without judgments.

        Raises ValueError where the judgments are single values.
        """
        if not self.units:
            return ()
        sets = tuple(value for value in self.values if isinstance(value, frozenset))
        if len(sets) < len(self.values):
            raise ValueError(
                "These judgments are single values, not sets of labels; choose another measure."
            )
        return sets


def show(value: Value) -> str:
    """A value as a person reads it; a set in alphabetical order."""
    if not isinstance(value, frozenset):
        return str(value)
    return " + ".join(sorted(value)) or "no label"


def in_order(ids: set[Hashable]) -> tuple[Hashable, ...]:
    """One fixed order for ids of any kind, so that the order of records cannot matter."""
    return tuple(
        sorted(ids, key=lambda one: (type(one).__name__, one if type(one) is int else 0, repr(one)))
    )


def _values(seen: set[Value], offered: Sequence[Value] | None) -> tuple[Value, ...]:
    for value in seen:
        _refuse_unknown_kind(value)
    sets = [value for value in seen if isinstance(value, frozenset)]
    if sets and len(sets) < len(seen):
        raise ValueError("Some values are sets of labels and some are single values; use one kind.")
    if offered is None:
        return tuple(sorted(seen, key=natural))
    if len(set(offered)) < len(offered):
        raise ValueError("The codebook offers a value twice; offer each value once.")
    atoms = set().union(*sets) if sets else seen
    for value in sorted(atoms - set(offered), key=natural):
        listed = ", ".join(show(one) for one in offered)
        raise ValueError(f"The value {value!r} is not among those offered: {listed}.")
    return tuple(sorted(sets, key=natural)) if sets else tuple(offered)


def _refuse_unknown_kind(value: object) -> None:
    if isinstance(value, str):
        return
    if isinstance(value, frozenset) and all(isinstance(label, str) for label in value):
        return
    if isinstance(value, int | float) and math.isfinite(value):
        return
    raise ValueError(
        f"The value {value!r} is not a text, a finite number or a frozenset of texts; "
        "leave the record out where a judgment is missing."
    )


def natural(value: Value) -> tuple[int, float, tuple[str, ...]]:
    """What to sort values by where none were offered: numbers, texts, then sets by their size."""
    if isinstance(value, frozenset):
        return 2, len(value), tuple(sorted(value))
    if isinstance(value, str):
        return 1, 0, (value,)
    return 0, value, ()


def _positions(wanted: Sequence[Hashable], known: Sequence[Hashable]) -> NDArray[np.intp]:
    position = {one: index for index, one in enumerate(known)}
    return np.fromiter(map(position.__getitem__, wanted), np.intp, len(wanted))


def _codes(
    columns: list[list[Any]],
    units: tuple[Hashable, ...],
    annotators: tuple[Hashable, ...],
    values: tuple[Value, ...],
) -> Codes:
    row, column, code = (
        _positions(wanted, known)
        for wanted, known in zip(columns, (units, annotators, values), strict=True)
    )
    shape = len(units), len(annotators)
    codes: Codes = np.full(shape, -1, dtype=np.min_scalar_type(-max(1, len(values))))
    codes[row, column] = code
    if np.count_nonzero(codes >= 0) < len(code):
        cells, times = np.unique(row * shape[1] + column, return_counts=True)
        unit, annotator = divmod(int(cells[times > 1][0]), shape[1])
        raise ValueError(
            f"Annotator {annotators[annotator]!r} has more than one judgment of unit "
            f"{units[unit]!r}; hand in one."
        )
    return codes
