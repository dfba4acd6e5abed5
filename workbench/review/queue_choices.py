"""What the queue can be narrowed to, and how many units each choice would show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.annotate.layout import Flags, Integers
from workbench.codebook.questions import Question
from workbench.review.queue import Queue
from workbench.review.queue_filters import STATES

#: Of outlets, stories and pairs of values those with most units are listed.
_MOST = 200


@dataclass(frozen=True)
class Choice:
    """`value` as the address has it; `count` are the units that it would show."""

    value: str
    title: str
    count: int


@dataclass(frozen=True)
class Choices:
    """Beside each choice stands what it would show with all the other filters as they are."""

    questions: tuple[Choice, ...]
    pairs: tuple[Choice, ...]
    annotators: tuple[Choice, ...]
    outlets: tuple[Choice, ...]
    stories: tuple[Choice, ...]
    states: tuple[Choice, ...]
    n_flagged: int


def list_choices(
    queue: Queue,
    questions: Sequence[Question],
    outlets: Mapping[int, str],
    stories: Mapping[int, str],
) -> Choices:
    """`outlets` and `stories` are the names by their ids."""
    units, asked = queue.units, queue.filters
    others = _without(queue, "question", "between", "annotator")
    who = asked.annotator
    return Choices(
        questions=tuple(
            Choice(
                one.key,
                one.title,
                _n(others & units.on(one.key) & (units.by_seat(who, one.key) if who else True)),
            )
            for one in questions
            if not one.is_text
        ),
        pairs=_pairs(queue, questions),
        annotators=_annotators(queue),
        outlets=_named(units.outlet[_without(queue, "outlet")], outlets, asked.outlet),
        stories=_named(units.story[_without(queue, "story")], stories, asked.story),
        states=tuple(
            Choice(state, title, _n(_without(queue, "state") & units.state[state]))
            for state, title in STATES.items()
        ),
        n_flagged=_n(_without(queue, "flag") & units.ordered.is_flagged),
    )


def _annotators(queue: Queue) -> tuple[Choice, ...]:
    seats = queue.units.ordered.seats
    unit, seat = queue.units.ordered.apart_on(queue.filters.question)
    counts = np.bincount(seat[_without(queue, "annotator")[unit]], minlength=len(seats))
    return tuple(
        Choice(name, name, count) for name, count in zip(seats, counts.tolist(), strict=True)
    )


def _pairs(queue: Queue, questions: Sequence[Question]) -> tuple[Choice, ...]:
    """Pairs of values of the chosen question that stand against each other somewhere."""
    chosen = [one for one in questions if one.key == queue.filters.question]
    if not chosen or chosen[0].is_links:
        return ()
    (question,) = chosen
    ids = question.value_ids()
    within = _without(queue, "between")
    gave = np.array([queue.units.with_value(question.key, one)[within] for one in ids])
    together = gave.astype(np.int64) @ gave.T.astype(np.int64) if len(gave) else gave
    pairs = [
        Choice(
            f"{ids[one]}|{ids[other]}",
            f"{question.value_title(ids[one])} – {question.value_title(ids[other])}",
            int(together[one, other]),
        )
        for one in range(len(ids))
        for other in range(one + 1, len(ids))
    ]
    return _most(pairs, {"|".join(some) for some in _both_ways(queue.filters.between)})


def _both_ways(pair: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return pair, pair[::-1]


def _named(ids: Integers, names: Mapping[int, str], chosen: int | None) -> tuple[Choice, ...]:
    found, counts = np.unique(ids, return_counts=True)
    times = dict(zip(found.tolist(), counts.tolist(), strict=True))
    some = _most(
        (Choice(str(one), name, times.get(one, 0)) for one, name in names.items()), {str(chosen)}
    )
    return tuple(sorted(some, key=lambda one: one.title.casefold()))


def _most(choices: Iterable[Choice], kept: set[str]) -> tuple[Choice, ...]:
    """Those with units, most first, and what is chosen already."""
    ordered = sorted(choices, key=lambda one: -one.count)
    own = [one for one in ordered if one.value in kept]
    return tuple([*own, *(one for one in ordered if one.count and one not in own)][:_MOST])


def _without(queue: Queue, *filters: str) -> Flags:
    """What all the other filters let through."""
    left = [mask for name, mask in queue.masks.items() if name not in filters]
    return np.asarray(np.logical_and.reduce(left))


def _n(flags: Flags) -> int:
    return int(np.count_nonzero(flags))
