"""The queue: disputed units of a round in one order, and which of them are shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.annotate.layout import Flags, Integers
from workbench.review.places import Place
from workbench.review.queue_filters import Filters
from workbench.review.queue_units import Units


@dataclass(frozen=True, eq=False)
class Queue:
    """Every disputed unit of a round in the order that was asked for.

    `order` are their places in `units`; `article` and `paragraph` (0 for the article as a whole)
    stand in this order, and so does `is_shown`: whether the filters let it through. `masks` are
    those of each filter, in the order of `units`.
    """

    round_id: int
    filters: Filters
    units: Units
    order: Integers
    article: Integers
    paragraph: Integers
    is_shown: Flags
    masks: Mapping[str, Flags]

    def __len__(self) -> int:
        return len(self.shown)

    @cached_property
    def shown(self) -> Integers:
        """The places in the order of those that are shown."""
        found: Integers = np.flatnonzero(self.is_shown)
        return found

    def place(self, at: int) -> Place:
        """The unit at a place in the order."""
        return Place(self.round_id, int(self.article[at]), int(self.paragraph[at]) or None)

    def places(self, start: int, end: int) -> Sequence[Place]:
        """A stretch of those that are shown."""
        return [self.place(at) for at in self.shown[start:end].tolist()]


def make_queue(units: Units, round_id: int, filters: Filters) -> Queue:
    """Raises NotFound for a question, an annotator, an outlet or a story that the round has not."""
    masks = units.masks(filters)
    ordered = units.ordered
    order = ordered.order(filters.sort)
    return Queue(
        round_id=round_id,
        filters=filters,
        units=units,
        order=order,
        article=ordered.article[order],
        paragraph=ordered.paragraph[order],
        is_shown=np.logical_and.reduce([*masks.values()])[order],
        masks=masks,
    )


@dataclass(frozen=True)
class Neighbours:
    """What stands around a unit in a queue.

    `number` counts from 1 among the `total` that are shown; None where the unit is not one of them,
    as it has just been ruled on: `previous` and `next` then stand before and after it in the same
    order. They are None at the ends, and around a unit that nobody disputes. `stands` is the number
    that it has or, after the one before it, would have.
    """

    previous: Place | None
    next: Place | None
    number: int | None
    total: int
    stands: int = 1


def neighbours(queue: Queue, place: Place) -> Neighbours:
    """The units that are shown before and after one, whether or not it is shown itself."""
    is_own = (queue.article == place.article_id) & (queue.paragraph == (place.paragraph_id or 0))
    own = np.flatnonzero(is_own)
    if not len(own) or place.round_id != queue.round_id:
        return Neighbours(None, None, None, len(queue))
    at = int(own[0])
    before = int(np.searchsorted(queue.shown, at))
    after = before + bool(queue.is_shown[at])
    return Neighbours(
        previous=queue.place(int(queue.shown[before - 1])) if before else None,
        next=queue.place(int(queue.shown[after])) if after < len(queue) else None,
        number=before + 1 if queue.is_shown[at] else None,
        total=len(queue),
        stands=before + 1,
    )
