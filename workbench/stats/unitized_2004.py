"""The unitized alpha of 1995 and 2004, to read figures of studies that report it.

Krippendorff 1995, On the reliability of unitizing continuous data (Sociological Methodology 25);
2004, Content Analysis, section 11.6. One category at a time; whatever is not of it is a gap. The
form of 2016 (see `unitized`) replaced it: this one grows with the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Section(NamedTuple):
    """A stretch of the text, end exclusive: a passage of the category or a gap."""

    start: int
    end: int
    is_unit: bool


@dataclass(frozen=True)
class Alpha2004:
    """`observed` and `expected` disagreement; `value` is None where nobody marked anything."""

    value: float | None
    observed: float
    expected: float


def unitized_alpha_2004(
    annotators: Sequence[Sequence[tuple[int, int]]], *, begin: int, length: int
) -> Alpha2004:
    """Alpha of one category over one text from `begin` on.

    `annotators` holds for each of two or more the passages. Raises ValueError for fewer
    annotators, an empty text, and passages of one annotator that overlap, are empty or lie outside
    the text.
    """
    m = len(annotators)
    if m < 2:
        raise ValueError("Agreement takes two annotators or more.")
    if length < 1:
        raise ValueError("The article has no text.")
    for spans in annotators:
        _check(spans, begin, begin + length)
    lines = [_sections(spans, begin, begin + length) for spans in annotators]
    observed = sum(
        _distance(one, other)
        for i, line in enumerate(lines)
        for j, others in enumerate(lines)
        if i != j
        for one in line
        for other in others
    ) / (m * (m - 1) * length**2)
    expected = _expected(lines, length)
    value = 1 - observed / expected if expected else None
    return Alpha2004(value, observed, expected)


def _check(spans: Sequence[tuple[int, int]], begin: int, end: int) -> None:
    at = begin
    for start, stop in sorted(spans):
        if not at <= start < stop <= end:
            raise ValueError(
                f"The passage {start} to {stop} is empty, lies outside {begin} to {end}, or "
                "overlaps the one before it."
            )
        at = stop


def _sections(spans: Sequence[tuple[int, int]], begin: int, end: int) -> list[Section]:
    found, at = [], begin
    for start, stop in sorted(spans):
        if start > at:
            found.append(Section(at, start, False))
        found.append(Section(start, stop, True))
        at = stop
    if at < end:
        found.append(Section(at, end, False))
    return found


def _distance(one: Section, other: Section) -> int:
    """Two passages that overlap: their ends' distances squared; a passage in a gap: its length
    squared; else nothing."""
    if one.is_unit and other.is_unit:
        overlap = one.start < other.end and other.start < one.end
        return (one.start - other.start) ** 2 + (one.end - other.end) ** 2 if overlap else 0
    unit, gap = (one, other) if one.is_unit else (other, one)
    is_inside = unit.is_unit and gap.start <= unit.start and unit.end <= gap.end
    return (unit.end - unit.start) ** 2 if is_inside else 0


def _expected(lines: Sequence[Sequence[Section]], length: int) -> float:
    total = len(lines) * length
    units = [one.end - one.start for line in lines for one in line if one.is_unit]
    gaps = [one.end - one.start for line in lines for one in line if not one.is_unit]
    among = (len(units) - 1) / 3
    disagreement = sum(
        among * (2 * unit**3 - 3 * unit**2 + unit)
        + unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
        for unit in units
    )
    ways = total * (total - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 / length * disagreement / ways if ways else 0.0
