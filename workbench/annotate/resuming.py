"""Where an annotator goes on in an article. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """What there is to answer at one position, and how far it is."""

    position: int
    is_done: bool = False
    saved_at: datetime | None = None


def resume_at(places: Sequence[Place]) -> int | None:
    """The first position that is not done, from the one saved last on, then round the article.

    With everything done it is the first of all, None where nothing is to be answered.
    """
    saves = [(one.saved_at, at) for at, one in enumerate(places) if one.saved_at is not None]
    at = max(saves)[1] if saves else 0
    undone = [one for one in (*places[at:], *places[:at]) if not one.is_done]
    return next((one.position for one in (*undone, *places)), None)
