"""What comes of a test, question by question, and whether it is passed. Pure.

How each kind of question is measured, `scores` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.training.measured import Measured, measured_in
from workbench.training.scores import Given, score


@dataclass(frozen=True)
class Share:
    """What came of one question: `share` is None where no item asked it, `needed` None where it
    does not decide. `items` is how many items it was counted in.

    `way` and the counts are those of `measured` and of `scores.Score`; "" and 0 in what was stored
    before they were kept.
    """

    question: str
    title: str
    items: int
    share: float | None
    needed: float | None
    way: str = ""
    hits: int = 0
    own: int = 0
    ruled: int = 0

    @property
    def counts(self) -> bool:
        return self.share is not None and self.needed is not None

    @property
    def is_met(self) -> bool:
        """Whether nothing of it stands in the way of passing."""
        if self.share is None or self.needed is None:
            return True
        # Two thirds of nine are six: not less by a rounding.
        return self.share >= self.needed - 1e-9

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def judge(given: Sequence[Given], thresholds: Mapping[str, float]) -> list[Share]:
    """The shares of all that is measured, in the order of the codebook."""
    asked = {one.key: one for item in given for one in measured_in(item.questions)}
    return [_share(one, given, thresholds.get(key)) for key, one in asked.items()]


def is_passed(shares: Iterable[Share]) -> bool:
    """Whether something was needed, and all of it was reached."""
    counting = [one for one in shares if one.counts]
    return bool(counting) and all(one.is_met for one in counting)


def _share(one: Measured, given: Sequence[Given], needed: float | None) -> Share:
    found = score(one, given)
    if found is None:
        return Share(one.key, one.title, 0, None, needed, one.way)
    counts = (found.hits, found.own, found.ruled)
    return Share(one.key, one.title, found.items, found.share, needed, one.way, *counts)
