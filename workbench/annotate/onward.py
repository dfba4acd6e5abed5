"""Where one goes on to from a unit that is submitted: what a room above this one offers."""

from __future__ import annotations

from collections.abc import Callable

from workbench.assign.models import Assignment

#: The address where a unit (paragraph id, None for the article as a whole) is discussed, "" where
#: it is not open to its annotator.
Discuss = Callable[[Assignment, int | None], str]

_known: list[Discuss] = []


def register(*, discuss: Discuss) -> None:
    """Take over where a unit is discussed."""
    _known[:] = [discuss]


def discussion_url(assignment: Assignment, paragraph_id: int | None) -> str:
    """The address for the annotator of this assignment, "" before it is submitted."""
    if assignment.state != "submitted" or not _known:
        return ""
    return _known[0](assignment, paragraph_id)
