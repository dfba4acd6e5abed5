"""How far one learner is in one set. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.training.models import TrainingAttempt, TrainingSet
from workbench.training.queries import Item
from workbench.training.queries_learning import Answer

TestState = Literal["none", "new", "under way", "failed", "passed"]


@dataclass(frozen=True)
class Progress:
    """A set as its learner stands in it; `withheld` items tell answers to their own work."""

    set: TrainingSet
    items: Sequence[Item]
    withheld: Collection[int]
    answers: Sequence[Answer]
    attempts: Sequence[TrainingAttempt]

    @property
    def practice(self) -> list[Item]:
        """What can be practised, in the lead's order."""
        return [one for one in self.items if not one.is_test and one.id not in self.withheld]

    @property
    def test(self) -> list[Item]:
        """What the test asks of this learner, in the lead's order."""
        return [one for one in self.items if one.is_test and one.id not in self.withheld]

    @property
    def passed_over(self) -> int:
        return sum(one.id in self.withheld for one in self.items)

    @property
    def practised(self) -> dict[int, int]:
        """How often each item that can be practised was, by id."""
        mine = {one.id for one in self.practice}
        counted: dict[int, int] = {}
        for answer in self.answers:
            if answer.item_id in mine:
                counted[answer.item_id] = max(answer.attempt, counted.get(answer.item_id, 0))
        return counted

    @property
    def state(self) -> TestState:
        """Where the learner is with the test."""
        if any(one.is_passed for one in self.attempts):
            return "passed"
        if not any(one.is_test for one in self.items):
            return "none"
        if not self.attempts:
            return "new"
        return "failed" if self.attempts[-1].handed_in_at else "under way"

    @property
    def under_way(self) -> TrainingAttempt | None:
        last = self.attempts[-1] if self.attempts else None
        return last if last is not None and last.handed_in_at is None else None

    @property
    def has_something_to_do(self) -> bool:
        """Whether practice or test still waits, in a set that is not put away."""
        if self.set.closed_at is not None:
            return False
        waits = self.state in {"new", "under way", "failed"} and bool(self.test)
        return waits or len(self.practised) < len(self.practice)

    def next_to_practise(self, after: Item | None = None) -> Item | None:
        """What was not practised yet: after this item, else the first left; None when all was."""
        items, done = self.practice, self.practised
        at = next((n + 1 for n, one in enumerate(items) if after and one.id == after.id), 0)
        return next((one for one in [*items[at:], *items[:at]] if one.id not in done), None)

    def answered_in(self, number: int) -> dict[int, Answer]:
        """The answers of one attempt at the test, by item id."""
        mine = {one.id for one in self.items if one.is_test}
        return {a.item_id: a for a in self.answers if a.item_id in mine and a.attempt == number}
