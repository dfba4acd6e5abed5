"""The figures of one question as a program reads them. Pure."""

from __future__ import annotations

from typing import Any

from workbench.agreement.measures import Measures
from workbench.codebook.questions import Question


def document(
    question: Question, level: str, n_units: int, n_annotators: int, found: Measures
) -> dict[str, Any]:
    """As the calculator has them, with what they are about."""
    return {
        "title": question.title,
        "unit": question.dimension.unit,
        "level": level,
        "n_units": n_units,
        "n_units_paired": found.n_paired,
        "n_annotators": n_annotators,
        "interval_note": found.interval_note,
        "measures": found.measures,
        "per_value": found.per_value,
        "pairs": found.pairs,
    }
