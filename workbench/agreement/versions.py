"""Which codebook version a report is about: answers to two versions are not compared. Pure.

Somebody who had another sheet before them may have answered another question, also where the answer
could be carried over. So judgments count by the version that was answered, unless somebody asks for
the mixture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.annotate.columns import Columns
from workbench.core.errors import NotFound


@dataclass(frozen=True)
class Tally:
    """A version and how many finished judgments of the round were answered under it."""

    number: int
    judgments: int


@dataclass(frozen=True)
class Basis:
    """What a report rests on.

    `version` is None where versions are mixed, or where there is nothing to count. `left_out`
    counts the finished judgments that were answered under other versions.
    """

    version: int | None
    versions: tuple[Tally, ...]
    is_mixed: bool = False
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """What a reader has to know before the figures; "" where there is one version only."""
        if len(self.versions) < 2:
            return ""
        if self.is_mixed:
            named = " and ".join(str(one.number) for one in self.versions)
            return (
                f"These figures mix answers to codebook versions {named}. Part of what looks like "
                "disagreement, or agreement, can come from the different question sheets."
            )
        were = "judgment that was" if self.left_out == 1 else "judgments that were"
        return (
            f"Only answers to codebook version {self.version} are compared. {self.left_out:,} "
            f"{were} answered under another version, also if carried over since, "
            f"{'is' if self.left_out == 1 else 'are'} left out."
        )


def choose(
    judged: Sequence[Columns],
    numbers: Mapping[int, int],
    *,
    wanted: int | None = None,
    mix: bool = False,
) -> Basis:
    """The basis for finished judgments, on one unit each; `numbers` are version numbers by id.

    Without a wish: the newest version under which two people judged the same, else the newest one.
    Raises NotFound for a version that nobody answered.
    """
    counted: Counter[int] = Counter()
    for columns in judged:
        for version_id, times in zip(*np.unique(columns.version, return_counts=True), strict=True):
            counted[numbers[int(version_id)]] += int(times)
    versions = tuple(Tally(number, counted[number]) for number in sorted(counted))
    if wanted is not None and wanted not in counted:
        known = ", ".join(str(one.number) for one in versions) or "none yet"
        raise NotFound(
            f"Nobody has finished anything under codebook version {wanted} in this round. "
            f"Versions with answers: {known}."
        )
    if mix or not versions:
        return Basis(None, versions, is_mixed=mix and len(versions) > 1)
    chosen = wanted if wanted is not None else _newest(judged, numbers, sorted(counted))
    return Basis(chosen, versions, left_out=counted.total() - counted[chosen])


def only(columns: Columns, basis: Basis, numbers: Mapping[int, int]) -> Columns:
    """The judgments that the report rests on."""
    if basis.version is None or len(basis.versions) < 2:
        return columns
    return _under(columns, numbers, basis.version)


def _newest(judged: Sequence[Columns], numbers: Mapping[int, int], versions: list[int]) -> int:
    """The newest version under which two people judged the same, else the newest."""
    for version in reversed(versions):
        under = [_under(columns, numbers, version) for columns in judged]
        if any(columns.n_seats_of_unit.max(initial=0) >= 2 for columns in under):
            return version
    return versions[-1]


def _under(columns: Columns, numbers: Mapping[int, int], version: int) -> Columns:
    ids = [version_id for version_id, number in numbers.items() if number == version]
    kept = np.isin(columns.version, ids)
    return columns if kept.all() else columns.only(kept)
