"""Which article comes next."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from workbench.assign.queueing import next_open


@dataclass(frozen=True)
class One:
    id: int
    round_id: int
    state: str = "open"


def own(states: str) -> list[One]:
    """`o` open, `s` submitted, `x` skipped; a bar parts rounds."""
    words = {"o": "open", "s": "submitted", "x": "skipped"}
    rounds = enumerate(states.split("|"), start=1)
    made = [(number, words[sign]) for number, round_ in rounds for sign in round_]
    return [One(at, number, state) for at, (number, state) in enumerate(made, start=1)]


@pytest.mark.parametrize(
    ("states", "current", "expected"),
    [
        ("soo", 1, 2),
        ("sxo", 1, 3),
        ("oos", 3, 1),  # what was passed over in the round
        ("ss|so", 2, 4),
        ("oo|s", 3, 1),
        ("so|so|o", 3, 4),  # the own round comes first
        ("ss|xs", 4, None),
        ("o", 1, None),  # never itself
    ],
)
def test_the_next_one(states: str, current: int, expected: int | None) -> None:
    work = own(states)
    found = next_open(work, work[current - 1])
    assert (found.id if found else None) == expected
