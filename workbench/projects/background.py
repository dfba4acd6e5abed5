"""What may be asked of annotators about themselves, and which groups a report may name. Pure.

A group is named from five people on (`FEWEST`). The others are put together, and where these are
still too few, the smallest group that could be named joins them: else it would be known of the
rest, by taking away, what they did not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.errors import Invalid

#: People in a group that a report may name.
FEWEST = 5
#: Questions of one project: with each further one a combination of answers tells more of a person.
MOST_QUESTIONS = 5
MOST_CHOICES = 9
LONGEST_TITLE = 120
LONGEST_CHOICE = 60
OTHERS = "all other answers"
TOO_FEW = (
    "Too few to show: a group is named from five people on, who have consented and have answered "
    "here, and there are not two such groups."
)


@dataclass(frozen=True)
class Grouping:
    """The seats of each group that may be named, by one question; the reason where there is none.

    The groups have no seat in common, and hold everybody who has answered the question.
    """

    title: str
    groups: Mapping[str, frozenset[str]]
    why_none: str = ""


def nameable(title: str, groups: Mapping[str, frozenset[str]]) -> Grouping:
    """The groups by their answers, as far as a report may name them."""
    named = {name: seats for name, seats in groups.items() if seats}
    pooled: frozenset[str] = frozenset()
    for name in sorted(named, key=lambda one: len(named[one])):
        if len(named[name]) < FEWEST or 0 < len(pooled) < FEWEST:
            pooled |= named.pop(name)
    if len(pooled) >= FEWEST:
        named[OTHERS] = pooled
    if len(named) < 2:
        return Grouping(title, {}, TOO_FEW)
    return Grouping(title, named)


def tidy_title(text: str) -> str:
    """A question as it is stored. Raises Invalid."""
    title = " ".join(text.split())
    if not 0 < len(title) <= LONGEST_TITLE or not title.isprintable():
        raise Invalid(f"Write the question in 1 to {LONGEST_TITLE} characters.")
    return title


def read_choices(text: str) -> list[str]:
    """The answers that stand in a text, one a line. Raises Invalid."""
    choices = [choice for line in text.splitlines() if (choice := " ".join(line.split()))]
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise Invalid(f"Give 2 to {MOST_CHOICES} answers, each on a line of its own.")
    if len(set(choices)) < len(choices):
        raise Invalid("Two answers are the same. Write each of them once.")
    if not all(len(one) <= LONGEST_CHOICE and one.isprintable() for one in choices):
        raise Invalid(f"An answer has at most {LONGEST_CHOICE} characters, all of them visible.")
    return choices


def has_room(questions: Sequence[object]) -> bool:
    """Whether one more question may be asked."""
    return len(questions) < MOST_QUESTIONS
