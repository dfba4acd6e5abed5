"""What a row of the report is made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.stats.agreement import PercentAgreement
from workbench.stats.estimate import Estimate


@dataclass(frozen=True)
class Beside:
    """Another figure on the same answers, by its name in a report's JSON; `why` it has no value."""

    measure: str
    value: float | None
    why: str | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Matched:
    """How many passages or links have a partner, of `n_all` where two or more have looked."""

    n: int
    n_all: int
    unit: str

    @property
    def share(self) -> float | None:
        return self.n / self.n_all if self.n_all else None


@dataclass(frozen=True)
class Change:
    """How a figure moved since an earlier round, or in `why` the reason why that cannot be said.

    `intervals_overlap` is None where one of the two has no interval.
    """

    round_id: int
    round: str
    before: float | None = None
    before_interval: tuple[float, float] | None = None
    difference: float | None = None
    intervals_overlap: bool | None = None
    why: str | None = None


@dataclass(frozen=True)
class Row:
    """One coefficient and what has to be read beside it.

    `percent`, `commonest` and its `share` in [0, 1] rest on the same judgments as the coefficient:
    those of units that two or more annotators answered. `values` are the ids of the commonest
    answer, or of the label that the row is about; `n_positive` counts the judgments that carry that
    label, of passages and links these themselves, and is None where there is nothing to count. For
    passages `share` is that of the text that is marked. `within_one` is the share of pairs of
    grades at most one step apart.

    `change` is that since an earlier round, None where there is none, or no figure.

    `part` tells the rows of one question apart: a label, or which side of it. `attribute` is the
    key of the question about a passage or link that is measured, on those that are `matched`;
    `question` then is the one that finds them.
    """

    question: str
    title: str
    estimate: Estimate
    percent: PercentAgreement
    commonest: str
    share: float | None
    notes: tuple[str, ...]
    n_positive: int | None = None
    values: tuple[str, ...] = ()
    within_one: float | None = None
    part: str = ""
    attribute: str = ""
    beside: tuple[Beside, ...] = ()
    matched: Matched | None = None
    change: Change | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same row in the report of another round."""
        measured = self.estimate.measure, self.estimate.distance
        return self.question, self.attribute, self.part, *measured

    @property
    def asked(self) -> str:
        """The key of the question that is measured."""
        return self.attribute or self.question

    @property
    def is_marked(self) -> bool:
        """Whether it is about passages or links, which have no percent agreement."""
        return self.estimate.distance in ("unitized", "links")

    @property
    def is_alpha(self) -> bool:
        """Whether the bands at .667 and .800, which are about alpha, have a meaning."""
        return self.estimate.measure.endswith("alpha")
