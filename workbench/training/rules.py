"""What a training set needs before it opens, and in which order a test is taken. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document
from workbench.codebook.questions import Question
from workbench.review.discussing import seats_in
from workbench.training.measured import Way, is_asked_by, measured_in

LONGEST_TITLE = 120
LONGEST_INTRODUCTION = 5_000
LONGEST_EXPLANATION = 2_000
MOST_ITEMS = 200
#: What the form of a new test begins with, for the lead to change. .8 is what coders are often
#: asked for (Lombard, Snyder-Duch & Bracken 2002). Even people who know the codebook well seldom
#: mark the very same words: .6 is ours.
USUAL: Mapping[Way, float] = {
    "items": 0.8,
    "words": 0.6,
    "links": 0.6,
    "about passages": 0.8,
    "about links": 0.8,
}


@dataclass(frozen=True)
class Chosen:
    """What is known of an item before the set opens."""

    number: int
    is_test: bool
    explanation: str
    ruled: Document
    left_open: Sequence[str]
    questions: Sequence[Question]


def faults_of_opening(
    items: Sequence[Chosen],
    thresholds: Mapping[str, float],
    *,
    introduction: str = "",
    seats: Sequence[str] = (),
) -> list[str]:
    """What keeps a set from being opened, as sentences for its lead; `seats` are all annotators'.

    Learners read introduction and explanations: with a seat in them they could follow somebody
    through everything that they may see of others.
    """
    if not items:
        return ["Add at least one ruling: a set without items has nothing to learn from."]
    named = seats_in(introduction, seats)
    faults = (
        [f"Learners read the introduction: say it without {' and '.join(named)}."] if named else []
    )
    for one in items:
        item = f"{'Test' if one.is_test else 'Practice'} item {one.number}"
        if not one.explanation.strip():
            faults.append(f"{item} has no explanation. Say in a sentence why it is ruled so.")
        elif named := seats_in(one.explanation, seats):
            faults.append(f"{item} is explained to learners: say it without {' and '.join(named)}.")
    tested = [one for one in items if one.is_test]
    if not tested:
        wrong = "The thresholds need a test: make some items a test, or clear the thresholds."
        return [*faults, wrong] if thresholds else faults
    if not thresholds:
        faults.append(
            "The test has no threshold, so nobody could pass it. Set one for at least one question."
        )
    asked = questions_of(tested)
    measured = {m.key: m for one in tested for m in measured_in(one.questions)}
    return faults + [
        f"“{one.title}” has a threshold, but no item of the test asks it."
        for one in measured.values()
        if one.key in thresholds and one.key not in asked
    ]


def questions_of(items: Sequence[Chosen]) -> dict[str, int]:
    """In how many items all that is measured has an answer that is right, by its key."""
    counted: dict[str, int] = {}
    for item in items:
        for one in measured_in(item.questions):
            if is_asked_by(one, item.ruled, item.questions, item.left_open):
                counted[one.key] = counted.get(one.key, 0) + 1
    return counted


def usual_thresholds(tested: Sequence[Chosen]) -> dict[str, float]:
    """What a test asks for while nobody has said so: of all that it asks, what is usual."""
    measured = {m.key: m for one in tested for m in measured_in(one.questions)}
    asked = questions_of(tested)
    return {key: USUAL[one.way] for key, one in measured.items() if key in asked}


def has_right_answer(
    questions: Sequence[Question], ruled: Document, left_open: Collection[str]
) -> bool:
    """Whether anything can be learnt from a ruling: not everything in it is left open."""
    return any(
        is_asked_by(one, ruled, questions, tuple(left_open)) for one in measured_in(questions)
    )


def in_order_of(items: Sequence[int], *, learner: int, attempt: int) -> list[int]:
    """The items of a test in the order of an attempt: the first time the lead's, then another.

    The same attempt always has the same order, and never that of the attempt before.
    """
    order, before = list(items), list(items)
    for number in range(2, attempt + 1):
        before = order
        order = sorted(items)
        random.Random(f"{learner}/{number}").shuffle(order)  # seeded: an order, not a secret
        if order == before and len(order) > 1:
            order = [*order[1:], order[0]]
    return order
