"""What a row of the queue says of a disputed question, in short. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.annotate.columns import Columns
from workbench.codebook.deriving import FLAG
from workbench.codebook.questions import Question
from workbench.review.queue_answers import NOT_ASKED, answer_codes, value_codes

#: Values named on one chip; the rest is counted.
_MOST_NAMED = 4


@dataclass(frozen=True)
class Differing:
    """A question that differs, and what was answered: `Conflict 2 · Power 1`."""

    key: str
    title: str
    said: str


def say_differing(
    questions: Sequence[Question], columns: Columns
) -> dict[int, tuple[Differing, ...]]:
    """By unit, in the order of the questions; `columns` need hold no more than these units."""
    rows = defaultdict[int, list[int]](list)
    for row, unit in enumerate(columns.unit.tolist()):
        rows[unit].append(row)
    found: dict[int, list[Differing]] = {unit: [] for unit in rows}
    for question in questions:
        if question.is_text:
            continue
        codes = answer_codes(question, columns).tolist()
        values = {value: own.tolist() for value, own in value_codes(question, columns)}
        for unit, own in rows.items():
            asked = [row for row in own if codes[row] != NOT_ASKED]
            if len({codes[row] for row in asked}) > 1:
                given = {value: [said[row] for row in asked] for value, said in values.items()}
                found[unit].append(Differing(question.key, question.title, _say(question, given)))
    return {unit: tuple(some) for unit, some in found.items()}


def _say(question: Question, values: Mapping[str, Sequence[int]]) -> str:
    """`values` are what each of those asked said of a value, 0 where they did not give it."""
    if question.is_flag:
        up = _n_given(values[FLAG[0]])
        return _counted([(FLAG[0], up), (FLAG[1], len(values[FLAG[0]]) - up)])
    disputed = {value: given for value, given in values.items() if len(set(given)) > 1}
    n_none = sum(not any(one) for one in zip(*values.values(), strict=True))
    if question.is_spans or question.is_links:
        return _say_marked(question, disputed, n_none)
    times = [(question.value_title(value), _n_given(given)) for value, given in disputed.items()]
    return _counted([*sorted(times, key=lambda one: -one[1]), ("none", n_none)])


def _say_marked(question: Question, disputed: Mapping[str, Sequence[int]], n_none: int) -> str:
    """Which passages differ; and where somebody has none, how many have any."""
    n = len(next(iter(disputed.values())))
    what = "linked" if question.is_links else "marked"
    some_or_none = _counted([(what, n - n_none), ("none", n_none)]) if n_none else ""
    titles = [question.value_title(value) for value in disputed if value]
    if question.is_links:
        titles = [] if n_none else [f"{len(set(disputed['']))} different"]
    return " · ".join(one for one in (", ".join(titles), some_or_none) if one)


def _n_given(given: Sequence[int]) -> int:
    return sum(one > 0 for one in given)


def _counted(times: Sequence[tuple[str, int]]) -> str:
    given = [f"{title} {count}" for title, count in times if count]
    more = [f"{len(given) - _MOST_NAMED} more"] if len(given) > _MOST_NAMED else []
    return " · ".join(given[:_MOST_NAMED] + more)
