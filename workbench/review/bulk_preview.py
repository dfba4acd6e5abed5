"""A bulk ruling before it is made: what would be ruled on, and what not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from workbench.annotate.document import Document
from workbench.annotate.layout import Flags, Integers
from workbench.codebook.questions import Question, as_values
from workbench.review.bulk import Rule
from workbench.review.bulk_plan import DIFFER, REASONS, Plan
from workbench.review.queue_facts import Facts
from workbench.review.rulings import read_stored

SAMPLE = 20
RULED = "ruled"


@dataclass(frozen=True)
class Weighed:
    """A question in the units that would be ruled on: how many gave one answer alike in all of
    them; and how many units are left out because of it."""

    title: str
    n_alike: int
    n_majority: int
    n_left_out: int


@dataclass(frozen=True, eq=False)
class Open:
    """One kind of unit without the rulings in force: `places` in the plan are to be ruled on."""

    plan: Plan
    questions: Sequence[Question]
    is_ruled: Flags
    places: Integers


@dataclass(frozen=True)
class Preview:
    """`left_out` counts units by why, in the order of asking; of the rest `n_unanimous` are as
    everybody answered. `fingerprint` is equal as long as the very same would be ruled."""

    rule: Rule
    n_ruled: int
    n_unanimous: int
    left_out: Mapping[str, int]
    questions: tuple[Weighed, ...]
    fingerprint: str


def without_ruled(
    plan: Plan, questions: Sequence[Question], facts: Facts, *, is_whole: bool
) -> Open:
    """`is_whole`: the plan is about articles as a whole."""
    agreed = plan.agreed
    paragraph = np.zeros_like(agreed.unit) if is_whole else agreed.unit
    ruled = facts.ruled.holds(agreed.article, paragraph)
    ruled |= facts.legitimate.holds(agreed.article, paragraph)
    return Open(plan, questions, ruled, np.flatnonzero(plan.is_agreed & ~ruled))


def make_preview(kinds: Sequence[Open]) -> Preview:
    """Of paragraphs and of articles as a whole together."""
    left_out = Counter[str]()
    for one in kinds:
        left_out[RULED] += int(one.is_ruled.sum())
        counts = np.bincount(one.plan.reason[~one.is_ruled] + 1, minlength=len(REASONS) + 1)
        left_out.update(dict(zip(REASONS, counts[1:].tolist(), strict=True)))
    return Preview(
        rule=kinds[0].plan.rule,
        n_ruled=sum(len(one.places) for one in kinds),
        n_unanimous=sum(int(one.plan.agreed.is_unanimous[one.places].sum()) for one in kinds),
        left_out={why: left_out[why] for why in (RULED, *REASONS) if left_out[why]},
        questions=tuple(weighed for one in kinds for weighed in _weigh(one)),
        fingerprint=_fingerprint(kinds),
    )


def sample_of(kinds: Sequence[Open]) -> list[Integers]:
    """Of each kind some units to look at, spread evenly over all that would be ruled on."""
    every = np.concatenate([one.places for one in kinds])
    chosen = np.unique(np.linspace(0, len(every) - 1, min(SAMPLE, len(every))).astype(np.int64))
    bounds = np.cumsum([0, *(len(one.places) for one in kinds)])
    return [
        one.places[chosen[(chosen >= first) & (chosen < end)] - first]
        for one, first, end in zip(kinds, bounds[:-1], bounds[1:], strict=True)
    ]


@dataclass(frozen=True)
class Said:
    """What would stand for a question, and how many of how many answered so."""

    title: str
    answers: tuple[tuple[str, str], ...]
    times: int


def say_standing(
    plan: Plan, at: int, stored: str, questions: Sequence[Question], text: str
) -> tuple[Said, ...]:
    """What would stand on one unit; an answer is a title, and of what is marked its words."""
    document = read_stored(stored)
    return tuple(
        Said(
            question.title,
            tuple(_answers(question, document, text)),
            int(plan.agreed.times[place, at]),
        )
        for place, question in enumerate(one for one in questions if not one.is_text)
        if plan.agreed.is_asked[place, at]
    )


def _answers(question: Question, document: Document, text: str) -> Sequence[tuple[str, str]]:
    if question.is_spans:
        return [
            (question.value_title(one.value), text[one.start : one.end])
            for one in document.spans
            if one.dimension == question.key
        ]
    if question.is_links:
        return [
            ("", " → ".join(text[role.start : role.end] for role in link.members))
            for link in document.links
            if link.dimension == question.key
        ]
    values = as_values(document.labels.get(question.key))
    if question.is_flag:
        return [("yes" if values else "no", "")]
    return [(question.value_title(value), "") for value in values]


def _weigh(one: Open) -> list[Weighed]:
    agreed, places = one.plan.agreed, one.places
    differs = ~one.is_ruled & (one.plan.reason == REASONS.index(DIFFER))
    fails = ~agreed.meets(one.plan.rule)
    alike = agreed.times == agreed.n_seats
    asked = [question for question in one.questions if not question.is_text]
    return [
        Weighed(
            question.title,
            int(alike[place, places].sum()),
            int((~alike[place, places]).sum()),
            int((fails[place] & differs).sum()),
        )
        for place, question in enumerate(asked)
    ]


def _fingerprint(kinds: Sequence[Open]) -> str:
    """Of all that would be ruled: the rule, the units, how many judged each, what would stand."""
    digest = blake2b(repr(kinds[0].plan.rule).encode(), digest_size=16)
    for one in kinds:
        agreed = one.plan.agreed
        for column in (agreed.article, agreed.unit, agreed.n_seats, one.plan.digest):
            digest.update(column[one.places].tobytes())
        digest.update(b"/")
    return digest.hexdigest()
