"""Words for the parts of a codebook that several pages need alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbench.codebook.format import Condition, Unit, Value

#: Units in the order in which a reader meets them.
UNITS: Final[Mapping[Unit, str]] = {
    "paragraph": "On each paragraph",
    "span": "On marked passages",
    "link": "On links between passages",
    "article": "On the article as a whole",
}


def condition_met(
    when: Condition, title: str, values: Iterable[Value], *, is_flag: bool = False
) -> str:
    """`Attributed is Yes`; title and values are those of the question that is looked at."""
    if when.at_least:
        return f"{title} has at least {when.at_least} {'value' if when.at_least == 1 else 'values'}"
    if is_flag:
        return f"{title} is ticked"
    titles = {value.id: value.title for value in values}
    return f"{title} is {listed([titles.get(one, one) for one in when.is_], 'or')}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
