"""Which codebook version a report is about: answers to two versions are not compared. Pure.

Somebody who had another sheet before them may have answered another question, also where the answer
could be carried over. So judgments count by the version that was answered, unless somebody asks for
the mixture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.queries import Judged
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
    judged: Sequence[Judged],
    numbers: Mapping[int, int],
    *,
    wanted: int | None = None,
    mix: bool = False,
) -> Basis:
    """The basis for finished judgments; `numbers` are version numbers by id.

    Without a wish: the newest version under which two people judged the same, else the newest one.
    Raises NotFound for a version that nobody answered.
    """
    counted = Counter(numbers[one.answered_version_id] for one in judged)
    versions = tuple(Tally(number, counted[number]) for number in sorted(counted))
    if wanted is not None and wanted not in counted:
        known = ", ".join(str(one.number) for one in versions) or "none yet"
        raise NotFound(
            f"Nobody has finished anything under codebook version {wanted} in this round. "
            f"Versions with answers: {known}."
        )
    if mix or not versions:
        return Basis(None, versions, is_mixed=mix and len(versions) > 1)
    shared = [one.number for one in versions if _is_shared(_under(judged, numbers, one.number))]
    chosen = wanted if wanted is not None else max(shared or counted)
    return Basis(chosen, versions, left_out=len(judged) - counted[chosen])


def only(judged: Iterable[Judged], basis: Basis, numbers: Mapping[int, int]) -> list[Judged]:
    """The judgments that the report rests on."""
    if basis.version is None:
        return list(judged)
    return _under(judged, numbers, basis.version)


def _under(judged: Iterable[Judged], numbers: Mapping[int, int], version: int) -> list[Judged]:
    return [one for one in judged if numbers[one.answered_version_id] == version]


def _is_shared(judged: Iterable[Judged]) -> bool:
    """Whether two people judged the same paragraph, or the same article as a whole."""
    seats: dict[tuple[int, int], str] = {}
    return any(
        seats.setdefault((one.article_id, one.paragraph_id), one.seat) != one.seat for one in judged
    )
