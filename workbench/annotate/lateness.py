"""Which of the lead's answers came after a paragraph was judged. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from workbench.codebook.queries_inquiries import Answered


def later_answers(
    judgment: Mapping[str, Any], saved_at: str, answers: Iterable[Answered]
) -> list[Answered]:
    """The answers about what this judgment (as a page shows it) had answered before them."""
    if not saved_at:
        return []
    saved = datetime.fromisoformat(saved_at)
    given = answered_in(judgment)
    return [one for one in answers if one.dimension in given and saved < one.answered_at]


def answered_in(judgment: Mapping[str, Any]) -> set[str]:
    """The dimensions that a judgment has an answer for; a target is left out."""
    marked = [*judgment.get("spans", ()), *judgment.get("links", ())]
    keys = [*judgment.get("labels", ()), *(one["dimension"] for one in marked)]
    keys += [key for one in marked for key in one.get("attributes", ())]
    return {key.split(".")[0] for key in keys}
