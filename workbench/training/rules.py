"""What a training set needs before it opens, and in which order a test is taken. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.document import Document
from workbench.codebook.questions import Question
from workbench.training.scoring import is_asked_by

LONGEST_TITLE = 120
LONGEST_INTRODUCTION = 5_000
LONGEST_EXPLANATION = 2_000
MOST_ITEMS = 200


@dataclass(frozen=True)
class Chosen:
    """What is known of an item before the set opens."""

    number: int
    is_test: bool
    explanation: str
    ruled: Document
    left_open: Sequence[str]
    questions: Sequence[Question]


def faults_of_opening(items: Sequence[Chosen], thresholds: Mapping[str, float]) -> list[str]:
    """What keeps a set from being opened, as sentences for its lead."""
    if not items:
        return ["Add at least one ruling: a set without items has nothing to learn from."]
    faults = [
        f"{'Test' if one.is_test else 'Practice'} item {one.number} has no explanation. Say in a "
        "sentence why it is ruled so."
        for one in items
        if not one.explanation.strip()
    ]
    tested = [one for one in items if one.is_test]
    if not tested:
        wrong = "The thresholds need a test: make some items a test, or clear the thresholds."
        return [*faults, wrong] if thresholds else faults
    if not thresholds:
        faults.append(
            "The test has no threshold, so nobody could pass it. Set one for at least one question."
        )
    asked = questions_of(tested)
    return faults + [
        f"“{question.title}” has a threshold, but no item of the test asks it."
        for question in {q.key: q for one in tested for q in one.questions}.values()
        if question.key in thresholds and question.key not in asked
    ]


def questions_of(items: Sequence[Chosen]) -> dict[str, int]:
    """In how many items each question has an answer that is right."""
    counted: dict[str, int] = {}
    for item in items:
        for question in item.questions:
            if is_asked_by(question, item.ruled, item.questions, item.left_open):
                counted[question.key] = counted.get(question.key, 0) + 1
    return counted


def has_right_answer(
    questions: Sequence[Question], ruled: Document, left_open: Collection[str]
) -> bool:
    """Whether anything can be learnt from a ruling: not everything in it is left open."""
    return any(is_asked_by(one, ruled, questions, tuple(left_open)) for one in questions)


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
