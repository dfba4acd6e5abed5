"""Which distances a question of values is measured with. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question
from workbench.stats.disagreement import Distance

#: The distances that mean something for a type of question.
FITTING: dict[str, tuple[Distance, ...]] = {
    "single": ("nominal",),
    "flag": ("nominal",),
    "ordinal": ("ordinal", "interval", "nominal"),
    "multi": ("masi", "jaccard", "nominal"),
}
#: Those shown where the codebook names none: `nominal` alone is what it says by saying nothing.
USUAL: dict[str, tuple[Distance, ...]] = {
    "single": ("nominal",),
    "flag": ("nominal",),
    "ordinal": ("ordinal",),
    "multi": ("masi", "jaccard"),
}


def distances_for(question: Question) -> tuple[Distance, ...]:
    """The distances of a question of values, the headline one first."""
    dimension = question.dimension
    fitting = FITTING[dimension.type]
    if not _are_numbers(scale_of(question)):
        fitting = tuple(name for name in fitting if name != "interval")
    named = tuple(name for name in dimension.agreement.distances if name in fitting)
    return named if set(named) - {"nominal"} else USUAL[dimension.type]


def scale_of(question: Question) -> tuple[str, ...]:
    """The values that are grades, lowest first; all values of a question without a scale."""
    if question.is_flag:
        return FLAG
    return tuple(v for v in question.value_ids() if v not in question.dimension.off_scale)


def _are_numbers(scale: Sequence[str]) -> bool:
    """Whether the grades' ids are numbers; words have no distance from one to the next."""
    return bool(scale) and all(map(is_number, scale))


def is_number(text: str) -> bool:
    """Whether a value's id is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True
