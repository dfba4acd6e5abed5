"""Words for the parts of a codebook that several pages need alike. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from workbench.codebook.format import Condition, Unit, Value
from workbench.core.wording import _, counted, later

#: Units in the order in which a reader meets them.
UNITS: Final[Mapping[Unit, Any]] = {
    "paragraph": later("On each paragraph"),
    "span": later("On marked passages"),
    "link": later("On links between passages"),
    "article": later("On the article as a whole"),
}


def condition_met(
    when: Condition, title: str, values: Iterable[Value], *, is_flag: bool = False
) -> str:
    """`Attributed is Yes`; title and values are those of the question that is looked at."""
    if when.at_least:
        return counted(
            "%(question)s has at least %(num)s value",
            "%(question)s has at least %(num)s values",
            when.at_least,
            question=title,
        )
    if is_flag:
        return _("%(question)s is ticked", question=title)
    titles = {value.id: value.title for value in values}
    answers = either([titles.get(one, one) for one in when.is_])
    return _("%(question)s is %(answers)s", question=title, answers=answers)


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s", first=_(", ").join(words[:-1]), last=words[-1])


def either(words: Sequence[str]) -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s", first=_(", ").join(words[:-1]), last=words[-1])
