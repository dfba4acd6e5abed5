"""An annotator's work as one thing: how much is done, and where to go on. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.assign.models import Assignment
from workbench.assign.queueing import next_open
from workbench.home.queries import Counts


@dataclass(frozen=True)
class Progress:
    """Of everything that is assigned and not skipped: paragraphs, and articles as a whole."""

    done: int
    all: int


@dataclass(frozen=True)
class Desk:
    """What stands above the list of articles."""

    progress: Progress
    #: The article to go on with; None when none is open.
    onward: Assignment | None
    #: Whether it is the one that was worked on last.
    is_last: bool
    skipped: int


def lay_out(
    own: Sequence[Assignment],
    counts: Mapping[int, Counts],
    todo: Mapping[int, int],
    closed: Collection[int] = (),
) -> Desk:
    """The desk of the annotator whose assignments these are, in their order.

    `todo` has how much there is to answer, by assignment. One goes on with the article that
    was worked on last; where that is out of the way, with the next one after it. Nothing of the
    `closed` rounds is gone on with.
    """
    counted = [one for one in own if one.state != "skipped"]
    done = sum(counts[one.id].done for one in counted if one.id in counts)
    reachable = [one for one in own if one.round_id not in closed]
    last = _last_worked_on(reachable, counts)
    return Desk(
        Progress(done, sum(todo[one.id] for one in counted)),
        _onward(reachable, last),
        is_last=last is not None and last.state == "open",
        skipped=len(own) - len(counted),
    )


def _last_worked_on(own: Sequence[Assignment], counts: Mapping[int, Counts]) -> Assignment | None:
    saved = {one.id: counts[one.id].last_saved_at for one in own if one.id in counts}
    moments = [(moment, number) for number, moment in saved.items() if moment is not None]
    newest = max(moments, default=(None, 0))[1]
    return next((one for one in own if one.id == newest), None)


def _onward(own: Sequence[Assignment], last: Assignment | None) -> Assignment | None:
    if last is None:
        return next((one for one in own if one.state == "open"), None)
    return last if last.state == "open" else next_open(own, last)
