"""Whether an annotator saw through the mask: asked once, while the outlet is still hidden. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: The dimension by which a codebook asks this by itself, of the article as a whole.
DIMENSION = "recognised"
#: What can be said. Stored and exported as it stands here.
RECOGNISED = ("no", "guess", "yes")
LONGEST_NAME = 120


@dataclass(frozen=True)
class Recognition:
    """One of `RECOGNISED`, and the outlet that the annotator had in mind, "" for none."""

    answer: str
    outlet: str = ""


def is_still_hidden(*, mask_outlet: bool, submitted_at: datetime | None) -> bool:
    """Whether the outlet has never been shown: only then can it be asked if it was recognised.

    Once submitted it was, also where the article was reopened since.
    """
    return mask_outlet and submitted_at is None


def recognition_in(answer: object, outlet: str = "") -> Recognition | None:
    """What a codebook's own question named `recognised` was answered, None for another answer.

    Such a codebook asks on the article as a whole, and submitting asks no more than which outlet.
    """
    said = "yes" if answer == "sure" else answer
    if not isinstance(said, str) or said not in RECOGNISED:
        return None
    return Recognition(said, "" if said == "no" else outlet)


def count_recognised(answers: Iterable[str | None]) -> dict[str, int]:
    """How often each answer was given, in the order of `RECOGNISED`; None is no answer yet."""
    given = Counter(answers)
    return {answer: given[answer] for answer in RECOGNISED}
